// The effects of an instant, once, in one order: release, allocate, place, record. Whatever changes state only
// marks the pool; nothing else calls these.

import type { Account, Pool } from './account.ts';
import { allocate } from './allocation.ts';
import { deallocate } from './deallocation.ts';
import { dispatch } from './dispatch.ts';
import { continueUpgrade } from './node-upgrades.ts';
import { checkPending } from './pending.ts';
import { checkResize } from './resizing.ts';
import { recordMetrics } from './sampling.ts';

/** Settles the pools that something touched in this instant. */
export function settleAll(account: Account): void {
  const { unsettled, pools } = account;
  for (let place = 0; place < unsettled.length; place++) settle(account, pools[unsettled.at(place)]!);
  unsettled.clear();
}

function settle(account: Account, pool: Pool): void {
  if (account.nodes.pending.size > 0) carryOutPending(account, pool);
  if (pool.upgrade !== undefined) continueUpgrade(account, pool);
  if (pool.isRetargeted) {
    pool.isRetargeted = false;
    deallocate(account, pool);
    allocate(account, pool);
  }
  dispatch(account, pool);
  if (pool.resize !== undefined) checkResize(account, pool);
  if (pool.recordings.length > 0) recordMetrics(account, pool);
  // Last, so that what settling itself changes does not ask for another settling.
  pool.isUnsettled = false;
}

/** Nodes for which something is to be done and whose last task may have ended in this instant. */
function carryOutPending(account: Account, pool: Pool): void {
  const { touchedNodes } = pool;
  for (let place = 0; place < touchedNodes.length; place++) checkPending(account, touchedNodes.at(place));
}
