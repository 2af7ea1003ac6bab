// Commands on tasks that are there, named as Azure's operations. Source: REST Task - Update, Terminate, Reactivate,
// Delete; what is decided where nothing is said stands in docs/undocumented.md.

import { tellFault } from '../model/fault.ts';
import type { TaskConstraints } from '../model/task.ts';
import { constraintFaults } from '../model/task-faults.ts';
import { type Account, attemptOf, type Job, slotsOn } from './account.ts';
import { waitingOf } from './binding.ts';
import { taskOver, terminateExecution } from './completion.ts';
import { killExecution, returnExecution } from './executions.ts';
import { ENDED_BY_USER } from './failures.ts';
import { checkAllTasksComplete } from './job-end.ts';
import { isOver } from './job-record.ts';
import { unfit } from './jobs.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { limitAttempt } from './starting.ts';
import { findTask } from './task-ids.ts';
import { constrainSpec } from './task-specs.ts';
import { FAILED, NONE, TASK } from './task-table.ts';
import { completeWaiting, removeTask, removeWithdrawn, restoreTask } from './task-transitions.ts';

/** Changes the constraints of a task that is not completed; what is left out is as for a new task. */
export function updateTask(
  account: Account,
  job: Job,
  id: string,
  constraints: TaskConstraints = {},
): Refusal | undefined {
  const { tasks, kernel, executions } = account;
  const [fault] = constraintFaults(constraints);
  if (fault !== undefined) return { code: fault.code, message: tellFault(fault) };
  const task = taskIn(account, job, id);
  if (typeof task !== 'number') return task;
  if (tasks.states[task] === TASK.completed) return REFUSALS.taskCompleted;
  tasks.specsOf[task] = constrainSpec(account, tasks.specsOf[task]!, constraints);
  const execution = tasks.states[task] === TASK.running ? tasks.links[task]! : NONE;
  if (execution < 0) return undefined;
  kernel.cancel(executions.limits[execution]!);
  limitAttempt(account, attemptOf(account, execution));
  return undefined;
}

/** Ends a task for good: it is completed and failed, with TaskEnded. */
export function terminateTask(account: Account, job: Job, id: string): Refusal | undefined {
  const task = taskIn(account, job, id);
  if (typeof task !== 'number') return task;
  if (account.tasks.states[task] === TASK.completed) return REFUSALS.taskCompleted;
  endTask(account, job, task);
  return undefined;
}

/** Runs a task again that failed. */
export function reactivateTask(account: Account, job: Job, id: string): Refusal | undefined {
  const { tasks } = account;
  const task = taskIn(account, job, id);
  if (typeof task !== 'number') return task;
  if (tasks.states[task] !== TASK.completed) return REFUSALS.taskNotCompleted;
  if (tasks.links[task] !== FAILED) return REFUSALS.taskSucceeded;
  restoreTask(account, job, task);
  return undefined;
}

/** Removes a task in whatever state, and its files at once; what runs of it is killed. */
export function deleteTask(account: Account, job: Job, id: string): Refusal | undefined {
  if (job.state === 'deleting') return REFUSALS.jobBeingDeleted;
  const { tasks } = account;
  const task = findTask(account, job, id);
  if (task < 0) return REFUSALS.taskNotFound;
  if (tasks.states[task] === TASK.active && isOver(job)) {
    removeWithdrawn(account, job, task);
    return undefined;
  }
  if (tasks.states[task] === TASK.running || tasks.states[task] === TASK.preparing)
    killExecution(account, attemptOf(account, tasks.links[task]!), ENDED_BY_USER);
  else if (tasks.states[task] === TASK.active) dropWaiting(account, job, task);
  removeTask(account, job, task);
  checkAllTasksComplete(account, job);
  return undefined;
}

/** The task of a job that is not over, or why there is none to be changed. */
function taskIn(account: Account, job: Job, id: string): number | Refusal {
  const refusal = unfit(job, 'update');
  if (refusal !== undefined) return refusal;
  const task = findTask(account, job, id);
  return task < 0 ? REFUSALS.taskNotFound : task;
}

function endTask(account: Account, job: Job, task: number): void {
  const { tasks } = account;
  if (tasks.states[task] !== TASK.active) {
    terminateExecution(account, tasks.links[task]!);
    return;
  }
  dropWaiting(account, job, task);
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  taskOver(account, { task, spec, job }, 'terminated', Number.NaN);
}

/** Completes an active task: one that waits for a node, for another attempt, or for other tasks. */
function dropWaiting(account: Account, job: Job, task: number): void {
  const { tasks } = account;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  const isBlocked = job.dependencies?.isBlocked(task) === true;
  if (!isBlocked) {
    const slots = job.pool === undefined ? spec.requiredSlots : slotsOn(job.pool, spec);
    // A task that is placed, or waits for another attempt, is in no line yet.
    const wasWaiting = waitingOf(account, job).remove(job.index, task, slots, spec.kind);
    if (!wasWaiting && tasks.links[task]! >= 0) {
      returnExecution(account, tasks.links[task]!, 'requeue');
      waitingOf(account, job).remove(job.index, task, slots, spec.kind);
    }
  }
  tasks.failures.set(task, ENDED_BY_USER);
  completeWaiting(account, job, task);
}
