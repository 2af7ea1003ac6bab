// Where the work of a run comes from: the workload's jobs and tasks when they are due, and what users ask for
// meanwhile. Each counts as a source until nothing more comes of it.

import type { Instant, Streams } from '../runtime/index.ts';
import { performOperation, tellRefusal } from './operate.ts';
import { RANKS } from './ranks.ts';
import type { Account } from './service/account.ts';
import { addJob, fillJob } from './service/jobs.ts';
import { isRefusal } from './service/refusals.ts';
import { closeSource, openSource } from './service/sources.ts';
import { shareSpec } from './service/task-specs.ts';
import { NONE } from './service/task-table.ts';
import { addPlannedTask } from './service/tasks.ts';
import type { Workload } from './workload/workload.ts';
import type { Arrivals } from './world/modelled-executor.ts';

/** How far the workload has been added: plain figures that a saved run holds, and that restoring replaces. */
export interface FeedState {
  nextJob: number;
  nextTask: number;
  nextOperation: number;
  /** The service's index of each of the workload's jobs; NONE of one that was refused. */
  readonly jobIndexes: Int32Array;
  /** Tasks of each job that are still to come. */
  readonly remaining: Uint32Array;
}

/** How what is added behaves, and draws for it. */
export interface FeedParts {
  readonly arrivals: Arrivals;
  readonly streams: Streams;
}

/** Adds jobs and tasks when they are due. */
export function feedWorkload(
  account: Account,
  workload: Workload,
  { arrivals, streams }: FeedParts,
): FeedState {
  const { kernel } = account;
  const { taskAdded, taskJob, taskSpec, count, jobs } = workload;
  for (const spec of workload.specs) shareSpec(account, spec);
  account.tasks.plan(count);
  const state: FeedState = {
    nextJob: 0,
    nextTask: 0,
    nextOperation: 0,
    jobIndexes: new Int32Array(jobs.length),
    remaining: new Uint32Array(jobs.length),
  };
  for (let task = 0; task < count; task++) state.remaining[taskJob[task]!]!++;
  const byTime = [...jobs.keys()].sort((a, b) => jobs[a]!.added - jobs[b]!.added || a - b);

  const nextDue = (): Instant =>
    Math.min(
      state.nextJob < jobs.length ? jobs[byTime[state.nextJob]!]!.added : Number.POSITIVE_INFINITY,
      state.nextTask < count ? taskAdded[state.nextTask]! : Number.POSITIVE_INFINITY,
    );
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
      if (behaviour !== undefined) arrivals.jobs.set(job.index, behaviour);
      state.jobIndexes[index] = job.index;
      if (state.remaining[index] === 0) fillJob(account, job);
    }
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
  feedOperations(account, workload, { arrivals, streams }, state);
  return state;
}

/** Performs operations when they are due, in their order. */
function feedOperations(account: Account, workload: Workload, parts: FeedParts, state: FeedState): void {
  const { arrivals, streams } = parts;
  const { kernel } = account;
  const operations = workload.operations ?? [];
  const perform = kernel.handler(() => {
    performOperation(
      { account, arrivals, random: streams.of('tasks of operations') },
      operations[state.nextOperation++]!.operation,
    );
    closeSource(account);
  });
  for (const { at } of operations) {
    openSource(account);
    kernel.at(at, RANKS.command, perform, 0);
  }
}
