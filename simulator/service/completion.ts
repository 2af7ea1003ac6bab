// What an execution's end means: success, failure, another attempt, the end of its job; and how executions
// are ended from outside. Causes only change state here; who may start next is settled later.

import { NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import {
  type Account,
  type Attempt,
  attemptOf,
  type Job,
  type Pool,
  retryLimitOf,
  slotsOn,
  touch,
} from './account.ts';
import { KILLED } from './failures.ts';
import { freeSlots } from './seats.ts';
import {
  closeExecution,
  completeTask,
  retryTask,
  returnTask,
  setJobState,
  withdrawTask,
} from './transitions.ts';

/** A node and its slots (at most 256) share one event argument; this many bits hold the slots. */
const SLOT_BITS = 9;

/** The process ended by itself. A non-zero exit is retried while retries are left. */
export function executionEnded(account: Account, execution: number, exitCode: number): void {
  const { executions, tasks, kernel, timers } = account;
  const attempt = attemptOf(account, execution);
  dropLimit(account, execution);
  if (exitCode !== 0) {
    const limit = retryLimitOf(account, attempt.task);
    if (limit < 0 || tasks.retries[attempt.task]! < limit) {
      retryTask(account, attempt, exitCode);
      const delay = account.settings.retryDelay();
      executions.events[execution] = kernel.at(kernel.now + delay, RANKS.command, timers.again, execution);
      return;
    }
  }
  completeTask(account, attempt, exitCode === 0 ? 'success' : 'failure', exitCode);
  leave(account, attempt);
  checkAllTasksComplete(account, attempt.job);
}

/** Kills a running attempt for good: its task is completed with TaskEnded and not retried. */
export function terminateExecution(account: Account, execution: number): void {
  const attempt = attemptOf(account, execution);
  stop(account, execution);
  completeTask(account, attempt, 'terminated', KILLED);
  leave(account, attempt);
  checkAllTasksComplete(account, attempt.job);
}

/** Kills an attempt, or takes back a placement; the task waits again unless its job is over. */
export function returnExecution(account: Account, execution: number, end: 'requeue' | 'recovery'): void {
  const attempt = attemptOf(account, execution);
  stop(account, execution);
  returnTask(account, attempt, end);
  leave(account, attempt);
}

/** Ends a job: what runs is terminated, what waits never runs. Source: REST Job - Terminate. */
export function terminateJob(account: Account, job: Job, reason: string): void {
  if (job.state !== 'active') return;
  const { kernel, journal } = account;
  kernel.cancel(job.limit);
  job.terminateReason = reason;
  setJobState(job, 'terminating');
  journal.fact({
    time: kernel.now,
    event: 'JobTerminateStartEvent',
    id: job.spec.id,
    terminateReason: reason,
  });
  if (job.pool !== undefined) {
    job.pool.waiting.setOpen(job.index, false);
    if (job.placed > 0) endExecutionsOf(account, job.pool, job);
    for (const task of job.pool.waiting.drain(job.index)) withdrawTask(account, job, task);
  }
  for (const task of job.dependencies?.blocked() ?? []) withdrawTask(account, job, task);
  setJobState(job, 'completed');
  journal.fact({
    time: kernel.now,
    event: 'JobTerminateCompleteEvent',
    id: job.spec.id,
    terminateReason: reason,
  });
}

/** Ends the job if it asks for that once all its tasks are completed. Source: REST OnAllTasksComplete. */
export function checkAllTasksComplete(account: Account, job: Job): void {
  if (job.spec.onAllTasksComplete !== 'terminatejob' || job.active > 0 || job.running > 0) return;
  if (!job.isFilled) return;
  terminateJob(account, job, 'AllTasksComplete');
}

/** The slots of an ended execution can be used again, unless the node has a new machine since. */
export function slotsFreed(account: Account, packed: number): void {
  const { nodes, pools, kernel, settings } = account;
  const node = packed >>> SLOT_BITS;
  if (nodes.createdAt[node]! >= kernel.now - settings.slotReuse) return;
  const pool = pools[nodes.pools[node]!]!;
  freeSlots(account, pool, node, packed & ((1 << SLOT_BITS) - 1));
  touch(account, pool);
}

function endExecutionsOf(account: Account, pool: Pool, job: Job): void {
  const { executions, nodes, tasks } = account;
  for (const node of pool.nodes) {
    for (let row = nodes.heads[node]!; row >= 0; ) {
      const next = executions.next[row]!;
      if (tasks.jobs[executions.tasks[row]!] === job.index) {
        if (executions.isRunning(row)) terminateExecution(account, row);
        else returnExecution(account, row, 'requeue');
      }
      row = next;
    }
  }
}

/** Whatever would still happen to the execution will not. */
function stop(account: Account, execution: number): void {
  const { executions, kernel, executor } = account;
  if (executions.isRunning(execution)) executor.stop(execution);
  else kernel.cancel(executions.events[execution]!);
  dropLimit(account, execution);
}

function dropLimit({ executions, kernel }: Account, execution: number): void {
  const limit = executions.limits[execution]!;
  if (limit !== NO_EVENT) kernel.cancel(limit);
}

/** The execution leaves its node; its slots come free after the scenario's delay. */
function leave(account: Account, attempt: Attempt): void {
  const { kernel, timers, settings } = account;
  const { node, spec, job, pool } = attempt;
  const slots = slotsOn(pool, spec);
  if (job.placed === job.spec.maxParallelTasks && job.state === 'active')
    pool.waiting.setOpen(job.index, true);
  closeExecution(account, attempt);
  if (settings.slotReuse === 0) freeSlots(account, pool, node, slots);
  else kernel.at(kernel.now + settings.slotReuse, RANKS.ended, timers.slotFree, (node << SLOT_BITS) | slots);
}
