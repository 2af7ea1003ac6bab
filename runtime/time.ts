// Instants and durations: one unit each, ISO 8601 both ways, and the calendar by arithmetic alone.
// Nothing here reads a clock or a time zone: everything is UTC.

import { roundToTick, TICK } from '../compiler/index.ts';

export { roundToTick, TICK };

declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z. Whole in the simulator; formulas may compute finer ones. */
export type Instant = number & { readonly [instantBrand]?: true };
/** Milliseconds, signed. */
export type Duration = number & { readonly [durationBrand]?: true };

export const MILLISECOND: Duration = 1;
export const SECOND: Duration = 1000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;
export const WEEK: Duration = 7 * DAY;
/** The language's year: its length is not documented; 365 days is our decision. */
export const YEAR: Duration = 365 * DAY;

/** The fields of an instant in UTC. `weekday` is 0 for Sunday to 6 for Saturday; `millisecond` may have a fraction. */
export interface Calendar {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** The UTC calendar of an instant (proleptic Gregorian); every field is NaN when the instant is not finite. */
export function calendarOf(instant: Instant): Calendar {
  const days = Math.floor(instant / DAY);
  const { year, month, day } = dateOf(days);
  const hour = hourOf(instant);
  const minute = minuteOf(instant);
  const second = secondOf(instant);
  const millisecond = instant - days * DAY - hour * HOUR - minute * MINUTE - second * SECOND;
  return { year, month, day, weekday: weekdayOf(instant), hour, minute, second, millisecond };
}

/** The day of the week in UTC: 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (instant: Instant): number => modulo(Math.floor(instant / DAY) + 4, 7);

/** The hour in UTC, 0 to 23. */
export const hourOf = (instant: Instant): number => Math.floor(modulo(instant, DAY) / HOUR);

/** The minute of the hour. */
export const minuteOf = (instant: Instant): number => Math.floor(modulo(instant, HOUR) / MINUTE);

/** The whole second of the minute. */
export const secondOf = (instant: Instant): number => Math.floor(modulo(instant, MINUTE) / SECOND);

/** The date in UTC of so many days since 1970-01-01 (proleptic Gregorian). */
export function dateOf(days: number): Pick<Calendar, 'year' | 'month' | 'day'> {
  const shifted = days + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days since 1970-01-01 of a proleptic Gregorian date; the day may lie outside its month. */
export function daysOf(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last day of a year.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970;
}

const DAYS_PER_ERA = 146_097;
const DAYS_BEFORE_1970 = 719_468;

const W3C =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(?:Z|([+-])(\d\d):(\d\d))?)?$/;

/**
 * An instant from W3C date-time text as Azure writes it: a date, or a date and a time with up to seven
 * fractional digits and `Z`, an offset, or nothing (meaning UTC). Undefined for anything else.
 * Source: https://www.w3.org/TR/NOTE-datetime
 */
export function parseInstant(text: string): Instant | undefined {
  const match = W3C.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match;
  const local = instantAt({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  });
  const offset = offsetOf(sign, offsetHours, offsetMinutes);
  if (local === undefined || offset === undefined) return undefined;
  return local - offset + (fraction === undefined ? 0 : Number(`0.${fraction}`) * SECOND);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC1123 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:GMT|UT|UTC|([+-])(\d\d)(\d\d))$/;

/** An instant from RFC 1123 text such as `Wed, 05 Mar 2025 12:00:00 GMT`; the weekday's name is not checked. */
export function parseRfc1123(text: string): Instant | undefined {
  const match = RFC1123.exec(text);
  if (match === null) return undefined;
  const [, day, month, year, hour, minute, second, sign, offsetHours, offsetMinutes] = match;
  const local = instantAt({
    year: Number(year),
    month: MONTHS.indexOf(month!) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
  });
  const offset = offsetOf(sign, offsetHours, offsetMinutes);
  return local === undefined || offset === undefined ? undefined : local - offset;
}

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function instantAt({ year, month, day, hour, minute, second }: Clock): Instant | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const days = daysOf(year, month, day);
  const nextMonth = month === 12 ? daysOf(year + 1, 1, 1) : daysOf(year, month + 1, 1);
  if (days >= nextMonth) return undefined;
  return days * DAY + hour * HOUR + minute * MINUTE + second * SECOND;
}

function offsetOf(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): Duration | undefined {
  if (sign === undefined) return 0;
  // .NET, which Azure runs on, knows offsets up to 14 hours.
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE;
  if (Number(minutes) > 59 || size > 14 * HOUR) return undefined;
  return sign === '-' ? -size : size;
}

