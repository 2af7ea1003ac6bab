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
  type Instant,
} from '../../runtime/index.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Pool, touch } from './account.ts';
import { stayingNodes } from './allocation.ts';
import { AutoScale } from './autoscale-settings.ts';
import { LIVE_IDS, LIVE_READINGS } from './metrics.ts';
import { beginResize, endUnobtainable, retarget } from './resizing.ts';
import { recordFor } from './sampling.ts';

/**
 * Gives a pool a formula, or another one. With a time for the first evaluation the schedule begins anew; without, it
 * goes on. All that the formula reads is recorded from now on.
 */
export function setFormula(account: Account, pool: Pool, program: Program, schedule?: Schedule): void {
  const before = pool.autoScale;
  const random = before?.random ?? createRandom(account.settings.seed, `rand() of ${pool.spec.id}`);
  const interval = schedule?.interval ?? before?.interval ?? pool.spec.autoScaleEvaluationInterval;
  const autoScale = new AutoScale({ formula: program.source.text, interval, random });
  autoScale.run = before?.run;
  autoScale.due = before?.due ?? NO_EVENT;
  recordFor(account, pool, program.uses);
  pool.autoScale = autoScale;
  if (schedule !== undefined) setSchedule(account, pool, autoScale, schedule);
  touch(account, pool);
}

/** When the first evaluation is due, and how long it is from one to the next. */
export interface Schedule {
  readonly first: Instant;
  readonly interval: Duration;
}

/** When the formula of a pool that had none is first evaluated (U-29). */
export const firstEvaluation = ({ kernel, settings }: Account, interval: Duration): Instant =>
  settings.choices.firstEvaluation === 'at-once' ? kernel.now : kernel.now + interval;

/** The evaluations are due at these times from now on; the former ones are not. */
export function setSchedule(
  { kernel, timers }: Account,
  pool: Pool,
  autoScale: AutoScale,
  { first, interval }: Schedule,
): void {
  kernel.cancel(autoScale.due);
  autoScale.interval = interval;
  autoScale.due = kernel.at(first, RANKS.evaluate, timers.evaluate, pool.index);
}

/** The pool has no formula any more; what was recorded stays. */
export function dropFormula(account: Account, pool: Pool): void {
  account.kernel.cancel(pool.autoScale?.due ?? NO_EVENT);
  pool.autoScale = undefined;
}

/** An evaluation that is due: evaluate, keep the run, follow it, and schedule the next. */
export function evaluationDue(account: Account, poolIndex: number): void {
  const { kernel, timers, journal } = account;
  const pool = account.pools[poolIndex]!;
  const { autoScale } = pool;
  if (autoScale === undefined) return;
  autoScale.due = kernel.at(kernel.now + autoScale.interval, RANKS.evaluate, timers.evaluate, poolIndex);
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
  // A resize that a user is stopping is let end first; the next evaluation sees to the targets.
  if (evaluation.error === undefined && pool.allocationState !== 'stopping')
    follow(account, pool, evaluation);
}

/** Evaluates a formula on the pool as it is; changes nothing. */
export function evaluatePool(
  account: Account,
  pool: Pool,
  autoScale: AutoScale,
): { readonly evaluation: Evaluation; readonly run: AutoScaleRun } {
  const environment = environmentOf(account, pool, autoScale);
  const evaluation = toolsOf(account, pool, autoScale).evaluate(environment);
  return { evaluation, run: autoScaleRun(evaluation) };
}

const toolsOf = (account: Account, pool: Pool, autoScale: AutoScale) =>
  autoScale.toolsOf(pool.recordings, account.settings.evaluatorOf);

function environmentOf(account: Account, pool: Pool, autoScale: AutoScale): Environment {
  const live = {} as Record<LiveId, number>;
  for (const id of LIVE_IDS) live[id] = LIVE_READINGS[id](pool);
  return {
    now: account.kernel.now,
    samples: toolsOf(account, pool, autoScale).samples,
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
    beginResize(account, pool, [dedicated, lowPriority], { option: nodeDeallocationOption });
    return;
  }
  const isShort = stayingNodes(pool, 0) < dedicated || stayingNodes(pool, 1) < lowPriority;
  if (!isShort || endUnobtainable(account, pool)) return;
  if (pool.resize === undefined) {
    beginResize(account, pool, [dedicated, lowPriority], { option: nodeDeallocationOption });
  }
  if (pool.resize !== undefined) pool.resize.endsShort = true;
  retarget(account, pool);
}
