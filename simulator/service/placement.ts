// Pick a node for a task: pure functions in a table under Azure's own names.
// Source: docs "parallel node tasks": spread is the default; pack fills a node before the next.

import type { NodeFillType } from '../model/pool.ts';
import type { Pool, SeatGroup } from './account.ts';
import { NONE } from './task-table.ts';

/** How many free slots the chosen node has, where at least `slots` are needed; NONE when none has room. */
const POLICIES: Record<NodeFillType, (group: SeatGroup, slots: number) => number> = {
  spread: (group, slots) => {
    const most = group.counts.last();
    return most >= slots ? most : NONE;
  },
  pack: (group, slots) => group.counts.from(slots),
};

/** The most slots free on any one node that takes tasks; 0 when there is no room. */
export function mostFreeSlots(pool: Pool): number {
  let most = 0;
  for (const group of pool.seatGroups) most = Math.max(most, group.counts.last());
  return most;
}

/** The node for a task that needs this many slots; NONE when none has room. Ties go to the lowest seat. */
export function pickNode(pool: Pool, slots: number): number {
  const policy = POLICIES[pool.spec.taskSchedulingPolicy.nodeFillType];
  for (const group of pool.seatGroups) {
    const free = policy(group, slots);
    if (free >= slots) return pool.seatNodes[group.byFreeSlots[free]!.first()]!;
  }
  return NONE;
}
