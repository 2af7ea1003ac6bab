// What stands around a cursor, read off the tokens alone: a formula is broken exactly while somebody writes it,
// and tokens are there whatever is missing.

import type { Span, Token } from '../../grammar/index.ts';
import type { Analysis } from './analysis.ts';

/** A call whose parentheses are around a cursor. */
export interface EnclosingCall {
  readonly name: string;
  /** Whether it is a method, `object.name(...)`. */
  readonly isMethod: boolean;
  /** Which argument the cursor is in, from 0. */
  readonly argument: number;
  /** The arguments before that one. */
  readonly before: readonly Span[];
  readonly nameSpan: Span;
}

export interface Cursor {
  /** Set inside a comment or a string, where nothing is suggested. */
  readonly inside: 'comment' | 'string' | undefined;
  /** The word that is being written, empty at the cursor when there is none. */
  readonly word: Span;
  /** The token before the word. */
  readonly before: Token | undefined;
  /** The token before that one. */
  readonly earlier: Token | undefined;
  /** The token after the word. */
  readonly after: Token | undefined;
  /** Where the statement starts: the end of the semicolon before it. */
  readonly statementStart: number;
  /** The name this statement assigns, when the cursor is behind its `=`. */
  readonly assigned: string | undefined;
  /** The innermost call around the cursor. */
  readonly call: EnclosingCall | undefined;
  /** What the method or member after a dot belongs to, when the word follows a dot. */
  readonly object: Span | undefined;
}

/** Reads the surroundings of an offset. */
export function cursorAt({ tokens: all }: Analysis, offset: number): Cursor {
  const touching = all.find(({ span }) => span.start < offset && offset <= span.end);
  const inside = insideOf(touching, offset);
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const isWord = touching !== undefined && (touching.kind === 'name' || touching.text === '$');
  const word = isWord ? touching.span : { start: offset, end: offset };
  const count = countBefore(tokens, word.start);
  const start = statementIndex(tokens, count);
  const [first, second] = [tokens[start], tokens[start + 1]];
  const isAssigned = first?.kind === 'name' && second?.text === '=' && start + 2 <= count;
  const before = tokens[count - 1];
  return {
    inside,
    word,
    before,
    earlier: tokens[count - 2],
    after: tokens[isWord ? count + 1 : count],
    statementStart: tokens[start - 1]?.span.end ?? 0,
    assigned: isAssigned ? first.text : undefined,
    call: callAround(tokens, count, start),
    object: before?.text === '.' ? objectBefore(tokens, count - 1) : undefined,
  };
}

function insideOf(token: Token | undefined, offset: number): Cursor['inside'] {
  if (token?.kind === 'comment') return 'comment';
  const isText = token?.kind === 'string' || /^["'`“]/.test(token?.text ?? '');
  return isText && (offset < token!.span.end || !/["'`”]$/.test(token!.text.slice(1))) ? 'string' : undefined;
}

/** How many tokens end at or before an offset. */
function countBefore(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function statementIndex(tokens: readonly Token[], count: number): number {
  let index = count;
  while (index > 0 && tokens[index - 1]!.text !== ';') index--;
  return index;
}

/** The call whose opening parenthesis is the innermost one still open before token `count`. */
function callAround(tokens: readonly Token[], count: number, start: number): EnclosingCall | undefined {
  let depth = 0;
  let end = tokens[count - 1]?.span.end ?? 0;
  const before: Span[] = [];
  for (let index = count - 1; index >= start; index--) {
    const { text, span } = tokens[index]!;
    if (text === ')') depth++;
    else if (text === ',' && depth === 0) {
      before.unshift({ start: span.end, end });
      end = span.start;
    } else if (text === '(' && depth-- === 0) {
      const name = tokens[index - 1];
      // Parentheses that only group hold no commas of a call.
      if (name?.kind !== 'name') return callAround(tokens, index, start);
      const spans = [{ start: span.end, end }, ...before];
      return {
        name: name.text,
        isMethod: tokens[index - 2]?.text === '.',
        argument: before.length,
        before: spans.slice(0, -1),
        nameSpan: name.span,
      };
    }
  }
  return undefined;
}

/** The value that ends right before the token at `dot`: a name, a call, or something in parentheses. */
function objectBefore(tokens: readonly Token[], dot: number): Span | undefined {
  let index = dot - 1;
  const last = tokens[index];
  if (last === undefined) return undefined;
  if (last.text === ')') {
    for (let depth = 0; index >= 0; index--) {
      if (tokens[index]!.text === ')') depth++;
      else if (tokens[index]!.text === '(' && --depth === 0) break;
    }
    if (tokens[index - 1]?.kind === 'name') index--;
  } else if (last.kind !== 'name') return undefined;
  const start = tokens[index - 1]?.text === '.' ? objectBefore(tokens, index - 1) : tokens[index]?.span;
  return start === undefined ? undefined : { start: start.start, end: last.span.end };
}
