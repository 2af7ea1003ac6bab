// What each part of a timestamp is. All parts are in UTC.

import type { MemberId } from '../../compiler/index.ts';
import type { Decisions } from '../decisions.ts';
import type { Calendar } from '../time.ts';

export type MemberBody = (calendar: Calendar, decisions: Decisions) => number;

export const MEMBER_BODIES = {
  year: ({ year }) => year,
  month: ({ month }) => month,
  day: ({ day }) => day,
  weekday: ({ weekday }, { sundayIs }) => (weekday === 0 ? sundayIs : weekday),
  hour: ({ hour }) => hour,
  minute: ({ minute }) => minute,
  second: ({ second }) => second,
} satisfies Record<MemberId, MemberBody>;
