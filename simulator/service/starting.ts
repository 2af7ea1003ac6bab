// An attempt begins on the node where its task was placed.

import { NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, attemptOf } from './account.ts';
import { coordinate, isOfGang } from './gangs.ts';
import { beginAttempt } from './transitions.ts';

/** Another attempt begins where the one before ended. */
export function restartExecution(account: Account, execution: number): void {
  begin(account, attemptOf(account, execution), true);
}

/** The attempt begins: the world runs it, and its wall-clock limit counts. */
export function begin(account: Account, attempt: Attempt, isRetry: boolean): void {
  const { execution, task, spec } = attempt;
  beginAttempt(account, attempt);
  if (isOfGang(attempt)) coordinate(account, attempt, isRetry);
  else account.executor.start(execution, task, isRetry);
  if (spec.wallClockLimit !== Number.POSITIVE_INFINITY) limitAttempt(account, attempt);
}

/** The attempt may run so long since it began; a limit that is over ends it at this instant. */
export function limitAttempt({ executions, kernel, timers }: Account, attempt: Attempt): void {
  const { execution, spec } = attempt;
  executions.limits[execution] =
    spec.wallClockLimit === Number.POSITIVE_INFINITY
      ? NO_EVENT
      : kernel.at(
          executions.startedAt[execution]! + spec.wallClockLimit,
          RANKS.ended,
          timers.taskLimit,
          execution,
        );
}
