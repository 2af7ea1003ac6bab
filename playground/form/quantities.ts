// Quantities as people write them in a form: durations such as 5 min, rates such as 90/h, shares in percent. Each is
// read and written as scenario files have it.

import { formatDuration } from '../../planner/index.ts';
import { parseDuration, printDuration } from '../../runtime/index.ts';
import type { Json } from '../state.ts';
import { isObject } from './value-path.ts';

const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  min: 60,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};
const PART = /(\d+(?:[.,]\d+)?)\s*(ms|sec|s|min|m|h|d|w)[a-z]*\s*/giy;

/** Seconds of what somebody typed: `5 min`, `2 h 30`, `PT5M`, `90`; undefined when it is no duration. */
export function readSeconds(text: string): number | undefined {
  const written = text.trim();
  if (/^p/i.test(written)) {
    const found = parseDuration(written.toUpperCase());
    return found === undefined || found < 0 ? undefined : found / 1000;
  }
  if (/^\d+(?:[.,]\d+)?$/.test(written)) return Number(written.replace(',', '.'));
  let seconds = 0;
  PART.lastIndex = 0;
  let end = 0;
  for (let part = PART.exec(written); part !== null; part = PART.exec(written)) {
    seconds += Number(part[1]!.replace(',', '.')) * UNITS[part[2]!.toLowerCase()]!;
    end = PART.lastIndex;
  }
  return end > 0 && end === written.length ? seconds : undefined;
}

/** The duration as scenario files have it. */
export const durationJson = (seconds: number): string => printDuration(Math.round(seconds * 1000));

/** Seconds of a duration in a scenario file. */
export function secondsOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const found = parseDuration(value);
  return found === undefined ? undefined : found / 1000;
}

/** The duration for people; exact where two units do not say all of it. */
export function durationText(seconds: number): string {
  const short = formatDuration(seconds);
  return readSeconds(short.replace(/\s(\d+)\ss$/, ' $1 s')) === seconds ? short : durationJson(seconds);
}

/** The figure in the middle of a distribution's description, and how to write another in its place. */
export function middleOf(
  value: Json | undefined,
): { readonly seconds: number; readonly with: (seconds: number) => Json } | undefined {
  const plain = secondsOf(value);
  if (plain !== undefined) return { seconds: plain, with: durationJson };
  if (!isObject(value)) return undefined;
  const [name] = Object.keys(value);
  const figures = name === undefined ? undefined : value[name];
  const key = name === undefined ? undefined : MIDDLES[name];
  if (name === 'constant') {
    const seconds = secondsOf(figures);
    return seconds === undefined ? undefined : { seconds, with: durationJson };
  }
  if (name === undefined || key === undefined || !isObject(figures)) return undefined;
  const seconds = secondsOf(figures[key]);
  if (seconds === undefined) return undefined;
  return { seconds, with: (next) => ({ [name]: { ...figures, [key]: durationJson(next) } }) };
}

const MIDDLES: Readonly<Record<string, string>> = {
  lognormal: 'median',
  exponential: 'mean',
  weibull: 'scale',
  uniform: 'to',
};

const RATE = /^(\d+(?:\.\d+)?) ?\/ ?(s|min|h|d)$/;
const PER: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 };

/** Arrivals an hour of a rate in a scenario file, or of what somebody typed. */
export function perHourOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value * 3600;
  const match = typeof value === 'string' ? RATE.exec(value.trim()) : null;
  return match === null ? undefined : (Number(match[1]) * 3600) / PER[match[2]!]!;
}

/** The rate as scenario files have it. */
export const rateJson = (perHour: number): string => `${Number(perHour.toPrecision(6))}/h`;

/** The number somebody typed, with a point or a comma; undefined when it is none. */
export function readNumber(text: string): number | undefined {
  const written = text.trim().replace(',', '.').replace(/%$/, '').trim();
  return written === '' || Number.isNaN(Number(written)) ? undefined : Number(written);
}
