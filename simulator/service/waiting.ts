// The tasks that wait in one pool, so that the next one to start is found at once however many wait: by
// priority, then job, then line (a job has one line for each number of slots and kind of demand), then order of
// creation. A line whose first task found no node can be parked: nobody looks at it until it is unparked.

import type { JobOrder } from '../model/pool.ts';
import { IndexBag, IndexSet } from './index-set.ts';
import { NONE, type TaskTable } from './task-table.ts';
import { JobQueue, type Line, MANAGER_KIND, PLAIN } from './waiting-lines.ts';

/** The jobs of one priority that have something to start, filed by the fewest slots they need. */
export class Level {
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
  private loneKind = PLAIN;
  /** Lines that are parked, with their jobs. */
  private readonly parked: { readonly job: number; readonly line: Line }[] = [];
  private readonly queues: (JobQueue | undefined)[] = [];
  /** Highest priority first. */
  private readonly levels: Level[] = [];
  private readonly tasks: TaskTable;
  private readonly order: JobOrder;
  private readonly random: () => number;
  /** What shuffles the tasks of each job; 0 for the order of creation (U-01). */
  private readonly salt: number;

  constructor(tasks: TaskTable, order: JobOrder, random: () => number, salt: number) {
    this.tasks = tasks;
    this.salt = salt;
    this.order = order;
    this.random = random;
  }

  /** A job whose tasks may wait here. */
  admit(job: number, priority: number): void {
    this.queues[job] = new JobQueue(priority, this.salt);
  }

  /** A new task, or one that was created after all that wait. */
  append(job: number, task: number, slots: number, kind: number): void {
    if (this.size++ === 0) {
      this.lone = task;
      this.loneJob = job;
      this.loneSlots = slots;
      this.loneKind = kind;
      return;
    }
    if (this.lone >= 0) this.fileLone();
    this.enqueue(job, task, slots, kind);
  }

  private enqueue(job: number, task: number, slots: number, kind: number): void {
    const queue = this.queueOf(job);
    queue.lineFor(slots, kind).append(task, this.tasks);
    if (queue.filed < 0 || slots < queue.filed || kind !== PLAIN) this.file(job, queue);
  }

  private fileLone(): void {
    const task = this.lone;
    this.lone = NONE;
    this.enqueue(this.loneJob, task, this.loneSlots, this.loneKind);
  }

  /**
   * Takes the line of a task that was just given back out of sight until `unpark`: no node suits its first task
   * now. A job whose manager is parked waits with it.
   */
  park(job: number, slots: number, kind: number): void {
    const queue = this.queueOf(job);
    const line = queue.lineFor(slots, kind);
    line.isParked = true;
    this.parked.push({ job, line });
    this.file(job, queue);
  }

  /** Brings parked lines back. */
  unpark(): void {
    if (this.parked.length === 0) return;
    for (const { job, line } of this.parked) {
      line.isParked = false;
      this.file(job, this.queueOf(job));
    }
    this.parked.length = 0;
  }

  /** Takes one waiting task out, wherever it stands; whether it waited. Costs as much as its line is long. */
  remove(job: number, task: number, slots: number, kind: number): boolean {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    if (!queue.lineFor(slots, kind).remove(task, this.tasks)) return false;
    this.size--;
    this.file(job, queue);
    return true;
  }

  /** The job's tasks go by another priority from now on. */
  setPriority(job: number, priority: number): void {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    if (queue.priority === priority) return;
    const wasOpen = queue.open;
    queue.open = false;
    this.file(job, queue);
    queue.priority = priority;
    queue.open = wasOpen;
    this.file(job, queue);
  }

  /** A task that had left and waits again, at its old place. */
  giveBack(job: number, task: number, slots: number, kind: number): void {
    if (this.lone >= 0) this.fileLone();
    const queue = this.queueOf(job);
    queue.lineFor(slots, kind).giveBack(task);
    this.size++;
    if (queue.filed < 0 || slots < queue.filed || kind !== PLAIN) this.file(job, queue);
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
        const task = line.shift(this.tasks);
        // Without its manager the job may wait for fewer slots than before.
        if ((line.kind & MANAGER_KIND) !== 0) this.file(job, queue);
        return task;
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

  /** Whether the tasks that wait are all of this job, ask nothing but one slot, and are so many numbers in a row. */
  isRun(job: number): boolean {
    if (this.lone >= 0) this.fileLone();
    return this.size === 0 || this.queueOf(job).isRun(this.size);
  }

  /** The first task that waits where `isRun` holds; NONE when none does. */
  firstOfRun(job: number): number {
    return this.size === 0 ? NONE : this.queueOf(job).lineFor(1, PLAIN).first();
  }

  /**
   * From now on the tasks from `from` to before `to` wait, where `isRun` held before; those before `known` waited
   * already. `served` tells whether others of the job started meanwhile.
   */
  setRun(job: number, from: number, to: number, known: number, served: boolean): void {
    const queue = this.queueOf(job);
    queue.lineFor(1, PLAIN).setRun(from, to, known, this.tasks);
    this.size = to - from;
    if (this.size > 0 && queue.filed < 0) this.file(job, queue);
    if (served) this.levelOf(queue.priority).lastServed = job;
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
