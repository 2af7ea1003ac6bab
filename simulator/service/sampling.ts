// What a formula reads of the past: after each settling the metrics it reads are written into step series,
// at most one point for each sampling instant, and no further back than the formula looks.

import type { MetricUse } from '../../compiler/index.ts';
import { StepSeries } from '../../runtime/index.ts';
import { type Account, type Pool, touch } from './account.ts';
import type { Recorded } from './autoscale-settings.ts';
import { readingOf } from './metrics.ts';

/**
 * Sees to it that all that a formula reads is recorded from now on. What is recorded already goes on, and is kept for
 * as long as the one or the other formula looks back; no recording ever ends.
 */
export function recordFor(account: Account, pool: Pool, uses: readonly MetricUse[]): void {
  const { settings } = account;
  for (const use of uses) {
    if (readingOf(account, use.id) === undefined) continue;
    // The oldest sample a window can ask for became visible a lag later than it was taken.
    const wanted = { lookBack: use.lookBack + settings.samples.lag, newest: use.newest };
    const known = pool.recordings.find(({ id }) => id === use.id);
    const recorded = known ?? { id: use.id, series: createSeries(account, pool, use.id), retention: wanted };
    if (known === undefined) {
      pool.recordings.push(recorded);
      // Its first value is taken now, though nothing else may happen.
      touch(account, pool);
    }
    recorded.retention = {
      lookBack: Math.max(recorded.retention.lookBack, wanted.lookBack),
      newest: Math.max(recorded.retention.newest, wanted.newest),
    };
    recorded.series.retain(recorded.retention);
  }
}

/** A series whose sampling instants count from the pool's creation, whenever it begins. */
function createSeries({ settings }: Account, pool: Pool, id: Recorded['id']): StepSeries {
  const { lag, loss } = settings.samples;
  return new StepSeries({
    start: pool.createdAt,
    lag,
    loss,
    seed: settings.seed,
    name: `${pool.spec.id} ${id}`,
  });
}

/** Writes down the present values of a settled pool. */
export function recordMetrics(account: Account, pool: Pool): void {
  const { now } = account.kernel;
  for (const { id, series } of pool.recordings) series.append(now, readingOf(account, id)!(pool));
}
