// What happened to the tasks: a few columns a task and a few a job, and the waits, turnarounds and counts read
// from them. 23 bytes a task, so that ten million fit; a column more once some task starts a second time.

import type { Duration } from '../../runtime/index.ts';
import { ATTEMPT_ENDS } from '../../simulator/index.ts';
import { Float64List, Uint8List, Uint16List, Uint32List } from './columns.ts';
import { JobLedger } from './jobs.ts';
import type { JobSummary, Spread, TaskCounts } from './report.ts';
import { spreadOf } from './spread.ts';

/** Jobs in the report, those that took most slot time. */
export const JOBS_LISTED = 50;

/** Runs shorter than this count as this long in the slowdown. Source: Feitelson's bounded slowdown. */
const SLOWDOWN_BOUND = 10_000;
const WAITING = 1;
const RUNNING = 2;
const WAITING_AGAIN = 3;
const RUNNING_AGAIN = 4;
const SUCCEEDED = 5;
const FAILED = 6;
const WITHDRAWN = 7;
const WITHDRAWN_AFTER_RUN = 8;

const SUCCESS = ATTEMPT_ENDS.indexOf('success');
const RETRY = ATTEMPT_ENDS.indexOf('retry');
const REQUEUE = ATTEMPT_ENDS.indexOf('requeue');
const RECOVERY = ATTEMPT_ENDS.indexOf('recovery');

/** Whether an attempt that ended so completes its task. */
const COMPLETES = ATTEMPT_ENDS.map((end) => end === 'success' || end === 'failure' || end === 'terminated');

/** The columns of all tasks and of their jobs. */
export class TaskLedger {
  total = 0;
  active = 0;
  running = 0;
  succeeded = 0;
  failed = 0;
  withdrawn = 0;
  private readonly endsBy = new Float64Array(ATTEMPT_ENDS.length);
  private slowdownSum = 0;
  private runSum = 0;
  private ran = 0;
  private firstAdded = Number.NaN;
  private lastCompleted = Number.NaN;

  /** Added, until the task completes; then its wait. */
  private readonly addedOrWait: Float64List;
  /** Start of the attempt that runs; once the task has completed, its turnaround. */
  private readonly startOrTurnaround: Float64List;
  private readonly jobOf: Uint32List;
  private readonly slotsOf: Uint16List;
  private readonly stateOf: Uint8List;
  /** One more than the highest handle, and for how many handles the columns have room. */
  private known = 0;
  private room = 0;
  /** Wait for the first start, of tasks that start again; made when the first one does. */
  private firstWait: Float64List | undefined;

  readonly jobs = new JobLedger();

  constructor(expectedTasks: number) {
    this.addedOrWait = new Float64List(expectedTasks);
    this.startOrTurnaround = new Float64List(expectedTasks);
    this.jobOf = new Uint32List(expectedTasks);
    this.slotsOf = new Uint16List(expectedTasks);
    this.stateOf = new Uint8List(expectedTasks);
  }

  add(time: Duration, task: number, job: number, slots: number): void {
    if (task >= this.room) this.reach(task);
    if (task >= this.known) this.known = task + 1;
    this.addedOrWait.data[task] = time;
    this.jobOf.data[task] = job;
    this.slotsOf.data[task] = Math.min(slots, 65_535);
    this.stateOf.data[task] = WAITING;
    this.total += 1;
    this.active += 1;
    if (!(time >= this.firstAdded)) this.firstAdded = time;
    this.jobs.add(time, task, job);
  }

  private reach(task: number): void {
    const { addedOrWait, startOrTurnaround, jobOf, slotsOf, stateOf } = this;
    for (const column of [addedOrWait, startOrTurnaround, jobOf, slotsOf, stateOf]) column.reach(task);
    this.room = stateOf.data.length;
  }

  slots(task: number): number {
    return this.slotsOf.data[task]!;
  }

  job(task: number): number {
    return this.jobOf.data[task]!;
  }

  /** Whether the task waits and never had an attempt. */
  isNew(task: number): boolean {
    return this.stateOf.data[task] === WAITING;
  }

  start(time: Duration, task: number): void {
    if (this.stateOf.data[task] === WAITING) {
      this.stateOf.data[task] = RUNNING;
    } else {
      this.stateOf.data[task] = RUNNING_AGAIN;
    }
    this.startOrTurnaround.data[task] = time;
    this.active -= 1;
    this.running += 1;
  }

  /** The attempt ends; its length is returned. */
  end(time: Duration, task: number, end: number): number {
    const length = time - this.startOrTurnaround.data[task]!;
    const job = this.jobOf.data[task]!;
    this.endsBy[end]! += 1;
    this.running -= 1;
    this.jobs.use(job, length * this.slotsOf.data[task]!);
    if (COMPLETES[end]) this.complete(time, task, length, end === SUCCESS);
    else this.waitAgain(task);
    return length;
  }

