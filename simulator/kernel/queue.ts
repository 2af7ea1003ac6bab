// The queue of events to come: a four-ary heap in typed arrays, ordered by one number that holds time and
// rank, and by sequence where that is equal. An event is a few numbers and no object. A cancelled event stays
// in the heap, without a handler, until it comes up.

import type { Instant } from '../../runtime/index.ts';
import type { Rank } from '../ranks.ts';

/** Names one scheduled event; stale ones are recognised, so cancelling a past event does nothing. */
export type EventId = number;
export const NO_EVENT: EventId = -1;

/** Time and rank make one key that orders like the pair; exact, because times are whole milliseconds. */
const RANK_BASE = 8;

/** What a cancelled event's handler is. */
const CANCELLED = -1;
const SLOT_LIMIT = 2 ** 26;
const STAMP_LIMIT = 2 ** 26;

/** What is scheduled for one handler: a row an event. */
export interface HandlerEvents {
  readonly arguments: readonly number[];
  readonly times: readonly Instant[];
  /** Of two events at one instant and of one rank, the lower goes first. */
  readonly sequences: readonly number[];
  /** When the first event of any other handler is due; Infinity when there is none. */
  readonly nextOther: Instant;
}

/** A priority queue of events, each a handler number and an argument. */
export class EventQueue {
  /** Entries, cancelled ones not yet dropped included. */
  size = 0;
  private keys = new Float64Array(64);
  private slots = new Int32Array(64);
  private sequence = 0;

  private slotCount = 0;
  private freeSlot = -1;
  private handlers = new Int16Array(64);
  private arguments_ = new Int32Array(64);
  private sequences = new Float64Array(64);
  private times = new Float64Array(64);
  private stamps = new Int32Array(64);
  /** Next free slot, while the slot is free. */
  private links = new Int32Array(64);

  /** Time of the first event that is not cancelled; Infinity when there is none. */
  firstTime(): Instant {
    while (this.size > 0) {
      const slot = this.slots[0]!;
      if (this.handlers[slot]! >= 0) return this.times[slot]!;
      this.free(this.pop());
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Rank of the first event; the queue must not be empty. */
  firstRank(): number {
    return this.keys[0]! - this.times[this.slots[0]!]! * RANK_BASE;
  }

  push(time: Instant, rank: Rank, handler: number, argument: number): EventId {
    const slot = this.allot(handler, argument);
    if (this.size === this.keys.length) this.growHeap();
    const key = time * RANK_BASE + rank;
    const { keys, slots, sequences } = this;
    sequences[slot] = this.sequence++;
    this.times[slot] = time;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentKey = keys[parent]!;
      // The newcomer has the highest sequence, so at equal key it stays below.
      if (parentKey <= key) break;
      keys[at] = parentKey;
      slots[at] = slots[parent]!;
      at = parent;
    }
    keys[at] = key;
    slots[at] = slot;
    return this.stamps[slot]! * SLOT_LIMIT + slot;
  }

  /** Takes the first entry's slot out of the heap, which must not be empty. Free it after reading it. */
  pop(): number {
    const { keys, slots, sequences } = this;
    const top = slots[0]!;
    const size = --this.size;
    const key = keys[size]!;
    const slot = slots[size]!;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      let best = first;
      let bestKey = keys[first]!;
      const end = Math.min(first + 4, size);
      for (let child = first + 1; child < end; child++) {
        const childKey = keys[child]!;
        if (childKey < bestKey) {
          best = child;
          bestKey = childKey;
        } else if (childKey === bestKey && sequences[slots[child]!]! < sequences[slots[best]!]!) best = child;
      }
      if (key < bestKey || (key === bestKey && sequences[slot]! < sequences[slots[best]!]!)) break;
      keys[at] = bestKey;
      slots[at] = slots[best]!;
      at = best;
    }
    keys[at] = key;
    slots[at] = slot;
    return top;
  }

  /** A slot outside the heap, for events at the present instant; the kernel keeps their order. */
  allot(handler: number, argument: number): number {
    let slot = this.freeSlot;
    if (slot >= 0) this.freeSlot = this.links[slot]!;
    else {
      slot = this.slotCount++;
      if (slot === this.handlers.length) this.growSlots();
    }
    this.handlers[slot] = handler;
    this.arguments_[slot] = argument;
    return slot;
  }

  idOf(slot: number): EventId {
    return this.stamps[slot]! * SLOT_LIMIT + slot;
  }

  /** Negative when the event was cancelled. */
  handlerOf(slot: number): number {
    return this.handlers[slot]!;
  }

  argumentOf(slot: number): number {
    return this.arguments_[slot]!;
  }

  /** Gives a slot back; ids made from it before are stale from now on. */
  free(slot: number): void {
    this.stamps[slot] = (this.stamps[slot]! + 1) % STAMP_LIMIT;
    this.links[slot] = this.freeSlot;
    this.freeSlot = slot;
  }

  /** The events of one handler, in the order in which they happen unless their ranks differ, and when the first of another is due. */
  split(handler: number): HandlerEvents {
    const { keys, slots, handlers, sequences, times } = this;
    const own: number[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.size; place++) {
      const slot = slots[place]!;
      if (handlers[slot] === handler) own.push(place);
      else if (handlers[slot]! >= 0) next = Math.min(next, times[slot]!);
    }
    own.sort((a, b) => keys[a]! - keys[b]! || sequences[slots[a]!]! - sequences[slots[b]!]!);
    return {
      arguments: own.map((place) => this.arguments_[slots[place]!]!),
      times: own.map((place) => times[slots[place]!]!),
      sequences: own.map((place) => sequences[slots[place]!]!),
      nextOther: next,
    };
  }

  /** The event will not happen; does nothing when it already did or was cancelled. */
  cancel(id: EventId): void {
    if (id < 0) return;
    const slot = id % SLOT_LIMIT;
    if (this.stamps[slot] === (id - slot) / SLOT_LIMIT) this.handlers[slot] = CANCELLED;
  }

  private growHeap(): void {
    this.keys = grown(this.keys, new Float64Array(this.keys.length * 2));
    this.slots = grown(this.slots, new Int32Array(this.slots.length * 2));
  }

  private growSlots(): void {
    const length = this.handlers.length * 2;
    this.handlers = grown(this.handlers, new Int16Array(length));
    this.arguments_ = grown(this.arguments_, new Int32Array(length));
    this.sequences = grown(this.sequences, new Float64Array(length));
    this.times = grown(this.times, new Float64Array(length));
    this.stamps = grown(this.stamps, new Int32Array(length));
    this.links = grown(this.links, new Int32Array(length));
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
