// Sets of small whole numbers, for whoever must find the first member at once: nodes by free slots, jobs by
// what they wait for. Adding, removing and finding cost the same however many members there are.

/** A growing bit set with summary levels: level k has a bit for each non-zero word of level k - 1. */
export class IndexSet {
  size = 0;
  private levels: Uint32Array[] = [new Uint32Array(1)];

  has(index: number): boolean {
    const words = this.levels[0]!;
    return index >>> 5 < words.length && (words[index >>> 5]! & (1 << (index & 31))) !== 0;
  }

  /** Adds a member; nothing when it is one already. */
  add(index: number): void {
    if (this.has(index)) return;
    while (index >>> 5 >= this.levels[0]!.length) this.grow();
    this.size++;
    let at = index;
    for (const words of this.levels) {
      const word = at >>> 5;
      const before = words[word]!;
      words[word] = before | (1 << (at & 31));
      if (before !== 0) return;
      at = word;
    }
  }

  /** Takes a member out; nothing when it is none. */
  remove(index: number): void {
    if (!this.has(index)) return;
    this.size--;
    let at = index;
    for (const words of this.levels) {
      const word = at >>> 5;
      const after = words[word]! & ~(1 << (at & 31));
      words[word] = after;
      if (after !== 0) return;
      at = word;
    }
  }

  /** The smallest member; -1 when there is none. */
  first(): number {
    if (this.size === 0) return -1;
    let at = 0;
    for (let level = this.levels.length - 1; level >= 0; level--) {
      const word = this.levels[level]![at]!;
      at = (at << 5) | (31 - Math.clz32(word & -word));
    }
    return at;
  }

  /** The largest member; -1 when there is none. */
  last(): number {
    if (this.size === 0) return -1;
    let at = 0;
    for (let level = this.levels.length - 1; level >= 0; level--) {
      at = (at << 5) | (31 - Math.clz32(this.levels[level]![at]!));
    }
    return at;
  }

  /** The smallest member that is at least `from`; -1 when there is none. */
  from(from: number): number {
    let at = from;
    for (let level = 0; level < this.levels.length; level++) {
      const words = this.levels[level]!;
      const word = at >>> 5;
      if (word >= words.length) return -1;
      const rest = words[word]! & (0xffffffff << (at & 31));
      if (rest !== 0) return this.descend(level, (word << 5) | (31 - Math.clz32(rest & -rest)));
      at = word + 1;
    }
    return -1;
  }

  private descend(level: number, index: number): number {
    let at = index;
    for (let below = level - 1; below >= 0; below--) {
      const word = this.levels[below]![at]!;
      at = (at << 5) | (31 - Math.clz32(word & -word));
    }
    return at;
  }

  private grow(): void {
    const bottom = new Uint32Array(this.levels[0]!.length * 2);
    bottom.set(this.levels[0]!);
    this.levels = [bottom];
    for (let words = bottom; words.length > 1; ) {
      const above = new Uint32Array((words.length + 31) >>> 5);
      for (let word = 0; word < words.length; word++)
        if (words[word] !== 0) above[word >>> 5]! |= 1 << (word & 31);
      this.levels.push(above);
      words = above;
    }
  }
}

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
