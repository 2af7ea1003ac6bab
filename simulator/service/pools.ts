// Commands on pools, named as Azure's operations.

import { compile, type Program } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { createRandom } from '../../runtime/index.ts';
import type { NodeDeallocationOption } from '../model/node.ts';
import type { PoolSpec } from '../model/pool.ts';
import { type Account, createPool, type Pool } from './account.ts';
import { enableAutoScale } from './autoscale.ts';
import type { Refusal } from './refusals.ts';
import { REFUSALS } from './refusals.ts';
import { beginResize, stopResize as stop } from './resizing.ts';

/** Adds a pool: its first resize or its first evaluation follows at this very instant. */
export function addPool(account: Account, spec: PoolSpec): Pool {
  const random = createRandom(account.settings.seed, `job order of ${spec.id}`);
  const pool = createPool(account, spec, account.settings.coresOf(spec.vmSize), random);
  account.pools.push(pool);
  account.poolIds.set(spec.id.toLowerCase(), pool);
  account.journal.fact({
    time: account.kernel.now,
    event: 'PoolCreateEvent',
    id: spec.id,
    vmSize: spec.vmSize,
    targetDedicatedNodes: spec.targetDedicatedNodes,
    targetLowPriorityNodes: spec.targetLowPriorityNodes,
    taskSlotsPerNode: spec.taskSlotsPerNode,
    vmFillType: spec.taskSchedulingPolicy.nodeFillType === 'pack' ? 'Pack' : 'Spread',
    enableAutoScale: spec.enableAutoScale,
    resizeTimeout: String(spec.resizeTimeout),
    isAutoPool: false,
    enableInterNodeCommunication: false,
  });
  const { targetDedicatedNodes, targetLowPriorityNodes } = spec;
  if (spec.enableAutoScale)
    enableAutoScale(account, pool, compileFormula(spec), spec.autoScaleEvaluationInterval);
  else if (targetDedicatedNodes + targetLowPriorityNodes > 0) {
    beginResize(account, pool, [targetDedicatedNodes, targetLowPriorityNodes], 'requeue');
  }
  return pool;
}

/** The formula of a pool whose specification was checked. */
function compileFormula(spec: PoolSpec): Program {
  const { program } = compile(createSource(spec.id, spec.autoScaleFormula ?? ''));
  if (program === undefined) throw new Error(`a formula that does not compile got through: pool ${spec.id}`);
  return program;
}

/** Changes the targets of a fixed pool. Refused while it is resizing or autoscaled. */
export function resizePool(
  account: Account,
  pool: Pool,
  target: { readonly targetDedicatedNodes?: number; readonly targetLowPriorityNodes?: number },
  option: NodeDeallocationOption = 'requeue',
): Refusal | undefined {
  if (pool.autoScale !== undefined) return REFUSALS.autoScaleEnabled;
  if (pool.allocationState !== 'steady') return REFUSALS.poolBeingResized;
  const dedicated = target.targetDedicatedNodes ?? pool.target[0];
  beginResize(account, pool, [dedicated, target.targetLowPriorityNodes ?? pool.target[1]], option);
  return undefined;
}

/** Stops a resize under way; the pool keeps what it has. */
export function stopResize(account: Account, pool: Pool): Refusal | undefined {
  if (pool.allocationState !== 'resizing') return REFUSALS.poolNotResizing;
  stop(account, pool);
  return undefined;
}
