// The slots of one node: which are taken, and which a task gets. Azure numbers no slots; a chart needs a place for
// each task, so the lowest ones that are free side by side are taken.

/** Slots side by side. */
export interface Seat {
  readonly first: number;
  readonly count: number;
}

/** A node may be given more than it has: then there are more slots from then on. */
export class Seats {
  private taken: Uint8Array;

  constructor(slots: number) {
    this.taken = new Uint8Array(Math.max(1, slots));
  }

  /** The slots there are. */
  get count(): number {
    return this.taken.length;
  }

  /** Takes so many slots: side by side where that is possible, else in several pieces. */
  take(count: number): readonly Seat[] {
    const first = this.gap(count);
    const seats = first === undefined ? this.pieces(count) : [{ first, count }];
    for (const seat of seats) this.taken.fill(1, seat.first, seat.first + seat.count);
    return seats;
  }

  free({ first, count }: Seat): void {
    this.taken.fill(0, first, first + count);
  }

  private gap(count: number): number | undefined {
    const { taken } = this;
    let length = 0;
    for (let slot = 0; slot < taken.length; slot += 1) {
      length = taken[slot] === 0 ? length + 1 : 0;
      if (length === count) return slot - count + 1;
    }
    return undefined;
  }

  private pieces(count: number): readonly Seat[] {
    const free: number[] = [];
    for (let slot = 0; slot < this.taken.length && free.length < count; slot += 1)
      if (this.taken[slot] === 0) free.push(slot);
    const missing = count - free.length;
    for (let more = 0; more < missing; more += 1) free.push(this.taken.length + more);
    if (missing > 0) this.grow(missing);
    const seats: Seat[] = [];
    for (const slot of free) {
      const last = seats.at(-1);
      if (last !== undefined && last.first + last.count === slot)
        seats[seats.length - 1] = { first: last.first, count: last.count + 1 };
      else seats.push({ first: slot, count: 1 });
    }
    return seats;
  }

  private grow(by: number): void {
    const taken = new Uint8Array(this.taken.length + by);
    taken.set(this.taken);
    this.taken = taken;
  }
}
