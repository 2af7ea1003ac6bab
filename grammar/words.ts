// Words that are something in other languages and only names in this one. A word is complained about where a
// name could not stand anyway, so that a variable may still be called `then`.

import { spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import { endsValue, type RawToken, startsValue, T } from './tokens.ts';

/** What to do about a word of another language. */
export interface WordMistake {
  readonly diagnostic: Diagnostic;
  /** The token the word stands for; nothing when it is only dropped. */
  readonly means?: RawToken['tokenType'];
  /** Whether it is a word of control flow, after which statements stand without semicolons. */
  readonly control: boolean;
}

const CHOICE = 'choose with the expression condition ? when true : when false';
const LOOP = 'there are no loops: use sum, avg, max and the like over samples';

const CONTROL: ReadonlyMap<string, string> = new Map([
  ['if', CHOICE],
  ['else', CHOICE],
  ['elif', CHOICE],
  ['elseif', CHOICE],
  ['then', CHOICE],
  ['switch', CHOICE],
  ['while', LOOP],
  ['for', LOOP],
  ['foreach', LOOP],
  ['return', 'assign the result to $TargetDedicatedNodes or $TargetLowPriorityNodes'],
]);

const DECLARATIONS: ReadonlySet<string> = new Set(
  'var let const int long double float decimal bool string auto def set'.split(' '),
);

const OPERATORS: ReadonlyMap<string, { readonly type: RawToken['tokenType']; readonly meant: string }> =
  new Map([
    ['and', { type: T.And, meant: '&&' }],
    ['or', { type: T.Or, meant: '||' }],
    ['not', { type: T.Not, meant: '!' }],
  ]);

/** The mistake the token at `index` is, if it is a word where no name can stand; `before` is the mended token before it. */
export function readWord(
  given: readonly RawToken[],
  index: number,
  before: RawToken | undefined,
): WordMistake | undefined {
  if (given[index]!.tokenType !== T.Identifier || before?.tokenType === T.Dot) return undefined;
  return (
    readOperator(given, index, before) ??
    readControl(given, index, before) ??
    readDeclaration(given, index, before)
  );
}

type Reader = typeof readWord;

const readOperator: Reader = (given, index, before) => {
  const token = given[index]!;
  const next = given[index + 1];
  const operator = OPERATORS.get(token.image.toLowerCase());
  if (operator === undefined) return undefined;
  const isMistake =
    operator.type === T.Not
      ? !endsValue(before) && startsValue(next) && next?.tokenType !== T.LeftParenthesis
      : endsValue(before) && (startsValue(next) || next?.tokenType === T.Minus);
  if (!isMistake) return undefined;
  const holes = { found: token.image, meant: operator.meant };
  return {
    diagnostic: complaints['word-operator'](spanOf(token), holes),
    means: operator.type,
    control: false,
  };
};

const readControl: Reader = (given, index, before) => {
  const token = given[index]!;
  const advice = CONTROL.get(token.image.toLowerCase());
  if (advice === undefined || given[index + 1]?.tokenType === T.Assign) return undefined;
  if (!endsValue(before)) {
    const starts = startsStatement(before) && startsValue(given[index + 1]);
    if (!starts || (given[index + 1]!.tokenType === T.LeftParenthesis && isPlainCall(given, index)))
      return undefined;
  }
  const diagnostic = complaints.keyword(spanOf(token), { word: token.image, advice });
  return { diagnostic, control: true };
};

const readDeclaration: Reader = (given, index, before) => {
  const token = given[index]!;
  const follows = given[index + 2]?.tokenType;
  if (!DECLARATIONS.has(token.image) || !startsStatement(before)) return undefined;
  if (given[index + 1]?.tokenType !== T.Identifier || (follows !== T.Assign && follows !== T.Semicolon))
    return undefined;
  return { diagnostic: complaints.declaration(spanOf(token), { word: token.image }), control: false };
};

function startsStatement(before: RawToken | undefined): boolean {
  return before === undefined || before.tokenType === T.Semicolon;
}

/** Whether the parenthesis after the word closes before something other than a value: `if(a, b, c);`. */
function isPlainCall(given: readonly RawToken[], index: number): boolean {
  let depth = 0;
  for (let at = index + 1; at < given.length; at++) {
    const type = given[at]!.tokenType;
    if (type === T.LeftParenthesis) depth++;
    if (type === T.RightParenthesis) depth--;
    if (depth === 0) return !startsValue(given[at + 1]);
  }
  return true;
}
