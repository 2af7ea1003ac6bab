// What happened to the tasks: a few columns a task and a few a job, and the waits, turnarounds and counts read
// from them. 23 bytes a task, so that ten million fit; a column more once some task starts a second time.

import type { Duration, Instant } from '../../runtime/index.ts';
import { ATTEMPT_ENDS, type StretchPart } from '../../simulator/index.ts';
import { Float64List, Uint8List, Uint16List, Uint32List } from './columns.ts';
import { FailedTasks } from './failed-tasks.ts';
import { JobLedger } from './jobs.ts';
import { completePlain, enterPlain } from './plain-tasks.ts';
import type { JobSummary, Spread, TaskCounts } from './report.ts';
import { slowdown } from './slowdown.ts';
import { spreadOf } from './spread.ts';
import {
  IS_ACTIVE,
  IS_BLOCKED,
  IS_RUNNING,
  IS_TERMINATED,
  REACTIVATE,
  TASK,
  type TaskMoves,
} from './task-states.ts';
import { allWaits, countNeverStarted, haveAllSucceeded, waitOf } from './waits.ts';

/** Jobs in the report, those that took most slot time. */
export const JOBS_LISTED = 50;

const SUCCESS = ATTEMPT_ENDS.indexOf('success');
const RETRY = ATTEMPT_ENDS.indexOf('retry');
const REQUEUE = ATTEMPT_ENDS.indexOf('requeue');
const RECOVERY = ATTEMPT_ENDS.indexOf('recovery');

/** Whether an attempt that ended so completes its task. */
const COMPLETES = ATTEMPT_ENDS.map((end) => !['retry', 'requeue', 'recovery'].includes(end));

const isWithdrawn = (state: number): number =>
  state === TASK.withdrawn || state === TASK.withdrawnAgain ? 1 : 0;

/** The columns of all tasks and of their jobs. */
export class TaskLedger {
  total = 0;
  active = 0;
  running = 0;
  succeeded = 0;
  failed = 0;
  withdrawn = 0;
  blocked = 0;
  private reactivations = 0;
  private readonly endsBy = new Float64Array(ATTEMPT_ENDS.length);
  private slowdownSum = 0;
  private runSum = 0;
  private ran = 0;
  private firstAdded = Number.NaN;
  private lastCompleted = Number.NaN;

  /** Added, until the task completes; then its wait. */
  readonly addedOrWait: Float64List;
  /** Start of the attempt that runs; once the task has completed, its turnaround. */
  readonly startOrTurnaround: Float64List;
  readonly jobOf: Uint32List;
  readonly slotsOf: Uint16List;
  readonly stateOf: Uint8List;
  /** One more than the highest handle, and for how many handles the columns have room. */
  private known = 0;
  private room = 0;
  /** Wait for the first start, of tasks that start again; made when the first one does. */
  private firstWait: Float64List | undefined;
  /** Tasks that run on several nodes at once, and on how many; made when there is one. */
  private nodesOf: Map<number, number> | undefined;
  private readonly failures = new FailedTasks();

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
    // A page that nobody writes to takes no memory, and most runs have one job.
    if (this.jobOf.data[task] !== job) this.jobOf.data[task] = job;
    this.slotsOf.data[task] = Math.min(slots, 65_535);
    this.stateOf.data[task] = TASK.waiting;
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

  /** A code of `TASK`; 0 for a task that nobody has told of. */
  state(task: number): number {
    return this.stateOf.data[task]!;
  }

  isRunning(task: number): boolean {
    const state = this.stateOf.data[task];
    return state === TASK.running || state === TASK.runningAgain;
  }

  /** The task runs on so many nodes at once. */
  span(task: number, nodes: number): void {
    this.nodesOf ??= new Map();
    this.nodesOf.set(task, nodes);
  }

  nodes(task: number): number {
    return this.nodesOf === undefined ? 1 : (this.nodesOf.get(task) ?? 1);
  }

  /** Tasks of a job, or of several, that are not completed and not withdrawn. */
  unfinishedOf(isMeant: (job: number) => boolean): readonly number[] {
    const found: number[] = [];
    for (let task = 0; task < this.known; task += 1) {
      const state = this.stateOf.data[task]!;
      if ((IS_ACTIVE[state] === 1 || IS_RUNNING[state] === 1) && isMeant(this.jobOf.data[task]!))
        found.push(task);
    }
    return found;
  }

  start(time: Duration, task: number): void {
    const state = this.stateOf.data[task]!;
    if (state === TASK.succeeded) this.keepFirstWait(task, this.addedOrWait.data[task]!);
    this.stateOf.data[task] = state === TASK.waiting ? TASK.running : TASK.runningAgain;
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
    const again = this.stateOf.data[task] === TASK.runningAgain;
    const turnaround = time - added;
    this.addedOrWait.data[task] = again ? this.firstWait!.data[task]! : time - length - added;
    this.startOrTurnaround.data[task] = turnaround;
    const job = this.jobOf.data[task]!;
    if (success) {
      this.succeeded += 1;
      this.stateOf.data[task] = TASK.succeeded;
    } else {
      this.failed += 1;
      this.stateOf.data[task] = TASK.failed;
      this.failures.add(task, { added, length });
    }
    this.ran += 1;
    this.runSum += length;
    this.slowdownSum += slowdown(turnaround, length);
    this.jobs.complete(time, job, success);
    this.lastCompleted = time;
  }

