// What functions of a list give: numbers and vectors in any mix, of which only the lengths and the elements'
// ranges are known. Sums round at each step, so what is made of sums gets room for that.

import {
  between,
  EXACT,
  eitherOf,
  hasInfinity,
  hasNumber,
  minus,
  NO_NUMBER,
  type Numbers,
  plus,
  widened,
  withNan,
} from './numbers.ts';
import type { Range, VectorRange } from './range.ts';
import { type RangeSite, standIn } from './site.ts';

/** The parts of a list: a number is a vector of one. */
export type ListRange = readonly VectorRange[];

/** Numbers and vectors as the parts of one list. */
export const listOf = (args: readonly Range[]): ListRange => args.map(partOf);

function partOf({ double, doubleVec }: Range): VectorRange {
  const single = double && { least: 1, most: 1, elements: double };
  if (single === undefined || doubleVec === undefined) return (single ?? doubleVec)!;
  const elements = doubleVec.most > 0 ? eitherOf(single.elements, doubleVec.elements) : single.elements;
  return { least: Math.min(1, doubleVec.least), most: Math.max(1, doubleVec.most), elements };
}

/** All parts as one vector. */
export const joined = (list: ListRange): VectorRange => ({
  least: list.reduce((total, { least }) => total + least, 0),
  most: list.reduce((total, { most }) => total + most, 0),
  elements: list
    .filter(({ most }) => most > 0)
    .reduce((all, { elements }) => eitherOf(all, elements), NO_NUMBER),
});

/** A function of a list that needs at least so many values, with what stands in for fewer. */
export const ofList =
  (needed: number, compute: (list: ListRange, all: VectorRange) => Numbers) =>
  (list: ListRange, site: RangeSite): Numbers => {
    const all = joined(list);
    const enough = all.most < needed ? NO_NUMBER : compute(list, all);
    if (all.least >= needed) return enough;
    return eitherOf(enough, standIn(site, site.world.decisions.emptyAggregate, 'too-few-values-refused'));
  };

/** The smallest value: it skips what is not a number while there is a number beside it. */
export function smallest(list: ListRange): Numbers {
  const parts = list.filter(({ most, elements }) => most > 0 && hasNumber(elements));
  // What is surely there, and surely a number, is never passed.
  const sure = parts.filter(({ least, elements }) => least > 0 && !elements.nan);
  const highs = (sure.length > 0 ? sure : parts).map(({ elements }) => elements.high);
  const high = sure.length > 0 ? Math.min(...highs) : Math.max(...highs);
  const nan = sure.length === 0 && list.some(({ most, elements }) => most > 0 && elements.nan);
  const whole = parts.every(({ elements }) => elements.whole);
  if (parts.length === 0) return withNan(NO_NUMBER, nan);
  return between(Math.min(...parts.map(({ elements }) => elements.low)), high, { whole, nan });
}

/** The largest value, likewise. */
export function largest(list: ListRange): Numbers {
  const { low, high, whole, nan } = smallest(list.map(mirrored));
  return low > high ? withNan(NO_NUMBER, nan) : { low: -high, high: -low, whole, nan };
}

const mirrored = ({ least, most, elements }: VectorRange): VectorRange => ({
  least,
  most,
  elements: hasNumber(elements) ? { ...elements, low: -elements.high, high: -elements.low } : elements,
});

const sizeOf = ({ low, high }: Numbers): number => Math.max(Math.abs(low), Math.abs(high));

/** The sum of each part, and then of all. */
export function total(list: ListRange): Numbers {
  const all = joined(list);
  if (all.most === 0) return between(0, 0);
  const sums = list
    .filter(({ most }) => most > 0)
    .map(({ least, most, elements }) => {
      if (!hasNumber(elements)) return least > 0 ? elements : eitherOf(elements, between(0, 0));
      const low = Math.min(elements.low * most, elements.low * least || 0);
      const high = Math.max(elements.high * most, elements.high * least || 0);
      return between(low, high, elements);
    });
  const nan = all.elements.nan || (all.elements.low === -Infinity && all.elements.high === Infinity);
  const sum = withNan(sums.reduce(plus), nan);
  const size = list.reduce(
    (most, part) =>
      most + (part.most > 0 && hasNumber(part.elements) ? part.most * sizeOf(part.elements) : 0),
    0,
  );
  if (all.elements.whole && size <= EXACT) return sum;
  const slack = size * share(all.most);
  const overflows = size >= Number.MAX_VALUE / 2;
  return between(
    overflows ? Math.min(sum.low, all.elements.low < 0 ? -Infinity : 0) : sum.low - slack,
    overflows ? Math.max(sum.high, all.elements.high > 0 ? Infinity : 0) : sum.high + slack,
    {
      whole: all.elements.whole,
      nan: sum.nan || (overflows && all.elements.low < 0 && all.elements.high > 0),
    },
  );
}

/** How much the sum of so many values can be off, as a share of their sizes; the count is thought of as bounded. */
const share = (count: number): number => Math.min(count, 2 ** 32) * 2 ** -51;

/** The mean of all values. */
export function mean(_: ListRange, { most, elements }: VectorRange): Numbers {
  if (!hasNumber(elements)) return elements;
  const nan = elements.nan || (elements.low === -Infinity && elements.high === Infinity);
  const size = sizeOf(elements);
  const bounds = between(elements.low, elements.high, { nan });
  if (most <= 1 || (elements.whole && size * most <= EXACT)) return bounds;
  if (size * most < Number.MAX_VALUE / 2) {
    const slack = size * share(most) + Number.MIN_VALUE;
    return between(elements.low - slack, elements.high + slack, { nan });
  }
  return between(
    elements.low < 0 ? -Infinity : elements.low / 2,
    elements.high > 0 ? Infinity : elements.high / 2,
    {
      nan: nan || (elements.low < 0 && elements.high > 0),
    },
  );
}

/** The largest value minus the smallest. */
export function spread(_: ListRange, { elements }: VectorRange): Numbers {
  if (!hasNumber(elements)) return elements;
  const high = elements.high - elements.low;
  return between(0, high, { whole: elements.whole, nan: elements.nan || hasInfinity(elements) });
}

/** The Euclidean norm. */
export function norm(_: ListRange, { most, elements }: VectorRange): Numbers {
  if (most === 0) return between(0, 0);
  if (!hasNumber(elements)) return eitherOf(elements, between(0, 0));
  const square = sizeOf(elements) ** 2 * most;
  const high = Math.sqrt(square) * (1 + share(most));
  return between(0, high, { nan: elements.nan });
}

/** The standard deviation of a sample: at most the spread, and what rounding the mean adds. */
export function deviation(list: ListRange, all: VectorRange): Numbers {
  const { elements, most } = all;
  if (!hasNumber(elements)) return elements;
  const reach = minus(between(elements.low, elements.high), between(elements.low, elements.high)).high;
  const middle = mean(list, all);
  const slack = sizeOf(elements) * share(most) * 4;
  const isBounded = Number.isFinite(reach) && Number.isFinite(slack) && reach + slack < 1e150;
  return between(0, isBounded ? (reach + slack) * 1.01 : Infinity, {
    nan: elements.nan || middle.nan || !isBounded,
  });
}

/** Logarithms are right to the last digits only. */
export function logarithm(compute: (value: number) => number): (one: Numbers) => Numbers {
  return (one) => {
    if (!hasNumber(one)) return one;
    const nan = one.nan || one.low < 0;
    if (one.high < 0) return withNan(NO_NUMBER, nan);
    return widened(between(compute(Math.max(0, one.low)), compute(one.high), { nan }), 2 ** -48);
  };
}
