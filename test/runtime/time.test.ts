import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundToTick } from '../../compiler/index.ts';
import {
  calendarOf, DAY, daysOf, HOUR, MINUTE, parseDuration, parseInstant, parseRfc1123, printDuration, printInstant,
  printInterval, printTimestamp, SECOND,
} from '../../runtime/index.ts'; // biome-ignore format: one list

const NOON = daysOf(2025, 3, 5) * DAY + 12 * HOUR;

describe('W3C date-times', () => {
  const accepted: readonly [string, number][] = [
    ['2025-03-05T12:00:00Z', NOON],
    ['2025-03-05T12:00:00', NOON],
    ['2025-03-05T12:00Z', NOON],
    ['2025-03-05T12:00', NOON],
    ['2025-03-05', NOON - 12 * HOUR],
    ['2025-03-05T12:00:00.5Z', NOON + 500],
    ['2025-03-05T12:00:00.123456Z', NOON + 123.456],
    ['2025-03-05T12:00:00.1234567Z', NOON + 123.4567],
    ['2025-03-05T13:30:00+01:30', NOON],
    ['2025-03-05T04:00:00.250-08:00', NOON + 250],
    ['2024-02-29T00:00:00Z', daysOf(2024, 2, 29) * DAY],
    ['0001-01-01', daysOf(1, 1, 1) * DAY],
    ['9999-12-31T23:59:59.999Z', (daysOf(9999, 12, 31) + 1) * DAY - 1],
  ];
  test.each(accepted)('%s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  const refused = [
    '', 'now', '2025', '2025-03', '2025-3-5', '05/03/2025', '2025-03-05 12:00:00', '2025-03-05T12', '2025-03-05T12:00:00.Z',
    '2025-03-05T11:00:00.123456789Z', '2025-03-05T11:00:00.12345678Z', '2025-02-29', '2025-04-31', '2025-13-01', '2025-00-10',
    '2025-01-00', '2025-03-05T24:00:00Z', '2025-03-05T12:60:00Z', '2025-03-05T12:00:60Z', '2025-03-05T12:00:00+15:00',
    '2025-03-05T12:00:00+01:60', '2025-03-05T12:00:00+0100', '2025-03-05T12:00:00 Z', ' 2025-03-05', '2025-03-05Z', '0000-01-01',
  ]; // biome-ignore format: one list
  test.each(refused)('refuses %j', (text) => expect(parseInstant(text)).toBeUndefined());
});

describe('RFC 1123', () => {
  const accepted = [
    'Wed, 05 Mar 2025 12:00:00 GMT', 'Mon, 05 Mar 2025 12:00:00 GMT', '05 Mar 2025 12:00:00 GMT', 'Wed, 5 Mar 2025 12:00 UT',
    'Wed, 05 Mar 2025 14:00:00 +0200', 'Wed, 05 Mar 2025 06:30:00 -0530',
  ]; // biome-ignore format: one list
  test.each(accepted)('%s', (text) => expect(parseRfc1123(text)).toBe(NOON));
  const refused = [
    'Wed, 05 Mar 2025 12:00:00', 'Wednesday, 05 Mar 2025 12:00:00 GMT', 'Wed, 05 March 2025 12:00:00 GMT', 'Wed, 05 Mar 25 12:00:00 GMT',
    'Wed, 30 Feb 2025 12:00:00 GMT', 'Wed, 05 Abc 2025 12:00:00 GMT', 'Wed, 05 Mar 2025 12:00:00 CET', 'Wed, 05 Mar 2025 25:00:00 GMT',
  ]; // biome-ignore format: one list
  test.each(refused)('refuses %j', (text) => expect(parseRfc1123(text)).toBeUndefined());
});

