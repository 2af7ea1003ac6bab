// Changes of tasks that nothing runs: ended before they run, run again after all, and removed. As in transitions.ts,
// each keeps the counts and tells the journal; who may ask for it is decided by those who call.

import { type Account, type Job, touch } from './account.ts';
import { dropRetained } from './retention.ts';
import { forgetTask, taskIdOf } from './task-ids.ts';
import { ABSENT, FAILED, NONE, TASK } from './task-table.ts';
import { queueTask, releaseDependents, withdrawTask } from './transitions.ts';

/** A task that is in no line any more is terminated: it is completed, and failed, without having run to its end. */
export function completeWaiting(account: Account, job: Job, task: number): void {
  const { tasks } = account;
  tasks.states[task] = TASK.completed;
  job.active--;
  job.completed++;
  job.failed++;
  if (job.pool !== undefined) job.pool.failedTasks++;
  withdrawTask(account, job, task);
  tasks.links[task] = FAILED;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  if (job.dependencies !== undefined)
    releaseDependents(account, { task, spec, job }, 'terminated', Number.NaN);
}

/** A task that failed waits again, as if it were new. Those who wait for it from now on wait for its next end. */
export function restoreTask(account: Account, job: Job, task: number): void {
  const { tasks, watch, kernel, journal } = account;
  tasks.states[task] = TASK.active;
  tasks.links[task] = NONE;
  tasks.earlierAttempts.set(task, (tasks.earlierAttempts.get(task) ?? 0) + tasks.retries[task]! + 1);
  tasks.retries[task] = 0;
  tasks.failures.delete(task);
  job.completed--;
  job.failed--;
  job.active++;
  if (job.pool !== undefined) job.pool.failedTasks--;
  job.dependencies?.revoke(taskIdOf(account, task));
  watch.lastProgress = kernel.now;
  watch.futileAttempts = 0;
  journal.taskReactivated(kernel.now, task);
  queueTask(account, job, task, tasks.specs[tasks.specsOf[task]!]!);
}

/** A completed task is gone, and with it its files. */
export function removeTask(account: Account, job: Job, task: number): void {
  const { tasks } = account;
  const { pool } = job;
  const isFailed = tasks.links[task] === FAILED;
  job.completed--;
  if (isFailed) job.failed--;
  if (pool !== undefined) {
    if (isFailed) pool.failedTasks--;
    else pool.succeededTasks--;
    touch(account, pool);
  }
  account.journal.taskDeleted(account.kernel.now, task);
  job.dependencies?.revoke(taskIdOf(account, task));
  eraseTask(account, job, task);
}

/** An active task of a job that is over is gone: nothing counted it any more but its job. */
export function removeWithdrawn(account: Account, job: Job, task: number): void {
  job.active--;
  account.journal.taskDeleted(account.kernel.now, task);
  eraseTask(account, job, task);
}

/** Nothing remembers the task any more, and its files are gone; what counted it is set right by those who call. */
export function eraseTask(account: Account, job: Job, task: number): void {
  const { tasks } = account;
  dropRetained(account, task);
  forgetTask(account, job, task);
  tasks.states[task] = ABSENT;
  tasks.ids.delete(task);
  tasks.addedAt.delete(task);
  tasks.failures.delete(task);
  tasks.earlierAttempts.delete(task);
  tasks.lastNodes?.delete(task);
  account.details?.delete(task);
}
