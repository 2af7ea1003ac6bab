// The short way: plain tasks of one job as a queue before equal slots. Arrivals and durations are known columns, so
// all that is left of an event is a number in a heap and a seat. Knows no account; nothing here is remembered.

import type { Instant } from '../../runtime/index.ts';
import type { PlacementPolicy } from '../service/placement.ts';
import type { SeatGroup } from '../service/pool-record.ts';
import { refile } from '../service/seats.ts';
import { NONE } from '../service/task-table.ts';
import type { StretchEnds, StretchPart } from '../stretch.ts';
import { type EndHeap, instantOf, MOST_STARTS } from './end-heap.ts';

/** What is known of a seat: its node's present, and what the stretch did there. */
export interface LaneSeats {
  readonly group: SeatGroup;
  readonly policy: PlacementPolicy;
  /** Slots of each node. */
  readonly slots: number;
  readonly tasksOn: Int32Array;
  /** Nodes that run something. */
  busy: number;
  /** Attempts that ended there, when the last of them did, and in which settling; 0 for none. */
  readonly ended: Int32Array;
  readonly lastEnd: Float64Array;
  readonly endedIn: Float64Array;
  /** Since when a node that runs something does. */
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
  readonly seats: LaneSeats;
  /** Slots of all nodes. */
  readonly slots: number;
}

/** How far a lane may go: up to an instant, and so many events. */
export interface LaneLimit {
  readonly until: Instant;
  readonly events: number;
}

/** When something happens next; Infinity for never. */
export function nextInstant({ next, last, added, heap, base }: Lane): Instant {
  const arrival = next < last ? added[next]! : Number.POSITIVE_INFINITY;
  return Math.min(arrival, instantOf(heap.first) + base);
}

/** Goes on until a limit, or until the part is full: then true. */
export function advanceLane(lane: Lane, part: StretchPart, limit: LaneLimit): boolean {
  const { heap, added, base, last, seats, slots } = lane;
  const { instants, ends } = part;
  const { times, waiting, running, busyNodes, ended } = instants;
  const [mostRows, mostEnds] = [times.length, ends.tasks.length];
  const mostStarts = MOST_STARTS - slots;
  const { until, events: mostEvents } = limit;
  const hasManySlots = seats.slots > 1;
  let { next, queued, events, settlings } = lane;
  let row = instants.length;
  let arrival = next < last ? added[next]! : Number.POSITIVE_INFINITY;
  let told = row > 0 ? times[row - 1]! : Number.NaN;
  let isFull = false;
  for (;;) {
    const end = instantOf(heap.first) + base;
    const due = arrival < end ? arrival : end;
    if (due > until || events >= mostEvents || lane.starts > mostStarts) break;
    // The last tasks to run are left to the general way, which sees what their end means to the job.
    if (queued === next && arrival === Number.POSITIVE_INFINITY) break;
    isFull = row === mostRows || ends.length + heap.size > mostEnds;
    if (isFull) break;
    // Of several settlings at one instant the last counts.
    if (due === told) row--;
    told = due;
    lane.now = due;
    settlings++;
    events++;
    if (arrival === due) {
      do next++;
      while (next < last && added[next] === due);
      arrival = next < last ? added[next]! : Number.POSITIVE_INFINITY;
      events++;
    }
    if (end === due) events += finish(lane, ends, settlings);
    for (; queued < next; queued++) {
      const seat = pickSeat(seats);
      if (seat < 0) break;
      start(lane, queued, seat, settlings);
    }
    times[row] = due;
    waiting[row] = next - queued;
    running[row] = heap.size;
    if (hasManySlots) busyNodes[row] = seats.busy;
    ended[row++] = ends.length;
  }
  instants.length = row;
  lane.next = next;
  lane.queued = queued;
  lane.events = events;
  lane.settlings = settlings;
  return isFull;
}

/** Attempts end, in the order in which they began; how many. */
function finish(lane: Lane, ends: StretchEnds, settling: number): number {
  const { now, heap, seats, base, tasks, seatOf, startedAt } = lane;
  const { ended, lastEnd, endedIn } = seats;
  const before = (now - base) * MOST_STARTS;
  const bound = before + MOST_STARTS;
  const first = ends.length;
  let row = first;
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
    endedIn[seat] = settling;
  } while (heap.first < bound);
  ends.length = row;
  return row - first;
}

/** A task starts on a node. */
function start(lane: Lane, task: number, seat: number, settling: number): void {
  const { now, seats } = lane;
  const place = lane.starts++;
  lane.tasks[place] = task;
  lane.seatOf[place] = seat;
  lane.startedAt[place] = now;
  lane.heap.push((now - lane.base + lane.durations[task]!) * MOST_STARTS + place);
  // A node that became empty and is filled again in one settling was running all along.
  if (seats.tasksOn[seat] === 0 && seats.endedIn[seat] !== settling) seats.since[seat] = now;
  changeTasks(seats, seat, 1);
}

/** The seat that placement picks; NONE when no slot is free. Where a node is free or is not, policies have no choice. */
function pickSeat({ group, policy, slots }: LaneSeats): number {
  if (slots === 1) return group.byFreeSlots[1]!.first();
  const free = policy(group, 1);
  return free < 1 ? NONE : group.byFreeSlots[free]!.first();
}

/** A task more on a node, or one less. While nodes have one slot, only those that are free are filed. */
function changeTasks(seats: LaneSeats, seat: number, change: 1 | -1): void {
  const { group, slots, tasksOn } = seats;
  const before = tasksOn[seat]!;
  tasksOn[seat] = before + change;
  if (slots > 1) {
    refile(group, seat, slots - before, slots - before - change);
    if (before === 0 || before + change === 0) seats.busy += change;
  } else if (change < 0) group.byFreeSlots[1]!.add(seat);
  else group.byFreeSlots[1]!.remove(seat);
}

/** Nodes that run something now. */
export const busyNodesOf = ({ heap, seats }: Lane): number => (seats.slots === 1 ? heap.size : seats.busy);

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
