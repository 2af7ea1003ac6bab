// A set of whole numbers however far apart, which knows at once the largest number below a bound that is missing:
// dependencies on ranges of task ids watch one missing number each.

/** Numbers from 0 on. Words of 32 numbers, and above them which words are full, level by level. */
export class NumberSet {
  private readonly levels: Map<number, number>[] = [new Map()];

  has(number: number): boolean {
    return ((this.levels[0]!.get(wordOf(number)) ?? 0) & (1 << (number & 31))) !== 0;
  }

  /** Adds a member; nothing when it is one already. */
  add(number: number): void {
    let member = number;
    for (let level = 0; ; level++) {
      const words = this.levels[level] ?? new Map<number, number>();
      this.levels[level] = words;
      const word = wordOf(member);
      const bits = (words.get(word) ?? 0) | (1 << (member & 31));
      words.set(word, bits);
      if (bits !== FULL) return;
      member = word;
    }
  }

  /** Takes a member out; nothing when it is none. */
  remove(number: number): void {
    let member = number;
    for (const words of this.levels) {
      const word = wordOf(member);
      const bits = words.get(word) ?? 0;
      words.set(word, bits & ~(1 << (member & 31)));
      if (bits !== FULL) return;
      member = word;
    }
  }

  /** The largest number up to `most` that is no member; -1 when all of them are. */
  lastMissing(most: number): number {
    let at = most;
    for (let level = 0; at >= 0; level++) {
      const word = wordOf(at);
      const missing = ~(this.levels[level]?.get(word) ?? 0) & (FULL >>> (31 - (at & 31)));
      if (missing !== 0) return this.descend(level, word * 32 + highestBit(missing));
      at = word - 1;
    }
    return -1;
  }

  /** The largest missing number below a word that is not full. */
  private descend(from: number, found: number): number {
    let at = found;
    for (let level = from - 1; level >= 0; level--)
      at = at * 32 + highestBit(~(this.levels[level]!.get(at) ?? 0));
    return at;
  }
}

const FULL = -1;
const wordOf = (number: number): number => Math.floor(number / 32);
const highestBit = (word: number): number => 31 - Math.clz32(word);
