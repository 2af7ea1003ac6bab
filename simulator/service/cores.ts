// Cores that the pools of the account hold together, by kind of node and by family of sizes, and what its quotas leave.
// Source: docs "Batch quotas and limits".

import { type Account, type Pool, touch } from './account.ts';
import { DEDICATED, LOW_PRIORITY, type NodeKind } from './node-table.ts';

/** This many nodes of the pool come (or go, when negative). */
export function countCores(account: Account, pool: Pool, kind: NodeKind, nodes: number): void {
  const cores = nodes * pool.coresPerNode;
  account.coresInUse[kind] += cores;
  if (kind === DEDICATED && account.settings.dedicatedCoreQuotaPerVMFamilyEnforced) {
    account.familyCores.set(pool.family, (account.familyCores.get(pool.family) ?? 0) + cores);
  }
  if (kind === LOW_PRIORITY && nodes < 0) offerLowPriority(account);
}

/** How many more nodes of the kind the pool may have by the total quota. */
export function roomInTotal({ settings, coresInUse }: Account, pool: Pool, kind: NodeKind): number {
  const quota = kind === LOW_PRIORITY ? settings.lowPriorityCoreQuota : settings.dedicatedCoreQuota;
  return Math.max(0, Math.floor((quota - coresInUse[kind]) / pool.coresPerNode));
}

/** How many more nodes of the kind the pool may have by the quota of its family. */
export function roomInFamily({ settings, familyCores }: Account, pool: Pool, kind: NodeKind): number {
  if (kind !== DEDICATED || !settings.dedicatedCoreQuotaPerVMFamilyEnforced) return Number.POSITIVE_INFINITY;
  const quota = settings.dedicatedCoreQuotaPerVMFamily.find(({ name }) => name.toLowerCase() === pool.family);
  if (quota === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor((quota.coreQuota - (familyCores.get(pool.family) ?? 0)) / pool.coresPerNode));
}

/** Low-priority cores came free: pools that still seek such nodes try again. */
function offerLowPriority(account: Account): void {
  if (account.settings.lowPriorityCoreQuota === Number.POSITIVE_INFINITY) return;
  for (const pool of account.poolIds.values()) {
    if (!pool.seeksLowPriority || pool.resize !== undefined) continue;
    pool.isRetargeted = true;
    touch(account, pool);
  }
}
