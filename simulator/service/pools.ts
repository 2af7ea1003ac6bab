// Commands on pools, named as Azure's operations: how they begin, change and end. Their sizes and formulas stand in
// pool-sizes.ts and pool-formulas.ts. Source: REST Pool - Add, Patch, Delete.

import { createRandom } from '../../runtime/index.ts';
import { tellFault } from '../model/fault.ts';
import type { PoolSpec, StartTask } from '../model/pool.ts';
import { autoScaleFaults, poolFaults } from '../model/pool-faults.ts';
import type { ApplicationPackageReference, MetadataItem } from '../model/task.ts';
import { findSize } from '../sizes.ts';
import type { Account, Pool } from './account.ts';
import { isDraining } from './allocation.ts';
import { dropFormula, firstEvaluation, setFormula } from './autoscale.ts';
import { abandonJobs, adoptJobs } from './binding.ts';
import { takeFormula } from './formulas.ts';
import { beginOperation } from './pending.ts';
import { createPool } from './pool-record.ts';
import { isRefusal, REFUSALS, type Refusal } from './refusals.ts';
import { beginResize, breakOffResize } from './resizing.ts';
import { recordFor } from './sampling.ts';
import { setPoolState } from './transitions.ts';

/** Adds a pool: its first resize or its first evaluation follows at this very instant, and jobs that name it find it. */
export function addPool(account: Account, spec: PoolSpec, isAutoPool = false): Pool | Refusal {
  const { settings, poolIds } = account;
  const known = poolIds.get(spec.id.toLowerCase());
  if (known !== undefined)
    return known.state === 'deleting' ? REFUSALS.poolBeingDeleted : REFUSALS.poolExists;
  if (poolIds.size >= settings.poolQuota) return REFUSALS.poolQuota;
  const program = spec.autoScaleFormula === undefined ? undefined : takeFormula(spec.autoScaleFormula);
  const refusal = poolRefusal(spec, settings.coresOf(spec.vmSize));
  if (refusal !== undefined) return refusal;
  if (program !== undefined && isRefusal(program)) return program;
  const pool = enterPool(account, spec, isAutoPool);
  if (program !== undefined) {
    const interval = spec.autoScaleEvaluationInterval;
    setFormula(account, pool, program, { first: firstEvaluation(account, interval), interval });
  } else if (spec.targetDedicatedNodes + spec.targetLowPriorityNodes > 0) {
    beginResize(account, pool, [spec.targetDedicatedNodes, spec.targetLowPriorityNodes], {
      option: 'requeue',
    });
  }
  return pool;
}

function enterPool(account: Account, spec: PoolSpec, isAutoPool: boolean): Pool {
  const { kernel, settings, pools, poolIds, journal } = account;
  const random = createRandom(settings.seed, `job order of ${spec.id}`);
  const pool = createPool(account, spec, isAutoPool, random);
  pools.push(pool);
  poolIds.set(spec.id.toLowerCase(), pool);
  journal.fact({
    time: kernel.now,
    event: 'PoolCreateEvent',
    id: spec.id,
    vmSize: spec.vmSize,
    targetDedicatedNodes: spec.targetDedicatedNodes,
    targetLowPriorityNodes: spec.targetLowPriorityNodes,
    taskSlotsPerNode: spec.taskSlotsPerNode,
    vmFillType: spec.taskSchedulingPolicy.nodeFillType === 'pack' ? 'Pack' : 'Spread',
    enableAutoScale: spec.enableAutoScale,
    resizeTimeout: String(spec.resizeTimeout),
    isAutoPool,
    enableInterNodeCommunication: spec.enableInterNodeCommunication,
  });
  adoptJobs(account, pool);
  for (const text of settings.foreseenFormulas(spec.id)) {
    const program = takeFormula(text);
    if (!isRefusal(program)) recordFor(account, pool, program.uses);
  }
  return pool;
}

/** The first thing that is wrong with a pool, whatever the account has. Nobody knows the cores of an unknown size. */
function poolRefusal(spec: PoolSpec, cores: number): Refusal | undefined {
  const isUnknown = cores === 1 && findSize(spec.vmSize) === undefined;
  const [fault] = [...poolFaults(spec, isUnknown ? undefined : cores), ...autoScaleFaults(spec)];
  return fault && { code: fault.code, message: tellFault(fault) };
}

/** What can be changed of a pool; what is absent stays, null takes it away. */
export interface PoolPatch {
  readonly startTask?: StartTask | null;
  readonly applicationPackageReferences?: readonly ApplicationPackageReference[];
  readonly metadata?: readonly MetadataItem[];
}

/** Changes a pool. Nodes that start from now on follow it; others stay as they are until they start again. */
export function updatePool(account: Account, pool: Pool, patch: PoolPatch): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  const { startTask: before, ...rest } = pool.spec;
  const { startTask = before ?? null, ...changes } = patch;
  const spec: PoolSpec = { ...rest, ...changes, ...(startTask === null ? {} : { startTask }) };
  const refusal = poolRefusal(spec, pool.coresPerNode);
  if (refusal !== undefined) return refusal;
  pool.spec = spec;
  account.journal.fact({ time: account.kernel.now, event: 'PoolUpdateEvent', id: spec.id });
  return undefined;
}

/**
 * Deletes a pool: a resize under way stops, all nodes leave and their tasks wait again. The jobs stay, and find the
 * next pool of that id.
 */
export function deletePool(account: Account, pool: Pool): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  const { kernel, journal } = account;
  setPoolState(pool, 'deleting');
  pool.deletedAt = kernel.now;
  journal.fact({ time: kernel.now, event: 'PoolDeleteStartEvent', id: pool.spec.id });
  dropFormula(account, pool);
  breakOffResize(account, pool);
  beginResize(account, pool, [0, 0], { option: 'requeue', timeout: Number.POSITIVE_INFINITY });
  for (const node of pool.nodes) {
    if (isDraining(account, node)) beginOperation(account, node, { operation: 'remove', option: 'requeue' });
  }
  return undefined;
}

/** A deleted pool is gone, some time after its last node. */
export function poolGone(account: Account, index: number): void {
  const { kernel, poolIds, journal } = account;
  const pool = account.pools[index]!;
  const { id } = pool.spec;
  poolIds.delete(id.toLowerCase());
  abandonJobs(account, pool);
  journal.fact({
    time: kernel.now,
    event: 'PoolDeleteCompleteEvent',
    id,
    startTime: pool.deletedAt!,
    endTime: kernel.now,
  });
}
