// Where placement looks: a node that takes tasks has a seat in its pool, filed by how many slots are free
// there. Seats are used again, lowest first, so that they stay few however many nodes come and go.

import type { Account, Pool } from './account.ts';
import type { SeatGroup } from './pool-record.ts';
import { NONE } from './task-table.ts';

/** Slots of the node are taken by an execution. */
export function takeSlots(account: Account, pool: Pool, node: number, slots: number): void {
  moveSeat(account, pool, node, account.nodes.freeSlots[node]! - slots);
}

/** Slots of an ended execution can be used again. */
export function freeSlots(account: Account, pool: Pool, node: number, slots: number): void {
  moveSeat(account, pool, node, account.nodes.freeSlots[node]! + slots);
}

function moveSeat(account: Account, pool: Pool, node: number, free: number): void {
  const { nodes } = account;
  const before = nodes.freeSlots[node]!;
  nodes.freeSlots[node] = free;
  const seat = nodes.seats[node]!;
  if (seat < 0) return;
  refile(pool.groupOfKind[nodes.kindOf(node)], seat, before, free);
}

/** Files a seat by the slots that are free there now. */
export function refile({ byFreeSlots, counts }: SeatGroup, seat: number, before: number, free: number): void {
  const from = byFreeSlots[before]!;
  from.remove(seat);
  if (from.size === 0) counts.remove(before);
  const to = byFreeSlots[free]!;
  if (to.size === 0) counts.add(free);
  to.add(seat);
}

/** The node takes tasks from now on, with the slots it has free; nothing when it does already. */
export function openSeat(account: Account, pool: Pool, node: number): void {
  const { nodes } = account;
  if (nodes.seats[node]! >= 0) return;
  const free = pool.freeSeats.first();
  const seat = free >= 0 ? free : pool.seatNodes.length;
  if (free >= 0) pool.freeSeats.remove(free);
  pool.seatNodes[seat] = node;
  nodes.seats[node] = seat;
  const { byFreeSlots, counts } = pool.groupOfKind[nodes.kindOf(node)];
  byFreeSlots[nodes.freeSlots[node]!]!.add(seat);
  counts.add(nodes.freeSlots[node]!);
}

/** The node takes no tasks from now on; nothing when it does not. */
export function closeSeat(account: Account, pool: Pool, node: number): void {
  const { nodes } = account;
  const seat = nodes.seats[node]!;
  if (seat < 0) return;
  const { byFreeSlots, counts } = pool.groupOfKind[nodes.kindOf(node)];
  const set = byFreeSlots[nodes.freeSlots[node]!]!;
  set.remove(seat);
  if (set.size === 0) counts.remove(nodes.freeSlots[node]!);
  pool.freeSeats.add(seat);
  pool.seatNodes[seat] = NONE;
  nodes.seats[node] = NONE;
}
