// How a job ends or is disabled: by a user, a limit, its last task, its job manager. When it ends, what runs is killed
// and what waits never runs. Source: REST Job - Terminate, Job - Disable, OnAllTasksComplete.

import type { DisableJobOption } from '../model/job.ts';
import { type Account, attemptOf, type Job } from './account.ts';
import { openQueue, waitingOf } from './binding.ts';
import { killExecution, returnExecution } from './executions.ts';
import { ENDED_BY_USER } from './failures.ts';
import { isOver } from './job-record.ts';
import { completeDisabling, setJobState } from './job-transitions.ts';
import { stopPreparations } from './preparation.ts';
import { releaseJob } from './release.ts';
import { NONE, TASK } from './task-table.ts';
import { withdrawTask } from './transitions.ts';

/** Ends a job; nothing when it is over already. */
export function endJob(account: Account, job: Job, reason: string): void {
  if (isOver(job)) return;
  job.terminateReason = reason;
  setJobState(account, job, 'terminating');
  account.journal.fact({
    time: account.kernel.now,
    event: 'JobTerminateStartEvent',
    id: job.spec.id,
    terminateReason: reason,
  });
  endTasks(account, job);
  releaseJob(account, job);
}

/** Ends the job if it asks for that once all its tasks are completed. */
export function checkAllTasksComplete(account: Account, job: Job): void {
  if (job.spec.onAllTasksComplete !== 'terminatejob' || job.active > 0 || job.running > 0) return;
  if (!job.isFilled) return;
  endJob(account, job, 'AllTasksComplete');
}

/** The job starts no more tasks; those that run end, wait again or go on, and once none runs it is disabled. */
export function beginDisabling(account: Account, job: Job, option: DisableJobOption): void {
  if (job.state !== 'disabling') setJobState(account, job, 'disabling');
  account.journal.fact({
    time: account.kernel.now,
    event: 'JobDisableStartEvent',
    id: job.spec.id,
    disableTasks: option,
  });
  openQueue(account, job);
  endExecutionsOf(account, job, option);
  completeDisabling(account, job);
  checkAllTasksComplete(account, job);
}

/** Kills what runs and gives up what waits; active tasks stay active for good. */
export function endTasks(account: Account, job: Job): void {
  account.kernel.cancel(job.limit);
  account.preemptibleJobs.delete(job.index);
  if (job.managerTask !== NONE) account.restartingManagers.delete(job.managerTask);
  const waiting = waitingOf(account, job);
  waiting.setOpen(job.index, false);
  endExecutionsOf(account, job, 'terminate');
  if (job.preparations !== undefined) stopPreparations(account, job);
  for (const task of waiting.drain(job.index)) withdrawTask(account, job, task);
  for (const task of job.dependencies?.blocked() ?? []) withdrawTask(account, job, task);
}

/** Ends what runs of a job, for good or to run again, or lets it run; a task that was only placed is taken back. */
export function endExecutionsOf(account: Account, job: Job, option: DisableJobOption): void {
  if (job.placed === 0) return;
  for (const node of job.pool?.nodes ?? []) {
    // An end may end others with it, so each time the first that is left is looked at.
    for (let row = firstOn(account, job, node, option); row >= 0; row = firstOn(account, job, node, option)) {
      const isPlaced = account.tasks.states[account.executions.tasks[row]!] === TASK.active;
      if (option === 'terminate' && !isPlaced) killExecution(account, attemptOf(account, row), ENDED_BY_USER);
      else returnExecution(account, row, 'requeue');
    }
    if (job.placed === 0) return;
  }
}

/** The first execution of a job's tasks on a node that the option ends; NONE when there is none. */
function firstOn(account: Account, job: Job, node: number, option: DisableJobOption): number {
  const { executions, nodes, tasks } = account;
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
    const task = executions.tasks[row]!;
    if (tasks.jobs[task] !== job.index) continue;
    if (option !== 'wait' || tasks.states[task] === TASK.active) return row;
  }
  return NONE;
}
