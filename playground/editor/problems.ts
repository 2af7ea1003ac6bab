// The protocol's complaints as the page lists them.

import type { Diagnostic, Position } from 'vscode-languageserver-protocol';
import type { Spot, TextProblem } from './face.ts';

const SEVERITIES: Readonly<Record<number, TextProblem['severity']>> = {
  1: 'error',
  2: 'warning',
  3: 'info',
  4: 'info',
};

/** The protocol's tag of what never runs. */
const UNNECESSARY = 1;

const spotOf = ({ line, character }: Position): Spot => ({ line: line + 1, column: character + 1 });

/** A complaint of the server; it puts the hint into the message, because editors show nothing else. */
export function problemOf(one: Diagnostic): TextProblem {
  const { code = '', severity = 1, message, range, relatedInformation = [], tags = [] } = one;
  const [said = '', hint] = (typeof message === 'string' ? message : message.value).split('\nHint: ');
  return {
    code: String(code),
    severity: SEVERITIES[severity] ?? 'info',
    message: said,
    ...(hint !== undefined && { hint }),
    start: spotOf(range.start),
    end: spotOf(range.end),
    related: relatedInformation.map(({ message: words, location }) => ({
      message: words,
      start: spotOf(location.range.start),
      end: spotOf(location.range.end),
    })),
    isUnnecessary: tags.includes(UNNECESSARY),
  };
}
