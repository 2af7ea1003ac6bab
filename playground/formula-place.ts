// From a span of a formula to the place that the page shows.

import { placeAt, type Source, type Span } from '../grammar/index.ts';
import type { FormulaPlace } from './evaluated.ts';

/** Lines and columns of a span, from 1. */
export function placeOf(source: Source, { start, end }: Span): FormulaPlace {
  const from = placeAt(source, start);
  const to = placeAt(source, Math.max(start, end));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
