// What each operator does on operands of each combination of kinds. Arithmetic is that of 64-bit floating
// point: a division by zero gives an infinity or what is not a number. Comparisons give 1 or 0.

import type { OperatorOverloadId } from '../../compiler/index.ts';
import { EVALUATION } from '../diagnostics.ts';
import { type Frame, fail } from '../frame.ts';
import { roundToTick } from '../time.ts';
import { type Interval, interval, type Timestamp, timestamp, type Value, type Vector } from '../value.ts';
import type { Site } from './call.ts';

/** An operator on operands of its overload's kinds; undefined when it ended the evaluation. */
export type PrefixBody = (operand: Value, frame: Frame, site: Site) => Value | undefined;
export type InfixBody = (left: Value, right: Value, frame: Frame, site: Site) => Value | undefined;

type PrefixId = Extract<OperatorOverloadId, `-${string}` | `!${string}`>;
type InfixId = Exclude<OperatorOverloadId, PrefixId>;

export type Arithmetic = (a: number, b: number) => number;
type Comparison = <Ordered extends number | string>(a: Ordered, b: Ordered) => boolean;

const add: Arithmetic = (a, b) => a + b;
const subtract: Arithmetic = (a, b) => a - b;
const multiply: Arithmetic = (a, b) => a * b;
const divide: Arithmetic = (a, b) => a / b;
const below: Comparison = (a, b) => a < b;
const atMost: Comparison = (a, b) => a <= b;
const equal: Comparison = (a, b) => a === b;
const atLeast: Comparison = (a, b) => a >= b;
const above: Comparison = (a, b) => a > b;
const unequal: Comparison = (a, b) => a !== b;

/** The operators on two numbers, for whoever has two numbers in hand. */
// biome-ignore format: table
export const ON_NUMBERS: Readonly<Partial<Record<OperatorOverloadId, Arithmetic>>> = {
  'double + double':  add,
  'double - double':  subtract,
  'double * double':  multiply,
  'double / double':  divide,
  'double < double':  (a, b) => (a < b ? 1 : 0),
  'double <= double': (a, b) => (a <= b ? 1 : 0),
  'double == double': (a, b) => (a === b ? 1 : 0),
  'double >= double': (a, b) => (a >= b ? 1 : 0),
  'double > double':  (a, b) => (a > b ? 1 : 0),
  'double != double': (a, b) => (a !== b ? 1 : 0),
};

// The overload has been chosen by the operands' kinds, so the casts below state what is known.
const numbers = (compute: Arithmetic): InfixBody => (a, b) => compute(a as number, b as number); // biome-ignore format: short
const vectorAndNumber = (compute: Arithmetic): InfixBody => (a, b) => (a as Vector).map((value) => compute(value, b as number)); // biome-ignore format: short
const numberAndVector = (compute: Arithmetic): InfixBody => (a, b) => (b as Vector).map((value) => compute(a as number, value)); // biome-ignore format: short
const vectors =
  (compute: Arithmetic): InfixBody =>
  (a, b, frame, site) => {
    const [left, right] = [a as Vector, b as Vector];
    if (left.length === right.length) return left.map((value, index) => compute(value, right[index]!));
    const holes = { operator: site.name, left: left.length, right: right.length };
    return fail(frame, EVALUATION['unequal-lengths'](site.span, holes));
  };

const lengthOf = (value: Value): number => (value as Interval).duration;
const instantOf = (value: Value): number => (value as Timestamp).instant;
// The service counts intervals in ticks of 100 ns, so a product or a quotient is a whole number of them.
const scaled = (length: number): Interval => interval(roundToTick(length));

const compareNumbers = (holds: Comparison): InfixBody => (a, b) => (holds(a as number, b as number) ? 1 : 0); // biome-ignore format: short
const compareStrings = (holds: Comparison): InfixBody => (a, b) => (holds(a as string, b as string) ? 1 : 0); // biome-ignore format: short
const compareInstants = (holds: Comparison): InfixBody => (a, b) => (holds(instantOf(a), instantOf(b)) ? 1 : 0); // biome-ignore format: short
const compareIntervals = (holds: Comparison): InfixBody => (a, b) => (holds(lengthOf(a), lengthOf(b)) ? 1 : 0); // biome-ignore format: short
const compareSingles =
  (holds: Comparison): InfixBody =>
  (a, b, frame, site) => {
    const left = singleOf(a as number | Vector, frame, site);
    const right = left === undefined ? undefined : singleOf(b as number | Vector, frame, site);
    if (left === undefined || right === undefined) return undefined;
    return holds(left, right) ? 1 : 0;
  };

