// The short way: plain tasks of one job as a queue before equal slots. Arrivals and durations are known columns, so
// all that is left of an event is a number in a heap and a seat. Knows no account; nothing here is remembered.

import type { Instant } from '../../runtime/index.ts';
import type { PlacementPolicy } from '../service/placement.ts';
import type { SeatGroup } from '../service/pool-record.ts';
import { refile } from '../service/seats.ts';
import { NONE } from '../service/task-table.ts';
import type { StretchEnds, StretchPart } from '../stretch.ts';
import { type EndHeap, MOST_STARTS } from './end-heap.ts';

/** What is known of a seat: its node's present, and what the stretch did there. */
export interface LaneSeats {
  readonly group: SeatGroup;
  readonly policy: PlacementPolicy;
  /** Slots of each node. */
  readonly slots: number;
  readonly tasksOn: Int32Array;
  readonly ended: Int32Array;
  readonly lastEnd: Float64Array;
  /** 1 while the node is in the state of running, and since when it is, or is idle. */
  readonly isRunning: Uint8Array;
  readonly since: Float64Array;
}

/** A stretch under way. */
export interface Lane {
  now: Instant;
  /** Settlings: one an instant, and one more where attempts took no time; events that the general way would have counted. */
  settlings: number;
  events: number;
  /** The tasks that came are those before `next`; those before `queued` started; `last` and later ones do not come here. */
  next: number;
  queued: number;
  readonly last: number;
  readonly added: Float64Array;
  readonly durations: Float64Array;
  /** Attempts by their place in the order of starts; the first `carried` began before the stretch. */
  starts: number;
  readonly carried: number;
  readonly tasks: Int32Array;
  readonly seatOf: Int32Array;
  readonly startedAt: Float64Array;
  /** Ends count from here. */
  readonly base: Instant;
  readonly heap: EndHeap;
  busy: number;
  readonly seats: LaneSeats;
  /** Seats at which something began or ended in this instant. */
  readonly touched: Int32Array;
}

/** How far a lane may go: up to an instant, and so many events. */
export interface LaneLimit {
  readonly until: Instant;
  readonly events: number;
}

/** When something happens next; Infinity for never. */
export function nextInstant({ next, last, added, heap, base }: Lane): Instant {
  const arrival = next < last ? added[next]! : Number.POSITIVE_INFINITY;
  return Math.min(arrival, Math.floor(heap.first / MOST_STARTS) + base);
}

/** Goes on until a limit, or until the part is full: then true. */
export function advanceLane(lane: Lane, part: StretchPart, { until, events }: LaneLimit): boolean {
  const { heap, added, base, last } = lane;
  const { instants, ends } = part;
  const room = instants.times.length;
  const mostEnds = ends.tasks.length;
  let arrival = lane.next < last ? added[lane.next]! : Number.POSITIVE_INFINITY;
  for (;;) {
    const end = Math.floor(heap.first / MOST_STARTS) + base;
    const now = arrival < end ? arrival : end;
    const isOver = now > until || lane.events >= events || lane.starts + lane.touched.length > MOST_STARTS;
    // The last tasks to run are left to the general way, which sees what their end means to the job.
    if (isOver || (arrival === Number.POSITIVE_INFINITY && lane.queued === lane.next)) return false;
    if (instants.length === room || ends.length + heap.size > mostEnds) return true;
    lane.now = now;
    lane.settlings++;
    if (arrival === now) arrival = arrive(lane, now);
    const touched = end === now ? finish(lane, ends, now) : 0;
    settle(lane, now, touched);
    const row = instants.length++;
    instants.times[row] = now;
    instants.waiting[row] = lane.next - lane.queued;
    instants.running[row] = heap.size;
    instants.busyNodes[row] = lane.busy;
    instants.ended[row] = ends.length;
  }
}

/** Tasks come; when the next one does. */
function arrive(lane: Lane, now: Instant): Instant {
  const { added, last } = lane;
  let { next } = lane;
  while (next < last && added[next] === now) next++;
  lane.next = next;
  lane.events++;
  return next < last ? added[next]! : Number.POSITIVE_INFINITY;
}

/** Attempts end, in the order in which they began; how many seats that touched. */
function finish(lane: Lane, ends: StretchEnds, now: Instant): number {
  const { heap, seats, touched, base, tasks, seatOf, startedAt } = lane;
  const { ended, lastEnd } = seats;
  const before = (now - base) * MOST_STARTS;
  const bound = before + MOST_STARTS;
  let count = 0;
  let row = ends.length;
  do {
    const place = heap.first - before;
    heap.drop();
    const seat = seatOf[place]!;
    ends.tasks[row] = tasks[place]!;
    ends.startedAt[row] = startedAt[place]!;
    ends.endedAt[row++] = now;
    startedAt[place] = Number.NaN;
    changeTasks(seats, seat, -1);
    ended[seat]!++;
    lastEnd[seat] = now;
    touched[count++] = seat;
  } while (heap.first < bound);
  ends.length = row;
  lane.events += count;
  return count;
}

/** Waiting tasks go onto free slots, oldest first; then each touched node is running or idle. */
function settle(lane: Lane, now: Instant, before: number): void {
  const { seats, touched } = lane;
  let count = before;
  lane.events++;
  while (lane.queued < lane.next) {
    const seat = pickSeat(seats);
    if (seat < 0) break;
    place(lane, now, seat);
    touched[count++] = seat;
  }
  const { tasksOn, isRunning, since } = seats;
  let { busy } = lane;
  for (let index = 0; index < count; index++) {
    const seat = touched[index]!;
    const state = tasksOn[seat]! > 0 ? 1 : 0;
    if (state === isRunning[seat]) continue;
    isRunning[seat] = state;
    since[seat] = now;
    busy += 2 * state - 1;
  }
  lane.busy = busy;
}

/** The next task starts on a node. */
function place(lane: Lane, now: Instant, seat: number): void {
  const task = lane.queued++;
  const start = lane.starts++;
  lane.tasks[start] = task;
  lane.seatOf[start] = seat;
  lane.startedAt[start] = now;
  lane.heap.push((now - lane.base + lane.durations[task]!) * MOST_STARTS + start);
  changeTasks(lane.seats, seat, 1);
}

/** The seat that placement picks; NONE when no slot is free. Where a node is free or is not, policies have no choice. */
function pickSeat({ group, policy, slots }: LaneSeats): number {
  if (slots === 1) return group.byFreeSlots[1]!.first();
  const free = policy(group, 1);
  return free < 1 ? NONE : group.byFreeSlots[free]!.first();
}

/** A task more on a node, or one less. While nodes have one slot, only those that are free are filed. */
function changeTasks({ group, slots, tasksOn }: LaneSeats, seat: number, change: 1 | -1): void {
  const before = tasksOn[seat]!;
  tasksOn[seat] = before + change;
  if (slots > 1) refile(group, seat, slots - before, slots - before - change);
  else if (change < 0) group.byFreeSlots[1]!.add(seat);
  else group.byFreeSlots[1]!.remove(seat);
}

/** After the stretch: files the seats as `changeTasks` did not. */
export function fileSeats({ group, slots, tasksOn }: LaneSeats): void {
  if (slots > 1) return;
  const [full, free] = group.byFreeSlots;
  tasksOn.forEach((tasks, seat) => {
    if (tasks > 0) full!.add(seat);
    else full!.remove(seat);
  });
  for (const [count, set] of [full!, free!].entries()) {
    if (set.size > 0) group.counts.add(count);
    else group.counts.remove(count);
  }
}
