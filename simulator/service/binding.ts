// Which pool a job's tasks wait for, and what moves when that changes: the waiting tasks and all that is counted by
// pool. Tasks of a job whose pool is not there wait apart.

import { type Account, canRun, type Job, type Pool, slotsOn, touch } from './account.ts';
import { isOver } from './job-record.ts';
import type { Waiting } from './waiting.ts';

/** Where the job's tasks wait. */
export const waitingOf = (account: Account, job: Job): Waiting => job.pool?.waiting ?? account.poolless;

/** Whether tasks of the job may start now: it is active and below its limit of parallel tasks. */
export function openQueue(account: Account, job: Job): void {
  const { maxParallelTasks } = job.spec;
  const hasRoom = maxParallelTasks < 0 || job.placed < maxParallelTasks;
  waitingOf(account, job).setOpen(job.index, job.state === 'active' && hasRoom);
  if (job.pool !== undefined) touch(account, job.pool);
}

/** Binds a job of which nothing runs to another pool, or to none: its tasks and their counts go with it. */
export function bindJob(account: Account, job: Job, pool: Pool | undefined): void {
  const { pool: before } = job;
  if (before === pool) return;
  const waiting = waitingOf(account, job).drain(job.index);
  countSchedulable(account, job, waiting, -1);
  if (before !== undefined) count(account, job, before, waiting, -1);
  before?.jobs.delete(job.index);
  job.pool = pool;
  notePool(account, job);
  const line = waitingOf(account, job);
  line.admit(job.index, job.spec.priority);
  const { tasks } = account;
  for (const task of waiting) {
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    line.append(job.index, task, pool === undefined ? spec.requiredSlots : slotsOn(pool, spec), spec.kind);
  }
  countSchedulable(account, job, waiting, 1);
  if (pool !== undefined) count(account, job, pool, waiting, 1);
  openQueue(account, job);
  if (account.watch.unfinished === 0) account.watch.onIdle();
}

/** Writes the job down with its pool, or with those that wait for a pool of that id. */
export function notePool(account: Account, job: Job): void {
  const id = job.spec.poolInfo.poolId?.toLowerCase();
  if (job.pool !== undefined) job.pool.jobs.add(job.index);
  else if (id !== undefined) {
    const dangling = account.danglingJobs.get(id) ?? new Set();
    dangling.add(job.index);
    account.danglingJobs.set(id, dangling);
  }
}

/** Jobs that name the new pool and have none are bound to it. */
export function adoptJobs(account: Account, pool: Pool): void {
  const id = pool.spec.id.toLowerCase();
  const dangling = account.danglingJobs.get(id);
  if (dangling === undefined) return;
  account.danglingJobs.delete(id);
  for (const index of dangling) {
    const job = account.jobs[index]!;
    // It may have ended, or been moved elsewhere since.
    const isWaiting = job.pool === undefined && job.spec.poolInfo.poolId?.toLowerCase() === id;
    if (isWaiting && !isOver(job)) bindJob(account, job, pool);
  }
}

/** The pool is gone: its jobs have none from now on, and wait for the next of that id. */
export function abandonJobs(account: Account, pool: Pool): void {
  for (const index of [...pool.jobs]) {
    const job = account.jobs[index]!;
    if (isOver(job)) pool.jobs.delete(index);
    else bindJob(account, job, undefined);
  }
}

function count(account: Account, job: Job, pool: Pool, waiting: readonly number[], sign: 1 | -1): void {
  const { tasks } = account;
  if (!isOver(job))
    for (const task of waiting) pool.activeTasks += sign * tasks.specs[tasks.specsOf[task]!]!.weight;
  pool.succeededTasks += sign * (job.completed - job.failed);
  pool.failedTasks += sign * job.failed;
  touch(account, pool);
}

/** Which of the waiting tasks can ever run as things are. */
function countSchedulable(account: Account, job: Job, waiting: readonly number[], sign: 1 | -1): void {
  const { watch, tasks } = account;
  for (const task of waiting) {
    if (canRun(job, tasks.specs[tasks.specsOf[task]!]!)) watch.unfinished += sign;
    else watch.neverSchedulable += sign;
  }
}
