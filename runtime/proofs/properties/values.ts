// The values an evaluation gave to names and targets.

import { type NodeTargetId, type Program, slotsOfTarget } from '../../../compiler/index.ts';
import type { Evaluation } from '../../evaluate.ts';
import type { Value } from '../../value.ts';

/** The number a target was last given; undefined when it was given none. */
export function lastNumber(
  program: Program,
  { assignments }: Evaluation,
  id: NodeTargetId,
): number | undefined {
  const names = slotsOfTarget(program, id).map((slot) => program.slots[slot]);
  for (const name of names) {
    const last = assignments.findLast((one) => one.name === name);
    if (last !== undefined) return numbersIn(last.value)[0];
  }
  return undefined;
}

/** The numbers a value consists of; none for texts, times and words. */
export function numbersIn(value: Value): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && !('kind' in value) ? value : [];
}