  private complete(time: Duration, task: number, length: number, success: boolean): void {
    const added = this.addedOrWait.data[task]!;
    const again = this.stateOf.data[task] === RUNNING_AGAIN;
    const turnaround = time - added;
    this.addedOrWait.data[task] = again ? this.firstWait!.data[task]! : time - length - added;
    this.startOrTurnaround.data[task] = turnaround;
    const job = this.jobOf.data[task]!;
    if (success) {
      this.succeeded += 1;
      this.stateOf.data[task] = SUCCEEDED;
    } else {
      this.failed += 1;
      this.stateOf.data[task] = FAILED;
    }
    this.ran += 1;
    this.runSum += length;
    this.slowdownSum += Math.max(1, turnaround / Math.max(length, SLOWDOWN_BOUND));
    this.jobs.complete(time, job, success);
    this.lastCompleted = time;
  }

  private waitAgain(task: number): void {
    if (this.firstWait === undefined) this.firstWait = new Float64List(this.total);
    if (this.stateOf.data[task] === RUNNING) {
      this.firstWait.set(task, this.startOrTurnaround.data[task]! - this.addedOrWait.data[task]!);
    }
    this.stateOf.data[task] = WAITING_AGAIN;
    this.active += 1;
  }

  /** The task stays active for ever, as Azure leaves the tasks of a job that ended. */
  withdraw(task: number): void {
    const again = this.stateOf.data[task] === WAITING_AGAIN;
    if (again) this.addedOrWait.data[task] = this.firstWait!.data[task]!;
    this.stateOf.data[task] = again ? WITHDRAWN_AFTER_RUN : WITHDRAWN;
    this.active -= 1;
    this.withdrawn += 1;
  }

  get completed(): number {
    return this.succeeded + this.failed;
  }

  counts(): TaskCounts {
    let neverStarted = 0;
    const states = this.stateOf.data.subarray(0, this.known);
    for (let task = 0; task < states.length; task += 1) {
      if (states[task] === WAITING || states[task] === WITHDRAWN) neverStarted += 1;
    }
    return {
      total: this.total,
      completed: this.completed,
      succeeded: this.succeeded,
      failed: this.failed,
      withdrawn: this.withdrawn,
      unfinished: this.total - this.completed,
      neverStarted,
      retries: this.endsBy[RETRY]!,
      requeues: this.endsBy[REQUEUE]!,
      recoveries: this.endsBy[RECOVERY]!,
    };
  }

  makespan(): number {
    return this.lastCompleted >= this.firstAdded ? (this.lastCompleted - this.firstAdded) / 1000 : 0;
  }

  meanRun(): number {
    return this.ran === 0 ? 0 : this.runSum / this.ran / 1000;
  }

  meanSlowdown(): number {
    return this.ran === 0 ? 0 : this.slowdownSum / this.ran;
  }

  /** Waits of the tasks that started, in milliseconds. */
  waits(): Float64Array {
    const found = new Float64Array(this.known);
    let count = 0;
    for (let task = 0; task < found.length; task += 1) {
      const wait = this.waitOf(task);
      if (Number.isNaN(wait)) continue;
      found[count] = wait;
      count += 1;
    }
    return found.subarray(0, count);
  }

  /** Turnarounds of the tasks that ran and completed, in milliseconds. */
  turnarounds(): Float64Array {
    const { data: states } = this.stateOf;
    const { data: turnaround } = this.startOrTurnaround;
    const found = new Float64Array(this.ran);
    let count = 0;
    for (let task = 0; task < this.known; task += 1) {
      if (states[task] !== SUCCEEDED && states[task] !== FAILED) continue;
      found[count] = turnaround[task]!;
      count += 1;
    }
    return found;
  }

  /** NaN for a task that never started. */
  private waitOf(task: number): number {
    switch (this.stateOf.data[task]) {
      case RUNNING:
        return this.startOrTurnaround.data[task]! - this.addedOrWait.data[task]!;
      case WAITING_AGAIN:
      case RUNNING_AGAIN:
        return this.firstWait!.data[task]!;
      case SUCCEEDED:
      case FAILED:
      case WITHDRAWN_AFTER_RUN:
        return this.addedOrWait.data[task]!;
      default:
        return Number.NaN;
    }
  }

  /** The jobs that took most slot time; `nameOf` names a job by its index and its first task, `all` is the wait of every task. */
  topJobs(nameOf: (job: number, firstTask: number) => string, all: Spread): readonly JobSummary[] {
    const listed = this.jobs.top(JOBS_LISTED);
    const waits = listed.length === 1 ? undefined : this.waitsOf(listed);
    return listed.map((job, index) => {
      const { mean, p95, max } = waits === undefined ? all : spreadOf(waits[index]!);
      return { ...this.jobs.summary(job, nameOf), wait: { mean, p95, max } };
    });
  }

  private waitsOf(jobs: readonly number[]): readonly Float64Array[] {
    const place = this.jobs.places(jobs);
    const waits = jobs.map((job) => new Float64Array(this.jobs.tasksOf(job)));
    const filled = new Uint32Array(jobs.length);
    const jobOf = this.jobOf.data;
    for (let task = 0; task < this.known; task += 1) {
      const index = place[jobOf[task]!]!;
      if (index < 0) continue;
      const wait = this.waitOf(task);
      if (Number.isNaN(wait)) continue;
      waits[index]![filled[index]!] = wait;
      filled[index]! += 1;
    }
    return waits.map((all, index) => all.subarray(0, filled[index]!));
  }
}
