// What Chevrotain's parser complains about, in the words of the language. After mending, what is left to it is
// a value, an operator, a colon or a member's name that is missing, and signs that stand where they cannot.

import { EOF, type IParserErrorMessageProvider, type IRecognitionException } from 'chevrotain';
import { endOf, quote, spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import type { Span } from './source.ts';
import { endsValue, type RawToken, startsValue, T } from './tokens.ts';

/** Makes the parser's messages the bare name of the token it expected, for `explain` to read. */
export const expectedName: Pick<IParserErrorMessageProvider, 'buildMismatchTokenMessage'> = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
};

/** At most one complaint a statement: what follows the first is guessing. `tokens` are what the parser was given. */
export function explainAll(
  exceptions: readonly IRecognitionException[],
  tokens: readonly RawToken[],
): readonly Diagnostic[] {
  if (exceptions.length === 0) return [];
  const places = new Map(tokens.map((token, index) => [token, index]));
  const placed = exceptions
    .map((exception) => ({ exception, at: places.get(exception.token) ?? tokens.length }))
    .sort((a, b) => a.at - b.at);
  const found: Diagnostic[] = [];
  let end = -1;
  for (const { exception, at } of placed) {
    if (at <= end) continue;
    end = at;
    while (end < tokens.length && tokens[end]!.tokenType !== T.Semicolon) end++;
    const diagnostic = explain(exception, at, tokens);
    if (diagnostic !== undefined) found.push(diagnostic);
  }
  return found;
}

/** The complaint of one exception; nothing where mending has complained already. */
function explain(
  exception: IRecognitionException,
  at: number,
  tokens: readonly RawToken[],
): Diagnostic | undefined {
  const before = lastBefore(at, tokens);
  const found = foundToken(exception);
  if (found === 'mended') return undefined;
  const span = found === undefined ? after(before) : spanOf(found);
  const place = before ? `after ${quote(before)},` : 'at the start,';
  if (exception.name === 'NoViableAltException') {
    return complaints['missing-operand'](span, { place, found: quote(found) });
  }
  if (exception.message === 'Colon') return complaints['missing-colon'](span, { found: quote(found) });
  if (exception.message === 'Identifier') return complaints['missing-member'](span, { found: quote(found) });
  const expected = expectedAt(at, tokens);
  if (!startsStatement(before) && !endsValue(before)) {
    return complaints['missing-operand'](span, { place, found: quote(found) });
  }
  if (startsValue(found)) return complaints['missing-operator'](span, { expected, found: quote(found) });
  const advice =
    ADVICE[found?.image ?? ''] ??
    (startsStatement(before) ? 'a statement starts with a name, a call or a value' : '');
  return complaints['unexpected-token'](span, { expected, found: quote(found), advice });
}

/** The token of the text before the one at an index. */
function lastBefore(index: number, tokens: readonly RawToken[]): RawToken | undefined {
  let at = index - 1;
  while (tokens[at]?.image === '') at--;
  return tokens[at];
}

/** What the text has where the exception is; virtual tokens stand for what follows them. */
function foundToken({ token }: IRecognitionException): RawToken | undefined | 'mended' {
  if (token.tokenType === EOF) return undefined;
  if (token.image !== '') return token;
  return token.payload ?? 'mended';
}

function after(before: RawToken | undefined): Span {
  const at = before === undefined ? 0 : endOf(before);
  return { start: at, end: at };
}

/** What could stand at an index instead, by what is open there. */
function expectedAt(index: number, tokens: readonly RawToken[]): string {
  const open = openAt(index, tokens);
  if (open < 0) return startsStatement(lastBefore(index, tokens)) ? 'a statement' : "an operator or ';'";
  if (tokens[open]!.tokenType === T.LeftBracket) return "',' or ']'";
  return tokens[open - 1]?.tokenType === T.Identifier ? "',' or ')'" : "an operator or ')'";
}

/** The index of the innermost parenthesis or bracket that is open before an index; -1 when none is. */
function openAt(index: number, tokens: readonly RawToken[]): number {
  let closed = 0;
  for (let at = index - 1; at >= 0 && tokens[at]!.tokenType !== T.Semicolon; at--) {
    const type = tokens[at]!.tokenType;
    if (type === T.RightParenthesis || type === T.RightBracket) closed++;
    else if ((type === T.LeftParenthesis || type === T.LeftBracket) && closed-- === 0) return at;
  }
  return -1;
}

function startsStatement(before: RawToken | undefined): boolean {
  return before === undefined || before.tokenType === T.Semicolon;
}

const ADVICE: Readonly<Record<string, string>> = {
  ',': "a comma separates arguments, inside a call's parentheses only; digits are not grouped",
  ':': "a ':' belongs to a '?' before it: condition ? when true : when false",
  '?': "write the condition before the '?'",
  '.': 'a point follows a name or a call',
};
