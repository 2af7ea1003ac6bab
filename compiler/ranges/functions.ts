// What each overload of a function gives. The record answers for exactly the catalog's overloads.

import type { FunctionOverloadId } from '../catalog/index.ts';
import {
  deviation,
  joined,
  type ListRange,
  largest,
  listOf,
  logarithm,
  mean,
  norm,
  ofList,
  smallest,
  spread,
  total,
} from './lists.ts';
import { between, eitherOf, exactly, hasNumber, NO_NUMBER, type Numbers, rising, TRUTH } from './numbers.ts';
import {
  ANY_TEXT,
  isNoValue,
  NO_VALUE,
  ofInstant,
  ofNumbers,
  ofVector,
  type Range,
  type VectorRange,
} from './range.ts';
import { finiteOf, type RangeSite, standIn } from './site.ts';

/** A function on ranges of its overload's kinds. */
export type FunctionRange = (args: readonly Range[], site: RangeSite) => Range;

const onList =
  (compute: (list: ListRange, site: RangeSite) => Numbers): FunctionRange =>
  (args, site) =>
    args.some(isNoValue) ? NO_VALUE : ofNumbers(compute(listOf(args), site));
const onNumber =
  (compute: (value: Numbers, site: RangeSite) => Numbers): FunctionRange =>
  ([value], site) =>
    ofNumbers(compute(value!.double!, site));
const onEach =
  (compute: (value: Numbers, site: RangeSite) => Numbers): FunctionRange =>
  (args, site) => {
    const { least, most, elements } = joined(listOf(args));
    return ofVector({ least, most, elements: most === 0 ? elements : compute(elements, site) });
  };
const onVector =
  (compute: (vector: VectorRange, by: Numbers, site: RangeSite) => Numbers): FunctionRange =>
  ([vector, by], site) =>
    ofNumbers(compute(listOf([vector!])[0]!, by!.double!, site));

const lg = logarithm(Math.log2);
const ln = logarithm(Math.log);
const log = logarithm(Math.log10);
const ceil = (value: Numbers): Numbers => rising(value, Math.ceil, true);
const floor = (value: Numbers): Numbers => rising(value, Math.floor, true);

function round(value: Numbers, { world }: RangeSite): Numbers {
  const nearest = (one: number): number => {
    const size = Math.abs(one);
    const up = Math.round(size);
    const toEven = world.decisions.roundHalf === 'to-even' && up - size === 0.5 && up % 2 === 1;
    return Math.sign(one) * (toEven ? up - 1 : up);
  };
  return rising(value, nearest, true);
}

/** Between the smallest and the largest element, give or take the rounding of the interpolation. */
function percentile({ least, most, elements }: VectorRange, percent: Numbers, site: RangeSite): Numbers {
  if (percent.nan || percent.low < 0 || percent.high > 100) site.fail('percent-range');
  const asked = between(Math.max(0, percent.low), Math.min(100, percent.high));
  if (!hasNumber(percent) || !hasNumber(asked)) return NO_NUMBER;
  const isRank = most <= 1 || site.world.decisions.percentileMethod === 'nearest-rank';
  const reach = Math.max(Math.abs(elements.low), Math.abs(elements.high));
  const found = isRank || !hasNumber(elements) ? elements : interpolated(elements, reach);
  const some = most === 0 ? NO_NUMBER : found;
  if (least > 0) return some;
  return eitherOf(some, standIn(site, site.world.decisions.emptyAggregate, 'too-few-values-refused'));
}

function interpolated(elements: Numbers, reach: number): Numbers {
  if (reach > Number.MAX_VALUE / 4) return between(-Infinity, Infinity, { nan: true });
  const slack = reach * 2 ** -48;
  return between(elements.low - slack, elements.high + slack, { nan: elements.nan });
}

function element({ least, most, elements }: VectorRange, position: Numbers, site: RangeSite): Numbers {
  const index = rising(finiteOf(site, position), Math.trunc, true);
  if (!hasNumber(index)) return NO_NUMBER;
  if (index.low < 0) site.fail('negative-index');
  if (index.high < 0) return NO_NUMBER;
  const inside = Math.max(0, index.low) < most ? elements : NO_NUMBER;
  if (index.high < least) return inside;
  return eitherOf(inside, standIn(site, site.world.decisions.valuePastEnd, 'past-end-refused'));
}

const readTime: FunctionRange = ([text], site) => {
  const { readTime: read, now } = site.world;
  if (read === undefined || text!.string!.has(ANY_TEXT)) {
    site.fail('time-text');
    return ofInstant({ instant: between(-Infinity, Infinity), fromNow: between(-Infinity, Infinity) });
  }
  const instants = [...text!.string!].map((one) => exactly(read(one) ?? Number.NaN));
  if (instants.some(({ nan }) => nan)) site.fail('time-text');
  const instant = instants.filter(({ nan }) => !nan).reduce(eitherOf, NO_NUMBER);
  return hasNumber(instant) ? ofInstant({ instant, fromNow: sinceNow(instant, now) }) : NO_VALUE;
};

/** How far from now an instant is. */
export function sinceNow(instant: Numbers, now: Numbers): Numbers {
  const exact = instant.whole && now.whole;
  const size = Math.max(...[instant.low, instant.high, now.low, now.high].map(Math.abs));
  const slack = exact ? 0 : size * 2 ** -50;
  return between(instant.low - now.high - slack, instant.high - now.low + slack, { whole: exact });
}

// biome-ignore format: table
export const FUNCTION_RANGES = {
  'avg(list)':     onList(ofList(1, mean)),
  'len(list)':     onList((list) => {
    const { least, most } = joined(list);
    return between(least, most, { whole: true });
  }),
  'max(list)':     onList(ofList(1, largest)),
  'min(list)':     onList(ofList(1, smallest)),
  'sum(list)':     onList(total),
  'norm(list)':    onList(ofList(0, norm)),
  'range(list)':   onList(ofList(1, spread)),
  'std(list)':     onList(ofList(2, deviation)),
  'lg(double)':    onNumber(lg),
  'lg(list)':      onEach(lg),
  'ln(double)':    onNumber(ln),
  'ln(list)':      onEach(ln),
  'log(double)':   onNumber(log),
  'log(list)':     onEach(log),
  'ceil(double)':  onNumber(ceil),
  'ceil(list)':    onEach(ceil),
  'floor(double)': onNumber(floor),
  'floor(list)':   onEach(floor),
  'round(double)': onNumber(round),
  'round(list)':   onEach(round),
  'percentile(doubleVec, double)': onVector(percentile),
  'percentile(double, double)':    onVector(percentile),
  'rand()':        () => ofNumbers({ ...TRUTH, whole: false }),
  'stop()':        () => NO_VALUE,
  'time()':        (_, { world }) => ofInstant({ instant: world.now, fromNow: exactly(0) }),
  'time(string)':  readTime,
  'val(doubleVec, double)': onVector(element),
  'val(double, double)':    onVector(element),
} satisfies Record<FunctionOverloadId, FunctionRange>;
