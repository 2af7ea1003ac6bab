// Where the work of a run comes from: the workload's jobs and tasks when they are due, and what users ask for
// meanwhile. Each counts as a source until nothing more comes of it.

import type { Instant } from '../runtime/index.ts';
import { behave, noteScheduledWork, type Stage, tellRefusal } from './additions.ts';
import type { Kernel } from './kernel/kernel.ts';
import { performOperation } from './operate.ts';
import { RANKS } from './ranks.ts';
import { addJob, fillJob } from './service/jobs.ts';
import { isRefusal } from './service/refusals.ts';
import { addJobSchedule } from './service/schedules.ts';
import { closeSource, openSource } from './service/sources.ts';
import { shareSpec } from './service/task-specs.ts';
import { NONE } from './service/task-table.ts';
import { addPlannedTask } from './service/tasks.ts';
import type { Workload } from './workload/workload.ts';

/** How far the workload has been added: plain figures that a saved run holds, and that restoring replaces. */
export interface FeedState {
  nextJob: number;
  nextTask: number;
  nextOperation: number;
  nextSchedule: number;
  /** The service's index of each of the workload's jobs; NONE of one that was refused. */
  readonly jobIndexes: Int32Array;
  /** Tasks of each job that are still to come. */
  readonly remaining: Uint32Array;
}

/** Adds the tasks from the next to before `to`, all due, at once; whether it did: else they have to come one by one. */
export type AddTogether = (state: FeedState, to: number) => boolean;

/** So many are worth the question. */
const MANY = 64;

/** Adds jobs, tasks and job schedules when they are due, and performs operations. */
export function feedWorkload(stage: Stage, workload: Workload, addTogether: AddTogether): FeedState {
  const { account } = stage;
  const { kernel } = account;
  const { taskAdded, taskJob, taskSpec, count, jobs } = workload;
  for (const spec of workload.specs) shareSpec(account, spec);
  account.tasks.plan(count);
  const state: FeedState = {
    nextJob: 0,
    nextTask: 0,
    nextOperation: 0,
    nextSchedule: 0,
    jobIndexes: new Int32Array(jobs.length),
    remaining: new Uint32Array(jobs.length),
  };
  if (jobs.length === 1) state.remaining[0] = count;
  else for (let task = 0; task < count; task++) state.remaining[taskJob[task]!]!++;
  const byTime = [...jobs.keys()].sort((a, b) => jobs[a]!.added - jobs[b]!.added || a - b);

  const nextDue = (): Instant =>
    Math.min(
      state.nextJob < jobs.length ? jobs[byTime[state.nextJob]!]!.added : Number.POSITIVE_INFINITY,
      state.nextTask < count ? taskAdded[state.nextTask]! : Number.POSITIVE_INFINITY,
    );
  /** All that are due but the last: the coming of that may fill the job. */
  const addMany = (at: FeedState): void => {
    let to = at.nextTask + MANY;
    while (to + 1 < count && taskAdded[to + 1]! <= kernel.now) to++;
    if (!addTogether(at, to)) return;
    at.remaining[0]! -= to - at.nextTask;
    at.nextTask = to;
  };
  openSource(account);
  kernel.stand(() => {
    for (; state.nextJob < jobs.length; state.nextJob++) {
      const index = byTime[state.nextJob]!;
      const { spec, added, behaviour } = jobs[index]!;
      if (added > kernel.now) break;
      const job = addJob(account, spec);
      if (isRefusal(job)) {
        tellRefusal(account, 'addJob', spec.id, job);
        state.jobIndexes[index] = NONE;
        continue;
      }
      behave(stage, job, behaviour);
      state.jobIndexes[index] = job.index;
      if (state.remaining[index] === 0) fillJob(account, job);
    }
    const many = state.nextTask + MANY;
    if (many < count && taskAdded[many]! <= kernel.now) addMany(state);
    for (; state.nextTask < count && taskAdded[state.nextTask]! <= kernel.now; state.nextTask++) {
      const index = taskJob[state.nextTask]!;
      const job = account.jobs[state.jobIndexes[index]!];
      if (job === undefined) {
        account.tasks.passPlanned();
        continue;
      }
      addPlannedTask(account, job, taskSpec[state.nextTask]!);
      if (--state.remaining[index]! === 0) fillJob(account, job);
    }
    const due = nextDue();
    kernel.standAt(due);
    if (due === Number.POSITIVE_INFINITY) closeSource(account);
  });
  kernel.standAt(kernel.now);
  feedSchedules(stage, workload, state);
  feedOperations(stage, workload, state);
  return state;
}

/** The tasks before `to` have been added otherwise, to the workload's one job; others of it are still to come. */
export function passTasks(
  kernel: Kernel,
  { taskAdded, count }: Workload,
  state: FeedState,
  to: number,
): void {
  state.remaining[0]! -= to - state.nextTask;
  state.nextTask = to;
  if (to < count) kernel.standAt(taskAdded[to]!);
}

/** Adds job schedules when they are due. */
function feedSchedules(stage: Stage, { schedules = [] }: Workload, state: FeedState): void {
  const { account } = stage;
  const byTime = [...schedules].sort((a, b) => a.added - b.added);
  const add = account.kernel.handler(() => {
    const { spec, ...work } = byTime[state.nextSchedule++]!;
    const schedule = addJobSchedule(account, spec);
    if (isRefusal(schedule)) tellRefusal(account, 'addJobSchedule', spec.id, schedule);
    else noteScheduledWork(stage, schedule.index, work);
    closeSource(account);
  });
  for (const { added } of byTime) {
    openSource(account);
    account.kernel.at(added, RANKS.command, add, 0);
  }
}

/** Performs operations when they are due, in their order. */
function feedOperations(stage: Stage, { operations = [] }: Workload, state: FeedState): void {
  const { account } = stage;
  const perform = account.kernel.handler(() => {
    performOperation(stage, operations[state.nextOperation++]!.operation);
    closeSource(account);
  });
  for (const { at } of operations) {
    openSource(account);
    account.kernel.at(at, RANKS.command, perform, 0);
  }
}
