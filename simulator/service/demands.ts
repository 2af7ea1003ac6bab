// Placement of tasks that ask more of their node than slots: a dedicated one, an empty one, the node of another
// task, or one where the job's preparation has not failed.

import type { Account, Job, Pool } from './account.ts';
import { DEDICATED } from './node-table.ts';
import { nodesWithRoom } from './placement.ts';
import { findTask } from './task-ids.ts';
import { NONE, type NodeDemands } from './task-table.ts';

/** The node for a task with demands, or of a job with barred nodes; NONE when none suits now. */
export function pickSuitable(
  account: Account,
  pool: Pool,
  job: Job,
  slots: number,
  demands: NodeDemands | undefined,
): number {
  const wished =
    demands === undefined || demands.affinityId === '' ? NONE : wishedNode(account, pool, job, demands);
  if (wished >= 0 && account.nodes.seats[wished]! >= 0 && account.nodes.freeSlots[wished]! >= slots) {
    if (suits(account, job, wished, demands)) return wished;
  }
  for (const node of nodesWithRoom(pool, slots)) if (suits(account, job, node, demands)) return node;
  return NONE;
}

/** Whether a node with room can take a task of the job with these demands. */
export function suits(account: Account, job: Job, node: number, demands: NodeDemands | undefined): boolean {
  if (job.barredNodes?.has(node) === true) return false;
  return demands?.dedicatedOnly !== true || account.nodes.kinds[node] === DEDICATED;
}

/** The node that an affinity names: by its own id, or as the node of a task of the job that was placed. */
function wishedNode(account: Account, pool: Pool, job: Job, { affinityId }: NodeDemands): number {
  for (const node of pool.nodes) if (account.nodes.ids[node] === affinityId) return node;
  const task = findTask(account, job, affinityId);
  return task < 0 ? NONE : (account.tasks.lastNodes?.get(task) ?? NONE);
}
