// The slots of an ended execution come free after the scenario's delay, unless the node has a new machine by then.

import { RANKS } from '../ranks.ts';
import { type Account, type Pool, touch } from './account.ts';
import { freeSlots } from './seats.ts';

/** A node and its slots (at most 256) share one event argument; this many bits hold the slots. */
const SLOT_BITS = 9;

/** Gives back the slots that an execution had. */
export function releaseSlots(account: Account, pool: Pool, node: number, slots: number): void {
  const { kernel, timers, settings } = account;
  if (settings.slotReuse === 0) freeSlots(account, pool, node, slots);
  else kernel.at(kernel.now + settings.slotReuse, RANKS.ended, timers.slotFree, (node << SLOT_BITS) | slots);
}

/** The slots can be used again, unless the node has a new machine since. */
export function slotsFreed(account: Account, packed: number): void {
  const { nodes, pools, kernel, settings } = account;
  const node = packed >>> SLOT_BITS;
  if (nodes.createdAt[node]! >= kernel.now - settings.slotReuse) return;
  const pool = pools[nodes.pools[node]!]!;
  freeSlots(account, pool, node, packed & ((1 << SLOT_BITS) - 1));
  touch(account, pool);
}
