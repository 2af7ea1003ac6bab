// Reading a series of a report: its value at a time, as tables and charts need it.

import type { Series } from './report.ts';

/** Index of the last step at or before `time`; -1 before the first. */
export function stepAt(series: Series, time: number): number {
  const { times } = series;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value at `time` (seconds), in buckets the mean of the bucket; 0 before the first step. */
export function valueAt(series: Series, time: number): number {
  const step = stepAt(series, time);
  return step < 0 ? 0 : (series.mean?.[step] ?? series.values[step]!);
}
