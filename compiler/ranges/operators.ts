// What each operator gives on operands of each combination of kinds. The record answers for exactly the
// catalog's overloads.

import type { OperatorOverloadId } from '../catalog/index.ts';
import { LARGEST_TICKED, roundToTick } from '../ticks.ts';
import {
  between,
  bothOf,
  contains,
  dividedBy,
  EXACT,
  exactly,
  hasNumber,
  isNothing,
  minus,
  NO_NUMBER,
  type Numbers,
  negated,
  plus,
  TRUTH,
  times,
} from './numbers.ts';
import {
  ANY_TEXT,
  type InstantRange,
  NO_VALUE,
  ofInstant,
  ofInterval,
  ofNumbers,
  ofVector,
  type Range,
  type VectorRange,
} from './range.ts';
import type { RangeSite } from './site.ts';

/** An operator on ranges of its overload's kinds; a prefix has its operand twice. */
export type OperatorRange = (a: Range, b: Range, site: RangeSite) => Range;

type Arithmetic = (a: Numbers, b: Numbers) => Numbers;
/** Which truths a comparison of two ranges can have. */
type Comparison = (a: Numbers, b: Numbers) => readonly [holds: boolean, fails: boolean];

const isBelow: Comparison = (a, b) => [a.low < b.high, a.high >= b.low || a.nan || b.nan];
const isAtMost: Comparison = (a, b) => [a.low <= b.high, a.high > b.low || a.nan || b.nan];
const isEqual: Comparison = (a, b) => {
  const common = bothOf(a, b);
  const same = hasNumber(common);
  const oneNumber = a.low === a.high && b.low === b.high && a.low === b.low;
  return [same, a.nan || b.nan || !oneNumber];
};
const turned =
  (compare: Comparison): Comparison =>
  (a, b) =>
    compare(b, a);
const not =
  (compare: Comparison): Comparison =>
  (a, b) => {
    const [holds, fails] = compare(a, b);
    return [fails, holds];
  };

const below = isBelow;
const atMost = isAtMost;
const above = turned(isBelow);
const atLeast = turned(isAtMost);
const equal = isEqual;
const unequal = not(isEqual);

function truth([holds, fails]: readonly [boolean, boolean]): Range {
  if (!holds && !fails) return NO_VALUE;
  return { double: holds && fails ? TRUTH : exactly(holds ? 1 : 0) };
}

function compared(compare: Comparison, a: Numbers, b: Numbers): Range {
  if (isNothing(a) || isNothing(b)) return NO_VALUE;
  const [holds, fails] = compare(a, b);
  return truth([holds && hasNumber(a) && hasNumber(b), fails]);
}
// What is not a number differs from everything, itself included.
const comparedUnequal = (a: Numbers, b: Numbers): Range => {
  if (isNothing(a) || isNothing(b)) return NO_VALUE;
  return truth(unequal(a, b));
};

const doubles =
  (compute: Arithmetic): OperatorRange =>
  (a, b) =>
    ofNumbers(compute(a.double!, b.double!));

/** A number times itself is never negative. */
function squared(one: Numbers): Numbers {
  const product = times(one, one);
  return hasNumber(product) ? { ...product, low: Math.max(0, product.low) } : product;
}

function elements(vector: VectorRange, compute: (elements: Numbers) => Numbers): Range {
  if (vector.most === 0) return ofVector(vector);
  return ofVector({ ...vector, elements: compute(vector.elements) });
}
const vectorAndDouble =
  (compute: Arithmetic): OperatorRange =>
  (a, b) =>
    elements(a.doubleVec!, (one) => compute(one, b.double!));
const doubleAndVector =
  (compute: Arithmetic): OperatorRange =>
  (a, b) =>
    elements(b.doubleVec!, (one) => compute(a.double!, one));
const vectors =
  (compute: Arithmetic): OperatorRange =>
  (a, b, site) => {
    const [left, right] = [a.doubleVec!, b.doubleVec!];
    const isSure =
      site.isSame === true ||
      (left.least === left.most && right.least === right.most && left.least === right.least);
    if (!isSure) site.fail('unequal-lengths');
    const least = Math.max(left.least, right.least);
    const most = Math.min(left.most, right.most);
    if (least > most) return NO_VALUE;
    if (most === 0) return ofVector({ least, most, elements: left.elements });
    return ofVector({ least, most, elements: compute(left.elements, right.elements) });
  };

