// The functions, one row per overload, tried in the order of the table. Source: the autoscale article,
// "Functions" (https://learn.microsoft.com/azure/batch/batch-automatic-scaling#functions). What each does is
// written in the runtime's library, keyed by these ids.

import type { Kind } from '../types.ts';
import type { Example } from './example.ts';

/** A parameter of a function or a method. */
export interface Parameter {
  readonly name: string;
  readonly accepts: readonly Kind[];
  /** Takes this argument and every further one; at least one. */
  readonly rest?: true;
  readonly prose: string;
}

/** An overload of a function. */
export interface FunctionRow {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** `nothing` when the call never returns. */
  readonly result: Kind | 'nothing';
  /** Not documented, but accepted here: the compiler warns. */
  readonly lenient?: true;
  readonly prose: string;
  readonly examples: readonly Example[];
}

const VALUES = { name: 'values', accepts: ['double', 'doubleVec'], rest: true, prose: 'Numbers and vectors in any mix, joined into one vector.' } as const satisfies Parameter; // biome-ignore format: row
const VALUE = { name: 'value', accepts: ['double'], prose: 'A number.' } as const satisfies Parameter;
const VECTOR = { name: 'vector', accepts: ['doubleVec'], prose: 'A vector.' } as const satisfies Parameter;
const SINGLE = { name: 'vector', accepts: ['double'], prose: 'A number, taken as a vector of one.' } as const satisfies Parameter; // biome-ignore format: row
const INDEX = { name: 'index', accepts: ['double'], prose: 'Position from 0; fractions are cut off, a negative one fails.' } as const satisfies Parameter; // biome-ignore format: row
const PERCENT = { name: 'percent', accepts: ['double'], prose: 'From 0 to 100; anything outside fails.' } as const satisfies Parameter; // biome-ignore format: row
const TEXT = { name: 'text', accepts: ['string'], prose: 'A date and time as 2025-03-05T12:00:00Z, with up to seven digits of fraction, or as Wed, 05 Mar 2025 12:00:00 GMT.' } as const satisfies Parameter; // biome-ignore format: row

