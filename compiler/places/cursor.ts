// A place in a text that moves forward: what the readers of Terraform, Bicep and Groovy share.

import type { Diagnostic } from '../../grammar/index.ts';
import { complaints } from './diagnostics.ts';

export interface Cursor {
  readonly text: string;
  readonly format: string;
  readonly diagnostics: Diagnostic[];
  at: number;
  /** How many brackets and calls are open around it. */
  depth: number;
}

/** Beyond this depth nothing is looked at any more, so that no file can exhaust the stack. */
export const DEEPEST = 100;

export const createCursor = (text: string, format: string): Cursor => ({
  text,
  format,
  diagnostics: [],
  at: 0,
  depth: 0,
});

/** Moves over what a sticky pattern matches here, and gives it. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}

/** What a sticky pattern would match here. */
export function peek({ text, at }: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Moves over everything a sticky pattern matches, again and again. */
export function skipAll(cursor: Cursor, pattern: RegExp): void {
  while (cursor.at < cursor.text.length && (take(cursor, pattern) ?? '') !== '');
}

/** Moves on by one letter, if there is one. */
export function step(cursor: Cursor): void {
  if (!isAtEnd(cursor)) cursor.at++;
}

export const isAtEnd = ({ text, at }: Cursor): boolean => at >= text.length;

/** Complains that the file breaks off at a place; at most once a file, because the rest only follows. */
export function complain(cursor: Cursor, expected: string, place = cursor.at): void {
  const { text, format, diagnostics } = cursor;
  const at = Math.min(place, text.length);
  if (diagnostics.some(({ code }) => code === 'file-broken')) return;
  const end = Math.min(at + 1, text.length);
  const letter = text.slice(at, end).replace(/\s/, ' ');
  const found = at < text.length ? `'${letter}'` : 'the end of the file';
  diagnostics.push(complaints.broken({ start: at, end }, { format, expected, found }));
}

/** Runs a reader one level deeper; `otherwise` when that is too deep. */
export function deeper<Value>(cursor: Cursor, read: () => Value, otherwise: () => Value): Value {
  if (cursor.depth >= DEEPEST) return otherwise();
  cursor.depth++;
  const value = read();
  cursor.depth--;
  return value;
}
