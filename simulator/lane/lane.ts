// The short way: plain tasks of one job as a queue before equal slots. Arrivals and durations are known columns, so
// all that is left of an event is a number in a heap and a seat. Knows no account; nothing here is remembered.

import type { Instant } from '../../runtime/index.ts';
import type { PlacementPolicy } from '../service/placement.ts';
import type { SeatGroup } from '../service/pool-record.ts';
import { refile } from '../service/seats.ts';
import type { StretchEnds, StretchPart } from '../stretch.ts';
import { type EndHeap, MOST_STARTS } from './end-heap.ts';

/** What is known of a seat: its node's present, and what the stretch did there. */
export interface LaneSeats {
  readonly group: SeatGroup;
  readonly policy: PlacementPolicy;
  readonly free: Int32Array;
  readonly tasksOn: Int32Array;
  readonly started: Int32Array;
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
  const { tasksOn, free } = seats;
  const bound = (now - base + 1) * MOST_STARTS;
  const before = (now - base) * MOST_STARTS;
  let count = 0;
  do {
    const place = heap.first - before;
    heap.drop();
    const seat = seatOf[place]!;
    const row = ends.length++;
    ends.tasks[row] = tasks[place]!;
    ends.startedAt[row] = startedAt[place]!;
    ends.endedAt[row] = now;
    startedAt[place] = Number.NaN;
    const slots = free[seat]!;
    refile(seats.group, seat, slots, slots + 1);
    free[seat] = slots + 1;
    tasksOn[seat]!--;
    seats.ended[seat]!++;
    seats.lastEnd[seat] = now;
    touched[count++] = seat;
  } while (heap.first < bound);
  lane.events += count;
  return count;
}

/** Waiting tasks go onto free slots, oldest first; then each touched node is running or idle. */
function settle(lane: Lane, now: Instant, before: number): void {
  const { seats, touched } = lane;
  let count = before;
  lane.events++;
  while (lane.queued < lane.next) {
    const free = seats.policy(seats.group, 1);
    if (free < 1) break;
    touched[count++] = place(lane, now, free);
  }
  const { tasksOn, isRunning, since } = seats;
  for (let index = 0; index < count; index++) {
    const seat = touched[index]!;
    const state = tasksOn[seat]! > 0 ? 1 : 0;
    if (state === isRunning[seat]) continue;
    isRunning[seat] = state;
    since[seat] = now;
    lane.busy += state === 1 ? 1 : -1;
  }
}

/** The next task starts on a node with so many free slots; its seat. */
function place(lane: Lane, now: Instant, free: number): number {
  const { seats } = lane;
  const seat = seats.group.byFreeSlots[free]!.first();
  const task = lane.queued++;
  const start = lane.starts++;
  lane.tasks[start] = task;
  lane.seatOf[start] = seat;
  lane.startedAt[start] = now;
  lane.heap.push((now - lane.base + lane.durations[task]!) * MOST_STARTS + start);
  refile(seats.group, seat, free, free - 1);
  seats.free[seat] = free - 1;
  seats.tasksOn[seat]!++;
  seats.started[seat]!++;
  return seat;
}