const DURATION = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * A duration from ISO 8601 text such as `PT5M` or `P1DT2H3.5S`. Undefined for anything else, years and months
 * included, because their length depends on when they are.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (match === null || !/\d[A-Z]$/.test(text)) return undefined;
  const [, sign, weeks, days, hours, minutes, seconds] = match;
  const size =
    Number(weeks ?? 0) * WEEK +
    Number(days ?? 0) * DAY +
    Number(hours ?? 0) * HOUR +
    Number(minutes ?? 0) * MINUTE +
    roundToTick(Number(seconds ?? 0) * SECOND);
  return sign === '-' && size !== 0 ? -size : size;
}

/** ISO 8601 text of a duration, to 100 ns: `PT5M`, `P1DT2H3.5S`, `PT0S`; days are the largest unit. */
export function printDuration(duration: Duration): string {
  if (!Number.isFinite(duration)) return String(duration);
  const size = Math.abs(roundToTick(duration));
  if (size === 0) return 'PT0S';
  const { days, hours, minutes, seconds, ticks } = partsOf(size);
  const date = days > 0 ? `${days}D` : '';
  const fraction = ticks > 0 ? `.${String(ticks).padStart(7, '0').replace(/0+$/, '')}` : '';
  const last = seconds > 0 || ticks > 0 ? `${seconds}${fraction}S` : '';
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${last}`;
  return `${duration < 0 ? '-' : ''}P${date}${time === '' ? '' : `T${time}`}`;
}

/** A timestamp as results strings show it: always milliseconds, cut not rounded, and `Z`. */
export function printTimestamp(instant: Instant): string {
  if (!Number.isFinite(instant)) return String(instant);
  return `${printSecond(instant)}.${digits(Math.floor(calendarOf(nearTick(instant)).millisecond), 3)}Z`;
}

/**
 * A timestamp as Azure's JSON shows it: as many fractional digits as needed, none when the second is whole.
 * At most six are printed, because an instant resolves a quarter of a microsecond.
 */
export function printInstant(instant: Instant): string {
  if (!Number.isFinite(instant)) return String(instant);
  const rounded = nearTick(instant);
  const micro = Math.round(calendarOf(rounded).millisecond * 1000);
  const fraction = micro === 0 ? '' : `.${digits(micro, 6).replace(/0+$/, '')}`;
  return `${printSecond(rounded)}${fraction}Z`;
}

/** An interval as results strings show it: `[-][d.]hh:mm:ss[.fff]`, cut to milliseconds. */
export function printInterval(interval: Duration): string {
  if (!Number.isFinite(interval)) return String(interval);
  const { days, hours, minutes, seconds, ticks } = partsOf(Math.abs(roundToTick(interval)));
  const milliseconds = Math.floor(ticks / 10_000);
  const clock = `${digits(hours, 2)}:${digits(minutes, 2)}:${digits(seconds, 2)}`;
  const fraction = milliseconds > 0 ? `.${digits(milliseconds, 3)}` : '';
  const text = `${days > 0 ? `${days}.` : ''}${clock}${fraction}`;
  return interval < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

const INTERVAL = /^(-?)(?:(\d+)\.)?(\d{1,2}):([0-5]\d):([0-5]\d)(?:\.(\d{1,7}))?$/;

/** The interval that `printInterval` prints, or undefined. */
export function parseInterval(text: string): Duration | undefined {
  const [found, sign, ...parts] = INTERVAL.exec(text) ?? [];
  if (found === undefined) return undefined;
  const [days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0)) as [number, number, number, number]; // biome-ignore format: one line
  const milliseconds = Number(`0.${parts[4] ?? '0'}`) * SECOND;
  const length = days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
  return sign === '-' ? -length : length;
}

function printSecond(instant: Instant): string {
  const { year, month, day, hour, minute, second } = calendarOf(nearTick(instant));
  const date = `${year < 0 ? '-' : ''}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}`;
}

// An instant that a computation left just short of a millisecond (by one step of a double in this century)
// prints as that millisecond.
function nearTick(instant: Instant): Instant {
  const next = Math.ceil(instant);
  return next - instant < 5 * TICK ? next : instant;
}

function partsOf(size: Duration) {
  const days = Math.floor(size / DAY);
  const hours = Math.floor((size - days * DAY) / HOUR);
  const minutes = Math.floor((size - days * DAY - hours * HOUR) / MINUTE);
  const rest = Math.round((size - days * DAY - hours * HOUR - minutes * MINUTE) / TICK);
  const seconds = Math.floor(rest / 1e7);
  return { days, hours, minutes, seconds, ticks: rest - seconds * 1e7 };
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

const modulo = (value: number, by: number): number => value - Math.floor(value / by) * by;
