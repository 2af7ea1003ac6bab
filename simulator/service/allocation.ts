// Grow toward the targets: first take back nodes that still drain, then ask the world for new ones as far as
// the core quota goes.

import { MOST_COMMUNICATING_NODES, type ResizeErrorCode } from '../model/pool.ts';
import { type Account, type Pool, touch } from './account.ts';
import { restingState } from './availability.ts';
import { countCores, roomInFamily, roomInTotal } from './cores.ts';
import { DEDICATED, LOW_PRIORITY, NODE_KINDS, type NodeKind } from './node-table.ts';
import { dropPending } from './pending.ts';
import { setNodeState } from './transitions.ts';

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
    // Without a resize only low-priority nodes are sought (U-43).
    if (missing <= 0 || (pool.resize === undefined && kind !== LOW_PRIORITY)) continue;
    const still = missing - takeBackDraining(account, pool, kind, missing);
    const granted = grant(account, pool, kind, still);
    for (let count = 0; count < granted; count++) {
      const node = account.nodes.add(pool.index, kind);
      pool.requested[kind].add(node);
      wanted.push(node);
    }
    countCores(account, pool, kind, granted);
  }
  if (wanted.length > 0) account.machines.request(wanted);
}

/** How many of the nodes that are missing can be asked for. */
function grant(account: Account, pool: Pool, kind: NodeKind, missing: number): number {
  const allowed = Math.min(missing, roomInPool(pool));
  const inTotal = Math.min(allowed, roomInTotal(account, pool, kind));
  const granted = Math.min(inTotal, roomInFamily(account, pool, kind));
  if (pool.resize !== undefined) {
    pool.resize.refusedByLimit = Math.max(pool.resize.refusedByLimit, missing - allowed);
    pool.resize.refused[kind] = allowed - inTotal;
    if (kind === DEDICATED) pool.resize.refusedByFamily = inTotal - granted;
  }
  return granted;
}

/** How many more nodes the pool can have: those that communicate are limited in number. */
function roomInPool(pool: Pool): number {
  if (!pool.spec.enableInterNodeCommunication) return Number.POSITIVE_INFINITY;
  const has = pool.current[0] + pool.current[1] + pool.requested[0].size + pool.requested[1].size;
  return Math.max(0, MOST_COMMUNICATING_NODES - has);
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

/** A node asked for and not created yet is not wanted any more. */
export function withdrawRequest(account: Account, pool: Pool, kind: NodeKind): void {
  const requests = pool.requested[kind];
  const node = requests.at(requests.size - 1);
  requests.remove(node);
  account.machines.withdraw(node);
  countCores(account, pool, kind, -1);
  touch(account, pool);
}
