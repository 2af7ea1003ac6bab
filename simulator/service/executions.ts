// Executions ended from outside, for good or to run again, and what happens to a node's slots when one is over. Who
// may start next is settled later.

import { NO_EVENT } from '../kernel/queue.ts';
import type { FailureInfo } from '../model/task.ts';
import { type Account, type Attempt, attemptOf, slotsOn } from './account.ts';
import { KILLED } from './failures.ts';
import { endGang, isOfGang, takeGang } from './gangs.ts';
import { completeDisabling } from './job-transitions.ts';
import { releaseSlots } from './slot-reuse.ts';
import {
  closeExecution,
  completePreparing,
  completeTask,
  type ReturnReason,
  returnTask,
} from './transitions.ts';

/**
 * Kills an attempt for good, or a task that waits for its job's preparation: it is completed with TaskEnded. The
 * failure is kept where it says more than that a limit was over. What the end means to the job is asked later.
 * Answers whether there was a task to end: a subtask may outlast its own.
 */
export function killExecution(account: Account, part: Attempt, failure: FailureInfo | undefined): boolean {
  const attempt = isOfGang(part) ? takeGang(account, part) : part;
  if (attempt === undefined) return false;
  stop(account, attempt);
  if (failure !== undefined) account.tasks.failures.set(attempt.task, failure);
  const exitCode = KILLED[account.settings.choices.killedExitCode];
  if (account.executions.isRunning(attempt.execution)) completeTask(account, attempt, 'terminated', exitCode);
  else completePreparing(account, attempt);
  leave(account, attempt);
  return true;
}

/** Kills an attempt, or takes back a placement; the task waits again unless its job is over. */
export function returnExecution(account: Account, execution: number, end: ReturnReason): void {
  const part = attemptOf(account, execution);
  const attempt = isOfGang(part) ? takeGang(account, part) : part;
  if (attempt === undefined) return;
  stop(account, attempt);
  returnTask(account, attempt, end);
  leave(account, attempt);
}

/** Whatever would still happen to the execution will not. */
function stop(account: Account, attempt: Attempt): void {
  const { executions, kernel, executor } = account;
  const { execution } = attempt;
  if (!executions.isRunning(execution)) kernel.cancel(executions.events[execution]!);
  else if (!isOfGang(attempt)) executor.stop(execution);
  dropLimit(account, execution);
}

/** The wall-clock limit of an execution that ended does not count any more. */
export function dropLimit({ executions, kernel }: Account, execution: number): void {
  const limit = executions.limits[execution]!;
  if (limit !== NO_EVENT) kernel.cancel(limit);
}

/** The execution leaves its node; its slots come free after the scenario's delay. */
export function leave(account: Account, attempt: Attempt): void {
  const { task, node, spec, job, pool } = attempt;
  if (job.placed === job.spec.maxParallelTasks && job.state === 'active')
    pool.waiting.setOpen(job.index, true);
  closeExecution(account, attempt);
  if (job.state === 'disabling') completeDisabling(account, job);
  releaseSlots(account, pool, node, slotsOn(pool, spec));
  if (isOfGang(attempt)) endGang(account, task);
}
