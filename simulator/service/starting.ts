// An attempt begins on the node where its task was placed.

import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, attemptOf } from './account.ts';
import { beginAttempt } from './transitions.ts';

/** The attempt of an execution begins. */
export function startExecution(account: Account, execution: number): void {
  begin(account, attemptOf(account, execution));
}

/** The attempt begins: the world runs it, and its wall-clock limit counts. */
export function begin(account: Account, attempt: Attempt): void {
  const { execution, task, spec } = attempt;
  beginAttempt(account, attempt);
  account.executor.start(execution, task);
  if (spec.wallClockLimit === Number.POSITIVE_INFINITY) return;
  const { executions, kernel, timers } = account;
  const limit = kernel.now + spec.wallClockLimit;
  executions.limits[execution] = kernel.at(limit, RANKS.ended, timers.taskLimit, execution);
}
