// A change of a text: what every answer that changes a formula is made of.

import type { Span } from '../../grammar/index.ts';

/** Text in place of a span; several edits of one answer do not overlap. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** The text with its edits done. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
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
