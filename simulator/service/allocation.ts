// Grow toward the targets: first take back nodes that still drain, then ask the world for new ones as far as
// the core quota goes.

import type { ResizeErrorCode } from '../model/pool.ts';
import { type Account, type Pool, touch } from './account.ts';
import { restingState } from './availability.ts';
import { LOW_PRIORITY, NODE_KINDS, type NodeKind } from './node-table.ts';
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

/** A node asked for and not created yet is not wanted any more. */
export function withdrawRequest(account: Account, pool: Pool, kind: NodeKind): void {
  const requests = pool.requested[kind];
  const node = requests.at(requests.size - 1);
  requests.remove(node);
  account.machines.withdraw(node);
  account.coresInUse[kind] -= pool.coresPerNode;
  touch(account, pool);
}
