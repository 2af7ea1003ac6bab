// The queue of events to come: a four-ary heap of (time, rank, sequence) in typed arrays, so that an event
// is a few numbers and no object. Cancelled events stay in the heap and are dropped when they come up.

import type { Instant } from '../../runtime/index.ts';
import type { Rank } from '../ranks.ts';

/** Names one scheduled event; stale ones are recognised, so cancelling a past event does nothing. */
export type EventId = number;
export const NO_EVENT: EventId = -1;

/** Rank and sequence share one number: sequences stay below this, far beyond any run. */
const RANK_WEIGHT = 2 ** 48;
const SLOT_LIMIT = 2 ** 26;
const STAMP_LIMIT = 2 ** 26;

/** A priority queue of events, each a handler number and an argument. */
export class EventQueue {
  /** Live entries, cancelled ones not yet dropped included. */
  private size = 0;
  private sequence = 0;
  private times = new Float64Array(64);
  private orders = new Float64Array(64);
  private slots = new Int32Array(64);

  private slotCount = 0;
  private freeSlot = -1;
  private handlers = new Int16Array(64);
  private arguments_ = new Int32Array(64);
  private stamps = new Int32Array(64);
  /** Next free slot while free; 1 while scheduled, 0 once cancelled. */
  private links = new Int32Array(64);

  /** Time of the first live event; Infinity when there is none. */
  firstTime(): Instant {
    this.dropCancelled();
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.times[0]!;
  }

  /** Rank of the first live event; meaningless when there is none. */
  firstRank(): Rank {
    return Math.floor(this.orders[0]! / RANK_WEIGHT) as Rank;
  }

  push(time: Instant, rank: Rank, handler: number, argument: number): EventId {
    const slot = this.allot(handler, argument);
    if (this.size === this.times.length) this.growHeap();
    const order = rank * RANK_WEIGHT + this.sequence++;
    const { times, orders, slots } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && orders[parent]! < order)) break;
      times[at] = parentTime;
      orders[at] = orders[parent]!;
      slots[at] = slots[parent]!;
      at = parent;
    }
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
    return this.idOf(slot);
  }

  /** Takes the first live event's slot out of the heap; -1 when there is none. Free it after reading it. */
  pop(): number {
    this.dropCancelled();
    return this.size === 0 ? -1 : this.popTop();
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
    this.links[slot] = 1;
    return slot;
  }

  idOf(slot: number): EventId {
    return this.stamps[slot]! * SLOT_LIMIT + slot;
  }

  handlerOf(slot: number): number {
    return this.handlers[slot]!;
  }

  argumentOf(slot: number): number {
    return this.arguments_[slot]!;
  }

  isCancelled(slot: number): boolean {
    return this.links[slot] === 0;
  }

  /** Gives a slot back; ids made from it before are stale from now on. */
  free(slot: number): void {
    this.stamps[slot] = (this.stamps[slot]! + 1) % STAMP_LIMIT;
    this.links[slot] = this.freeSlot;
    this.freeSlot = slot;
  }

  /** The event will not happen; does nothing when it already did or was cancelled. */
  cancel(id: EventId): void {
    if (id < 0) return;
    const slot = id % SLOT_LIMIT;
    if (this.stamps[slot] === (id - slot) / SLOT_LIMIT) this.links[slot] = 0;
  }

  private dropCancelled(): void {
    while (this.size > 0 && this.links[this.slots[0]!] === 0) this.free(this.popTop());
  }

  private popTop(): number {
    const { times, orders, slots } = this;
    const top = slots[0]!;
    const size = --this.size;
    if (size > 0) {
      const time = times[size]!;
      const order = orders[size]!;
      let at = 0;
      for (;;) {
        const first = 4 * at + 1;
        if (first >= size) break;
        let best = first;
        let bestTime = times[first]!;
        const end = Math.min(first + 4, size);
        for (let child = first + 1; child < end; child++) {
          const childTime = times[child]!;
          if (childTime < bestTime || (childTime === bestTime && orders[child]! < orders[best]!)) {
            best = child;
            bestTime = childTime;
          }
        }
        if (time < bestTime || (time === bestTime && order < orders[best]!)) break;
        times[at] = bestTime;
        orders[at] = orders[best]!;
        slots[at] = slots[best]!;
        at = best;
      }
      times[at] = time;
      orders[at] = order;
      slots[at] = slots[size]!;
    }
    return top;
  }

  private growHeap(): void {
    this.times = grown(this.times, new Float64Array(this.times.length * 2));
    this.orders = grown(this.orders, new Float64Array(this.orders.length * 2));
    this.slots = grown(this.slots, new Int32Array(this.slots.length * 2));
  }

  private growSlots(): void {
    const length = this.handlers.length * 2;
    this.handlers = grown(this.handlers, new Int16Array(length));
    this.arguments_ = grown(this.arguments_, new Int32Array(length));
    this.stamps = grown(this.stamps, new Int32Array(length));
    this.links = grown(this.links, new Int32Array(length));
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
