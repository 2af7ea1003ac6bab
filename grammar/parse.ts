// Text in; tree, tokens, comments and complaints out. The stages in their order; nothing here throws for
// what a user wrote, and nothing of Chevrotain's leaves.

import type { Comment, Formula } from './ast.ts';
import { endOf, fold, spanOf } from './complain.ts';
import { explainAll } from './complaints.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import { checkStatements, checkText, cutDeep } from './limits.ts';
import { mend } from './mend.ts';
import { checkNumbers } from './numbers.ts';
import { replacePasted } from './pasted.ts';
import { recognise } from './rules.ts';
import type { Source, Span } from './source.ts';
import { lex, type RawToken, rowOf, type TokenKind } from './tokens.ts';
import { buildTree } from './tree.ts';

/** A token as highlighting and editors need it; comments and mistakes included, blanks not. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
}

/** What a text is. The tree is there for broken text too; with an `error` among the diagnostics the service refuses it. */
export interface Parsed {
  readonly source: Source;
  readonly formula: Formula;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a formula. Never throws; diagnostics are in the order of the text. */
export function parse(source: Source): Parsed {
  const { text } = source;
  const { diagnostics: unfit, readable } = checkText(text);
  const raw = readable ? lex(text) : [];
  const comments = raw.filter((token) => rowOf(token.tokenType).kind === 'comment').map(commentOf);
  const pasted = replacePasted(
    raw.filter((token) => rowOf(token.tokenType).kind !== 'comment'),
    source.placeholders,
  );
  const mended = mend(text, pasted.tokens);
  const shallow = cutDeep(mended.tokens);
  const { tree, exceptions } = recognise(shallow.tokens);
  const explained = explainAll(exceptions, shallow.tokens);
  const places = new Set(explained.map((diagnostic) => diagnostic.span.start));
  const diagnostics = fold([
    ...unfit,
    ...pasted.diagnostics,
    ...mended.diagnostics.filter(
      (one) => !(one.code === 'syntax-missing-semicolon' && places.has(one.span.start)),
    ),
    ...shallow.diagnostics,
    ...checkStatements(mended.tokens),
    ...checkNumbers(raw),
    ...explained,
  ]);
  const formula = buildTree(tree, comments, { start: 0, end: text.length });
  const empty = formula.statements.length === 0 && diagnostics.every(({ severity }) => severity !== 'error');
  return {
    source,
    formula,
    tokens: raw.map(tokenOf),
    comments,
    diagnostics: empty ? [complaints.empty({ start: 0, end: text.length })] : diagnostics,
  };
}

function tokenOf(token: RawToken): Token {
  return {
    kind: rowOf(token.tokenType).kind,
    text: token.image,
    span: { start: token.startOffset, end: endOf(token) },
  };
}

function commentOf(token: RawToken): Comment {
  return { text: token.image, span: spanOf(token) };
}
