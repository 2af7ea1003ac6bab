// What each overload of a function does. The record answers for exactly the catalog's overloads.

import type { FunctionOverloadId } from '../../compiler/index.ts';
import { EVALUATION } from '../diagnostics.ts';
import { type Frame, fail, warn } from '../frame.ts';
import { parseInstant, parseRfc1123 } from '../time.ts';
import { timestamp, type Value, type Vector } from '../value.ts';
import { flatten, type Site, standIn, standInForFew, wholeArgument } from './call.ts';

/** A function on arguments of its overload's kinds; undefined when it ended the evaluation. */
export type FunctionBody = (values: readonly Value[], frame: Frame, site: Site) => Value | undefined;

// The overload has been chosen by the arguments' kinds, so the casts below state what is known.
const onNumber =
  (compute: (value: number, frame: Frame) => number): FunctionBody =>
  (values, frame) =>
    compute(values[0] as number, frame);
const onEach =
  (compute: (value: number, frame: Frame) => number): FunctionBody =>
  (values, frame) =>
    flatten(values).map((value) => compute(value, frame));
/** A function of a whole list that needs at least this many values. */
interface ListBody extends FunctionBody {
  /** The same of one vector. */
  readonly ofVector: (vector: Vector, frame: Frame, site: Site) => number | undefined;
}
function onList(least: number, compute: (values: Vector) => number): ListBody {
  const ofVector: ListBody['ofVector'] = (vector, frame, site) =>
    vector.length < least ? standInForFew(frame, site, vector.length) : compute(vector);
  return Object.assign<FunctionBody, Pick<ListBody, 'ofVector'>>(
    (values, frame, site) => ofVector(flatten(values), frame, site),
    { ofVector },
  );
}

/** What a function does with one vector, where it is a function of lists. */
export const bodyOfVector = (body: FunctionBody): ListBody['ofVector'] | undefined =>
  'ofVector' in body ? (body as ListBody).ofVector : undefined;
const onVector =
  (compute: (vector: Vector, by: number, frame: Frame, site: Site) => number | undefined): FunctionBody =>
  ([vector, by], frame, site) =>
    compute(typeof vector === 'number' ? [vector] : (vector as Vector), by as number, frame, site);

/** The `stop()` of a formula: no value, and no failure. */
const stop: FunctionBody = () => undefined;

// biome-ignore format: table
export const FUNCTION_BODIES = {
  'avg(list)':     onList(1, (values) => sum(values) / values.length),
  'len(list)':     onList(0, (values) => values.length),
  'max(list)':     onList(1, (values) => largest(values)),
  'min(list)':     onList(1, (values) => smallest(values)),
  'sum(list)':     onList(0, (values) => sum(values)),
  'norm(list)':    onList(0, norm),
  'range(list)':   onList(1, range),
  'std(list)':     onList(2, deviation),
  'lg(double)':    onNumber(Math.log2),
  'lg(list)':      onEach(Math.log2),
  'ln(double)':    onNumber(Math.log),
  'ln(list)':      onEach(Math.log),
  'log(double)':   onNumber(Math.log10),
  'log(list)':     onEach(Math.log10),
  'ceil(double)':  onNumber(Math.ceil),
  'ceil(list)':    onEach(Math.ceil),
  'floor(double)': onNumber(Math.floor),
  'floor(list)':   onEach(Math.floor),
  'round(double)': onNumber(round),
  'round(list)':   onEach(round),
  'percentile(doubleVec, double)': onVector(percentile),
  'percentile(double, double)':    onVector(percentile),
  'rand()':        (_, { environment }) => environment.random(),
  'stop()':        stop,
  'time()':        (_, { environment }) => timestamp(environment.now),
  'time(string)':  readTime,
  'val(doubleVec, double)': onVector(element),
  'val(double, double)':    onVector(element),
} satisfies Record<FunctionOverloadId, FunctionBody>;

