// A change of a text: what every answer that changes a formula is made of.

import type { Edit } from '../../grammar/index.ts';

export type { Edit };

/** The text with its edits done, in whatever order they are given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let done = '';
  let from = 0;
  for (const { span, text: put } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    done += text.slice(from, span.start) + put;
    from = span.end;
  }
  return done + text.slice(from);
}

/** The one edit that turns a text into another and leaves alone what both begin and end with. */
export function editBetween(from: string, to: string): readonly Edit[] {
  if (from === to) return [];
  let start = 0;
  while (start < from.length && from[start] === to[start]) start++;
  let same = 0;
  const most = Math.min(from.length, to.length) - start;
  while (same < most && from[from.length - 1 - same] === to[to.length - 1 - same]) same++;
  return [{ span: { start, end: from.length - same }, text: to.slice(start, to.length - same) }];
}