describe('durations', () => {
  const both: readonly [string, number][] = [
    ['PT0S', 0], ['PT5M', 5 * MINUTE], ['PT15M', 15 * MINUTE], ['P7D', 7 * DAY], ['PT1H30M', 90 * MINUTE], ['PT0.0000001S', 0.0001],
    ['P1DT2H3.5S', DAY + 2 * HOUR + 3.5 * SECOND], ['-PT30S', -30 * SECOND], ['P10675199DT2H48M5S', 10675199 * DAY + 2 * HOUR + 48 * MINUTE + 5 * SECOND],
  ]; // biome-ignore format: pairs
  test.each(both)('%s both ways', (text, duration) => {
    expect(parseDuration(text)).toBe(duration);
    expect(printDuration(duration)).toBe(text);
  });
  test('read but printed otherwise', () => {
    expect(parseDuration('PT168H')).toBe(7 * DAY);
    expect(parseDuration('P1W')).toBe(7 * DAY);
    expect(parseDuration('PT90S')).toBe(90 * SECOND);
    expect(Object.is(parseDuration('-PT0S'), 0)).toBe(true);
  });
  const refused = [
    '',
    'P',
    'PT',
    '-P',
    'P1DT',
    'P1Y',
    'P1M',
    'PT5',
    '5M',
    'PT5M ',
    'pt5m',
    'PT1.5M',
    'PT1S1M',
    '+PT1S',
    'PT-5M',
    '00:05:00',
  ];
  test.each(refused)('refuses %j', (text) => expect(parseDuration(text)).toBeUndefined());
  test('every whole number of ticks comes back', () => {
    const ticks = fc.integer({ min: -(10 ** 13), max: 10 ** 13 });
    fc.assert(fc.property(ticks, (count) => {
      const duration = count / 10_000;
      return Math.abs((parseDuration(printDuration(duration)) ?? NaN) - duration) < 1e-5;
    })); // biome-ignore format: one property
  });
  test('a rounded length is the number nearest to its ticks', () => {
    expect(roundToTick(60_000 * (Math.log(2) + 1))).toBe(101_588.8308);
    fc.assert(fc.property(fc.maxSafeInteger(), fc.double({ min: -0.4, max: 0.4, noNaN: true }), (count, off) => {
      const digits = String(Math.abs(count)).padStart(5, '0');
      const nearest = Math.sign(count) * Number(`${digits.slice(0, -4)}.${digits.slice(-4)}`);
      const length = Math.abs(count) < 2 ** 50 ? (count + off) / 10_000 : nearest;
      return roundToTick(length) === nearest;
    })); // biome-ignore format: one property
  });
});

describe('printing', () => {
  test('timestamps of results show milliseconds always, cut', () => {
    expect(printTimestamp(NOON)).toBe('2025-03-05T12:00:00.000Z');
    expect(printTimestamp(NOON + 59.25 * SECOND)).toBe('2025-03-05T12:00:59.250Z');
    expect(printTimestamp(NOON + 0.9)).toBe('2025-03-05T12:00:00.000Z');
    expect(printTimestamp(NOON + 0.57 * SECOND)).toBe('2025-03-05T12:00:00.570Z');
    expect(printTimestamp(NOON - 1e-4 * 2)).toBe('2025-03-05T12:00:00.000Z');
    expect(printTimestamp(NaN)).toBe('NaN');
  });
  test('timestamps of JSON show what is needed', () => {
    expect(printInstant(NOON)).toBe('2025-03-05T12:00:00Z');
    expect(printInstant(NOON + 250)).toBe('2025-03-05T12:00:00.25Z');
    expect(printInstant(parseInstant('2025-03-05T12:00:10.048695Z')!)).toBe('2025-03-05T12:00:10.048695Z');
  });
  test('every microsecond of JSON text comes back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 60_000 }), (micro, day) => {
      const text = printInstant(day * DAY + micro / 1000);
      return printInstant(parseInstant(text)!) === text && Math.abs(parseInstant(text)! - day * DAY - micro / 1000) < 1e-3;
    })); // biome-ignore format: one property
  });
  const intervals: readonly [number, string][] = [
    [0, '00:00:00'], [30 * SECOND, '00:00:30'], [-30 * SECOND, '-00:00:30'], [DAY + 2 * HOUR, '1.02:00:00'], [-365 * DAY, '-365.00:00:00'],
    [1.5 * SECOND, '00:00:01.500'], [0.1, '00:00:00'], [-0.1, '00:00:00'], [0.57 * SECOND, '00:00:00.570'], [Infinity, 'Infinity'], [NaN, 'NaN'],
  ]; // biome-ignore format: pairs
  test.each(intervals)('interval of %d ms', (interval, text) => expect(printInterval(interval)).toBe(text));
});

test('the calendar agrees with the platform over four thousand years', () => {
  const range = fc.integer({ min: daysOf(1, 1, 1) * DAY, max: daysOf(4000, 1, 1) * DAY });
  fc.assert(fc.property(range, (instant) => {
    const date = new Date(instant);
    expect(calendarOf(instant)).toEqual({
      year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay(),
      hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(), millisecond: date.getUTCMilliseconds(),
    });
    expect(printTimestamp(instant)).toBe(date.toISOString());
  }), { numRuns: 500 }); // biome-ignore format: one property
});
