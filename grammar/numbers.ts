// Numbers whose form the documentation does not show: `.5`, `5.`, `1e3`. They are read, with a warning.

import { shorten, spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import { type RawToken, T } from './tokens.ts';

/** Warnings about numbers in unusual form. */
export function checkNumbers(tokens: readonly RawToken[]): readonly Diagnostic[] {
  return tokens
    .filter(
      (token) =>
        token.tokenType === T.Number && /^\.|\.$|[eE]/.test(token.image) && !/^0[xX]/.test(token.image),
    )
    .map((token) =>
      complaints['unusual-number'](spanOf(token), {
        text: shorten(token.image),
        plain: plainNumber(token.image),
      }),
    );
}

/** The number of a literal in any form the lexer lets through; hexadecimal and suffixes included. */
export function numberOf(text: string): number {
  return /^0[xX]/.test(text) ? Number(text) : Number.parseFloat(text);
}

/** The number in digits and a point only. */
export function plainNumber(text: string): string {
  const value = numberOf(text);
  return Number.isFinite(value)
    ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : text;
}
