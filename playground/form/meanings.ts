// What each kind of field means: how a value of a scenario is shown, how what somebody types is read, and where a
// slider stands.

import type { Json } from '../state.ts';
import type { FieldKind } from './fields.ts';
import {
  durationJson, durationText, middleOf, perHourOf, rateJson, readNumber, readSeconds, secondsOf,
} from './quantities.ts'; // biome-ignore format: one list

export interface Meaning {
  /** The value for people; undefined when it is of another kind, which only the text can show. */
  readonly show: (value: Json) => string | undefined;
  /** What somebody typed as a value, in place of the one before; undefined when it is none. */
  readonly read: (text: string, before: Json | undefined) => Json | undefined;
  /** What is expected, for those whose text could not be read. */
  readonly expected: string;
  /** What to write instead of this text, when that can be told. */
  readonly instead?: (text: string) => string | undefined;
  readonly amount: (value: Json) => number | undefined;
  readonly make: (amount: number, before: Json | undefined) => Json;
}

const numeric = (value: Json): number | undefined => (typeof value === 'number' ? value : undefined);
const plain = (value: Json): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const NUMBER: Meaning = {
  show: plain,
  read: (text) => readNumber(text),
  expected: 'a number',
  amount: numeric,
  make: (amount) => amount,
};

const TEXT: Meaning = { ...NUMBER, read: (text) => text, expected: 'a text' };

/** A thousand with a separator, which could as well be one with three decimals. */
const GROUPED = /^\d{1,3}(?:[.,' ’]\d{3})+$/;
const SEPARATOR = /[^\d]/g;

const ofSeconds = (seconds: number | undefined): Json | undefined =>
  seconds === undefined ? undefined : durationJson(seconds);

export const MEANINGS: Readonly<Record<FieldKind, Meaning>> = {
  number: NUMBER,
  count: {
    ...NUMBER,
    read: (text) => {
      const found = GROUPED.test(text) ? undefined : readNumber(text);
      return found === undefined ? undefined : Math.round(found);
    },
    expected: 'a whole number',
    instead: (text) => (GROUPED.test(text) ? text.replaceAll(SEPARATOR, '') : undefined),
  },
  share: {
    ...NUMBER,
    show: (value) => (typeof value === 'number' ? `${Number((value * 100).toPrecision(6))} %` : undefined),
    read: (text) => {
      const found = readNumber(text);
      return found === undefined || found < 0 || found > 100 ? undefined : found / 100;
    },
    expected: 'a share from 0 to 100 %',
  },
  duration: {
    show: (value) => {
      const seconds = secondsOf(value);
      return seconds === undefined ? plain(value) : durationText(seconds);
    },
    read: (text) => (text.trim().toLowerCase() === 'drained' ? 'drained' : ofSeconds(readSeconds(text))),
    expected: 'a duration, such as 90 s, 5 min or 2 h',
    amount: secondsOf,
    make: durationJson,
  },
  delay: {
    show: (value) => {
      const middle = middleOf(value);
      return middle === undefined ? undefined : durationText(middle.seconds);
    },
    read: (text, before) => {
      const seconds = readSeconds(text);
      return seconds === undefined ? undefined : delayOf(seconds, before);
    },
    expected: 'a duration, such as 90 s, 5 min or 2 h',
    amount: (value) => middleOf(value)?.seconds,
    make: delayOf,
  },
  rate: {
    show: (value) => {
      const perHour = perHourOf(value);
      return perHour === undefined ? undefined : `${Number(perHour.toPrecision(6))}/h`;
    },
    read: (text) => {
      const perHour = perHourOf(text) ?? readNumber(text);
      return perHour === undefined || perHour <= 0 ? undefined : rateJson(perHour);
    },
    expected: 'a rate above 0, such as 90/h or 2/s',
    amount: perHourOf,
    make: rateJson,
  },
  text: TEXT,
  choice: TEXT,
  size: TEXT,
  time: {
    ...TEXT,
    show: (value) =>
      typeof value === 'string' ? value.replace('T', ' ').replace(/(:00)?(\.0+)?Z$/, '') : undefined,
    read: (text) => {
      const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?Z?)?$/.exec(text.trim());
      return match === null ? undefined : `${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}Z`;
    },
    expected: 'a date and time in UTC, such as 2025-03-03 08:00',
  },
};

/** A delay with this middle: of the distribution that it was of, except that nothing varies about no time at all. */
function delayOf(seconds: number, before: Json | undefined): Json {
  const middle = before === undefined ? undefined : middleOf(before);
  return middle === undefined || seconds === 0 || middle.seconds === 0
    ? durationJson(seconds)
    : middle.with(seconds);
}
