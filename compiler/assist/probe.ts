// The types of texts inside a formula, where the formula itself may be broken: they are compiled on their own,
// after the statements before them.

import { createSource, parse, type Span } from '../../grammar/index.ts';
import { check } from '../check.ts';
import { ANYTHING, type Type } from '../types.ts';
import type { Analysis } from './analysis.ts';

/** The types of expressions that are written in the statement which starts at `start`; anything where unknown. */
export function probeTypes({ source }: Analysis, start: number, spans: readonly Span[]): readonly Type[] {
  const lines = spans.map(({ start: from, end }) => `(${source.text.slice(from, end)}\n);`);
  const probe = createSource('probe', source.text.slice(0, start) + lines.join(''), source.placeholders);
  const { steps } = check(probe, parse(probe).formula).program;
  const last = steps.slice(-spans.length);
  return spans.map((_, index) => last[index]?.value.type ?? ANYTHING);
}
