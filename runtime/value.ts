// What a formula computes with, and how it prints in Azure's results text.

import { type Kind, type OptionWord, type Type, typeOf } from '../compiler/index.ts';
import { type Duration, type Instant, printInterval, printTimestamp } from './time.ts';

export type Vector = readonly number[];

export interface Timestamp {
  readonly kind: 'timestamp';
  readonly instant: Instant;
}

export interface Interval {
  readonly kind: 'timeinterval';
  readonly duration: Duration;
}

/** A bare word of `$NodeDeallocationOption`. */
export interface Option {
  readonly kind: 'option';
  readonly word: OptionWord;
}

/** A double, a doubleVec, a string, a timestamp, a timeinterval or an option word. */
export type Value = number | Vector | string | Timestamp | Interval | Option;

export const timestamp = (instant: Instant): Timestamp => ({ kind: 'timestamp', instant });
export const interval = (duration: Duration): Interval => ({ kind: 'timeinterval', duration });

/** The kind of a value, in the compiler's words. */
export function kindOf(value: Value): Kind {
  if (typeof value === 'number') return 'double';
  if (typeof value === 'string') return 'string';
  return 'kind' in value ? value.kind : 'doubleVec';
}

/** The type that holds exactly this value's kind. */
export const typeOfValue = (value: Value): Type => typeOf(kindOf(value));

/**
 * A value as the results text shows it: `7`, `0.5`, `[1,2,3]`, `2025-03-05T16:59:59.250Z`, `-1.02:00:00.500`.
 * How Azure prints fractions and intervals is not documented; the shortest decimal and .NET's form are ours.
 */
export function printValue(value: Value): string {
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'string') return value;
  if (!('kind' in value)) return `[${value.map(printNumber).join(',')}]`;
  switch (value.kind) {
    case 'timestamp':
      return printTimestamp(value.instant);
    case 'timeinterval':
      return printInterval(value.duration);
    case 'option':
      return value.word;
  }
}

/** A value as JSON: numbers and lists of numbers as they are, everything else as it prints. */
export function plainValue(value: Value): number | string | readonly (number | string)[] {
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'object' && !('kind' in value) ? value.map(plainNumber) : printValue(value);
}

// JSON has no word for what is not finite.
const plainNumber = (value: number): number | string =>
  Number.isFinite(value) ? value + 0 : printNumber(value);

const printNumber = (value: number): string => (value === 0 ? '0' : String(value));
