// Ranges as people read them: `0 to 20`, `0 and more`, `up to 6 numbers from 0 to 20`, `5 minutes`.

import { contains, hasNumber, type Numbers, singleOf } from './numbers.ts';
import { ANY_TEXT, type InstantRange, type Range, type VectorRange } from './range.ts';

/** From here on an end is no bound that anybody thinks of. */
const UNBOUNDED = 9e5;

/** A range in words; `nothing` for what is never evaluated to a value. */
export function printRange(range: Range): string {
  const parts = [
    range.double && printNumbers(range.double),
    range.doubleVec && printVector(range.doubleVec),
    range.string &&
      [...range.string].map((text) => (text === ANY_TEXT ? 'a text' : `"${text}"`)).join(' or '),
    range.timestamp && printInstants(range.timestamp),
    range.timeinterval && printLengths(range.timeinterval),
    range.option && [...range.option].join(' or '),
  ].filter((part) => part !== undefined);
  return parts.join(', or ') || 'nothing';
}

/** Numbers in words, such as `0 to 20, whole`. */
export function printNumbers(numbers: Numbers): string {
  const { low, high, whole, nan } = numbers;
  if (!hasNumber(numbers)) return nan ? 'not a number' : 'nothing';
  const odd = nan ? ', or not a number' : '';
  if (low === high) return `${low + 0}${odd}`;
  if (whole && low === 0 && high === 1) return `0 or 1${odd}`;
  return `${spanText(low, high, short, 'any number')}${whole ? ', whole' : ''}${odd}`;
}

function spanText(low: number, high: number, print: (value: number) => string, any: string): string {
  const [isLow, isHigh] = [low > -UNBOUNDED, high < UNBOUNDED];
  if (isLow && isHigh) return `${print(low)} to ${print(high)}`;
  if (isLow) return `${print(low)} and more`;
  return isHigh ? `${print(high)} and less` : any;
}

/** At most six digits of fraction. */
const short = (value: number): string => {
  const cut = Math.round(value * 1e6) / 1e6 + 0;
  if (cut !== 0 || value === 0) return String(cut);
  return value > 0 ? 'just above 0' : 'just below 0';
};

function printVector({ least, most, elements }: VectorRange): string {
  if (most === 0) return 'no numbers';
  if (least === 1 && most === 1) return `one number, ${printNumbers(elements)}`;
  const count = most < UNBOUNDED ? (least === most ? `${most}` : `${least} to ${most}`) : `${least} or more`;
  return `${count} numbers, each ${printNumbers(elements)}`;
}

// biome-ignore format: table
const UNITS: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000,  'hour'],
  [60_000,     'minute'],
  [1000,       'second'],
];

/** A length of time in its largest fitting unit. */
function length(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const [unit, name] = UNITS.find(([one]) => size >= one && size % one === 0) ?? UNITS.at(-1)!;
  const count = milliseconds / unit;
  return `${short(count)} ${name}${Math.abs(count) === 1 ? '' : 's'}`;
}

const YEARS = 1000 * 365 * 86_400_000;

function printLengths(lengths: Numbers): string {
  const { low, high, nan } = lengths;
  if (!hasNumber(lengths)) return 'an interval that is not a number';
  const odd = nan ? ', or not a number' : '';
  if (low === high) return `${length(low)}${odd}`;
  const [isLow, isHigh] = [low > -YEARS, high < YEARS];
  const bounds =
    isLow && isHigh
      ? `${length(low)} to ${length(high)}`
      : isLow
        ? `${length(low)} and more`
        : isHigh
          ? `${length(high)} and less`
          : 'any interval';
  return `${bounds}${odd}`;
}

function printInstants({ instant, fromNow }: InstantRange): string {
  if (singleOf(fromNow) === 0) return 'the time of the evaluation';
  if (hasNumber(fromNow) && fromNow.low > -YEARS && fromNow.high < YEARS)
    return `an instant ${printLengths(fromNow)} from the time of the evaluation`;
  return contains(fromNow, 0) || !hasNumber(instant)
    ? 'an instant'
    : fromNow.high < 0
      ? 'a past instant'
      : 'a future instant';
}
