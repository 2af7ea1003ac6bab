// A place in a text that moves forward: what the readers of Terraform, Bicep and Groovy share.

import type { Diagnostic } from '../../grammar/index.ts';
import type { Closing } from './closing.ts';
import { brokenAt, type Opened, withOpened } from './diagnostics.ts';
import type { HostOther } from './host.ts';

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

/** Where something is missing, and the mark it is the partner of. */
interface Missing {
  readonly at?: number;
  readonly opened?: Opened;
}

/** Complains that the file breaks off; at most once a file, because the rest only follows. */
export function complain(cursor: Cursor, expected: string, { at = cursor.at, opened }: Missing = {}): void {
  const { text, format, diagnostics } = cursor;
  if (diagnostics.some(({ code }) => code === 'file-broken')) return;
  diagnostics.push(withOpened(brokenAt(text, at, { format, expected }), opened));
}

const PARTNERS = { ')': '(', ']': '[', '}': '{' } as const;

/** Moves over the bracket that closes the one at an offset, or says that it is missing. */
export function closeBracket(cursor: Cursor, bracket: keyof typeof PARTNERS, opened: number): void {
  const mark = `'${PARTNERS[bracket]}'`;
  if (cursor.text[cursor.at] === bracket) step(cursor);
  else complain(cursor, `'${bracket}'`, { opened: { mark, span: { start: opened, end: opened + 1 } } });
}

/** Moves to where the search for something closing ended, and says what was wanted there; what that is, is lost. */
export function stopAt(cursor: Cursor, { at, wanted, opened }: Exclude<Closing, { end: number }>): HostOther {
  cursor.at = Math.max(cursor.at, at);
  complain(cursor, wanted, { opened });
  return { kind: 'other', span: { start: opened.span.start, end: cursor.at } };
}

/** Runs a reader one level deeper; `otherwise` when that is too deep. */
export function deeper<Value>(cursor: Cursor, read: () => Value, otherwise: () => Value): Value {
  if (cursor.depth >= DEEPEST) return otherwise();
  cursor.depth++;
  const value = read();
  cursor.depth--;
  return value;
}
