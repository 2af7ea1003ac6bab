// The columns of all tasks: a task is a whole number, and what changes about it stands here in typed arrays.
// What the user said is a specification that identical tasks share.

import type { Duration } from '../../runtime/index.ts';
import type { TaskSpec } from '../model/task.ts';

/** Codes of TASK_STATES as columns hold them. */
export const TASK = { active: 0, preparing: 1, running: 2, completed: 3 } as const;
export const NONE = -1;

/** A task specification with what the service needs at once. */
export interface SharedSpec {
  readonly spec: TaskSpec;
  readonly requiredSlots: number;
  readonly retention: Duration;
  /** Infinity for none. */
  readonly wallClockLimit: Duration;
}

/** Rows of tasks, addressed by their place in the run. */
export class TaskTable {
  count = 0;
  states = new Uint8Array(0);
  /** Index into the account's jobs. */
  jobs = new Int32Array(0);
  /** Index into `specs`. */
  specsOf = new Int32Array(0);
  /** The execution while one runs; the next task of its line while it waits; NONE otherwise. */
  links = new Int32Array(0);
  /** Retries after a non-zero exit; requeues a user caused; recoveries from lost nodes. */
  retries = new Uint16Array(0);
  requeues = new Uint16Array(0);
  recoveries = new Uint16Array(0);
  readonly specs: SharedSpec[] = [];

  /** Makes room for this many more tasks at once. */
  reserve(more: number): void {
    if (this.count + more > this.states.length) this.resize(this.count + more);
  }

  /** A new task, active and in no line. */
  add(job: number, spec: number): number {
    const task = this.count++;
    if (task === this.states.length) this.resize(Math.max(64, task * 2));
    this.jobs[task] = job;
    this.specsOf[task] = spec;
    this.links[task] = NONE;
    return task;
  }

  /** Attempts begun before the one that runs or comes next. */
  attemptsOf(task: number): number {
    return this.retries[task]! + this.requeues[task]! + this.recoveries[task]!;
  }

  specOf(task: number): TaskSpec {
    return this.specs[this.specsOf[task]!]!.spec;
  }

  slotsOf(task: number): number {
    return this.specs[this.specsOf[task]!]!.requiredSlots;
  }

  private resize(length: number): void {
    this.states = longer(this.states, new Uint8Array(length));
    this.jobs = longer(this.jobs, new Int32Array(length));
    this.specsOf = longer(this.specsOf, new Int32Array(length));
    this.links = longer(this.links, new Int32Array(length));
    this.retries = longer(this.retries, new Uint16Array(length));
    this.requeues = longer(this.requeues, new Uint16Array(length));
    this.recoveries = longer(this.recoveries, new Uint16Array(length));
  }
}

/** The same column, longer. */
export function longer<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
