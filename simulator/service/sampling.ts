// What a formula reads of the past: after each settling the metrics it reads are written into step series,
// at most one point for each sampling instant, and no further back than the formula looks.

import type { MetricUse } from '../../compiler/index.ts';
import { StepSeries } from '../../runtime/index.ts';
import type { Account, AutoScale, Pool } from './account.ts';
import { type Reading, readingOf } from './metrics.ts';

/** A metric that is recorded for a formula. */
export interface Recorded {
  readonly read: Reading;
  readonly series: StepSeries;
}

/** Series for what a formula reads; they begin now, and the first sample is a period away. */
export function createRecordings(
  account: Account,
  pool: Pool,
  uses: readonly MetricUse[],
): ReadonlyMap<string, Recorded> {
  const { settings, kernel } = account;
  const recordings = new Map<string, Recorded>();
  for (const use of uses) {
    const read = readingOf(use.id);
    if (read === undefined) continue;
    const series = new StepSeries({
      start: kernel.now,
      lag: settings.samples.lag,
      loss: settings.samples.loss,
      seed: settings.seed,
      name: `${pool.spec.id} ${use.id}`,
    });
    // The oldest sample a window can ask for became visible a lag later than it was taken.
    series.retain({ lookBack: use.lookBack + settings.samples.lag, newest: use.newest });
    recordings.set(use.id, { read, series });
  }
  return recordings;
}

/** Writes down the present values of a settled pool. */
export function recordMetrics(account: Account, pool: Pool, autoScale: AutoScale): void {
  const { now } = account.kernel;
  for (const { read, series } of autoScale.recordings) series.append(now, read(pool));
}