// biome-ignore format: table
export const FUNCTIONS = {
  'avg(list)':   { name: 'avg',   parameters: [VALUES], result: 'double', prose: 'The mean of all values. Of nothing, for instance of a metric without samples, it is not a number, and a target set to that fails.',
    examples: [{ formula: 'x = avg(1, 2, 6);', result: 'x=3' }, { formula: 'x = avg($PendingTasks.GetSample(180 * TimeInterval_Second));', result: 'x=7' }] },
  'len(list)':   { name: 'len',   parameters: [VALUES], result: 'double', prose: 'How many values there are after vectors are joined in; 0 for an empty vector.',
    examples: [{ formula: 'x = len($PendingTasks.GetSample(4), 1);', result: 'x=5' }] },
  'max(list)':   { name: 'max',   parameters: [VALUES], result: 'double', prose: 'The largest value. Empty vectors add nothing, so max(0, ...) is a safe way to read a metric that may have no samples.',
    examples: [{ formula: 'x = max(2, 7, 5);', result: 'x=7' }, { formula: 'x = max(0, $NetworkInBytes.GetSample(1));', result: 'x=0' }] },
  'min(list)':   { name: 'min',   parameters: [VALUES], result: 'double', prose: 'The smallest value. Empty vectors add nothing: min(10, samples) is 10 while there are no samples.',
    examples: [{ formula: 'x = min(10, $PendingTasks.GetSample(2));', result: 'x=10' }] },
  'sum(list)':   { name: 'sum',   parameters: [VALUES], result: 'double', prose: 'The total of all values; 0 for an empty vector.',
    examples: [{ formula: 'x = sum(1, 2, 3);', result: 'x=6' }] },
  'norm(list)':  { name: 'norm',  parameters: [VALUES], result: 'double', prose: 'The Euclidean norm: the square root of the sum of squares; 0 for an empty vector.',
    examples: [{ formula: 'x = norm(3, 4);', result: 'x=5' }] },
  'range(list)': { name: 'range', parameters: [VALUES], result: 'double', prose: 'The largest value minus the smallest.',
    examples: [{ formula: 'x = range(3, 9, 5);', result: 'x=6' }] },
  'std(list)':   { name: 'std',   parameters: [VALUES], result: 'double', prose: 'The standard deviation of a sample (divided by one less than the count); not a number for fewer than two values.',
    examples: [{ formula: 'x = std(1, 3, 5);', result: 'x=2' }] },
  'lg(double)':  { name: 'lg',    parameters: [VALUE],  result: 'double', prose: 'The logarithm to base 2.',
    examples: [{ formula: 'x = lg(8);', result: 'x=3' }] },
  'lg(list)':    { name: 'lg',    parameters: [VALUES], result: 'doubleVec', prose: 'The logarithm to base 2 of each value.',
    examples: [{ formula: 'x = lg(2, 4, 8);', result: 'x=[1,2,3]' }] },
  'ln(double)':  { name: 'ln',    parameters: [VALUE],  result: 'double', prose: 'The natural logarithm.',
    examples: [{ formula: 'x = ln(1);', result: 'x=0' }] },
  'ln(list)':    { name: 'ln',    parameters: [VALUES], result: 'doubleVec', prose: 'The natural logarithm of each value.',
    examples: [{ formula: 'x = ln(1, 1);', result: 'x=[0,0]' }] },
  'log(double)': { name: 'log',   parameters: [VALUE],  result: 'double', prose: 'The logarithm to base 10.',
    examples: [{ formula: 'x = log(1000);', result: 'x=3' }] },
  'log(list)':   { name: 'log',   parameters: [VALUES], result: 'doubleVec', prose: 'The logarithm to base 10 of each value.',
    examples: [{ formula: 'x = log(1, 10, 100);', result: 'x=[0,1,2]' }] },
  'ceil(double)':  { name: 'ceil',  parameters: [VALUE],  result: 'double', prose: 'The next whole number upwards. Documented since November 2022. Use it where a fraction of a node must become a node: targets cut fractions off.',
    examples: [{ formula: 'x = ceil(2.1);', result: 'x=3' }] },
  'ceil(list)':    { name: 'ceil',  parameters: [VALUES], result: 'doubleVec', prose: 'The next whole number upwards of each value.',
    examples: [{ formula: 'x = ceil(0.5, 2.1);', result: 'x=[1,3]' }] },
  'floor(double)': { name: 'floor', parameters: [VALUE],  result: 'double', prose: 'The next whole number downwards. Documented since November 2022.',
    examples: [{ formula: 'x = floor(2.9);', result: 'x=2' }] },
  'floor(list)':   { name: 'floor', parameters: [VALUES], result: 'doubleVec', prose: 'The next whole number downwards of each value.',
    examples: [{ formula: 'x = floor(0.5, 2.9);', result: 'x=[0,2]' }] },
  'round(double)': { name: 'round', parameters: [VALUE],  result: 'double', prose: 'The nearest whole number; a half goes away from zero. Documented since November 2022.',
    examples: [{ formula: 'x = round(2.5); y = round(-2.5);', result: 'x=3;y=-3' }] },
  'round(list)':   { name: 'round', parameters: [VALUES], result: 'doubleVec', prose: 'The nearest whole number of each value; a half goes away from zero.',
    examples: [{ formula: 'x = round(1.4, 1.5);', result: 'x=[1,2]' }] },
  'percentile(doubleVec, double)': { name: 'percentile', parameters: [VECTOR, PERCENT], result: 'double', prose: 'The value below which that percentage of the vector lies, interpolated between the closest ranks. Azure documents neither the unit nor the interpolation.',
    examples: [{ formula: 'x = percentile($PendingTasks.GetSample(5), 50);', result: 'x=8' }] },
  'percentile(double, double)': { name: 'percentile', parameters: [SINGLE, PERCENT], result: 'double', lenient: true, prose: 'The percentile of a single number: that number.',
    examples: [{ formula: 'x = percentile(4, 50);', result: 'x=4' }] },
  'rand()':       { name: 'rand', parameters: [],      result: 'double', prose: 'A random number from 0 to 1, another one at each call.',
    examples: [{ formula: 'x = rand();', result: 'x=0.25' }] },
  'stop()':       { name: 'stop', parameters: [],      result: 'nothing', prose: 'Ends the evaluation. What is assigned so far is the result; nothing after it runs.',
    examples: [{ formula: 'x = 1; stop(); x = 2;', result: 'x=1' }] },
  'time()':       { name: 'time', parameters: [],      result: 'timestamp', prose: 'The time of this evaluation, in UTC, the same at every call.',
    examples: [{ formula: 'x = time();', result: 'x=2025-03-05T12:00:00.000Z' }] },
  'time(string)': { name: 'time', parameters: [TEXT],  result: 'timestamp', prose: 'The instant a text names. Without a zone it is UTC. Any other form, or more than seven digits of fraction, fails.',
    examples: [{ formula: 'x = time("2025-03-05T11:30:00Z").minute;', result: 'x=30' }] },
  'val(doubleVec, double)': { name: 'val', parameters: [VECTOR, INDEX], result: 'double', prose: 'One element of a vector, counted from 0. Past the end, for instance of an empty vector, it is 0.',
    examples: [{ formula: 'x = val($PendingTasks.GetSample(1), 0);', result: 'x=12' }] },
  'val(double, double)':    { name: 'val', parameters: [SINGLE, INDEX], result: 'double', lenient: true, prose: 'One element of a single number, taken as a vector of one.',
    examples: [{ formula: 'x = val(4, 0);', result: 'x=4' }] },
} as const satisfies Record<string, FunctionRow>;

/** One overload of a function, spelt as its signature. */
export type FunctionOverloadId = keyof typeof FUNCTIONS;
/** The name of a function, whatever its overload. */
export type FunctionId = (typeof FUNCTIONS)[FunctionOverloadId]['name'];
