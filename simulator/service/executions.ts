// Executions ended from outside, for good or to run again, and what happens to a node's slots when one is over. Who
// may start next is settled later.

import { NO_EVENT } from '../kernel/queue.ts';
import type { FailureInfo } from '../model/task.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, attemptOf, slotsOn, touch } from './account.ts';
import { KILLED } from './failures.ts';
import { completeDisabling } from './job-transitions.ts';
import { freeSlots } from './seats.ts';
import {
  closeExecution,
  completePreparing,
  completeTask,
  type ReturnReason,
  returnTask,
} from './transitions.ts';

/** A node and its slots (at most 256) share one event argument; this many bits hold the slots. */
const SLOT_BITS = 9;

/**
 * Kills an attempt for good, or a task that waits for its job's preparation: it is completed with TaskEnded. The
 * failure is kept where it says more than that a limit was over. What the end means to the job is asked later.
 */
export function killExecution(account: Account, attempt: Attempt, failure: FailureInfo | undefined): void {
  stop(account, attempt.execution);
  if (failure !== undefined) account.tasks.failures.set(attempt.task, failure);
  if (account.executions.isRunning(attempt.execution)) completeTask(account, attempt, 'terminated', KILLED);
  else completePreparing(account, attempt);
  leave(account, attempt);
}

/** Kills an attempt, or takes back a placement; the task waits again unless its job is over. */
export function returnExecution(account: Account, execution: number, end: ReturnReason): void {
  const attempt = attemptOf(account, execution);
  stop(account, execution);
  returnTask(account, attempt, end);
  leave(account, attempt);
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

/** Whatever would still happen to the execution will not. */
function stop(account: Account, execution: number): void {
  const { executions, kernel, executor } = account;
  if (executions.isRunning(execution)) executor.stop(execution);
  else kernel.cancel(executions.events[execution]!);
  dropLimit(account, execution);
}

/** The wall-clock limit of an execution that ended does not count any more. */
export function dropLimit({ executions, kernel }: Account, execution: number): void {
  const limit = executions.limits[execution]!;
  if (limit !== NO_EVENT) kernel.cancel(limit);
}

/** The execution leaves its node; its slots come free after the scenario's delay. */
export function leave(account: Account, attempt: Attempt): void {
  const { kernel, timers, settings } = account;
  const { node, spec, job, pool } = attempt;
  const slots = slotsOn(pool, spec);
  if (job.placed === job.spec.maxParallelTasks && job.state === 'active')
    pool.waiting.setOpen(job.index, true);
  closeExecution(account, attempt);
  if (job.state === 'disabling') completeDisabling(account, job);
  if (settings.slotReuse === 0) freeSlots(account, pool, node, slots);
  else kernel.at(kernel.now + settings.slotReuse, RANKS.ended, timers.slotFree, (node << SLOT_BITS) | slots);
}
