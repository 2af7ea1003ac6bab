// Where samples come from: the interface a formula reads through, and a store of explicit samples.

import type { Duration, Instant } from './time.ts';

/** How often Azure Batch samples a metric. Source: the autoscale article, "sample data". */
export const SAMPLE_PERIOD: Duration = 30_000;

/** Answers for samples of any metric; a metric it does not know has no samples. */
export interface SampleSource {
  /** Values of the samples with `after` < time <= `until`, oldest first. */
  window(metric: string, after: Instant, until: Instant): readonly number[];
  /** Values of the `count` newest samples at `now` or before, oldest first; fewer when fewer exist. */
  newest(metric: string, now: Instant, count: number): readonly number[];
  /** How many samples exist at `now` or before. */
  count(metric: string, now: Instant): number;
  /** The time of the oldest sample at `now` or before; undefined when there is none. */
  oldest(metric: string, now: Instant): Instant | undefined;
}
