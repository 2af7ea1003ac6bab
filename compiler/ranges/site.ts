// What a transfer function is given besides the ranges of its arguments: the world, and where to say that the
// evaluation can fail.

import { isNothing, NO_NUMBER, type Numbers } from './numbers.ts';
import type { World } from './world.ts';

/** The ways an evaluation can fail, by the runtime's names for them. */
export const FAILURES = [
  'insufficient-samples',
  'fault',
  'non-finite-target',
  'negative-target-refused',
  'vector-for-number',
  'unequal-lengths',
  'time-text',
  'percent-range',
  'negative-index',
  'non-finite-argument',
  'too-few-values-refused',
  'no-sample-refused',
  'past-end-refused',
] as const;
export type FailureKind = (typeof FAILURES)[number];

export interface RangeSite {
  readonly world: World;
  /** Notes that the evaluation can fail here. */
  readonly fail: (kind: FailureKind) => void;
  /** Whether both operands are the same value, whatever it is. */
  readonly isSame?: boolean;
}

/** The finite ones; a failure for the others, as far as there are any. */
export function finiteOf(site: RangeSite, numbers: Numbers): Numbers {
  if (isNothing(numbers)) return NO_NUMBER;
  if (numbers.nan || numbers.low === -Infinity || numbers.high === Infinity) site.fail('non-finite-argument');
  return {
    ...numbers,
    low: Math.max(numbers.low, -Number.MAX_VALUE),
    high: Math.min(numbers.high, Number.MAX_VALUE),
    nan: false,
  };
}

/** What stands in for a value that is not there, by the decision about it. */
export function standIn(site: RangeSite, choice: 'nan' | 'zero' | 'error', refusal: FailureKind): Numbers {
  switch (choice) {
    case 'nan':
      return { ...NO_NUMBER, nan: true };
    case 'zero':
      return { low: 0, high: 0, whole: true, nan: false };
    case 'error':
      site.fail(refusal);
      return NO_NUMBER;
  }
}
