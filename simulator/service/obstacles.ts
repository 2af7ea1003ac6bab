// Why a task can never run as things are, of what its specification and its pool say: the service accepts such tasks
// and leaves them waiting.

import type { Job } from './account.ts';
import type { SharedSpec } from './task-table.ts';

/** What stands in a task's way, with a code (Azure has none for these) and a sentence. */
export interface Obstacle {
  readonly code: string;
  readonly message: string;
}

/** Why such a task of the job can never run; undefined when it can. The same rule as `canRun`, with the reason. */
export function obstacleOf(job: Job, { requiredSlots, demands }: SharedSpec): Obstacle | undefined {
  const { pool } = job;
  if (pool === undefined)
    return { code: 'PoolNotFound', message: `no pool has the id ${job.spec.poolInfo.poolId ?? ''}` };
  const { id, taskSlotsPerNode, enableInterNodeCommunication } = pool.spec;
  if (requiredSlots > taskSlotsPerNode) {
    const message = `the task needs ${requiredSlots} slots and a node of pool ${id} has ${taskSlotsPerNode}`;
    return { code: 'TaskRequiresMoreSlotsThanNode', message };
  }
  if (demands?.isMultiInstance !== true) return undefined;
  if (!enableInterNodeCommunication) {
    const message = `the task is a multi-instance task and pool ${id} has no inter-node communication`;
    return { code: 'MultiInstanceNeedsInterNodeCommunication', message };
  }
  if (taskSlotsPerNode > 1) {
    const message = `the task is a multi-instance task and a node of pool ${id} has ${taskSlotsPerNode} slots`;
    return { code: 'MultiInstanceNeedsOneSlot', message };
  }
  return undefined;
}
