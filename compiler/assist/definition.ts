// From a name to the assignment that gave it its value.

import type { Span } from '../../grammar/index.ts';
import type { Analysis } from './analysis.ts';
import { definitionOf, occurrenceAt } from './names.ts';

/** The assigned name that the name at an offset stands for; undefined for names of the service that no statement assigns. */
export function definition({ formula }: Analysis, offset: number): Span | undefined {
  const at = occurrenceAt(formula, offset);
  return at === undefined ? undefined : definitionOf(formula, at)?.span;
}
