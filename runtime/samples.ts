// Where samples come from: the interface a formula reads through, and a store of explicit samples.

import type { Duration, Instant } from './time.ts';

/** How often Azure Batch samples a metric. Source: the autoscale article, "sample data". */
export const SAMPLE_PERIOD: Duration = 30_000;

/**
 * Answers for samples of any metric as they are visible at `now`; a metric it does not know has no samples.
 * Values come oldest first.
 */
export interface SampleSource {
  /** Values of the visible samples with `after` < time <= `until`. */
  window(metric: string, now: Instant, after: Instant, until: Instant): readonly number[];
  /** Values of the `count` newest visible samples; fewer when fewer exist. */
  newest(metric: string, now: Instant, count: number): readonly number[];
  /** How many samples are visible. */
  count(metric: string, now: Instant): number;
  /** The time of the oldest visible sample; undefined when there is none. */
  oldest(metric: string, now: Instant): Instant | undefined;
}

/** One sample: when it was taken, and its value. */
export type Sample = readonly [time: Instant, value: number];

/** A source of explicit samples, in any order, each visible from its own time on. Made once, never changed. */
export function createSampleStore(samples: Readonly<Record<string, Iterable<Sample>>>): SampleSource {
  const columns = new Map(Object.entries(samples).map(([metric, list]) => [metric, columnOf(list)]));
  const column = (metric: string) => columns.get(metric) ?? EMPTY;
  const slice = ({ values }: Column, from: number, to: number) => values.slice(from, Math.max(from, to));
  return {
    window: (metric, now, after, until) => {
      const found = column(metric);
      return slice(found, countUntil(found, after), countUntil(found, Math.min(until, now)));
    },
    newest: (metric, now, count) => {
      const found = column(metric);
      const end = countUntil(found, now);
      return slice(found, Math.max(0, end - count), end);
    },
    count: (metric, now) => countUntil(column(metric), now),
    oldest: (metric, now) => {
      const first = column(metric).times[0];
      return first !== undefined && first <= now ? first : undefined;
    },
  };
}

interface Column {
  readonly times: Float64Array;
  // A list, because a piece of it is a vector of the language as it is.
  readonly values: readonly number[];
}

const EMPTY: Column = { times: new Float64Array(0), values: [] };

function columnOf(samples: Iterable<Sample>): Column {
  const sorted = [...samples].sort(([a], [b]) => a - b);
  return {
    times: Float64Array.from(sorted, ([time]) => time),
    values: sorted.map(([, value]) => value),
  };
}

function countUntil({ times }: Column, until: Instant): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}