/** A product or a quotient is a whole number of ticks, as long as a double can tell them apart. */
function ticked(length: Numbers): Range {
  if (!hasNumber(length)) return ofInterval(length);
  const { low, high, whole, nan } = length;
  const end = (value: number, direction: 1 | -1): number =>
    Math.abs(value) < LARGEST_TICKED ? roundToTick(value) : value + direction;
  return ofInterval(
    between(end(low, -1), end(high, 1), { whole: whole && size(length) < LARGEST_TICKED, nan }),
  );
}
const intervals = (compute: Arithmetic): OperatorRange => (a, b) => ofInterval(compute(a.timeinterval!, b.timeinterval!)); // biome-ignore format: short

/** An instant moved by an interval: exact while both are whole, else as good as a double of its size. */
function moved({ instant, fromNow }: InstantRange, by: Numbers): Range {
  const later = plus(instant, by);
  const exact = instant.whole && fromNow.whole && by.whole && size(later) <= EXACT && size(instant) <= EXACT;
  return ofInstant({ instant: later, fromNow: exact ? plus(fromNow, by) : loose(plus(fromNow, by), later) });
}
const size = ({ low, high }: Numbers): number => Math.max(Math.abs(low), Math.abs(high));

/** What rounding an instant of this size can have moved it by. */
function loose(fromNow: Numbers, instant: Numbers): Numbers {
  const slack = size(instant) * 2 ** -50;
  return between(fromNow.low - slack, fromNow.high + slack, { nan: fromNow.nan });
}

const apart: OperatorRange = (a, b) => {
  const [left, right] = [a.timestamp!, b.timestamp!];
  const byClock = minus(left.instant, right.instant);
  const exact =
    left.instant.whole && right.instant.whole && size(left.instant) + size(right.instant) <= EXACT;
  const relative = minus(left.fromNow, right.fromNow);
  const sizes = between(0, size(left.instant) + size(right.instant));
  return ofInterval(bothOf(byClock, exact ? relative : loose(relative, sizes)));
};

/** The number, or the only element of a vector; a failure for any other vector. */
export function singleNumber(range: Range, site: RangeSite): Numbers | undefined {
  if (range.double !== undefined) return range.double;
  const { least, most, elements: numbers } = range.doubleVec!;
  if (least !== 1 || most !== 1) site.fail('vector-for-number');
  return least <= 1 && most >= 1 ? numbers : undefined;
}
const singles =
  (compare: (a: Numbers, b: Numbers) => Range): OperatorRange =>
  (a, b, site) => {
    const left = singleNumber(a, site);
    const right = left === undefined ? undefined : singleNumber(b, site);
    return left === undefined || right === undefined ? NO_VALUE : compare(left, right);
  };
const comparing =
  (compare: Comparison) =>
  (a: Numbers, b: Numbers): Range =>
    compared(compare, a, b);

const numbersCompared = (compare: Comparison): OperatorRange => (a, b) => compared(compare, a.double!, b.double!); // biome-ignore format: short
const intervalsCompared = (compare: Comparison): OperatorRange => (a, b) => compared(compare, a.timeinterval!, b.timeinterval!); // biome-ignore format: short

/** Instants compare by the clock and by how far they are from now; whichever says more. */
const instantsCompared =
  (compare: (a: Numbers, b: Numbers) => Range): OperatorRange =>
  (a, b) => {
    const [left, right] = [a.timestamp!, b.timestamp!];
    const byClock = compare(left.instant, right.instant).double;
    const exact = [left, right].every(({ instant, fromNow }) => instant.whole && fromNow.whole);
    if (!exact || byClock === undefined) return byClock === undefined ? NO_VALUE : { double: byClock };
    const relative = compare(left.fromNow, right.fromNow).double;
    return relative === undefined ? NO_VALUE : ofNumbers(bothOf(byClock, relative));
  };
const textsCompared =
  (holds: (a: string, b: string) => boolean): OperatorRange =>
  (a, b) => {
    if (a.string!.has(ANY_TEXT) || b.string!.has(ANY_TEXT)) return truth([true, true]);
    const answers = [...a.string!].flatMap((left) => [...b.string!].map((right) => holds(left, right)));
    return truth([answers.includes(true), answers.includes(false)]);
  };

const isZero = (one: Numbers): Range =>
  isNothing(one) ? NO_VALUE : truth([contains(one, 0), one.nan || one.low !== 0 || one.high !== 0]);

