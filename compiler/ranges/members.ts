// What each part of a timestamp can be. The calendar is that of the catalog as long as an instant is a date of
// the calendar; instants far outside of it, or finer than a millisecond, may be off by one.

import { MEMBERS, type MemberId } from '../catalog/index.ts';
import { ANY_NUMBER, between, hasNumber, type Numbers } from './numbers.ts';
import { type InstantRange, ofNumbers, type Range } from './range.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
/** 100 million days, which is as far as calendars are computed exactly. */
const FAR = 1e8 * DAY;

/** What a part of an instant can be. */
export function memberRange(member: MemberId, { instant, fromNow }: InstantRange, world: World): Range {
  const nan = instant.nan || fromNow.nan;
  if (!hasNumber(instant)) return ofNumbers(instant);
  if (instant.low < -FAR || instant.high > FAR) return ofNumbers({ ...ANY_NUMBER, nan: true });
  const off = instant.whole ? 0 : 1;
  const { low, high } = bounds(member, instant, world);
  return ofNumbers(between(low - off, high + off, { whole: true, nan }));
}

function bounds(member: MemberId, instant: Numbers, { decisions }: World): Pick<Numbers, 'low' | 'high'> {
  switch (member) {
    case 'year':
      return { low: yearOf(instant.low), high: yearOf(instant.high) };
    case 'weekday':
      return decisions.sundayIs === 0 ? { low: 0, high: 6 } : { low: 1, high: 7 };
    default: {
      const [low, high] = MEMBERS[member].range;
      return { low, high };
    }
  }
}

const yearOf = (instant: number): number => new Date(instant).getUTCFullYear();
