// Autoscale: at each interval the formula is evaluated over the pool's samples and counts, the run is kept, and
// targets that changed begin a resize or turn the one under way. An error changes nothing.

import type { LiveId, Program } from '../../compiler/index.ts';
import {
  type AutoScaleRun,
  autoScaleRun,
  createRandom,
  type Duration,
  type Environment,
  type Evaluation,
} from '../../runtime/index.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Pool, touch } from './account.ts';
import { stayingNodes } from './allocation.ts';
import { AutoScale } from './autoscale-settings.ts';
import { LIVE_READINGS } from './metrics.ts';
import { beginResize, retarget } from './resizing.ts';
import { createRecordings } from './sampling.ts';

/** Gives a new pool its formula. The first evaluation is due at this instant (U-29), then one each interval. */
export function enableAutoScale(account: Account, pool: Pool, program: Program, interval: Duration): void {
  const { kernel, timers } = account;
  const recordings = createRecordings(account, pool, program.uses);
  const random = createRandom(account.settings.seed, `rand() of ${pool.spec.id}`);
  pool.autoScale = new AutoScale({ formula: program.source.text, interval, recordings, random });
  kernel.at(kernel.now, RANKS.evaluate, timers.evaluate, pool.index);
  touch(account, pool);
}

/** An evaluation that is due: evaluate, keep the run, follow it, and schedule the next. */
export function evaluationDue(account: Account, poolIndex: number): void {
  const { kernel, timers, journal } = account;
  const pool = account.pools[poolIndex]!;
  const { autoScale } = pool;
  if (autoScale === undefined) return;
  kernel.at(kernel.now + autoScale.interval, RANKS.evaluate, timers.evaluate, poolIndex);
  const { evaluation, run } = evaluatePool(account, pool, autoScale);
  autoScale.run = run;
  journal.fact({
    time: kernel.now,
    event: 'PoolAutoScaleEvent',
    id: pool.spec.id,
    timestamp: kernel.now,
    formula: autoScale.formula,
    results: run.results,
    error: run.error ?? { code: '', message: '', values: [] },
  });
  if (evaluation.error === undefined) follow(account, pool, evaluation);
}

/** Evaluates a formula on the pool as it is; changes nothing. */
export function evaluatePool(
  account: Account,
  pool: Pool,
  autoScale: AutoScale,
): { readonly evaluation: Evaluation; readonly run: AutoScaleRun } {
  const environment = environmentOf(account, pool, autoScale);
  const evaluation = autoScale.toolsOf().evaluate(environment);
  return { evaluation, run: autoScaleRun(evaluation) };
}

function environmentOf(account: Account, pool: Pool, autoScale: AutoScale): Environment {
  const live = Object.fromEntries(
    (Object.keys(LIVE_READINGS) as LiveId[]).map((id) => [id, LIVE_READINGS[id](pool)]),
  ) as Record<LiveId, number>;
  return {
    now: account.kernel.now,
    samples: autoScale.toolsOf().samples,
    targetDedicatedNodes: pool.target[0],
    targetLowPriorityNodes: pool.target[1],
    live,
    random: autoScale.random,
    decisions: account.settings.decisions,
  };
}

/** New targets begin a resize; the same targets try again what a quota refused. */
function follow(account: Account, pool: Pool, evaluation: Evaluation): void {
  const {
    targetDedicatedNodes: dedicated,
    targetLowPriorityNodes: lowPriority,
    nodeDeallocationOption,
  } = evaluation.targets;
  if (dedicated !== pool.target[0] || lowPriority !== pool.target[1]) {
    beginResize(account, pool, [dedicated, lowPriority], nodeDeallocationOption);
    return;
  }
  const isShort = stayingNodes(pool, 0) < dedicated || stayingNodes(pool, 1) < lowPriority;
  if (!isShort) return;
  if (pool.resize === undefined) beginResize(account, pool, [dedicated, lowPriority], nodeDeallocationOption);
  if (pool.resize !== undefined) pool.resize.endsShort = true;
  retarget(account, pool);
}