/** The number, or the only element of a vector; a failure for any other vector. */
export function singleOf(value: number | Vector, frame: Frame, site: Site): number | undefined {
  if (typeof value === 'number') return value;
  if (value.length === 1) return value[0];
  const holes = { what: site.name, length: value.length };
  return fail(frame, EVALUATION['vector-for-number'](site.span, holes));
}

export const PREFIX_BODIES = {
  '-double': (operand) => -(operand as number),
  '-timeinterval': (operand) => interval(-lengthOf(operand)),
  '!double': (operand) => (operand === 0 ? 1 : 0),
  '!doubleVec': (operand, frame, site) => {
    const single = singleOf(operand as Vector, frame, site);
    return single === undefined ? undefined : single === 0 ? 1 : 0;
  },
} satisfies Record<PrefixId, PrefixBody>;

// biome-ignore format: table
export const INFIX_BODIES = {
  'double + double':             numbers(add),
  'double - double':             numbers(subtract),
  'double * double':             numbers(multiply),
  'double / double':             numbers(divide),
  'doubleVec + double':          vectorAndNumber(add),
  'doubleVec - double':          vectorAndNumber(subtract),
  'doubleVec * double':          vectorAndNumber(multiply),
  'doubleVec / double':          vectorAndNumber(divide),
  'doubleVec + doubleVec':       vectors(add),
  'doubleVec - doubleVec':       vectors(subtract),
  'doubleVec * doubleVec':       vectors(multiply),
  'doubleVec / doubleVec':       vectors(divide),
  'double + doubleVec':          numberAndVector(add),
  'double - doubleVec':          numberAndVector(subtract),
  'double * doubleVec':          numberAndVector(multiply),
  'double / doubleVec':          numberAndVector(divide),
  'double * timeinterval':       (a, b) => scaled((a as number) * lengthOf(b)),
  'timeinterval * double':       (a, b) => scaled(lengthOf(a) * (b as number)),
  'timeinterval / double':       (a, b) => scaled(lengthOf(a) / (b as number)),
  'timeinterval + timeinterval': (a, b) => interval(lengthOf(a) + lengthOf(b)),
  'timeinterval - timeinterval': (a, b) => interval(lengthOf(a) - lengthOf(b)),
  'timeinterval + timestamp':    (a, b) => timestamp(lengthOf(a) + instantOf(b)),
  'timestamp + timeinterval':    (a, b) => timestamp(instantOf(a) + lengthOf(b)),
  'timestamp - timestamp':       (a, b) => interval(instantOf(a) - instantOf(b)),
  'double < double':             compareNumbers(below),
  'double <= double':            compareNumbers(atMost),
  'double == double':            compareNumbers(equal),
  'double >= double':            compareNumbers(atLeast),
  'double > double':             compareNumbers(above),
  'double != double':            compareNumbers(unequal),
  'string < string':             compareStrings(below),
  'string <= string':            compareStrings(atMost),
  'string == string':            compareStrings(equal),
  'string >= string':            compareStrings(atLeast),
  'string > string':             compareStrings(above),
  'string != string':            compareStrings(unequal),
  'timestamp < timestamp':       compareInstants(below),
  'timestamp <= timestamp':      compareInstants(atMost),
  'timestamp == timestamp':      compareInstants(equal),
  'timestamp >= timestamp':      compareInstants(atLeast),
  'timestamp > timestamp':       compareInstants(above),
  'timestamp != timestamp':      compareInstants(unequal),
  'timeinterval < timeinterval':  compareIntervals(below),
  'timeinterval <= timeinterval': compareIntervals(atMost),
  'timeinterval == timeinterval': compareIntervals(equal),
  'timeinterval >= timeinterval': compareIntervals(atLeast),
  'timeinterval > timeinterval':  compareIntervals(above),
  'timeinterval != timeinterval': compareIntervals(unequal),
  'doubleVec < double':          compareSingles(below),
  'doubleVec <= double':         compareSingles(atMost),
  'doubleVec == double':         compareSingles(equal),
  'doubleVec >= double':         compareSingles(atLeast),
  'doubleVec > double':          compareSingles(above),
  'doubleVec != double':         compareSingles(unequal),
  'double < doubleVec':          compareSingles(below),
  'double <= doubleVec':         compareSingles(atMost),
  'double == doubleVec':         compareSingles(equal),
  'double >= doubleVec':         compareSingles(atLeast),
  'double > doubleVec':          compareSingles(above),
  'double != doubleVec':         compareSingles(unequal),
  'doubleVec < doubleVec':       compareSingles(below),
  'doubleVec <= doubleVec':      compareSingles(atMost),
  'doubleVec == doubleVec':      compareSingles(equal),
  'doubleVec >= doubleVec':      compareSingles(atLeast),
  'doubleVec > doubleVec':       compareSingles(above),
  'doubleVec != doubleVec':      compareSingles(unequal),
} satisfies Record<InfixId, InfixBody>;
