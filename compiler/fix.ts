// Fixes made: the edits of complaints done until none is left.

import { type Correction, createSource, type Diagnostic, type Edit, type Source } from '../grammar/index.ts';
import { applyEdits } from './assist/edit.ts';
import { type InspectOptions, inspect } from './inspect.ts';

export interface Fixed {
  readonly text: string;
  /** How many fixes were made. */
  readonly count: number;
}

/** Some fixes can only be seen when others are made. */
const MOST_ROUNDS = 20;

/** Makes every certain fix, to a fixed point. A round that would leave a new error is not made. */
export function fix(source: Source, options: InspectOptions = {}): Fixed {
  let [text, count] = [source.text, 0];
  let { diagnostics } = inspect(source, options);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const made = apart(diagnostics.flatMap((one) => one.fix ?? []));
    if (made.length === 0) break;
    const next = applyEdits(text, made.flatMap(({ edits }) => edits)); // biome-ignore format: short
    const after = inspect(createSource(source.name, next, source.placeholders), options);
    if (next === text || errorsIn(after.diagnostics) > errorsIn(diagnostics)) break;
    text = next;
    count += made.length;
    diagnostics = after.diagnostics;
  }
  return { text, count };
}

/** The fixes that touch none of those before them. */
function apart(fixes: readonly Correction[]): readonly Correction[] {
  const taken: Edit[] = [];
  return fixes.filter(({ edits }) => {
    const isFree = edits.every((edit) =>
      taken.every((other) => edit.span.end < other.span.start || other.span.end < edit.span.start),
    );
    if (isFree) taken.push(...edits);
    return isFree;
  });
}

const errorsIn = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;
