// The columns of all tasks: a task is a whole number, and what changes about it stands here in typed arrays.
// What the user said is a specification that identical tasks share.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { FailureInfo, TaskDependencies, TaskSpec } from '../model/task.ts';

/** Codes of TASK_STATES as columns hold them. */
export const TASK = { active: 0, preparing: 1, running: 2, completed: 3 } as const;

/** Not an Azure state: a task that is not added yet, or deleted. */
export const ABSENT = 255;
export const NONE = -1;
/** In place of a link: the task is completed and failed. */
export const FAILED = -2;

/** A task specification with what the service needs at once. */
export interface SharedSpec {
  readonly spec: TaskSpec;
  readonly requiredSlots: number;
  readonly retention: Duration;
  /** Infinity for none. */
  readonly wallClockLimit: Duration;
  /** The kind of line it waits in; PLAIN when it asks nothing of its node but slots. */
  readonly kind: number;
  /** What it asks of its node besides slots; undefined for the many that ask nothing. */
  readonly demands: NodeDemands | undefined;
  /** What it counts among active tasks: a multi-instance task its nodes. Source: docs "automatic scaling". */
  readonly weight: number;
  /** For whom it waits. */
  readonly dependsOn: TaskDependencies | undefined;
}

/** What a task asks of its node, or nodes, besides slots. */
export interface NodeDemands {
  readonly managesJob: boolean;
  /** Nobody else on the node meanwhile: it takes all slots of an empty node. */
  readonly runExclusive: boolean;
  readonly dedicatedOnly: boolean;
  readonly isMultiInstance: boolean;
  /** Nodes that it needs at once; 1 unless it is a multi-instance task. */
  readonly nodeCount: number;
  /** A node, or a task whose node, is preferred; lower case, '' for none. */
  readonly affinityId: string;
}

/**
 * Rows of tasks. Those of a workload that is known beforehand have its places as numbers, in the order in which
 * they are added; tasks that come otherwise have the numbers after all of these.
 */
export class TaskTable {
  /** Rows in use, or set apart for a workload. */
  count = 0;
  /** How many rows are set apart for the workload, and how many of these are added. */
  planned = 0;
  private added = 0;
  states = new Uint8Array(0);
  /** Index into the account's jobs. */
  jobs = new Int32Array(0);
  /** Index into `specs`. */
  specsOf = new Int32Array(0);
  /** The execution while one runs; the next task of its line while it waits; else NONE, or FAILED. */
  links = new Int32Array(0);
  /** Retries after a non-zero exit; requeues a user caused; recoveries from lost nodes. */
  retries = new Uint16Array(0);
  requeues = new Uint16Array(0);
  recoveries = new Uint16Array(0);
  readonly specs: SharedSpec[] = [];
  /** Attempts of reactivated tasks before they were reactivated last; retries and the like are counted anew. */
  readonly earlierAttempts = new Map<number, number>();
  /** Ids of the tasks that no workload foresaw, and when they were added. */
  readonly ids = new Map<number, string>();
  readonly addedAt = new Map<number, Instant>();
  /** Why tasks failed for which no exit code or limit says so. */
  readonly failures = new Map<number, FailureInfo>();
  /** The node each task was placed on last; kept once some task has an affinity. */
  lastNodes: Map<number, number> | undefined;

  /** Sets the first rows apart for the tasks of a workload; before any task is added. */
  plan(count: number): void {
    this.planned = count;
    this.count = count;
    this.resize(count);
    this.states.fill(ABSENT);
  }

  /** The next task of the workload, active and in no line. */
  addPlanned(job: number, spec: number): number {
    return this.fill(this.added++, job, spec);
  }

  /** The next tasks of the workload, active and in no line: one for each number of a specification. */
  addPlannedRun(job: number, specs: Uint32Array): void {
    const from = this.added;
    const to = from + specs.length;
    this.added = to;
    const { jobs, specsOf } = this;
    this.states.fill(TASK.active, from, to);
    this.links.fill(NONE, from, to);
    for (let task = from; task < to; task++) {
      if (jobs[task] !== job) jobs[task] = job;
      const spec = specs[task - from]!;
      if (specsOf[task] !== spec) specsOf[task] = spec;
    }
  }

  /** The next task of the workload is not added: its place stays empty. */
  passPlanned(): void {
    this.added++;
  }

  /** A task that no workload foresaw, active and in no line. */
  add(job: number, spec: number): number {
    const task = this.count++;
    if (task === this.states.length) this.resize(Math.max(64, task * 2));
    return this.fill(task, job, spec);
  }

  private fill(task: number, job: number, spec: number): number {
    this.states[task] = TASK.active;
    // A page that nobody writes to takes no memory, and most runs have one job and one specification.
    if (this.jobs[task] !== job) this.jobs[task] = job;
    if (this.specsOf[task] !== spec) this.specsOf[task] = spec;
    this.links[task] = NONE;
    return task;
  }

  /** Attempts begun before the one that runs or comes next. */
  attemptsOf(task: number): number {
    const earlier = this.earlierAttempts.get(task) ?? 0;
    return earlier + this.retries[task]! + this.requeues[task]! + this.recoveries[task]!;
  }

  specOf(task: number): TaskSpec {
    return this.specs[this.specsOf[task]!]!.spec;
  }

  slotsOf(task: number): number {
    return this.specs[this.specsOf[task]!]!.requiredSlots;
  }

  private resize(length: number): void {
    if (length <= this.states.length) return;
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
