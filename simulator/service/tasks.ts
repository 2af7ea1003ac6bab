// Commands on tasks, named as Azure's operations.

import { type Account, canRun, type Job } from './account.ts';
import { isOver } from './job-record.ts';
import { obstacleOf } from './obstacles.ts';
import { noteTask, taskIdOf } from './task-ids.ts';
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

/** Adds a task with an id to a job. */
export function addTask(account: Account, job: Job, id: string, spec: number): number {
  const { tasks } = account;
  const task = tasks.add(job.index, spec);
  tasks.ids.set(task, id);
  noteTask(account, job, task);
  enter(account, job, task);
  return task;
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
