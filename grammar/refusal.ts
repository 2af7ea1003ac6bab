// What the service answers when it is given a formula it does not take: HTTP 400 and one of two codes.

import type { Diagnostic } from './diagnostic.ts';
import { placeAt, type Source } from './source.ts';

/** The service's answer; `detail` is in the form of its evaluation errors, with our words. */
export interface Refusal {
  readonly code: 'AutoScalingFormulaSyntaxError' | 'AutoScalingFormulaTooLong';
  readonly message: string;
  readonly detail: string;
}

const MESSAGES: Readonly<Record<Refusal['code'], string>> = {
  AutoScalingFormulaSyntaxError: 'The specified auto-scaling formula has a syntax error.',
  AutoScalingFormulaTooLong: 'The specified auto-scaling formula exceeds lengths limit.',
};

/**
 * The refusal that the diagnostics of `parse` amount to: that of the first error, length before syntax; nothing
 * when there is no error. https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes
 */
export function refusalOf(source: Source, diagnostics: readonly Diagnostic[]): Refusal | undefined {
  const errors = diagnostics.filter(
    ({ code, severity }) => severity === 'error' && code.startsWith('syntax-'),
  );
  const long = errors.find(({ code }) => code === 'syntax-too-long');
  const first = long ?? errors[0];
  if (first === undefined) return undefined;
  const code = long ? 'AutoScalingFormulaTooLong' : 'AutoScalingFormulaSyntaxError';
  const { line, column } = placeAt(source, first.span.start);
  return { code, message: MESSAGES[code], detail: `Line ${line}, Col ${column}: ${first.message}` };
}
