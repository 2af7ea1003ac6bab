// Multi-instance tasks: placed on several nodes at once, coordinated on all of them, then run on the primary's alone.
// Whatever ends one of the executions ends them all; subtasks leave their nodes some seconds after the task.
// Source: docs "multi-instance tasks"; REST MultiInstanceSettings.

import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, attemptOf, type Job, type Pool } from './account.ts';
import { suits } from './demands.ts';
import { nodesWithRoom } from './placement.ts';
import { releaseSlots } from './slot-reuse.ts';
import { closeSubtask, openSubtask, restSubtask, startSubtask } from './subtasks.ts';
import { type SharedSpec, TASK } from './task-table.ts';
import { placeTask } from './transitions.ts';

/** A multi-instance task on its nodes, from its placement to the end of its primary. */
export interface Gang {
  /** The execution of the task itself; the others are of its subtasks, in the order of their ids. */
  readonly primary: number;
  readonly subtasks: Set<number>;
  /** Executions whose coordination command runs. */
  readonly coordinating: Set<number>;
  /** Whether the attempt that runs is a retry where the one before ran. */
  isRetry: boolean;
}

/** Whether an attempt is of a multi-instance task. */
export const isOfGang = ({ spec }: Attempt): boolean => spec.demands?.isMultiInstance === true;

/** As many nodes as the task needs, in the order of placement; undefined when there are too few. */
export function pickGang(
  account: Account,
  pool: Pool,
  job: Job,
  spec: SharedSpec,
): readonly number[] | undefined {
  const { demands } = spec;
  const wanted = demands?.nodeCount ?? 1;
  const found: number[] = [];
  for (const node of nodesWithRoom(pool, spec.requiredSlots)) {
    if (suits(account, job, node, demands) && found.push(node) === wanted) return found;
  }
  return undefined;
}

/** Whether the pool's targets are enough nodes for the task, so that idle ones are worth holding for it (U-04). */
export function canGather(pool: Pool, job: Job, spec: SharedSpec): boolean {
  const [dedicated, lowPriority] = pool.target;
  const nodes = dedicated + (spec.demands?.dedicatedOnly === true ? 0 : lowPriority);
  return nodes - (job.barredNodes?.size ?? 0) >= (spec.demands?.nodeCount ?? 1);
}

/** Puts a multi-instance task on its nodes, the first of which is the primary's. */
export function placeGang(account: Account, pool: Pool, task: number, nodes: readonly number[]): Attempt {
  const [first, ...others] = nodes;
  const attempt = placeTask(account, pool, task, first!);
  const subtasks = new Set(others.map((node) => openSubtask(account, pool, task, node)));
  const { execution: primary } = attempt;
  account.gangs.set(task, { primary, subtasks, coordinating: new Set(), isRetry: false });
  return attempt;
}

/** The attempt of the primary of a placed multi-instance task. */
export const primaryOf = (account: Account, { task }: Attempt): Attempt =>
  attemptOf(account, account.gangs.get(task)!.primary);

/** The nodes of a placed multi-instance task, the primary's first. */
export function nodesOfGang({ gangs, executions }: Account, task: number): readonly number[] {
  const { primary, subtasks } = gangs.get(task)!;
  return [primary, ...subtasks].map((execution) => executions.nodes[execution]!);
}

/** The attempt begins on all nodes, with the coordination command. */
export function coordinate(account: Account, { execution, task }: Attempt, isRetry: boolean): void {
  const gang = account.gangs.get(task)!;
  gang.isRetry = isRetry;
  for (const subtask of gang.subtasks) startSubtask(account, subtask);
  for (const each of [execution, ...gang.subtasks]) {
    gang.coordinating.add(each);
    account.executor.coordinate(each, task);
  }
}

/**
 * A process of a multi-instance task ended: the attempt that ends with it, if one does. Once the coordination command
 * has succeeded everywhere, the primary runs the task's command; when it fails anywhere, the attempt has failed.
 */
export function coordinated(account: Account, attempt: Attempt, exitCode: number): Attempt | undefined {
  const { execution, task } = attempt;
  const gang = account.gangs.get(task)!;
  if (!gang.coordinating.delete(execution)) return attempt;
  if (exitCode !== 0) {
    stopCoordination(account, gang);
    return execution === gang.primary ? attempt : attemptOf(account, gang.primary);
  }
  if (gang.coordinating.size === 0) account.executor.start(gang.primary, task, gang.isRetry);
  return undefined;
}

/** The task will be tried again: its subtasks stay where they are, with nothing to do. */
export function restGang(account: Account, task: number): void {
  for (const subtask of account.gangs.get(task)!.subtasks) restSubtask(account, subtask);
}

/**
 * Something ends an execution of a multi-instance task from outside: its processes stop, and the attempt of the
 * primary is answered, which is to be ended. A subtask's own execution leaves its node at once. Undefined for one
 * whose task was over already.
 */
export function takeGang(account: Account, attempt: Attempt): Attempt | undefined {
  const { execution, task } = attempt;
  const { kernel, executions, executor, endingSubtasks } = account;
  if (endingSubtasks.delete(execution)) {
    kernel.cancel(executions.events[execution]!);
    leaveSubtask(account, attempt);
    return undefined;
  }
  const gang = account.gangs.get(task)!;
  if (gang.coordinating.size > 0) stopCoordination(account, gang);
  else if (executions.isRunning(gang.primary)) executor.stop(gang.primary);
  if (execution === gang.primary) return attempt;
  gang.subtasks.delete(execution);
  leaveSubtask(account, attempt);
  return attemptOf(account, gang.primary);
}

/** The primary has left its node: subtasks follow some time after a task that is over, at once after one that waits again. */
export function endGang(account: Account, task: number): void {
  const { gangs, tasks, settings, kernel, executions, timers, endingSubtasks } = account;
  const { subtasks } = gangs.get(task)!;
  gangs.delete(task);
  for (const subtask of subtasks) {
    const delay = tasks.states[task] === TASK.completed ? settings.subtaskEnd() : 0;
    if (delay === 0) leaveSubtask(account, attemptOf(account, subtask));
    else {
      endingSubtasks.add(subtask);
      executions.events[subtask] = kernel.at(kernel.now + delay, RANKS.ended, timers.subtaskEnd, subtask);
    }
  }
}

/** A subtask of a task that is over leaves its node. */
export function subtaskEnded(account: Account, subtask: number): void {
  account.endingSubtasks.delete(subtask);
  leaveSubtask(account, attemptOf(account, subtask));
}

function leaveSubtask(account: Account, attempt: Attempt): void {
  closeSubtask(account, attempt);
  releaseSlots(account, attempt.pool, attempt.node, attempt.spec.requiredSlots);
}

function stopCoordination({ executor }: Account, { coordinating }: Gang): void {
  for (const execution of coordinating) executor.stop(execution);
  coordinating.clear();
}
