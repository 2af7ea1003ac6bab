// Grow toward the targets: first take back nodes that still drain, then ask the world for new ones as far as
// the core quota goes; and the life of a node from there to the first task.

import { printTimestamp } from '../../runtime/index.ts';
import type { ResizeErrorCode } from '../model/pool.ts';
import { type Account, type Pool, touch } from './account.ts';
import { restingState } from './availability.ts';
import { LOW_PRIORITY, NODE, NODE_KINDS, type NodeKind, OUTSIDE } from './node-table.ts';
import { dropPending } from './pending.ts';
import { SPECIAL } from './special-table.ts';
import { startSpecial } from './specials.ts';
import { NONE } from './task-table.ts';
import { dropNode, enterNode, setNodeState } from './transitions.ts';

/** Azure's code for a core quota that is used up. Source: REST ResizeError. */
export const QUOTA_ERROR: Record<NodeKind, ResizeErrorCode> = [
  'AccountCoreQuotaReached',
  'AccountLowPriorityCoreQuotaReached',
];

/** Nodes that are to stay: in the pool and not leaving. */
export const stayingNodes = (pool: Pool, kind: NodeKind): number => pool.current[kind] - pool.leaving[kind];

/** Asks for what is missing to the targets; what a quota refuses is noted in the resize. */
export function allocate(account: Account, pool: Pool): void {
  const wanted: number[] = [];
  for (const kind of NODE_KINDS) {
    const missing = pool.target[kind] - stayingNodes(pool, kind) - pool.requested[kind].size;
    if (missing <= 0) continue;
    const still = missing - takeBackDraining(account, pool, kind, missing);
    const granted = Math.min(still, grantable(account, pool, kind));
    if (pool.resize !== undefined) pool.resize.refused[kind] = still - granted;
    for (let count = 0; count < granted; count++) {
      const node = account.nodes.add(pool.index, kind);
      pool.requested[kind].add(node);
      wanted.push(node);
    }
    account.coresInUse[kind] += granted * pool.coresPerNode;
  }
  if (wanted.length > 0) account.machines.request(wanted);
}

function grantable(account: Account, pool: Pool, kind: NodeKind): number {
  const { settings } = account;
  const quota = kind === LOW_PRIORITY ? settings.lowPriorityCoreQuota : settings.dedicatedCoreQuota;
  return Math.max(0, Math.floor((quota - account.coresInUse[kind]) / pool.coresPerNode));
}

/** A higher target while nodes drain takes those back first (U-13). Returns how many. */
function takeBackDraining(account: Account, pool: Pool, kind: NodeKind, most: number): number {
  const { nodes } = account;
  if (pool.leaving[kind] === 0) return 0;
  let taken = 0;
  for (const node of pool.nodes) {
    if (taken === most) break;
    if (nodes.kinds[node] === kind && isDraining(account, node)) {
      takeBack(account, pool, node);
      taken++;
    }
  }
  return taken;
}

/** Whether the node is to leave and still waits for its tasks or their data. */
export const isDraining = ({ nodes }: Account, node: number): boolean =>
  nodes.pending.get(node)?.operation === 'remove';

/** A draining node takes tasks again. */
export function takeBack(account: Account, pool: Pool, node: number): void {
  const { nodes } = account;
  pool.leaving[nodes.kindOf(node)]--;
  dropPending(account, node);
  setNodeState(account, node, restingState(nodes, node));
}

/** The world obtained a machine for a node that was asked for, or again for one that was preempted. */
export function nodeCreated(account: Account, node: number): void {
  const { nodes, kernel } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  nodes.createdAt[node] = kernel.now;
  nodes.retainUntil[node] = kernel.now;
  nodes.freeSlots[node] = pool.spec.taskSlotsPerNode;
  if (nodes.states[node] !== OUTSIDE) {
    setNodeState(account, node, NODE.creating);
    return;
  }
  pool.requested[nodes.kindOf(node)].remove(node);
  enterNode(account, node, nodeIdOf(account, pool, node));
}

/** The machine is there and its system starts. */
export function nodeStarting(account: Account, node: number): void {
  setNodeState(account, node, NODE.starting);
}

/** The agent is ready: the start task runs first, beside the tasks when nobody waits for it. */
export function nodeBooted(account: Account, node: number): void {
  const { startTask } = account.pools[account.nodes.pools[node]!]!.spec;
  if (startTask !== undefined) startSpecial(account, SPECIAL.start, node, NONE);
  const waits = startTask?.waitForSuccess === true;
  setNodeState(account, node, waits ? NODE.waitingforstarttask : NODE.idle);
}

/** The start task is over: a node that waits for it goes on, or is of no use. */
export function startTaskOver(account: Account, node: number, isSuccess: boolean): void {
  if (account.nodes.states[node] !== NODE.waitingforstarttask) return;
  setNodeState(account, node, isSuccess ? NODE.idle : NODE.starttaskfailed);
}

/** The machine of a released node is gone. */
export function nodeReleased(account: Account, node: number): void {
  const pool = account.pools[account.nodes.pools[node]!]!;
  pool.leaving[account.nodes.kindOf(node)]--;
  dropNode(account, node);
}

/** A node asked for and not created yet is not wanted any more. */
export function withdrawRequest(account: Account, pool: Pool, kind: NodeKind): void {
  const requests = pool.requested[kind];
  const node = requests.at(requests.size - 1);
  requests.remove(node);
  account.machines.withdraw(node);
  account.coresInUse[kind] -= pool.coresPerNode;
  touch(account, pool);
}

/** An id in the style of Azure's: pool, running number, creation time. */
function nodeIdOf(account: Account, pool: Pool, node: number): string {
  const stamp = printTimestamp(account.kernel.now).slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  return `tvm-${pool.index + 1}_${node + 1}-${stamp}z`;
}
