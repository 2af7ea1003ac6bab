// What waits in one job: a line for each number of slots and kind of demand, oldest first, and which of them is
// next. The job manager's line goes before all others.

import { NONE, type TaskTable } from './task-table.ts';

/** The kind of line for tasks that ask nothing of their node but slots. */
export const PLAIN = 0;
/** The bit of a kind that says: the job manager, which goes before all other tasks of its job. */
export const MANAGER_KIND = 1;

/** The waiting tasks of one job that need the same number of slots and the same kind of node, oldest first. */
export class Line {
  readonly slots: number;
  readonly kind: number;
  /** Whether nobody is to look here for now. */
  isParked = false;
  private head = NONE;
  private tail = NONE;
  /** Tasks put back after they had left, a binary heap: they may be older than the head. */
  private readonly returned: number[] = [];

  constructor(slots: number, kind: number) {
    this.slots = slots;
    this.kind = kind;
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
    if (task < this.tail) {
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

  giveBack(task: number): void {
    const heap = this.returned;
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= task) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = task;
  }

  private takeReturned(): void {
    const heap = this.returned;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
      if (last <= heap[child]!) break;
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
  private readonly lines: Line[] = [];
  /** The line of the job manager, if the job has one. */
  private managers: Line | undefined;

  constructor(priority: number) {
    this.priority = priority;
  }

  lineFor(slots: number, kind: number): Line {
    for (const line of this.lines) if (line.slots === slots && line.kind === kind) return line;
    const line = new Line(slots, kind);
    this.lines.push(line);
    if ((kind & MANAGER_KIND) !== 0) this.managers = line;
    return line;
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

  /** The line whose first task is oldest among those that need at most this many slots. */
  oldest(mostSlots: number): Line | undefined {
    const { managers } = this;
    if (managers !== undefined && !managers.isEmpty()) {
      return managers.isParked || managers.slots > mostSlots ? undefined : managers;
    }
    let best: Line | undefined;
    for (const line of this.lines) {
      if (line.slots > mostSlots || line.isEmpty() || line.isParked) continue;
      if (best === undefined || line.first() < best.first()) best = line;
    }
    return best;
  }

  drain(tasks: TaskTable): number[] {
    const all: number[] = [];
    for (const line of this.lines) while (!line.isEmpty()) all.push(line.shift(tasks));
    return all.sort((a, b) => a - b);
  }
}
