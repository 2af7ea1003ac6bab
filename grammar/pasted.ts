// What people paste that is not in the language, token by token: each is complained about and replaced by
// what it stands for, so that one mistake has one complaint and the rest of the formula is still read.

import { endOf, shorten, spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import { plainNumber } from './numbers.ts';
import { isFilledIn } from './placeholders.ts';
import type { Placeholders, Span } from './source.ts';
import {
  endsValue,
  type Meaning,
  type RawToken,
  retype,
  rowOf,
  startsValue,
  T,
  type TOKEN_ROWS,
  type TokenName,
  tokenOfText,
  virtualToken,
} from './tokens.ts';

/** Tokens of the language (and brackets, placeholders, foreign operators), and the complaints about the rest. */
export interface Replaced {
  readonly tokens: readonly RawToken[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Replaces every pasted token. Order and places are kept; comments must be gone. */
export function replacePasted(raw: readonly RawToken[], placeholders?: Placeholders): Replaced {
  if (!raw.some(({ tokenType }) => rowOf(tokenType).mistake !== undefined))
    return { tokens: raw, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const tokens: RawToken[] = [];
  const joined = joinTouching(raw, diagnostics);
  joined.forEach((token, index) => {
    const next = joined[index + 1];
    const { mistake, means } = rowOf(token.tokenType);
    if (mistake === undefined) {
      tokens.push(token);
      return;
    }
    const context = { before: tokens.at(-1), next };
    if (token.tokenType === T.Filled && isFilledIn(token.image, placeholders)) {
      tokens.push(...fillIn(token, context, joined[index + 2]));
      return;
    }
    const quoted = joined.length === 1 && means === 'String' && /[=;]/.test(token.image);
    diagnostics.push(quoted ? complaints['quoted-formula'](spanOf(token)) : complainAbout(token, context));
    const replaced = replace(token, means ?? 'nothing', context);
    if (replaced !== undefined) tokens.push(replaced);
  });
  return { tokens, diagnostics };
}

interface Context {
  readonly before: RawToken | undefined;
  readonly next: RawToken | undefined;
}

/**
 * What a template fills in, as what can stand in its place: a name that is assigned or called, a value, an operator,
 * the end of a statement. Nothing where it can be whole statements, or more of the value before it.
 */
function fillIn(
  token: RawToken,
  { before, next }: Context,
  afterNext: RawToken | undefined,
): readonly RawToken[] {
  const begins = before === undefined || before.tokenType === T.Semicolon;
  const isName =
    before?.tokenType === T.Dot ||
    (begins && next?.tokenType === T.Assign) ||
    (next?.tokenType === T.LeftParenthesis && endOf(token) === next.startOffset);
  if (isName) return [retype(token, T.Identifier)];
  const wanted = !endsValue(before);
  const ends = next?.tokenType === T.Identifier && afterNext?.tokenType === T.Assign;
  if (ends && !begins)
    return wanted
      ? [retype(token, T.Placeholder), virtualToken(T.Semicolon, endOf(token))]
      : [retype(token, T.Semicolon)];
  if (wanted === (startsValue(next) || next?.tokenType === T.Filled)) return [];
  return [retype(token, wanted ? T.Placeholder : T.Foreign)];
}

function replace(token: RawToken, means: Meaning, context: Context): RawToken | undefined {
  if (means === 'nothing' || isPercentSign(token, context)) return undefined;
  if (means === 'byText') {
    const type = tokenOfText(plainText(token.image));
    return type === undefined ? undefined : retype(token, type);
  }
  if (means !== 'fit') return retype(token, T[means]);
  const wanted = !endsValue(context.before);
  if (wanted === startsValue(context.next)) return undefined;
  return retype(token, wanted ? T.Placeholder : T.Foreign);
}

/** `70%`: nothing to divide follows. */
function isPercentSign(token: RawToken, { before, next }: Context): boolean {
  return token.tokenType === T.Percent && before?.tokenType === T.Number && !startsValue(next);
}

function complainAbout(token: RawToken, context: Context): Diagnostic {
  const code = rowOf(token.tokenType).mistake ?? 'unexpected-character';
  return COMPLAIN[code as PastedCode]({
    token,
    text: token.image,
    found: shorten(token.image),
    span: spanOf(token),
    ...context,
  });
}

interface Pasted extends Context {
  readonly token: RawToken;
  readonly text: string;
  readonly found: string;
  readonly span: Span;
}

/** Codes of the rows of the token table. */
type PastedCode = Extract<(typeof TOKEN_ROWS)[TokenName], { readonly mistake: string }>['mistake'];

/** How the holes of each complaint are filled. */
// biome-ignore format: a table
const COMPLAIN: Readonly<Record<PastedCode, (pasted: Pasted) => Diagnostic>> = {
  'block-comment': ({ span }) => complaints['block-comment'](span),
  'hash-comment': ({ span }) => complaints['hash-comment'](span),
  'block': ({ span }) => complaints.block(span),
  'placeholder': ({ span, found }) => complaints.placeholder(span, { found }),
  'json-escape': ({ span, found }) => complaints['json-escape'](span, { found }),
  'html-entity': ({ span, found, text }) => complaints['html-entity'](span, { found, meant: shorten(plainText(text)) }),
  'smart-quotes': ({ span, found }) => complaints['smart-quotes'](span, { found }),
  'odd-blank': ({ span, text }) => complaints['odd-blank'](span, { name: nameOfBlank(text), code: codePoint(text) }),
  'look-alike': ({ span, found, text }) => complaints['look-alike'](span, { found, code: codePoint(text), meant: plainText(text) }),
  'single-quotes': ({ span, found, text }) => complaints['single-quotes'](span, { found, inner: shorten(text.replace(/^['`]|['`]$/g, '')) }),
  'unterminated-string': ({ span }) => complaints['unterminated-string'](span),
  'broken-string': ({ span }) => complaints['broken-string'](span),
  'hex-number': ({ span, found, text }) => complaints['hex-number'](span, { text: found, plain: plainNumber(text) }),
  'number-suffix': ({ span, text }) => complaints['number-suffix'](span, splitNumber(text)),
  'non-ascii-name': ({ span, found }) => complaints['non-ascii-name'](span, { name: found }),
  'single-logical': ({ span, found }) => complaints['single-logical'](span, { found, meant: found + found }),
  'foreign-operator': ({ span, found }) => complaints['foreign-operator'](span, { found, meant: FOREIGN_OPERATORS[found] ?? '' }),
  'compound-assignment': ({ span, found }) => complaints['compound-assignment'](span, { found, operator: found.slice(0, 1) }),
  'no-such-operator': (pasted) => complainOfOperator(pasted),
  'unexpected-character': ({ span, found }) => complaints['unexpected-character'](span, { found }),
};

function complainOfOperator({ token, found, span, ...context }: Pasted): Diagnostic {
  if (isPercentSign(token, context)) return complaints['percent-sign'](span);
  const advice = OPERATOR_ADVICE[found] ?? 'use + - * / and functions';
  return complaints['no-such-operator'](span, { found, advice });
}

const OPERATOR_ADVICE: Readonly<Record<string, string>> = {
  '%': 'the remainder of a by b is a - b * floor(a / b)',
  '^': 'write a power as a product',
  '**': 'write a power as a product',
  '<<': 'multiply by a power of two',
  '>>': 'divide by a power of two',
  '??': 'choose with condition ? a : b',
};

const FOREIGN_OPERATORS: Readonly<Record<string, string>> = {
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  ':=': '=',
};

/** What escapes, entities and look-alikes stand for, in characters of the language. */
function plainText(text: string): string {
  return text
    .replace(/\\+u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&(?:nbsp|#160);|<br ?\/?>/g, ' ')
    .replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/[^\0-\x7f]/g, (character) => LOOK_ALIKES.get(character) ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<', gt: '>', amp: '&', minus: '-', times: '*', divide: '/', le: '<=', ge: '>=', ne: '!=',
}; // biome-ignore format: one list

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '-': '‐‑‒–—−－', '*': '×✕∗＊', '/': '÷∕⁄／', '<=': '≤', '>=': '≥', '!=': '≠', '=': '＝', ';': '；', ',': '，', '(': '（',
    ')': '）', '.': '．', ':': '：', '?': '？', '+': '＋', '!': '！¬', '<': '＜', '>': '＞', '&&': '∧', '||': '∨',
  }).flatMap(([plain, alike]) => [...alike].map((character) => [character, plain] as const)),
); // biome-ignore format: a table

function codePoint(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function nameOfBlank(text: string): string {
  if (isInvisible(text)) return 'an invisible character';
  return /^[\u00a0\u202f]/.test(text) ? 'a non-breaking blank' : 'an unusual blank';
}

function isInvisible(text: string): boolean {
  return text.replace(INVISIBLE_ALL, '') === '';
}

function splitNumber(text: string): { readonly number: string; readonly suffix: string } {
  const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(text)?.[0] ?? text;
  return { number, suffix: text.slice(number.length) };
}

/**
 * Joins what touches into the one name it was meant to be: letters outside ASCII inside a name, an invisible
 * character inside a name, a placeholder that is part of a name.
 */
function joinTouching(raw: readonly RawToken[], diagnostics: Diagnostic[]): readonly RawToken[] {
  if (!raw.some(({ tokenType }) => JOINING.has(tokenType))) return raw;
  const joined: RawToken[] = [];
  for (const token of raw) {
    const before = joined.at(-1);
    const together = before && endOf(before) === token.startOffset ? join(before, token) : undefined;
    if (together === undefined) joined.push(isLetters(token) ? retype(token, T.ForeignName) : token);
    else joined[joined.length - 1] = together;
  }
  return joined.map((token) => {
    const invisible = token.tokenType === T.Identifier ? INVISIBLE.exec(token.image) : null;
    if (invisible === null) return token;
    const start = token.startOffset + invisible.index;
    const holes = { name: nameOfBlank(invisible[0]), code: codePoint(invisible[0]) };
    diagnostics.push(complaints['odd-blank']({ start, end: start + invisible[0].length }, holes));
    return { ...token, image: token.image.replace(INVISIBLE_ALL, '') };
  });
}

const JOINING: ReadonlySet<RawToken['tokenType']> = new Set([T.Template, T.Filled, T.Unexpected, T.OddBlank]);
const INVISIBLE = /(?:\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])+/;
const INVISIBLE_ALL = new RegExp(INVISIBLE, 'g');

function join(left: RawToken, right: RawToken): RawToken | undefined {
  const [first, second] = [left.tokenType, right.tokenType];
  const named = first === T.Identifier || first === T.ForeignName;
  const merged = { ...left, image: left.image + right.image, ...endIn(right) };
  if (first === T.Filled && JOINED.has(second)) return merged;
  if (second === T.Filled && JOINED.has(first)) return retype(merged, T.Filled);
  if (first === T.Template && [T.Identifier, T.Number, T.SuffixedNumber, T.Template].includes(second))
    return merged;
  if (named && second === T.Template) return retype(merged, T.Template);
  if (named && isLetters(right)) return retype(merged, T.ForeignName);
  if (first === T.ForeignName && [T.Identifier, T.Number, T.SuffixedNumber].includes(second)) return merged;
  if (first === T.Identifier && second === T.OddBlank && isInvisible(right.image)) return merged;
  return first === T.Identifier && INVISIBLE.test(left.image.at(-1) ?? '') && second === T.Identifier
    ? merged
    : undefined;
}

/** What makes one word with a placeholder that touches it. */
const JOINED: ReadonlySet<RawToken['tokenType']> = new Set([
  T.Filled,
  T.Identifier,
  T.Number,
  T.SuffixedNumber,
  T.ForeignName,
]);

function endIn(token: RawToken): Pick<RawToken, 'endOffset'> {
  return { endOffset: endOf(token) - 1 };
}

function isLetters(token: RawToken): boolean {
  return token.tokenType === T.Unexpected && /^\p{L}[\p{L}\p{M}\p{N}]*$/u.test(token.image);
}
