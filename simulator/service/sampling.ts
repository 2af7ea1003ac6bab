// What a formula reads of the past: after each settling the metrics it reads are written into step series,
// at most one point for each sampling instant, and no further back than the formula looks.

import type { MetricUse } from '../../compiler/index.ts';
import { StepSeries } from '../../runtime/index.ts';
import type { Account, Pool } from './account.ts';
import type { AutoScale, Recorded } from './autoscale-settings.ts';
import { readingOf } from './metrics.ts';

/** Series for what a formula reads; they begin now, and the first sample is a period away. */
export function createRecordings(
  account: Account,
  pool: Pool,
  uses: readonly MetricUse[],
): readonly Recorded[] {
  const { settings, kernel } = account;
  const recordings: Recorded[] = [];
  for (const use of uses) {
    if (readingOf(use.id) === undefined) continue;
    const series = new StepSeries({
      start: kernel.now,
      lag: settings.samples.lag,
      loss: settings.samples.loss,
      seed: settings.seed,
      name: `${pool.spec.id} ${use.id}`,
    });
    // The oldest sample a window can ask for became visible a lag later than it was taken.
    series.retain({ lookBack: use.lookBack + settings.samples.lag, newest: use.newest });
    recordings.push({ id: use.id, series });
  }
  return recordings;
}

/** Writes down the present values of a settled pool. */
export function recordMetrics(account: Account, pool: Pool, autoScale: AutoScale): void {
  const { now } = account.kernel;
  for (const { id, series } of autoScale.recordings) series.append(now, readingOf(id)!(pool));
}
