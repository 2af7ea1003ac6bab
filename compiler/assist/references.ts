// Every place of a name.

import type { Analysis } from './analysis.ts';
import { type Occurrence, occurrenceAt, occurrencesOf } from './names.ts';

/** All places of the name at an offset, in the order of the text; none where no name is. */
export function references({ formula }: Analysis, offset: number): readonly Occurrence[] {
  const at = occurrenceAt(formula, offset);
  return at === undefined ? [] : occurrencesOf(formula).filter(({ name }) => name === at.name);
}
