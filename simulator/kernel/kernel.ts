// Time: the one loop that advances it. Events are a handler's number and an argument, never a closure, so a
// run can be written down and taken up again. The kernel has never heard of pools.

import type { Instant } from '../../runtime/index.ts';
import { RANK_COUNT, type Rank } from '../ranks.ts';
import { type EventId, EventQueue, type HandlerEvents } from './queue.ts';

/** What an event does; the argument is whatever its scheduler gave. */
export type Handler = (argument: number) => void;
export type HandlerId = number & { readonly brand?: 'HandlerId' };

/** A clock with a queue. Same-instant order is rank, then sequence of scheduling. */
export class Kernel {
  /** The present instant. */
  now: Instant;
  /** Events that happened so far. */
  events = 0;

  private readonly queue = new EventQueue();
  private readonly handlers: Handler[] = [];
  /** Events scheduled for the present instant, one line a rank: they need no heap. */
  private readonly lines: EventLine[] = Array.from({ length: RANK_COUNT }, () => new EventLine());
  /** Bit r is set while line r is not empty. */
  private waiting = 0;
  private stopping = false;
  /** When the standing event is due; Infinity when it is not. */
  private standingDue: Instant = Number.POSITIVE_INFINITY;
  private standingAct: () => void = () => {};
  private closingRank = RANK_COUNT;
  private closingAct: () => void = () => {};

  constructor(start: Instant) {
    this.now = start;
  }

  /** Registers what an event does. Register in a fixed order: the number is the handler's name. */
  handler(act: Handler): HandlerId {
    return this.handlers.push(act) - 1;
  }

  /** Schedules an event; a time in the past means now. */
  at(time: Instant, rank: Rank, handler: HandlerId, argument: number): EventId {
    if (time > this.now) return this.queue.push(time, rank, handler, argument);
    const slot = this.queue.allot(handler, argument);
    this.lines[rank]!.push(slot);
    this.waiting |= 1 << rank;
    return this.queue.idOf(slot);
  }

  /**
   * Sets what the one standing event does: an event that is always known ahead, such as the next arrival of a
   * sorted stream, and so needs no place in the queue. It goes before everything else of its instant.
   */
  stand(act: () => void): void {
    this.standingAct = act;
  }

  /**
   * Sets what happens once at the end of an instant, after all events of lower rank, when somebody asked for
   * it by `close`. Events of that rank cannot be scheduled otherwise.
   */
  closing(rank: Rank, act: () => void): void {
    this.closingRank = rank;
    this.closingAct = act;
  }

  /** Asks for the closing of the present instant; once is enough. */
  close(): void {
    this.waiting |= 1 << this.closingRank;
  }

  /** Says when the standing event is due next; Infinity for never. Once due, it must be set again. */
  standAt(time: Instant): void {
    this.standingDue = time;
  }

  /** The event will not happen; nothing when it already did. */
  cancel(id: EventId): void {
    this.queue.cancel(id);
  }

  /** What is scheduled for a handler beyond the present instant, which must be over. */
  scheduled(handler: HandlerId): HandlerEvents {
    return this.queue.split(handler);
  }

  /** Whether all that was due at the present instant or before has happened. */
  isAtRest(): boolean {
    return this.peek() > this.now;
  }

  /** Time passes up to an instant, with so many events that somebody else saw to; nothing else may be due by then. */
  pass(until: Instant, events: number): void {
    this.now = until;
    this.events += events;
  }

  /** Whether `advance` stopped because it was asked to. */
  get isStopped(): boolean {
    return this.stopping;
  }

  /** When the next event is due; Infinity when there is none. */
  peek(): Instant {
    if (this.waiting !== 0) return this.now;
    return Math.min(this.standingDue, this.queue.firstTime());
  }

  /** `advance` returns once the present instant is over. */
  stop(): void {
    this.stopping = true;
  }

  /**
   * Runs every event due at `until` or before, at most about `most` of them, and never leaves an instant
   * half done unless `most` says so. The clock ends at the last event, or at `until` when that is finite and
   * all before it is done. Returns whether there may be more to do before `until`.
   */
  advance(until: Instant, most = Number.POSITIVE_INFINITY): boolean {
    const limit = this.events + most;
    const { queue } = this;
    this.stopping = false;
    while (this.events < limit) {
      if (this.waiting !== 0 && this.standingDue !== this.now) {
        this.stepInside();
        continue;
      }
      const scheduled = queue.firstTime();
      const due = this.standingDue <= scheduled ? this.standingDue : scheduled;
      if (due !== this.now) {
        if (this.stopping || due > until || due === Number.POSITIVE_INFINITY) {
          if (!this.stopping && Number.isFinite(until) && until > this.now) this.now = until;
          return false;
        }
        this.now = due;
      }
      this.events++;
      if (this.standingDue === due) {
        this.standingDue = Number.POSITIVE_INFINITY;
        this.standingAct();
      } else this.run(queue.pop());
    }
    return true;
  }

  /** One event of the present instant, when a line or the closing waits. */
  private stepInside(): void {
    const { queue } = this;
    const rank = 31 - Math.clz32(this.waiting & -this.waiting);
    this.events++;
    // An event in the heap for this instant was scheduled earlier than any in a line, so it goes first.
    if (queue.firstTime() === this.now && queue.firstRank() <= rank) this.run(queue.pop());
    else if (rank === this.closingRank) {
      this.waiting &= ~(1 << rank);
      this.closingAct();
    } else this.runLine(rank);
  }

  private runLine(rank: number): void {
    const line = this.lines[rank]!;
    const slot = line.shift();
    if (line.isEmpty()) this.waiting &= ~(1 << rank);
    if (this.queue.handlerOf(slot) < 0) this.queue.free(slot);
    else this.run(slot);
  }

  private run(slot: number): void {
    const { queue } = this;
    const handler = queue.handlerOf(slot);
    const argument = queue.argumentOf(slot);
    queue.free(slot);
    this.handlers[handler]!(argument);
  }
}

/** First in, first out, in one array that is used over and over. */
export class EventLine {
  private slots = new Int32Array(64);
  private head = 0;
  private tail = 0;

  push(slot: number): void {
    if (this.tail === this.slots.length) {
      const longer = new Int32Array(this.tail * 2);
      longer.set(this.slots);
      this.slots = longer;
    }
    this.slots[this.tail++] = slot;
  }

  shift(): number {
    const slot = this.slots[this.head++]!;
    if (this.head === this.tail) {
      this.head = 0;
      this.tail = 0;
    }
    return slot;
  }

  isEmpty(): boolean {
    return this.tail === 0;
  }
}
