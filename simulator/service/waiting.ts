// The tasks that wait in one pool, so that the next one to start is found at once however many wait: by
// priority, then job, then line (a job has one line for each number of slots), then order of creation.

import type { JobOrder } from '../model/pool.ts';
import { IndexBag, IndexSet } from './index-set.ts';
import { NONE, type TaskTable } from './task-table.ts';

/** The waiting tasks of one job that need the same number of slots, oldest first. */
class Line {
  readonly slots: number;
  private head = NONE;
  private tail = NONE;
  /** Tasks put back after they had left, a binary heap: they may be older than the head. */
  private readonly returned: number[] = [];

  constructor(slots: number) {
    this.slots = slots;
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
class JobQueue {
  readonly priority: number;
  /** Whether its tasks may start: the job is active and below its limit of parallel tasks. */
  open = true;
  /**
   * The class it is filed under: the fewest slots any of its tasks waits for; NONE while not filed. A job
   * whose tasks are all gone stays filed until somebody looks, because more usually come.
   */
  filed = NONE;
  private readonly lines: Line[] = [];

  constructor(priority: number) {
    this.priority = priority;
  }

  lineFor(slots: number): Line {
    for (const line of this.lines) if (line.slots === slots) return line;
    const line = new Line(slots);
    this.lines.push(line);
    return line;
  }

  fewestSlots(): number {
    let fewest = NONE;
    for (const line of this.lines) {
      if (!line.isEmpty() && (fewest < 0 || line.slots < fewest)) fewest = line.slots;
    }
    return fewest;
  }

  /** The line whose first task is oldest among those that need at most this many slots. */
  oldest(mostSlots: number): Line | undefined {
    let best: Line | undefined;
    for (const line of this.lines) {
      if (line.slots > mostSlots || line.isEmpty()) continue;
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

/** The jobs of one priority that have something to start, filed by the fewest slots they need. */
class Level {
  readonly priority: number;
  readonly classes = new IndexSet();
  readonly bags: (IndexBag | undefined)[] = [];
  readonly sets: (IndexSet | undefined)[] = [];
  lastServed = NONE;

  constructor(priority: number) {
    this.priority = priority;
  }
}

/** The waiting tasks of a pool. Jobs of equal priority take turns as `order` says. */
export class Waiting {
  /** How many tasks wait, those of closed jobs included. */
  size = 0;
  /** The one task that waits when it is the only one and came last: it is filed only if it has to wait. */
  private lone = NONE;
  private loneJob = NONE;
  private loneSlots = 0;
  private readonly queues: (JobQueue | undefined)[] = [];
  /** Highest priority first. */
  private readonly levels: Level[] = [];
  private readonly tasks: TaskTable;
  private readonly order: JobOrder;
  private readonly random: () => number;

  constructor(tasks: TaskTable, order: JobOrder, random: () => number) {
    this.tasks = tasks;
    this.order = order;
    this.random = random;
  }

  /** A job whose tasks may wait here. */
  admit(job: number, priority: number): void {
    this.queues[job] = new JobQueue(priority);
  }

  /** A new task, or one that was created after all that wait. */
  append(job: number, task: number, slots: number): void {
    if (this.size++ === 0) {
      this.lone = task;
      this.loneJob = job;
      this.loneSlots = slots;
      return;
    }
    if (this.lone >= 0) this.fileLone();
    this.enqueue(job, task, slots);
  }

  private enqueue(job: number, task: number, slots: number): void {
    const queue = this.queueOf(job);
    queue.lineFor(slots).append(task, this.tasks);
    if (queue.filed < 0 || slots < queue.filed) this.file(job, queue);
  }

  private fileLone(): void {
    const task = this.lone;
    this.lone = NONE;
    this.enqueue(this.loneJob, task, this.loneSlots);
  }

  /** A task that had left and waits again, at its old place. */
  giveBack(job: number, task: number, slots: number): void {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    queue.lineFor(slots).giveBack(task);
    this.size++;
    if (queue.filed < 0 || slots < queue.filed) this.file(job, queue);
  }

  /** Whether the job's tasks may start. */
  setOpen(job: number, open: boolean): void {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    if (queue.open === open) return;
    queue.open = open;
    this.file(job, queue);
  }

  /** Takes out the task that starts next where at most this many slots are free; NONE when none fits. */
  take(mostSlots: number): number {
    if (this.lone >= 0) {
      const task = this.lone;
      if (this.loneSlots > mostSlots) return NONE;
      const queue = this.queueOf(this.loneJob);
      if (queue.open) {
        this.lone = NONE;
        this.size = 0;
        this.levelOf(queue.priority).lastServed = this.loneJob;
        return task;
      }
      this.fileLone();
    }
    for (const level of this.levels) {
      for (;;) {
        const job = this.pickJob(level, mostSlots);
        if (job < 0) break;
        const queue = this.queueOf(job);
        const line = queue.oldest(mostSlots);
        if (line === undefined) {
          this.file(job, queue);
          continue;
        }
        level.lastServed = job;
        this.size--;
        return line.shift(this.tasks);
      }
    }
    return NONE;
  }

  /** Takes out all that waits of a job, oldest first. */
  drain(job: number): readonly number[] {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    const all = queue.drain(this.tasks);
    this.size -= all.length;
    this.file(job, queue);
    return all;
  }

  private queueOf(job: number): JobQueue {
    return this.queues[job]!;
  }

  private pickJob(level: Level, mostSlots: number): number {
    switch (this.order) {
      case 'none':
        return this.pickAnyJob(level, mostSlots);
      case 'creationtime':
        return this.pickFrom(level, mostSlots, 0);
      case 'roundrobin': {
        const next = this.pickFrom(level, mostSlots, level.lastServed + 1);
        return next >= 0 ? next : this.pickFrom(level, mostSlots, 0);
      }
    }
  }

  private pickAnyJob(level: Level, mostSlots: number): number {
    const { classes, bags } = level;
    if (classes.size === 1) {
      const slots = classes.first();
      if (slots > mostSlots) return NONE;
      const bag = bags[slots]!;
      return bag.at(bag.size === 1 ? 0 : Math.floor(this.random() * bag.size));
    }
    let choices = 0;
    for (let slots = classes.first(); slots >= 0 && slots <= mostSlots; slots = classes.from(slots + 1)) {
      choices += bags[slots]!.size;
    }
    if (choices === 0) return NONE;
    let choice = choices === 1 ? 0 : Math.floor(this.random() * choices);
    for (let slots = classes.first(); ; slots = classes.from(slots + 1)) {
      const bag = bags[slots]!;
      if (choice < bag.size) return bag.at(choice);
      choice -= bag.size;
    }
  }

  private pickFrom(level: Level, mostSlots: number, from: number): number {
    const { classes, sets } = level;
    let best = NONE;
    for (let slots = classes.first(); slots >= 0 && slots <= mostSlots; slots = classes.from(slots + 1)) {
      const job = sets[slots]!.from(from);
      if (job >= 0 && (best < 0 || job < best)) best = job;
    }
    return best;
  }

  /** Puts a job where `take` looks for it, by what it waits for now. */
  private file(job: number, queue: JobQueue): void {
    const slots = queue.open ? queue.fewestSlots() : NONE;
    if (slots === queue.filed) return;
    const level = this.levelOf(queue.priority);
    if (queue.filed >= 0) this.unfile(level, job, queue.filed);
    queue.filed = slots;
    if (slots < 0) return;
    level.classes.add(slots);
    if (this.order === 'none') {
      level.bags[slots] ??= new IndexBag();
      level.bags[slots].add(job);
    } else {
      level.sets[slots] ??= new IndexSet();
      level.sets[slots].add(job);
    }
  }

  private unfile(level: Level, job: number, slots: number): void {
    const filed = this.order === 'none' ? level.bags[slots]! : level.sets[slots]!;
    filed.remove(job);
    if (filed.size === 0) level.classes.remove(slots);
  }

  private levelOf(priority: number): Level {
    let at = 0;
    while (at < this.levels.length && this.levels[at]!.priority > priority) at++;
    const found = this.levels[at];
    if (found?.priority === priority) return found;
    const level = new Level(priority);
    this.levels.splice(at, 0, level);
    return level;
  }
}
