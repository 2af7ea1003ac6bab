// How often each of some things occurred, and the most frequent of them first.

import type { CodeCount } from './troubles.ts';

/** Counts by key. */
export class Tally<Key extends string | number> {
  total = 0;
  private readonly counts = new Map<Key, number>();

  add(key: Key): void {
    this.total += 1;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  of(key: Key): number {
    return this.counts.get(key) ?? 0;
  }

  /** Keys that occurred. */
  get size(): number {
    return this.counts.size;
  }

  /** The most frequent keys first, alike ones in their own order; at most so many. */
  ranked(most: number = Number.POSITIVE_INFINITY): readonly (readonly [Key, number])[] {
    const rows = [...this.counts].sort(
      ([left, one], [right, other]) => other - one || (left < right ? -1 : 1),
    );
    return rows.slice(0, most);
  }
}

/** Counts of codes as reports have them. */
export const codesOf = (tally: Tally<string>): readonly CodeCount[] =>
  tally.ranked().map(([code, count]) => ({ code, count }));
