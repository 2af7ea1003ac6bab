// Objects that the lane's loop reads all the time. The engine gives a literal its final shape when it is made for the
// second time, and forgets what it compiled for the first; what a constructor makes has one shape from the beginning.

import type { Lane, LaneSeats } from './lane.ts';

/** A copy of the same shape for ever. */
export const hotSeats = (of: LaneSeats): LaneSeats => new HotSeats(of);

/** A copy of the same shape for ever. */
export const hotLane = (of: Lane): Lane => new HotLane(of);

class HotSeats implements LaneSeats {
  readonly group;
  readonly policy;
  readonly slots;
  readonly tasksOn;
  busy;
  readonly ended;
  readonly lastEnd;
  readonly endedIn;
  readonly since;

  constructor(of: LaneSeats) {
    this.group = of.group;
    this.policy = of.policy;
    this.slots = of.slots;
    this.tasksOn = of.tasksOn;
    this.busy = of.busy;
    this.ended = of.ended;
    this.lastEnd = of.lastEnd;
    this.endedIn = of.endedIn;
    this.since = of.since;
  }
}

class HotLane implements Lane {
  now;
  settlings;
  events;
  next;
  queued;
  readonly last;
  readonly added;
  readonly durations;
  starts;
  readonly carried;
  readonly tasks;
  readonly seatOf;
  readonly startedAt;
  readonly base;
  readonly heap;
  readonly seats;
  readonly slots;

  constructor(of: Lane) {
    this.now = of.now;
    this.settlings = of.settlings;
    this.events = of.events;
    this.next = of.next;
    this.queued = of.queued;
    this.last = of.last;
    this.added = of.added;
    this.durations = of.durations;
    this.starts = of.starts;
    this.carried = of.carried;
    this.tasks = of.tasks;
    this.seatOf = of.seatOf;
    this.startedAt = of.startedAt;
    this.base = of.base;
    this.heap = of.heap;
    this.seats = of.seats;
    this.slots = of.slots;
  }
}
