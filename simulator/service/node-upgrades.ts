// A new system for all nodes of a pool, some at a time: tasks are requeued, and the start task runs again. Nodes that
// are not up when their turn comes are left out: they get the new system when they start.
// Source: docs "auto OS upgrade"; REST RollingUpgradePolicy.

import { UPGRADE_SHARE } from '../model/node.ts';
import { type Account, type Pool, touch } from './account.ts';
import { isUp } from './availability.ts';
import { NODE } from './node-table.ts';
import { beginOperation, checkPending } from './pending.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** Gives every node of the pool a new system. */
export function upgradeOs(account: Account, pool: Pool): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  if (pool.upgrade !== undefined) return REFUSALS.poolBeingUpgraded;
  const size = Math.max(1, Math.ceil(UPGRADE_SHARE * pool.nodes.size));
  // The last first, because they are taken from the end.
  pool.upgrade = { size, waiting: [...pool.nodes].reverse(), batch: [] };
  touch(account, pool);
  return undefined;
}

/** States on the way from one system to the next. */
const UNDERWAY: ReadonlySet<number> = new Set([NODE.upgradingos, NODE.starting, NODE.waitingforstarttask]);

/** Goes on with the next nodes once the ones before are through; called at each settling. */
export function continueUpgrade(account: Account, pool: Pool): void {
  const { nodes } = account;
  const { upgrade } = pool;
  if (upgrade === undefined || upgrade.batch.some((node) => UNDERWAY.has(nodes.states[node]!))) return;
  const batch: number[] = [];
  while (batch.length < upgrade.size && upgrade.waiting.length > 0) {
    const node = upgrade.waiting.pop()!;
    if (isUp(nodes, node) && !nodes.pending.has(node)) batch.push(node);
  }
  upgrade.batch = batch;
  if (batch.length === 0) pool.upgrade = undefined;
  for (const node of batch) {
    beginOperation(account, node, { operation: 'upgrade', option: 'requeue' });
    checkPending(account, node);
  }
}
