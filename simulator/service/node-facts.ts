// A node as Azure shows it: computed when somebody asks, from the few figures that are kept.
// Source: REST Nodes - Get.

import { type ComputeNode, NODE_ERROR_CODES, NODE_STATES, type StartTaskInfo } from '../model/node.ts';
import { type Account, type Pool, slotsOn } from './account.ts';
import { isDisabled } from './availability.ts';
import { DEDICATED } from './node-table.ts';
import { SPECIAL } from './special-table.ts';
import { NONE } from './task-table.ts';

const LISTED: ReadonlySet<string> = new Set(Object.values(NODE_ERROR_CODES));

/** The node, which must be in its pool. */
export function nodeOf(account: Account, node: number): ComputeNode {
  const { nodes } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  const { startTask, vmSize } = pool.spec;
  const startTaskInfo = startTaskInfoOf(account, node);
  const error = nodes.errors.get(node);
  return {
    id: nodes.ids[node]!,
    affinityId: nodes.ids[node]!,
    state: NODE_STATES[nodes.states[node]!]!,
    schedulingState: isDisabled(nodes, node) ? 'disabled' : 'enabled',
    stateTransitionTime: nodes.since[node]!,
    ...(Number.isNaN(nodes.bootedAt[node]!) ? {} : { lastBootTime: nodes.bootedAt[node]! }),
    allocationTime: nodes.allocatedAt[node]!,
    ipAddress: addressOf(pool, nodes.addresses[node]!),
    vmSize,
    isDedicated: nodes.kinds[node] === DEDICATED,
    totalTasksRun: nodes.tasksRun[node]!,
    totalTasksSucceeded: nodes.tasksSucceeded[node]!,
    ...runningOn(account, pool, node),
    ...(startTask === undefined ? {} : { startTask }),
    ...(startTaskInfo === undefined ? {} : { startTaskInfo }),
    errors: error !== undefined && LISTED.has(error.code) ? [error] : [],
  };
}

function runningOn(
  { nodes, executions, tasks }: Account,
  pool: Pool,
  node: number,
): Pick<ComputeNode, 'runningTasksCount' | 'runningTaskSlotsCount'> {
  let runningTasksCount = 0;
  let runningTaskSlotsCount = 0;
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
    if (!executions.isRunning(row)) continue;
    runningTasksCount++;
    runningTaskSlotsCount += slotsOn(pool, tasks.specs[tasks.specsOf[executions.tasks[row]!]!]!);
  }
  return { runningTasksCount, runningTaskSlotsCount };
}

/** The run under way, else the last one that is over. */
function startTaskInfoOf({ nodes, specials }: Account, node: number): StartTaskInfo | undefined {
  const row = specials.find(SPECIAL.start, node, NONE);
  if (row < 0) return nodes.startTasks.get(node);
  return { state: 'running', startTime: specials.startedAt[row]!, retryCount: specials.retries[row]! };
}

/** Addresses are private and made up: four are Azure's own in each network. */
export function addressOf(pool: Pool, place: number): string {
  const number = place + 4;
  return `10.${pool.index % 256}.${(number >> 8) % 256}.${number % 256}`;
}
