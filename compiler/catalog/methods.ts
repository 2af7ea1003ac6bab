// The methods of metrics, one row per overload, tried in the order of the table. Source: the autoscale
// article, "Obtain sample data"
// (https://learn.microsoft.com/azure/batch/batch-automatic-scaling#methods-for-obtaining-sample-data).

import type { Kind } from '../types.ts';
import type { Example } from './example.ts';
import type { Parameter } from './functions.ts';

/** An overload of a method. */
export interface MethodRow {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Kind;
  readonly prose: string;
  readonly examples: readonly Example[];
}

const COUNT = { name: 'count', accepts: ['double'], prose: 'How many; fractions are cut off, 0 or less gives an empty vector.' } as const satisfies Parameter; // biome-ignore format: row
const FROM = { name: 'from', accepts: ['timeinterval', 'timestamp'], prose: 'Where the window starts: how far back from now, or an instant.' } as const satisfies Parameter; // biome-ignore format: row
const TO = { name: 'to', accepts: ['timeinterval', 'timestamp'], prose: 'Where the window ends, in the same way; now when left out. The two may be given in either order.' } as const satisfies Parameter; // biome-ignore format: row
const PERCENT = { name: 'percent', accepts: ['double'], prose: 'The share of the expected samples that must exist, 0 to 100; 0 asks for none.' } as const satisfies Parameter; // biome-ignore format: row

// biome-ignore format: table
export const METHODS = {
  'GetSample(count)':             { name: 'GetSample', parameters: [COUNT], result: 'doubleVec', prose: 'The newest samples, oldest of them first; fewer when fewer exist. It never fails, but may be empty.',
    examples: [{ formula: 'x = $PendingTasks.GetSample(3);', result: 'x=[8,10,12]' }] },
  'GetSample(from)':              { name: 'GetSample', parameters: [FROM], result: 'doubleVec', prose: 'The samples from a point in the past until now. If fewer than 70 % of the expected ones exist, the whole evaluation stops and the pool stays as it is.',
    examples: [{ formula: 'x = $PendingTasks.GetSample(3 * TimeInterval_Minute);', result: 'x=[2,4,6,8,10,12]' }] },
  'GetSample(from, percent)':     { name: 'GetSample', parameters: [FROM, PERCENT], result: 'doubleVec', prose: 'The samples from a point in the past until now, if that share of the expected ones exists; otherwise the whole evaluation stops.',
    examples: [{ formula: 'x = $PendingTasks.GetSample(10 * TimeInterval_Minute, 30);', result: 'x=[2,4,6,8,10,12]' }] },
  'GetSample(from, to)':          { name: 'GetSample', parameters: [FROM, TO], result: 'doubleVec', prose: 'The samples of a window. If fewer than 70 % of the expected ones exist, the whole evaluation stops.',
    examples: [{ formula: 'x = $PendingTasks.GetSample(60 * TimeInterval_Second, 120 * TimeInterval_Second);', result: 'x=[6,8]' }] },
  'GetSample(from, to, percent)': { name: 'GetSample', parameters: [FROM, TO, PERCENT], result: 'doubleVec', prose: 'The samples of a window, if that share of the expected ones exists; otherwise the whole evaluation stops.',
    examples: [{ formula: 'x = $PendingTasks.GetSample(60 * TimeInterval_Second, 120 * TimeInterval_Second, 100);', result: 'x=[6,8]' }] },
  'GetSamplePercent(from)':       { name: 'GetSamplePercent', parameters: [FROM], result: 'double', prose: 'Which share of the expected samples exists from a point in the past until now: 0 to 100, not a fraction.',
    examples: [{ formula: 'x = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 6);', result: 'x=50' }] },
  'GetSamplePercent(from, to)':   { name: 'GetSamplePercent', parameters: [FROM, TO], result: 'double', prose: 'Which share of the expected samples of a window exists: 0 to 100, not a fraction.',
    examples: [{ formula: 'x = $PendingTasks.GetSamplePercent(TimeInterval_Minute, TimeInterval_Minute * 5);', result: 'x=50' }] },
  'GetSamplePeriod()':            { name: 'GetSamplePeriod', parameters: [], result: 'timeinterval', prose: 'How often the metric is sampled: 30 seconds.',
    examples: [{ formula: 'x = $PendingTasks.GetSamplePeriod() == 30 * TimeInterval_Second;', result: 'x=1' }] },
  'Count()':                      { name: 'Count', parameters: [], result: 'double', prose: 'How many samples the history holds; 0 at the first evaluation of a new pool.',
    examples: [{ formula: 'x = $PendingTasks.Count();', result: 'x=6' }] },
  'HistoryBeginTime()':           { name: 'HistoryBeginTime', parameters: [], result: 'timestamp', prose: 'The time of the oldest sample there is; the time of the evaluation when there is none.',
    examples: [{ formula: 'x = $PendingTasks.HistoryBeginTime();', result: 'x=2025-03-05T11:57:30.000Z' }] },
} as const satisfies Record<string, MethodRow>;

/** One overload of a method, spelt as its signature. */
export type MethodOverloadId = keyof typeof METHODS;
/** The name of a method, whatever its overload. */
export type MethodId = (typeof METHODS)[MethodOverloadId]['name'];
