// What an execution's end means: success, failure, another attempt, the end of its job. Causes only change state
// here; who may start next is settled later.

import { RANKS } from '../ranks.ts';
import { type Account, attemptOf, retryLimitOf } from './account.ts';
import { dropLimit, killExecution, leave } from './executions.ts';
import { checkAllTasksComplete } from './job-end.ts';
import { completeTask, retryTask } from './transitions.ts';

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
  killExecution(account, attempt);
  checkAllTasksComplete(account, attempt.job);
}
