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

  /** Takes so many slots side by side: the first of them; -1 when there are none, and then none is taken. */
  takeTogether(count: number): number {
    const first = this.gap(count);
    if (first >= 0) this.mark(first, count, 1);
    return first;
  }

  /** Takes so many slots in several pieces. */
  takePieces(count: number): readonly Seat[] {
    const seats = this.pieces(count);
    for (const { first, count } of seats) this.mark(first, count, 1);
    return seats;
  }

  free(first: number, count: number): void {
    this.mark(first, count, 0);
  }

  private mark(first: number, count: number, value: number): void {
    const { taken } = this;
    for (let slot = first; slot < first + count; slot += 1) taken[slot] = value;
  }

  private gap(count: number): number {
    const { taken } = this;
    let length = 0;
    for (let slot = 0; slot < taken.length; slot += 1) {
      length = taken[slot] === 0 ? length + 1 : 0;
      if (length === count) return slot - count + 1;
    }
    return -1;
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
