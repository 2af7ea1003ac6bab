// Pick a node for a task: pure functions in a table under Azure's own names.
// Source: docs "parallel node tasks": spread is the default; pack fills a node before the next.

import type { NodeFillType } from '../model/pool.ts';
import type { Pool } from './account.ts';
import type { SeatGroup } from './pool-record.ts';
import { NONE } from './task-table.ts';

/** How many free slots the chosen node has, of a group; see `POLICIES`. */
export type PlacementPolicy = (group: SeatGroup, slots: number) => number;

/** The policy of that name. */
export const placementPolicy = (type: NodeFillType): PlacementPolicy => POLICIES[type];

/** How many free slots the chosen node has, where at least `slots` are needed; NONE when none has room. */
const POLICIES: Record<NodeFillType, PlacementPolicy> = {
  spread: (group, slots) => {
    const most = group.counts.last();
    return most >= slots ? most : NONE;
  },
  pack: (group, slots) => group.counts.from(slots),
};

/** The seats of a group with at least so many free slots, best first, ties by seat. */
const SEATS: Record<NodeFillType, (group: SeatGroup, slots: number) => Iterable<number>> = {
  spread: function* (group, slots) {
    for (let free = group.counts.last(); free >= slots; free--) yield* group.byFreeSlots[free]!.members();
  },
  pack: function* (group, slots) {
    for (let free = slots; free < group.byFreeSlots.length; free++) yield* group.byFreeSlots[free]!.members();
  },
};

/** All nodes with so many free slots, in the order in which placement prefers them. Looks at no more than asked. */
export function* nodesWithRoom(pool: Pool, slots: number): Iterable<number> {
  const seats = SEATS[pool.spec.taskSchedulingPolicy.nodeFillType];
  for (const group of pool.seatGroups) for (const seat of seats(group, slots)) yield pool.seatNodes[seat]!;
}

/** The nodes with a free slot, those with the most first. */
export function* roomiestNodes(pool: Pool): Iterable<number> {
  for (const group of pool.seatGroups) for (const seat of SEATS.spread(group, 1)) yield pool.seatNodes[seat]!;
}

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
