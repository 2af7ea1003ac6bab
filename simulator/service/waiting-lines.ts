// What waits in one job: a line for each number of slots and kind of demand, oldest first, and which of them is
// next. The job manager's line goes before all others.

import { NONE, type TaskTable } from './task-table.ts';

/** The kind of line for tasks that ask nothing of their node but slots. */
export const PLAIN = 0;
/** The bit of a kind that says: the job manager, which goes before all other tasks of its job. */
export const MANAGER_KIND = 1;

/** A task's place in its job: its number, so that the oldest is first; with a salt any order, another for each salt. */
function rankOf(task: number, salt: number): number {
  if (salt === 0) return task;
  // Murmur's last steps: no two tasks get the same rank.
  let mixed = task ^ salt;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The waiting tasks of one job that need the same number of slots and the same kind of node, lowest rank first. */
export class Line {
  readonly slots: number;
  readonly kind: number;
  readonly salt: number;
  /** Whether nobody is to look here for now. */
  isParked = false;
  private head = NONE;
  private tail = NONE;
  /** Tasks put back after they had left, a binary heap: they may be older than the head. With a salt all are here. */
  private readonly returned: number[] = [];

  constructor(slots: number, kind: number, salt: number) {
    this.slots = slots;
    this.kind = kind;
    this.salt = salt;
  }

  isEmpty(): boolean {
    return this.head < 0 && this.returned.length === 0;
  }

  first(): number {
    const back = this.returned[0];
    if (back === undefined) return this.head;
    return this.head >= 0 && this.head < back ? this.head : back;
  }

  append(task: number, tasks: TaskTable): void {
    if (task < this.tail || this.salt !== 0) {
      this.giveBack(task);
      return;
    }
    tasks.links[task] = NONE;
    if (this.tail >= 0) tasks.links[this.tail] = task;
    else this.head = task;
    this.tail = task;
  }

  shift(tasks: TaskTable): number {
    const task = this.first();
    if (task === this.returned[0]) this.takeReturned();
    else {
      this.head = tasks.links[task]!;
      if (this.head < 0) this.tail = NONE;
    }
    tasks.links[task] = NONE;
    return task;
  }

  /** Whether its tasks are `size` numbers in a row, oldest first. */
  isRun(size: number): boolean {
    return this.returned.length === 0 && this.salt === 0 && this.tail - this.head + 1 === size;
  }

  /** The tasks from `from` to before `to` wait, and no others; those before `known` waited already. */
  setRun(from: number, to: number, known: number, tasks: TaskTable): void {
    const { links } = tasks;
    this.head = from < to ? from : NONE;
    this.tail = from < to ? to - 1 : NONE;
    for (let task = Math.max(from, known - 1); task < to - 1; task++) links[task] = task + 1;
    if (from < to) links[to - 1] = NONE;
  }

  /** Takes a task out of the middle; whether it was here. */
  remove(task: number, tasks: TaskTable): boolean {
    const back = this.returned.indexOf(task);
    if (back >= 0) {
      const rest = this.returned.filter((one) => one !== task);
      this.returned.length = 0;
      for (const one of rest) this.giveBack(one);
      return true;
    }
    let before = NONE;
    let at = this.head;
    while (at >= 0 && at !== task) {
      before = at;
      at = tasks.links[at]!;
    }
    if (at < 0) return false;
    const after = tasks.links[task]!;
    if (before < 0) this.head = after;
    else tasks.links[before] = after;
    if (this.tail === task) this.tail = before;
    tasks.links[task] = NONE;
    return true;
  }

  /** Whether the line's first task goes before that of another line of its job. */
  isBefore(other: Line): boolean {
    return rankOf(this.first(), this.salt) < rankOf(other.first(), this.salt);
  }

  giveBack(task: number): void {
    const heap = this.returned;
    const rank = rankOf(task, this.salt);
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (rankOf(heap[parent]!, this.salt) <= rank) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = task;
  }

  private takeReturned(): void {
    const heap = this.returned;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    const { salt } = this;
    const rank = rankOf(last, salt);
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && rankOf(heap[child + 1]!, salt) < rankOf(heap[child]!, salt)) child++;
      if (rank <= rankOf(heap[child]!, salt)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

/** What waits in one job. */
export class JobQueue {
  priority: number;
  /** Whether its tasks may start: the job is active and below its limit of parallel tasks. */
  open = true;
  /**
   * The class it is filed under: the fewest slots any of its tasks waits for; NONE while not filed. A job
   * whose tasks are all gone stays filed until somebody looks, because more usually come.
   */
  filed = NONE;
  /** What shuffles its tasks; 0 for the order of creation. */
  private readonly salt: number;
  private readonly lines: Line[] = [];
  /** The line of the job manager, if the job has one. */
  private managers: Line | undefined;

  constructor(priority: number, salt: number) {
    this.priority = priority;
    this.salt = salt;
  }

  lineFor(slots: number, kind: number): Line {
    for (const line of this.lines) if (line.slots === slots && line.kind === kind) return line;
    const line = new Line(slots, kind, this.salt);
    this.lines.push(line);
    if ((kind & MANAGER_KIND) !== 0) this.managers = line;
    return line;
  }

  /** Whether all `size` tasks that wait are plain, need one slot, and are numbers in a row. */
  isRun(size: number): boolean {
    return this.open && this.lineFor(1, PLAIN).isRun(size) && this.lines.every(({ isParked }) => !isParked);
  }

  fewestSlots(): number {
    const { managers } = this;
    if (managers !== undefined && !managers.isEmpty()) return managers.isParked ? NONE : managers.slots;
    let fewest = NONE;
    for (const line of this.lines) {
      if (!line.isEmpty() && !line.isParked && (fewest < 0 || line.slots < fewest)) fewest = line.slots;
    }
    return fewest;
  }

  /** The line whose first task goes first among those that need at most this many slots. */
  oldest(mostSlots: number): Line | undefined {
    const { managers } = this;
    if (managers !== undefined && !managers.isEmpty()) {
      return managers.isParked || managers.slots > mostSlots ? undefined : managers;
    }
    let best: Line | undefined;
    for (const line of this.lines) {
      if (line.slots > mostSlots || line.isEmpty() || line.isParked) continue;
      if (best === undefined || line.isBefore(best)) best = line;
    }
    return best;
  }

  drain(tasks: TaskTable): number[] {
    const all: number[] = [];
    for (const line of this.lines) while (!line.isEmpty()) all.push(line.shift(tasks));
    return all.sort((a, b) => a - b);
  }
}
