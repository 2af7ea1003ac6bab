// How the stages of this floor collect complaints: in any order, told apart by place, sorted at the end.
// A mistake that one act of pasting repeats many times is one complaint with the other places attached.

import type { Diagnostic, Related } from './diagnostic.ts';
import type { Span } from './source.ts';
import type { RawToken } from './tokens.ts';

/** Codes of which a text has one complaint at most; the other places are `related`. */
const ONCE: ReadonlySet<string> = new Set(
  ['json-escape', 'html-entity', 'smart-quotes', 'odd-blank', 'block', 'keyword', 'empty-statement'].map(
    (code) => `syntax-${code}`,
  ),
);
const MOST_RELATED = 20;

/** The complaints in the order of the text, repeated ones folded into the first of their kind. */
export function fold(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const ordered = [...found].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const others = new Map<string, Related[]>();
  const kept: Diagnostic[] = [];
  for (const diagnostic of ordered) {
    const related = others.get(diagnostic.code);
    if (related) related.push({ message: 'and here', span: diagnostic.span });
    else kept.push(diagnostic);
    if (!related && ONCE.has(diagnostic.code)) others.set(diagnostic.code, []);
  }
  return kept.map((diagnostic) => {
    const related = others.get(diagnostic.code) ?? [];
    return related.length === 0 ? diagnostic : { ...diagnostic, related: related.slice(0, MOST_RELATED) };
  });
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
