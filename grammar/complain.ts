// How the stages of this floor collect complaints: in any order, told apart by place, sorted at the end.
// A mistake that one act of pasting repeats many times is one complaint with the other places attached.

import type { Diagnostic, Related } from './diagnostic.ts';
import type { Span } from './source.ts';
import type { RawToken } from './tokens.ts';

/** Codes of which a text has one complaint at most; the other places are `related`. */
const ONCE = codes(
  'json-escape html-entity smart-quotes odd-blank block-comment hash-comment block keyword empty-statement',
);
/** Codes that are complained about once for each message: the same wrong sign or name, again. */
const ONCE_EACH = codes(
  'placeholder look-alike non-ascii-name unexpected-character single-logical foreign-operator word-operator no-such-operator',
);
const MOST_RELATED = 20;
const MOST = 100;

function codes(names: string): ReadonlySet<string> {
  return new Set(names.split(' ').map((name) => `syntax-${name}`));
}

/**
 * The complaints in the order of the text: one at most at each place, the earliest stage's; repeated ones folded
 * into the first of their kind; braces left out where a word such as `if` explains them. At most a hundred are kept.
 */
export function fold(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const explained = found.some(({ code }) => code === 'syntax-keyword');
  const ordered = [...found]
    .filter(({ code }) => !(explained && code === 'syntax-block'))
    .sort((a, b) => a.span.start - b.span.start || rank(a) - rank(b));
  const repeats = new Map<string, Related[]>();
  const kept: Diagnostic[] = [];
  for (const diagnostic of ordered) {
    if (kept.at(-1)?.span.start === diagnostic.span.start && !isWhole(kept.at(-1)!)) continue;
    const related = repeats.get(keyOf(diagnostic));
    if (related !== undefined) {
      related.push({ message: 'and here', span: diagnostic.span });
      continue;
    }
    kept.push(diagnostic);
    if (ONCE.has(diagnostic.code) || ONCE_EACH.has(diagnostic.code)) repeats.set(keyOf(diagnostic), []);
  }
  return kept.slice(0, MOST).map((diagnostic) => {
    const related = repeats.get(keyOf(diagnostic)) ?? [];
    return related.length === 0 ? diagnostic : { ...diagnostic, related: related.slice(0, MOST_RELATED) };
  });
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}

function keyOf({ code, message }: Diagnostic): string {
  return ONCE.has(code) ? code : `${code} ${message}`;
}

/** Complaints about the text as a whole do not stand for one at their place. */
function isWhole({ code }: Diagnostic): boolean {
  return code === 'syntax-too-many-bytes';
}

/** The place of a token. */
export function spanOf(token: RawToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

/** The offset just after a token. The lexer gives no ends; joined tokens have one, that of the last character. */
export function endOf(token: RawToken): number {
  return token.endOffset === undefined ? token.startOffset + token.image.length : token.endOffset + 1;
}

/** A token as messages quote it; nothing there is the end of the formula. */
export function quote(token: RawToken | undefined): string {
  return token === undefined ? 'the end of the formula' : `'${shorten(token.image)}'`;
}

const LONGEST_QUOTE = 40;

/** A piece of source text that fits a message: one line, at most forty characters. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE - 3)}...`;
}
