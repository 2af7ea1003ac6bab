// When the running attempts of a lane end: a binary heap of numbers, each of which holds an instant and, below it, the
// place of the attempt in the order of starts. So the order of ends is that of the numbers, and a number is an attempt.

/** So many attempts can start in one stretch. */
export const MOST_STARTS = 2 ** 18;
/** The instant of a number is what is before the point; a product, because a quotient takes several times as long. */
export const instantOf = (key: number): number => Math.floor(key * (1 / MOST_STARTS));
/** From the base of a heap to the last instant it can hold, in milliseconds. */
export const LONGEST = 2 ** 53 / MOST_STARTS;

/** Ends to come. An end is the time since the base times MOST_STARTS, plus the attempt's place. */
export class EndHeap {
  size = 0;
  /** Beyond `size` stands Infinity, so that nobody asks whether there is a second child. */
  private keys = new Float64Array(64).fill(Number.POSITIVE_INFINITY);

  /** The first end; Infinity when nothing runs. */
  get first(): number {
    return this.keys[0]!;
  }

  /** Makes room for so many. */
  reach(size: number): void {
    if (this.keys.length > 2 * size + 2) return;
    const longer = new Float64Array(4 * size + 4).fill(Number.POSITIVE_INFINITY);
    longer.set(this.keys);
    this.keys = longer;
  }

  push(key: number): void {
    this.rise(this.size++, key);
  }

  /** Drops the first end. The gap goes down to the bottom, then the last end up from there: it seldom belongs far up. */
  drop(): void {
    const { keys } = this;
    const key = keys[--this.size]!;
    keys[this.size] = Number.POSITIVE_INFINITY;
    if (this.size === 0) return;
    let at = 0;
    let child = 1;
    while (child < this.size) {
      // A comparison that is no branch: which of two ends is first nobody can foretell.
      const lesser = child + +(keys[child + 1]! < keys[child]!);
      keys[at] = keys[lesser]!;
      at = lesser;
      child = 2 * at + 1;
    }
    this.rise(at, key);
  }

  private rise(from: number, key: number): void {
    const { keys } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = keys[parent]!;
      if (above <= key) break;
      keys[at] = above;
      at = parent;
    }
    keys[at] = key;
  }
}
