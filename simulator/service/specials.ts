// Start, job preparation and job release tasks: one run on a node, with retries and a limit, and what its end means
// to whom. They take no slots. Source: docs "start task", "job preparation and release tasks".

import type { Duration, Instant } from '../../runtime/index.ts';
import type { SpecialTaskType } from '../journal.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import type { FailureInfo } from '../model/task.ts';
import { RANKS } from '../ranks.ts';
import { type Account, nodeInfoOf, touch } from './account.ts';
import { exitFailure, KILLED, taskEndedFailure } from './failures.ts';
import { enterSpecial } from './loads.ts';
import { SPECIAL, type SpecialKind } from './special-table.ts';
import { NONE } from './task-table.ts';

/** What a kind of special task is called, and what holds for it. */
interface SpecialRules {
  readonly type: SpecialTaskType;
  readonly name: string;
  /** -1 retries for ever. */
  readonly retries: number;
  readonly limit: Duration;
}

/** What holds for a special task, from its pool or its job. */
function rulesOf(account: Account, special: number): SpecialRules {
  const { specials, nodes, pools, jobs } = account;
  const node = specials.nodes[special]!;
  const kind = specials.kinds[special] as SpecialKind;
  if (kind === SPECIAL.start) {
    const retries = pools[nodes.pools[node]!]!.spec.startTask?.maxTaskRetryCount ?? 0;
    return { type: 'StartTask', name: 'StartTask', retries, limit: Number.POSITIVE_INFINITY };
  }
  const { jobPreparationTask, jobReleaseTask } = jobs[specials.jobs[special]!]!.spec;
  if (kind === SPECIAL.preparation) {
    const { id, maxTaskRetryCount, maxWallClockTime } = jobPreparationTask!;
    const limit = maxWallClockTime ?? Number.POSITIVE_INFINITY;
    return { type: 'JobPrep', name: id, retries: maxTaskRetryCount, limit };
  }
  const { id, maxWallClockTime } = jobReleaseTask!;
  return { type: 'JobRelease', name: id, retries: 0, limit: maxWallClockTime };
}

/** Runs a special task on a node; `job` is NONE for a start task. */
export function startSpecial(account: Account, kind: SpecialKind, node: number, job: number): number {
  const special = account.specials.open(kind, node, job);
  beginSpecial(account, special);
  return special;
}

/** Begins an attempt. */
export function beginSpecial(account: Account, special: number): void {
  const { specials, kernel, executor, timers } = account;
  specials.startedAt[special] = kernel.now;
  const { limit } = rulesOf(account, special);
  specials.events[special] =
    limit === Number.POSITIVE_INFINITY
      ? NO_EVENT
      : kernel.at(kernel.now + limit, RANKS.ended, timers.specialLimit, special);
  executor.startSpecial(special);
  noteLoad(account, special, 1);
}

/** A special task that is over for its node; `failure` is undefined when it succeeded. */
export interface SpecialOver {
  readonly kind: SpecialKind;
  readonly node: number;
  /** NONE for start tasks. */
  readonly job: number;
  readonly failure: FailureInfo | undefined;
  readonly startedAt: Instant;
  readonly retries: number;
  /** Null when no process ended by itself. */
  readonly exitCode: number | null;
}

/** The process ended by itself: run again while retries are left (undefined), else over. */
export function endSpecial(account: Account, special: number, exitCode: number): SpecialOver | undefined {
  const { specials, kernel, timers, settings } = account;
  kernel.cancel(specials.events[special]!);
  specials.events[special] = NO_EVENT;
  const { retries } = rulesOf(account, special);
  if (exitCode !== 0 && (retries < 0 || specials.retries[special]! < retries)) {
    noteLoad(account, special, -1);
    specials.retries[special]!++;
    specials.startedAt[special] = Number.NaN;
    const at = kernel.now + settings.retryDelay();
    specials.events[special] = kernel.at(at, RANKS.command, timers.specialAgain, special);
    return undefined;
  }
  return over(account, special, exitCode, exitCode === 0 ? undefined : exitFailure());
}

/** Nobody can tell how it ended: it runs again, and no retry is counted. */
export function restartSpecial(account: Account, special: number): void {
  account.kernel.cancel(account.specials.events[special]!);
  noteLoad(account, special, -1);
  beginSpecial(account, special);
}

/** A pre-processing error: never retried. */
export function failSpecial(account: Account, special: number, failure: FailureInfo): SpecialOver {
  account.kernel.cancel(account.specials.events[special]!);
  return over(account, special, null, failure);
}

/** The task ran too long. */
export function stopSpecial(account: Account, special: number): SpecialOver {
  account.executor.stopSpecial(special);
  const exitCode = KILLED[account.settings.choices.killedExitCode];
  return over(account, special, exitCode, taskEndedFailure('servererror'));
}

/** What runs on the node without slots does so no more, and nobody is told: the node's machine is going. */
export function dropSpecials(account: Account, node: number): void {
  for (const special of account.specials.on(node)) dropSpecial(account, special);
}

/** Ends one special task without a word. */
export function dropSpecial(account: Account, special: number): void {
  const { specials, kernel, executor } = account;
  kernel.cancel(specials.events[special]!);
  if (!Number.isNaN(specials.startedAt[special]!)) {
    executor.stopSpecial(special);
    noteLoad(account, special, -1);
  }
  specials.close(special);
}

/** What the special task takes of its node counts from now on (1), or does no more (-1). */
function noteLoad(account: Account, special: number, sign: 1 | -1): void {
  if (account.loads === undefined) return;
  enterSpecial(account, special, sign);
  touch(account, account.pools[account.nodes.pools[account.specials.nodes[special]!]!]!);
}

function over(
  account: Account,
  special: number,
  exitCode: number | null,
  failure?: FailureInfo,
): SpecialOver {
  const { specials, kernel, journal, jobs } = account;
  noteLoad(account, special, -1);
  const kind = specials.kinds[special] as SpecialKind;
  const node = specials.nodes[special]!;
  const job = specials.jobs[special]!;
  const { type, name } = rulesOf(account, special);
  const startedAt = specials.startedAt[special]!;
  const retries = specials.retries[special]!;
  const body = {
    time: kernel.now,
    jobId: job === NONE ? '' : jobs[job]!.spec.id,
    taskName: name,
    taskType: type,
    nodeInfo: nodeInfoOf(account, node),
    executionInfo: {
      startTime: startedAt,
      endTime: kernel.now,
      exitCode,
      result: failure === undefined ? ('Success' as const) : ('Failure' as const),
      ...(failure === undefined ? {} : { schedulingError: failure }),
    },
  };
  specials.close(special);
  journal.fact({ event: 'SpecialTaskCompleteEvent', ...body });
  if (failure !== undefined) journal.fact({ event: 'SpecialTaskFailEvent', ...body });
  return { kind, node, job, failure, startedAt, retries, exitCode };
}
