// Tasks counted by their jobs: how many are in which state, how long they waited and ran. A few columns a task.

import { type Duration, type Instant, printDuration, printInstant } from '../../runtime/index.ts';
import { Float64List, Uint8List, Uint16List, Uint32List } from '../report/columns.ts';
import { IS_ACTIVE, IS_RUNNING, TASK, type TaskMoves } from '../report/task-states.ts';
import type { JobFigures, JobStatistics, JobTaskCounts } from './statistics.ts';

const ACTIVE = 0;
const RUNNING = 1;
const SUCCEEDED = 2;
const FAILED = 3;
const NONE = -1;

/** What Azure counts a state of a task as; `withdrawn` tasks stay active for ever. */
const COUNTED_AS = Int8Array.from({ length: 16 }, (_, state) => {
  if (IS_ACTIVE[state] === 1 || state === TASK.withdrawn || state === TASK.withdrawnAgain) return ACTIVE;
  if (IS_RUNNING[state] === 1) return RUNNING;
  if (state === TASK.failed || state === TASK.terminated || state === TASK.terminatedAgain) return FAILED;
  return state === TASK.succeeded ? SUCCEEDED : NONE;
});

/** What is summed up of a job. */
class JobSums {
  readonly id: string;
  readonly startTime: Instant;
  state = 'active';
  readonly counts = new Float64Array(4);
  readonly slots = new Float64Array(4);
  /** Completed tasks that were deleted: gone from the counts, not from the statistics. */
  readonly deleted = new Float64Array(4);
  retries = 0;
  wallClock: Duration = 0;
  wait: Duration = 0;
  /** Sum of the starts of the attempts that run. */
  startedAt = 0;
  attempts = 0;

  constructor(id: string, startTime: Instant) {
    this.id = id;
    this.startTime = startTime;
  }
}

/** Told of what happens to tasks; asked for counts and statistics. */
export class JobBook {
  private readonly jobs: JobSums[] = [];
  private readonly byId = new Map<string, JobSums>();
  private readonly jobOf = new Uint32List(16);
  private readonly slotsOf = new Uint16List(16);
  private readonly stateOf = new Uint8List(16);
  private readonly addedAt = new Float64List(16);
  private readonly startedAt = new Float64List(16);
  /** Wait for the latest attempt; 0 before there is one. */
  private readonly waitOf = new Float64List(16);

  /** The next job in the order of addition. */
  addJob(id: string, time: Instant): void {
    const job = new JobSums(id, time);
    this.jobs.push(job);
    this.byId.set(id, job);
  }

  jobId(task: number): string {
    return this.jobs[this.jobOf.data[task]!]!.id;
  }

  setState(id: string, state: string): void {
    const job = this.byId.get(id);
    if (job !== undefined) job.state = state;
  }

  /** `name` is the job's when no `JobStartEvent` told it. */
  add(time: Instant, task: number, job: number, slots: number, name: () => string): void {
    while (this.jobs.length <= job) this.addJob(this.jobs.length === job ? name() : '', time);
    this.jobOf.set(task, job);
    this.slotsOf.set(task, slots);
    this.addedAt.set(task, time);
    this.startedAt.set(task, Number.NaN);
    this.waitOf.set(task, 0);
    this.stateOf.set(task, 0);
    this.enter(task, TASK.waiting);
  }

  start(time: Instant, task: number): void {
    const job = this.jobs[this.jobOf.data[task]!]!;
    const wait = time - this.addedAt.data[task]!;
    job.wait += wait - this.waitOf.data[task]!;
    this.waitOf.data[task] = wait;
    this.startedAt.data[task] = time;
    job.startedAt += time;
    job.attempts += 1;
    this.enter(task, TASK.running);
  }

  /** The attempt ends; `result` is undefined when the task will run again. */
  end(time: Instant, task: number, result: 'succeeded' | 'failed' | undefined, isRetry: boolean): void {
    const job = this.jobs[this.jobOf.data[task]!]!;
    const started = this.startedAt.data[task]!;
    if (!Number.isNaN(started)) {
      job.wallClock += time - started;
      job.startedAt -= started;
      job.attempts -= 1;
      this.startedAt.data[task] = Number.NaN;
    }
    if (isRetry) job.retries += 1;
    this.enter(task, result === undefined ? TASK.waitingAgain : TASK[result]);
  }

  /** Follows one of the rarer events. */
  move(task: number, moves: TaskMoves): void {
    const after = moves.get(this.stateOf.data[task]!);
    if (after !== undefined) this.enter(task, after);
  }

  /** The task is removed. */
  forget(task: number): void {
    const before = COUNTED_AS[this.stateOf.data[task]!]!;
    if (before < 0) return;
    this.jobs[this.jobOf.data[task]!]!.deleted[before]! += 1;
    this.enter(task, 0);
  }

  private enter(task: number, state: number): void {
    const job = this.jobs[this.jobOf.data[task]!]!;
    const slots = this.slotsOf.data[task]!;
    const before = COUNTED_AS[this.stateOf.data[task]!]!;
    const after = COUNTED_AS[state]!;
    this.stateOf.data[task] = state;
    if (before >= 0) {
      job.counts[before]! -= 1;
      job.slots[before]! -= slots;
    }
    if (after < 0) return;
    job.counts[after]! += 1;
    job.slots[after]! += slots;
  }

  figures(now: Instant): readonly JobFigures[] {
    return this.jobs.map((job) => ({
      id: job.id,
      state: job.state,
      taskCounts: countsOf(job.counts),
      taskSlotCounts: countsOf(job.slots),
      stats: statisticsOf([job], job.startTime, now),
    }));
  }

  /** Over the jobs that are meant, since the first of them, or since `origin`. */
  statistics(isMeant: (id: string) => boolean, origin: Instant, now: Instant): JobStatistics {
    const jobs = this.jobs.filter(({ id }) => isMeant(id));
    return statisticsOf(jobs, jobs[0]?.startTime ?? origin, now);
  }
}

function countsOf(counts: Float64Array): JobTaskCounts {
  const [active = 0, running = 0, succeeded = 0, failed = 0] = counts;
  return { active, running, completed: succeeded + failed, succeeded, failed };
}

function statisticsOf(jobs: readonly JobSums[], start: Instant, now: Instant): JobStatistics {
  const sum = (read: (job: JobSums) => number) => jobs.reduce((total, job) => total + read(job), 0);
  return {
    startTime: printInstant(start),
    lastUpdateTime: printInstant(now),
    wallClockTime: printDuration(sum((job) => job.wallClock + job.attempts * now - job.startedAt)),
    numSucceededTasks: sum((job) => job.counts[SUCCEEDED]! + job.deleted[SUCCEEDED]!),
    numFailedTasks: sum((job) => job.counts[FAILED]! + job.deleted[FAILED]!),
    numTaskRetries: sum((job) => job.retries),
    waitTime: printDuration(sum((job) => job.wait)),
  };
}
