// Commands on tasks, named as Azure's operations.

import { tellFault } from '../model/fault.ts';
import type { TaskSpec } from '../model/task.ts';
import { taskFaults, taskIdFaults } from '../model/task-faults.ts';
import { type Account, canRun, type Job } from './account.ts';
import { isOver } from './job-record.ts';
import { unfit } from './jobs.ts';
import { obstacleOf } from './obstacles.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { findTask, noteTask, taskIdOf } from './task-ids.ts';
import { shareSpec } from './task-specs.ts';
import { enterTask, withdrawTask } from './transitions.ts';

/**
 * Adds the next task of the workload to a job. One that fits no node is accepted, as in Azure, and told of: it can
 * never run.
 */
export function addPlannedTask(account: Account, job: Job, spec: number): number {
  const task = account.tasks.addPlanned(job.index, spec);
  if (account.taskIndex !== undefined) noteTask(account, job, task);
  enter(account, job, task);
  return task;
}

/** Adds a task with an id to a job; the specification is a shared one. */
export function addTask(account: Account, job: Job, id: string, spec: number): number | Refusal {
  const { tasks } = account;
  const refusal = unfit(job, 'update') ?? refusalOf(job, id, tasks.specs[spec]!.spec);
  if (refusal !== undefined) return refusal;
  if (findTask(account, job, id) >= 0) return REFUSALS.taskExists;
  const task = tasks.add(job.index, spec);
  tasks.ids.set(task, id);
  tasks.addedAt.set(task, account.kernel.now);
  noteTask(account, job, task);
  enter(account, job, task);
  return task;
}

/** A task of a collection. */
export interface NamedTask {
  readonly id: string;
  readonly spec: TaskSpec;
}

/** What became of one task of a collection. */
export interface AddedTask {
  readonly taskId: string;
  readonly status: 'success' | 'clienterror';
  readonly error?: Refusal;
}

/** A collection may have so many tasks. Source: REST Task - Add Collection. */
const COLLECTION_LIMIT = 100;

/** Adds tasks one by one: each is added or refused for itself. */
export function addTaskCollection(
  account: Account,
  job: Job,
  collection: readonly NamedTask[],
): readonly AddedTask[] | Refusal {
  const refusal = unfit(job, 'update');
  if (refusal !== undefined) return refusal;
  if (collection.length > COLLECTION_LIMIT) return REFUSALS.collectionTooLong;
  return collection.map(({ id, spec }) => {
    const added = addTask(account, job, id, shareSpec(account, spec));
    return typeof added === 'number'
      ? { taskId: id, status: 'success' }
      : { taskId: id, status: 'clienterror', error: added };
  });
}

/** The first thing that is wrong with a task for the job, whatever else the job has. */
function refusalOf({ spec: job }: Job, id: string, spec: TaskSpec): Refusal | undefined {
  const [fault] = [...taskIdFaults(id, job), ...taskFaults(spec, job)];
  return fault && { code: fault.code, message: tellFault(fault) };
}

function enter(account: Account, job: Job, task: number): void {
  enterTask(account, job, task);
  if (isOver(job)) withdrawTask(account, job, task);
  else checkSchedulable(account, job, task);
}

/** A task that can never run is told of. */
function checkSchedulable(account: Account, job: Job, task: number): void {
  const { tasks, kernel } = account;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  if (canRun(job, spec)) return;
  account.journal.fact({
    time: kernel.now,
    event: 'TaskScheduleFailEvent',
    jobId: job.spec.id,
    id: taskIdOf(account, task),
    requiredSlots: spec.requiredSlots,
    schedulingError: { category: 'UserError', ...obstacleOf(job, spec)! },
  });
}