// biome-ignore format: table
export const OPERATOR_RANGES = {
  'double + double':             doubles(plus),
  'double - double':             doubles(minus),
  'double * double':             (a, b, { isSame }) => ofNumbers(isSame === true ? squared(a.double!) : times(a.double!, b.double!)),
  'double / double':             doubles(dividedBy),
  'doubleVec + double':          vectorAndDouble(plus),
  'doubleVec - double':          vectorAndDouble(minus),
  'doubleVec * double':          vectorAndDouble(times),
  'doubleVec / double':          vectorAndDouble(dividedBy),
  'doubleVec + doubleVec':       vectors(plus),
  'doubleVec - doubleVec':       vectors(minus),
  'doubleVec * doubleVec':       vectors(times),
  'doubleVec / doubleVec':       vectors(dividedBy),
  'double + doubleVec':          doubleAndVector(plus),
  'double - doubleVec':          doubleAndVector(minus),
  'double * doubleVec':          doubleAndVector(times),
  'double / doubleVec':          doubleAndVector(dividedBy),
  'double * timeinterval':       (a, b) => ticked(times(a.double!, b.timeinterval!)),
  'timeinterval * double':       (a, b) => ticked(times(a.timeinterval!, b.double!)),
  'timeinterval / double':       (a, b) => ticked(dividedBy(a.timeinterval!, b.double!)),
  'timeinterval + timeinterval': intervals(plus),
  'timeinterval - timeinterval': intervals(minus),
  'timeinterval + timestamp':    (a, b) => moved(b.timestamp!, a.timeinterval!),
  'timestamp + timeinterval':    (a, b) => moved(a.timestamp!, b.timeinterval!),
  'timestamp - timestamp':       apart,
  '-double':                     (a) => ofNumbers(negated(a.double!)),
  '-timeinterval':               (a) => ofInterval(negated(a.timeinterval!)),
  '!double':                     (a) => isZero(a.double!),
  '!doubleVec':                  (a, _, site) => isZero(singleNumber(a, site) ?? NO_NUMBER),
  'double < double':             numbersCompared(below),
  'double <= double':            numbersCompared(atMost),
  'double == double':            numbersCompared(equal),
  'double >= double':            numbersCompared(atLeast),
  'double > double':             numbersCompared(above),
  'double != double':            (a, b) => comparedUnequal(a.double!, b.double!),
  'string < string':             textsCompared((a, b) => a < b),
  'string <= string':            textsCompared((a, b) => a <= b),
  'string == string':            textsCompared((a, b) => a === b),
  'string >= string':            textsCompared((a, b) => a >= b),
  'string > string':             textsCompared((a, b) => a > b),
  'string != string':            textsCompared((a, b) => a !== b),
  'timestamp < timestamp':       instantsCompared(comparing(below)),
  'timestamp <= timestamp':      instantsCompared(comparing(atMost)),
  'timestamp == timestamp':      instantsCompared(comparing(equal)),
  'timestamp >= timestamp':      instantsCompared(comparing(atLeast)),
  'timestamp > timestamp':       instantsCompared(comparing(above)),
  'timestamp != timestamp':      instantsCompared(comparedUnequal),
  'timeinterval < timeinterval':  intervalsCompared(below),
  'timeinterval <= timeinterval': intervalsCompared(atMost),
  'timeinterval == timeinterval': intervalsCompared(equal),
  'timeinterval >= timeinterval': intervalsCompared(atLeast),
  'timeinterval > timeinterval':  intervalsCompared(above),
  'timeinterval != timeinterval': (a, b) => comparedUnequal(a.timeinterval!, b.timeinterval!),
  'doubleVec < double':          singles(comparing(below)),
  'doubleVec <= double':         singles(comparing(atMost)),
  'doubleVec == double':         singles(comparing(equal)),
  'doubleVec >= double':         singles(comparing(atLeast)),
  'doubleVec > double':          singles(comparing(above)),
  'doubleVec != double':         singles(comparedUnequal),
  'double < doubleVec':          singles(comparing(below)),
  'double <= doubleVec':         singles(comparing(atMost)),
  'double == doubleVec':         singles(comparing(equal)),
  'double >= doubleVec':         singles(comparing(atLeast)),
  'double > doubleVec':          singles(comparing(above)),
  'double != doubleVec':         singles(comparedUnequal),
  'doubleVec < doubleVec':       singles(comparing(below)),
  'doubleVec <= doubleVec':      singles(comparing(atMost)),
  'doubleVec == doubleVec':      singles(comparing(equal)),
  'doubleVec >= doubleVec':      singles(comparing(atLeast)),
  'doubleVec > doubleVec':       singles(comparing(above)),
  'doubleVec != doubleVec':      singles(comparedUnequal),
} satisfies Record<OperatorOverloadId, OperatorRange>;
