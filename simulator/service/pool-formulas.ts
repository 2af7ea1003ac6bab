// Commands on the formula of a pool, named as Azure's operations. Source: REST Pool - Enable Auto Scale, Disable Auto
// Scale, Evaluate Auto Scale.

import { type AutoScaleRun, createRandom, type Duration, printDuration } from '../../runtime/index.ts';
import { AUTOSCALE_INTERVAL, ENABLE_AUTOSCALE_SPACING } from '../model/pool.ts';
import type { Account, Pool } from './account.ts';
import { dropFormula, evaluatePool, firstEvaluation, setFormula, setSchedule } from './autoscale.ts';
import { AutoScale } from './autoscale-settings.ts';
import { takeFormula } from './formulas.ts';
import { unsteady } from './pool-sizes.ts';
import { isRefusal, REFUSALS, type Refusal } from './refusals.ts';
import { takeOverResize } from './resizing.ts';
import { recordFor } from './sampling.ts';

/**
 * Gives a pool a formula, or changes the formula, the interval or both of one that has one. A pool that is newly
 * autoscaled is evaluated at once; a new interval counts from now; a new formula alone waits for its turn (U-29).
 */
export function enableAutoScale(
  account: Account,
  pool: Pool,
  given: { readonly autoScaleFormula?: string; readonly autoScaleEvaluationInterval?: Duration },
): Refusal | undefined {
  const { kernel, journal } = account;
  const { autoScaleFormula: text, autoScaleEvaluationInterval: interval } = given;
  const { autoScale: before } = pool;
  const refusal = unsteady(pool) ?? badSettings(pool, given);
  if (refusal !== undefined) return refusal;
  if (kernel.now - pool.formulaSetAt < ENABLE_AUTOSCALE_SPACING) return REFUSALS.formulaTooSoon;
  const program = text === undefined ? undefined : takeFormula(text);
  if (program !== undefined && isRefusal(program)) return program;
  pool.formulaSetAt = kernel.now;
  const lasting = interval ?? before?.interval ?? AUTOSCALE_INTERVAL.usual;
  const first = before === undefined ? firstEvaluation(account, lasting) : kernel.now + lasting;
  const schedule = before === undefined || interval !== undefined ? { first, interval: lasting } : undefined;
  if (program !== undefined) setFormula(account, pool, program, schedule);
  else if (before !== undefined && schedule !== undefined) setSchedule(account, pool, before, schedule);
  const formula = pool.autoScale!.formula;
  pool.seeksLowPriority = false;
  pool.spec = {
    ...pool.spec,
    enableAutoScale: true,
    autoScaleFormula: formula,
    autoScaleEvaluationInterval: lasting,
  };
  journal.fact({
    time: kernel.now,
    event: 'PoolAutoScaleEnableEvent',
    id: pool.spec.id,
    formula,
    interval: printDuration(lasting),
  });
  return undefined;
}

function badSettings(
  pool: Pool,
  given: { readonly autoScaleFormula?: string; readonly autoScaleEvaluationInterval?: Duration },
): Refusal | undefined {
  const { autoScaleFormula: text, autoScaleEvaluationInterval: interval } = given;
  if (text === undefined && (pool.autoScale === undefined || interval === undefined))
    return REFUSALS.noFormula;
  const isBad =
    interval !== undefined && (interval < AUTOSCALE_INTERVAL.least || interval > AUTOSCALE_INTERVAL.most);
  return isBad ? REFUSALS.badInterval : undefined;
}

/** The pool keeps the targets it has, and can be resized by hand. */
export function disableAutoScale(account: Account, pool: Pool): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  if (pool.autoScale === undefined) return REFUSALS.notAutoScaled;
  dropFormula(account, pool);
  takeOverResize(account, pool);
  const { autoScaleFormula: _, ...spec } = pool.spec;
  pool.spec = { ...spec, enableAutoScale: false };
  account.journal.fact({
    time: account.kernel.now,
    event: 'PoolAutoScaleDisableEvent',
    id: pool.spec.id,
  });
  return undefined;
}

/** What a formula would come to on the pool now; nothing follows from it. The pool must be autoscaled. */
export function evaluateAutoScale(account: Account, pool: Pool, text: string): AutoScaleRun | Refusal {
  const { kernel, settings, journal } = account;
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  if (pool.autoScale === undefined) return REFUSALS.notAutoScaled;
  const program = takeFormula(text);
  if (isRefusal(program)) return program;
  recordFor(account, pool, program.uses);
  const random = createRandom(settings.seed, `rand() of ${pool.spec.id}, asked at ${kernel.now}`);
  const asked = new AutoScale({ formula: text, interval: pool.autoScale.interval, random });
  const { run } = evaluatePool(account, pool, asked);
  journal.fact({
    time: kernel.now,
    event: 'PoolAutoScaleTestEvent',
    id: pool.spec.id,
    formula: text,
    results: run.results,
    error: run.error?.code ?? '',
  });
  return run;
}
