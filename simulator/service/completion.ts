// What an execution's end means: success, failure, another attempt, the end of its job. Causes only change state
// here; who may start next is settled later.

import type { FailureInfo } from '../model/task.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, attemptOf, retryLimitOf } from './account.ts';
import { dropLimit, killExecution, leave } from './executions.ts';
import { exitActionsOf } from './exit-conditions.ts';
import { ENDED_BY_USER, KILLED } from './failures.ts';
import { coordinated, isOfGang, restGang } from './gangs.ts';
import { beginDisabling, checkAllTasksComplete, endJob } from './job-end.ts';
import { type Completion, completeTask, retryTask } from './transitions.ts';

/** The process ended by itself. A non-zero exit is retried while retries are left. */
export function executionEnded(account: Account, execution: number, exitCode: number): void {
  const { executions, kernel, timers } = account;
  const part = attemptOf(account, execution);
  const attempt = isOfGang(part) ? coordinated(account, part, exitCode) : part;
  if (attempt === undefined) return;
  dropLimit(account, attempt.execution);
  if (exitCode !== 0 && isTriedAgain(account, attempt.task)) {
    retryTask(account, attempt, exitCode);
    if (isOfGang(attempt)) restGang(account, attempt.task);
    const delay = account.settings.retryDelay();
    executions.events[attempt.execution] = kernel.at(
      kernel.now + delay,
      RANKS.command,
      timers.again,
      attempt.execution,
    );
    return;
  }
  finish(account, attempt, exitCode === 0 ? 'success' : 'failure', exitCode);
}

/** Whether a task that exits with a non-zero code runs again. */
export function isTriedAgain(account: Account, task: number): boolean {
  const limit = retryLimitOf(account, task);
  return limit < 0 || account.tasks.retries[task]! < limit;
}

/** A pre-processing error: nothing ran, and nothing is tried again. */
export function executionNotStarted(account: Account, execution: number, failure: FailureInfo): void {
  const attempt = attemptOf(account, execution);
  dropLimit(account, execution);
  account.tasks.failures.set(attempt.task, failure);
  finish(account, attempt, 'notstarted', Number.NaN);
}

/** The process ended and an output file did not arrive: the task failed whatever the exit code, and for good. */
export function executionNotUploaded(
  account: Account,
  execution: number,
  exitCode: number,
  failure: FailureInfo,
): void {
  const attempt = attemptOf(account, execution);
  dropLimit(account, execution);
  account.tasks.failures.set(attempt.task, failure);
  finish(account, attempt, 'notuploaded', exitCode);
}

/** The wall-clock limit of a running attempt is over: its task is completed with TaskEnded and not retried. */
export function executionTimedOut(account: Account, execution: number): void {
  const attempt = attemptOf(account, execution);
  if (killExecution(account, attempt, undefined))
    taskOver(account, attempt, 'terminated', KILLED[account.settings.choices.killedExitCode]);
}

/** A user kills a running attempt for good: its task is completed with TaskEnded and not retried. */
export function terminateExecution(account: Account, execution: number): void {
  executionCutShort(account, execution, ENDED_BY_USER);
}

/** The world ends a running attempt for good, and says why. */
export function executionCutShort(account: Account, execution: number, failure: FailureInfo): void {
  const attempt = attemptOf(account, execution);
  if (killExecution(account, attempt, failure))
    taskOver(account, attempt, 'terminated', KILLED[account.settings.choices.killedExitCode]);
}

function finish(account: Account, attempt: Attempt, end: Completion, exitCode: number): void {
  completeTask(account, attempt, end, exitCode);
  leave(account, attempt);
  taskOver(account, attempt, end, exitCode);
}

/** The task is over, and with it perhaps its job: by exit conditions, as its job manager, or as the last one. */
export function taskOver(
  account: Account,
  { task, job, spec }: Pick<Attempt, 'task' | 'spec' | 'job'>,
  end: Completion,
  exitCode: number,
): void {
  if (job.spec.onTaskFailure !== 'noaction' && job.state === 'active') {
    const { jobAction } = exitActionsOf(spec.spec.exitConditions, end, exitCode);
    if (jobAction === 'terminate') endJob(account, job, 'TaskFailed');
    if (jobAction === 'disable') beginDisabling(account, job, 'requeue');
  }
  // Success or failure alike: what counts is that the job manager will not run again.
  if (task === job.managerTask && job.spec.jobManagerTask!.killJobOnCompletion)
    endJob(account, job, 'JMComplete');
  checkAllTasksComplete(account, job);
}