/** Functions that go through a list once: what they are of nothing, with one more value, and with all of a vector. */
export interface Fold {
  readonly start: number;
  readonly one: (found: number, value: number) => number;
  readonly all: (found: number, values: Vector) => number;
}

const ADDITION: Fold = {
  start: 0,
  one: (total, value) => total + value,
  all: (total, values) => {
    let found = total;
    for (const value of values) found += value;
    return found;
  },
};

// What is not a number is skipped while there is a number beside it.
const LARGEST: Fold = {
  start: Number.NaN,
  one: (found, value) => (!(value <= found) && !Number.isNaN(value) ? value : found),
  all: (largestYet, values) => {
    let found = largestYet;
    for (const value of values) if (!(value <= found) && !Number.isNaN(value)) found = value;
    return found;
  },
};

const SMALLEST: Fold = {
  start: Number.NaN,
  one: (found, value) => (!(value >= found) && !Number.isNaN(value) ? value : found),
  all: (smallestYet, values) => {
    let found = smallestYet;
    for (const value of values) if (!(value >= found) && !Number.isNaN(value)) found = value;
    return found;
  },
};

/** The folds among the functions, for whoever runs them value by value. */
export const FOLDS: Readonly<Partial<Record<FunctionOverloadId, Fold>>> = {
  'sum(list)': ADDITION,
  'max(list)': LARGEST,
  'min(list)': SMALLEST,
};

const sum = (values: Vector): number => ADDITION.all(ADDITION.start, values);
const largest = (values: Vector): number => LARGEST.all(LARGEST.start, values);
const smallest = (values: Vector): number => SMALLEST.all(SMALLEST.start, values);

const hasNaN = (values: Vector): boolean => values.some(Number.isNaN);

function range(values: Vector): number {
  return hasNaN(values) ? Number.NaN : largest(values) - smallest(values);
}

function norm(values: Vector): number {
  let total = 0;
  for (const value of values) total += value * value;
  return Math.sqrt(total);
}

/** The standard deviation of a sample. */
function deviation(values: Vector): number {
  const mean = sum(values) / values.length;
  let total = 0;
  for (const value of values) total += (value - mean) ** 2;
  return Math.sqrt(total / (values.length - 1));
}

function round(value: number, { decisions }: Frame): number {
  const size = Math.abs(value);
  const up = Math.round(size);
  const even = decisions.roundHalf === 'to-even' && up - size === 0.5 && up % 2 === 1;
  return Math.sign(value) * (even ? up - 1 : up);
}

function percentile(vector: Vector, percent: number, frame: Frame, site: Site): number | undefined {
  if (!(percent >= 0 && percent <= 100))
    return fail(frame, EVALUATION['percent-range'](site.span, { value: percent }));
  if (vector.length === 0) return standInForFew(frame, site, 0);
  if (hasNaN(vector)) return Number.NaN;
  const sorted = Float64Array.from(vector).sort();
  if (frame.decisions.percentileMethod === 'nearest-rank') {
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
  }
  const rank = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  return rank === below ? low : low + (sorted[below + 1]! - low) * (rank - below);
}

function element(vector: Vector, position: number, frame: Frame, site: Site): number | undefined {
  const index = wholeArgument(frame, site, 'index', position);
  if (index === undefined) return undefined;
  if (index < 0) return fail(frame, EVALUATION['negative-index'](site.span, { value: position }));
  const found = vector[index];
  if (found !== undefined) return found;
  const choice = frame.decisions.valuePastEnd;
  const holes = { index: index + 0, length: vector.length };
  if (choice === 'error') return fail(frame, EVALUATION['past-end-refused'](site.span, holes));
  const result = standIn(choice);
  warn(frame, EVALUATION['past-end'](site.span, { ...holes, result }));
  return result;
}

function readTime([text]: readonly Value[], frame: Frame, site: Site): Value | undefined {
  const instant = parseInstant(text as string) ?? parseRfc1123(text as string);
  if (instant === undefined) return fail(frame, EVALUATION['time-text'](site.span, { text: text as string }));
  return timestamp(instant);
}
