// What each part of a timestamp is. All parts are in UTC.

import type { Decisions, MemberId } from '../../compiler/index.ts';
import { DAY, dateOf, hourOf, type Instant, minuteOf, secondOf, weekdayOf } from '../time.ts';

export type MemberBody = (instant: Instant, decisions: Decisions) => number;

const date = (instant: Instant) => dateOf(Math.floor(instant / DAY));

export const MEMBER_BODIES = {
  year: (instant) => date(instant).year,
  month: (instant) => date(instant).month,
  day: (instant) => date(instant).day,
  weekday: (instant, { sundayIs }) =>
    weekdayOf(instant) || (Number.isFinite(instant) ? sundayIs : Number.NaN),
  hour: hourOf,
  minute: minuteOf,
  second: secondOf,
} satisfies Record<MemberId, MemberBody>;
