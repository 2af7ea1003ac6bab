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

/** At most one complaint a statement: what follows the first is guessing. */
export function explainAll(
  exceptions: readonly IRecognitionException[],
  tokens: readonly RawToken[],
): readonly Diagnostic[] {
  const ends = tokens.filter((token) => token.tokenType === T.Semicolon).map((token) => token.startOffset);
  const first = new Map<number, { readonly at: number; readonly exception: IRecognitionException }>();
  for (const exception of exceptions) {
    const at = exception.token.tokenType === EOF ? Number.POSITIVE_INFINITY : exception.token.startOffset;
    const statement = ends.filter((end) => end < at).length;
    const known = first.get(statement);
    if (known === undefined || at < known.at) first.set(statement, { at, exception });
  }
  return [...first.values()].flatMap(
    ({ exception }) => explain(exception, lastBefore(exception.token, tokens)) ?? [],
  );
}

/** The complaint of one exception; nothing where mending has complained already. */
function explain(exception: IRecognitionException, before: RawToken | undefined): Diagnostic | undefined {
  const found = foundToken(exception);
  if (found === 'mended') return undefined;
  const span = found === undefined ? after(before) : spanOf(found);
  const place = before ? `after ${quote(before)},` : 'at the start,';
  if (exception.name === 'NoViableAltException') {
    return complaints['missing-operand'](span, { place, found: quote(found) });
  }
  if (exception.message === 'Colon') return complaints['missing-colon'](span, { found: quote(found) });
  if (exception.message === 'Identifier') return complaints['missing-member'](span, { found: quote(found) });
  const expected = expectedInstead(exception, before);
  if (!startsStatement(before) && !endsValue(before)) {
    return complaints['missing-operand'](span, { place, found: quote(found) });
  }
  if (startsValue(found)) return complaints['missing-operator'](span, { expected, found: quote(found) });
  const advice =
    ADVICE[found?.image ?? ''] ??
    (startsStatement(before) ? 'a statement starts with a name, a call or a value' : '');
  return complaints['unexpected-token'](span, { expected, found: quote(found), advice });
}

/** The token of the text before this one. */
function lastBefore(token: RawToken, tokens: readonly RawToken[]): RawToken | undefined {
  const index = token.tokenType === EOF ? tokens.length : tokens.indexOf(token);
  return tokens.slice(0, index).findLast(({ image }) => image !== '');
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

function expectedInstead(exception: IRecognitionException, before: RawToken | undefined): string {
  const rule = exception.context.ruleStack.at(-1);
  if (rule === 'list') return "',' or ')'";
  if (rule === 'group') return "an operator or ')'";
  if (rule === 'index') return "',' or ']'";
  return startsStatement(before) ? 'a statement' : "an operator or ';'";
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
