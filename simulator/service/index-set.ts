// Sets of small whole numbers, for whoever must find the first member at once: nodes by free slots, jobs by
// what they wait for. Finding looks at one summary
// word for each thousand numbers; adding and removing cost the same however many members there are.

import { longer } from './task-table.ts';

/** A growing bit set with a summary: a bit there for each word that is not zero. */
export class IndexSet {
  size = 0;
  private words = new Int32Array(1);
  private summary = new Int32Array(1);

  has(index: number): boolean {
    return index >>> 5 < this.words.length && (this.words[index >>> 5]! & (1 << (index & 31))) !== 0;
  }

  /** Adds a member; nothing when it is one already. */
  add(index: number): void {
    const word = index >>> 5;
    if (word >= this.words.length) this.grow(word);
    const before = this.words[word]!;
    const after = before | (1 << (index & 31));
    if (before === after) return;
    this.words[word] = after;
    this.size++;
    if (before === 0) this.summary[word >>> 5]! |= 1 << (word & 31);
  }

  /** Takes a member out; nothing when it is none. */
  remove(index: number): void {
    const word = index >>> 5;
    if (word >= this.words.length) return;
    const before = this.words[word]!;
    const after = before & ~(1 << (index & 31));
    if (before === after) return;
    this.words[word] = after;
    this.size--;
    if (after === 0) this.summary[word >>> 5]! &= ~(1 << (word & 31));
  }

  /** The members, ascending; the set must not change meanwhile. */
  *members(): Iterable<number> {
    for (let member = this.first(); member >= 0; member = this.from(member + 1)) yield member;
  }

  /** The smallest member; -1 when there is none. */
  first(): number {
    if (this.size === 0) return -1;
    const { summary } = this;
    let at = 0;
    while (summary[at] === 0) at++;
    const word = at * 32 + lowestBit(summary[at]!);
    return word * 32 + lowestBit(this.words[word]!);
  }

  /** The largest member; -1 when there is none. */
  last(): number {
    if (this.size === 0) return -1;
    const { summary } = this;
    let at = summary.length - 1;
    while (summary[at] === 0) at--;
    const word = at * 32 + 31 - Math.clz32(summary[at]!);
    return word * 32 + 31 - Math.clz32(this.words[word]!);
  }

  /** The smallest member that is at least `from`; -1 when there is none. */
  from(from: number): number {
    const { words, summary } = this;
    const word = from >>> 5;
    if (word >= words.length) return -1;
    const rest = words[word]! & (-1 << (from & 31));
    if (rest !== 0) return word * 32 + lowestBit(rest);
    for (let at = (word + 1) >>> 5; at < summary.length; at++) {
      const mask = at === (word + 1) >>> 5 ? -1 << ((word + 1) & 31) : -1;
      const later = summary[at]! & mask;
      if (later !== 0) {
        const next = at * 32 + lowestBit(later);
        return next * 32 + lowestBit(words[next]!);
      }
    }
    return -1;
  }

  private grow(word: number): void {
    const length = Math.max(word + 1, this.words.length * 2);
    this.words = longer(this.words, new Int32Array(length));
    this.summary = longer(this.summary, new Int32Array((length + 31) >>> 5));
  }
}

const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/** A bag of small whole numbers from which one can be drawn by position. */
export class IndexBag {
  private readonly members: number[] = [];
  private readonly places: number[] = [];

  get size(): number {
    return this.members.length;
  }

  at(place: number): number {
    return this.members[place]!;
  }

  add(index: number): void {
    if (this.places[index] !== undefined && this.places[index]! >= 0) return;
    while (this.places.length <= index) this.places.push(-1);
    this.places[index] = this.members.push(index) - 1;
  }

  remove(index: number): void {
    const place = this.places[index] ?? -1;
    if (place < 0) return;
    const moved = this.members.pop()!;
    if (moved !== index) {
      this.members[place] = moved;
      this.places[moved] = place;
    }
    this.places[index] = -1;
  }
}
