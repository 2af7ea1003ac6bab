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
  if (before !== undefined) count(account, job, before, -waiting.length, -1);
  job.pool = pool;
  const line = waitingOf(account, job);
  line.admit(job.index, job.spec.priority);
  const { tasks } = account;
  for (const task of waiting) {
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    line.append(job.index, task, pool === undefined ? spec.requiredSlots : slotsOn(pool, spec), spec.kind);
  }
  countSchedulable(account, job, waiting, 1);
  if (pool !== undefined) count(account, job, pool, waiting.length, 1);
  openQueue(account, job);
  if (account.watch.unfinished === 0) account.watch.onIdle();
}

function count(account: Account, job: Job, pool: Pool, waiting: number, sign: 1 | -1): void {
  if (!isOver(job)) pool.activeTasks += waiting;
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