  /** Plain tasks of one job came and succeeded; how long the attempts took. The counts of others are shifted apart. */
  follow({ job, addedFrom, added, ends }: StretchPart, origin: Instant): Duration {
    if (added.length > 0) this.addAll(addedFrom, added, job, origin);
    const { length: count, endedAt } = ends;
    if (count === 0) return 0;
    const { runSum, slowdownSum } = completePlain(this, this.firstWait, ends, origin, this.slowdownSum);
    const last = endedAt[count - 1]! - origin;
    this.slowdownSum = slowdownSum;
    this.ran += count;
    this.runSum += runSum;
    this.succeeded += count;
    this.endsBy[SUCCESS]! += count;
    this.lastCompleted = last;
    this.jobs.useAll(job, count, runSum, last);
    return runSum;
  }

  private addAll(from: number, added: Float64Array, job: number, origin: Instant): void {
    const time = added[0]! - origin;
    const to = from + added.length;
    if (to > this.room) this.reach(to - 1);
    this.known = Math.max(this.known, to);
    enterPlain(this, from, added, job, origin);
    this.total += added.length;
    if (!(time >= this.firstAdded)) this.firstAdded = time;
    this.jobs.addAll(time, from, job, added.length);
  }

  /** So many more tasks wait and run. */
  shift(waiting: number, running: number): void {
    this.active += waiting;
    this.running += running;
  }

  /** The task runs since then, and did not before; the counts know of it already. */
  keepStart(time: Duration, task: number): void {
    this.stateOf.data[task] = TASK.running;
    this.startOrTurnaround.data[task] = time;
  }

  private waitAgain(task: number): void {
    if (this.stateOf.data[task] === TASK.running)
      this.keepFirstWait(task, this.startOrTurnaround.data[task]! - this.addedOrWait.data[task]!);
    this.stateOf.data[task] = TASK.waitingAgain;
    this.active += 1;
  }

  private keepFirstWait(task: number, wait: Duration): void {
    this.firstWait ??= new Float64List(this.total);
    this.firstWait.set(task, wait);
  }

  /** Follows one of the rarer events; whether it leads anywhere from the task's state. */
  move(time: Duration, task: number, moves: TaskMoves): boolean {
    const before = this.stateOf.data[task]!;
    const after = moves.get(before);
    if (after === undefined) return false;
    if (before === TASK.failed) this.reopen(task);
    this.stateOf.data[task] = after;
    this.active += IS_ACTIVE[after]! - IS_ACTIVE[before]!;
    this.running += IS_RUNNING[after]! - IS_RUNNING[before]!;
    this.blocked += IS_BLOCKED[after]! - IS_BLOCKED[before]!;
    this.withdrawn += isWithdrawn(after) - isWithdrawn(before);
    if (IS_TERMINATED[after] === 1) this.terminate(time, task);
    else if (IS_TERMINATED[before] === 1) this.unterminate(task);
    if (moves === REACTIVATE) this.reactivations += 1;
    return true;
  }

  private terminate(time: Duration, task: number): void {
    this.failed += 1;
    this.jobs.complete(time, this.jobOf.data[task]!, false);
    this.lastCompleted = time;
  }

  private unterminate(task: number): void {
    this.failed -= 1;
    this.jobs.reopen(this.jobOf.data[task]!);
  }

  /** Takes a failure back: the task is as if it had only been run and not completed. */
  private reopen(task: number): void {
    const { added, length } = this.failures.find(task);
    const turnaround = this.startOrTurnaround.data[task]!;
    this.keepFirstWait(task, this.addedOrWait.data[task]!);
    this.addedOrWait.data[task] = added;
    this.failed -= 1;
    this.ran -= 1;
    this.runSum -= length;
    this.slowdownSum -= slowdown(turnaround, length);
    this.jobs.reopen(this.jobOf.data[task]!);
  }

  get completed(): number {
    return this.succeeded + this.failed;
  }

  counts(): TaskCounts {
    return {
      total: this.total,
      completed: this.completed,
      succeeded: this.succeeded,
      failed: this.failed,
      withdrawn: this.withdrawn,
      unfinished: this.total - this.completed,
      neverStarted: countNeverStarted(this, this.known),
      retries: this.endsBy[RETRY]!,
      requeues: this.endsBy[REQUEUE]!,
      recoveries: this.endsBy[RECOVERY]!,
      blocked: this.blocked,
      reactivations: this.reactivations,
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

  /** Waits of the tasks that started, and turnarounds of those that ran and completed, in milliseconds; to be read only. */
  times(): { readonly waits: Float64Array; readonly turnarounds: () => Float64Array } {
    const { known } = this;
    if (haveAllSucceeded(this, known)) {
      const waits = this.addedOrWait.data.subarray(0, known);
      return { waits, turnarounds: () => this.startOrTurnaround.data.subarray(0, known) };
    }
    const waits = allWaits(this, this.firstWait, known);
    return { waits, turnarounds: () => this.turnarounds(waits) };
  }

  /** Turnarounds, written over `room`, where they fit. */
  private turnarounds(room: Float64Array): Float64Array {
    const { data: states } = this.stateOf;
    const { data: turnaround } = this.startOrTurnaround;
    const found = room.length >= this.ran ? room.subarray(0, this.ran) : new Float64Array(this.ran);
    let count = 0;
    for (let task = 0; task < this.known; task += 1) {
      if (states[task] !== TASK.succeeded && states[task] !== TASK.failed) continue;
      found[count] = turnaround[task]!;
      count += 1;
    }
    return found;
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
      const wait = waitOf(this, this.firstWait, task);
      if (Number.isNaN(wait)) continue;
      waits[index]![filled[index]!] = wait;
      filled[index]! += 1;
    }
    return waits.map((all, index) => all.subarray(0, filled[index]!));
  }
}
