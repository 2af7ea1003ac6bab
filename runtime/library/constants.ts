// What each named interval is.

import { CONSTANTS, type ConstantId, type Decisions } from '../../compiler/index.ts';
import { DAY } from '../time.ts';
import { type Interval, interval } from '../value.ts';

/** The interval a constant names. */
export function constantValue(id: ConstantId, { yearDays }: Decisions): Interval {
  return id === 'TimeInterval_Year' ? interval(yearDays * DAY) : interval(CONSTANTS[id].milliseconds);
}
