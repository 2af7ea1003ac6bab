// Tasks by their ids. A run that never asks for a task by its id never pays for the index.

import type { Instant } from '../../runtime/index.ts';
import type { Account, Job } from './account.ts';
import { ABSENT, NONE } from './task-table.ts';

/** The id of a task inside its job. */
export function taskIdOf({ tasks, settings }: Pick<Account, 'tasks' | 'settings'>, task: number): string {
  return task < tasks.planned ? settings.taskId(task) : tasks.ids.get(task)!;
}

/** When a task was added. */
export function addedAt({ tasks, settings, jobs }: Account, task: number): Instant {
  if (task < tasks.planned) return settings.plannedAt(task);
  return tasks.addedAt.get(task) ?? jobs[tasks.jobs[task]!]!.addedAt;
}

const keyOf = (job: Job, id: string): string => `${job.index} ${id.toLowerCase()}`;

/** The task of a job with this id, whatever its case; NONE when there is none. */
export function findTask(account: Account, job: Job, id: string): number {
  account.taskIndex ??= indexAll(account);
  return account.taskIndex.get(keyOf(job, id)) ?? NONE;
}

function indexAll(account: Account): Map<string, number> {
  const { tasks, jobs } = account;
  const index = new Map<string, number>();
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.states[task] !== ABSENT)
      index.set(keyOf(jobs[tasks.jobs[task]!]!, taskIdOf(account, task)), task);
  }
  return index;
}

/** A task was added. */
export function noteTask(account: Account, job: Job, task: number): void {
  account.taskIndex?.set(keyOf(job, taskIdOf(account, task)), task);
}

/** A task is deleted: its id is free again. */
export function forgetTask(account: Account, job: Job, task: number): void {
  account.taskIndex?.delete(keyOf(job, taskIdOf(account, task)));
}
