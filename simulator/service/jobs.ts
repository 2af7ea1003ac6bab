// Commands on jobs, named as Azure's operations; what can be changed of one stands in job-updates.ts.

import { tellFault } from '../model/fault.ts';
import type { DisableJobOption, JobSpec, JobState } from '../model/job.ts';
import { jobFaults } from '../model/job-faults.ts';
import { RANKS } from '../ranks.ts';
import type { Account, Job } from './account.ts';
import { openQueue } from './binding.ts';
import { beginDisabling, checkAllTasksComplete, endJob, endTasks } from './job-end.ts';
import { enterJob } from './job-entry.ts';
import { finishJob } from './job-finish.ts';
import { setJobState } from './job-transitions.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { releaseJob } from './release.ts';

/** What a command that is not for ended jobs answers to one. */
const ENDED: Partial<Record<JobState, Refusal>> = {
  terminating: REFUSALS.jobBeingTerminated,
  completed: REFUSALS.jobCompleted,
  deleting: REFUSALS.jobBeingDeleted,
};

/** What each command answers to jobs in states in which it cannot be done. */
const UNFIT: Readonly<
  Record<'update' | 'disable' | 'enable' | 'delete', Partial<Record<JobState, Refusal>>>
> = {
  update: ENDED,
  disable: { ...ENDED, enabling: REFUSALS.jobNotActive },
  enable: {
    ...ENDED,
    active: REFUSALS.jobNotDisabled,
    enabling: REFUSALS.jobNotDisabled,
    disabling: REFUSALS.jobBeingDisabled,
  },
  delete: { deleting: REFUSALS.jobBeingDeleted },
};

/** Why a command cannot be done to the job as it is; undefined when it can. */
export const unfit = (job: Job, command: keyof typeof UNFIT): Refusal | undefined =>
  UNFIT[command][job.state];

/** Adds a job. One whose pool does not exist is accepted; its tasks wait until a pool has that id. */
export function addJob(account: Account, spec: JobSpec): Job | Refusal {
  const id = spec.id.toLowerCase();
  if (account.jobIds.has(id)) return REFUSALS.jobExists;
  if (account.scheduleIds.has(id)) return REFUSALS.jobScheduleHasId;
  const [fault] = jobFaults(spec);
  if (fault !== undefined) return { code: fault.code, message: tellFault(fault) };
  if (account.activeCount >= account.settings.activeJobAndJobScheduleQuota) return REFUSALS.activeQuota;
  return enterJob(account, spec);
}

/** No more tasks come: a job that terminates when all its tasks are complete may do so from now on. */
export function fillJob(account: Account, job: Job): void {
  job.isFilled = true;
  checkAllTasksComplete(account, job);
}

/** The job's wall-clock limit, counted from its creation, is over. */
export function jobTimedOut(account: Account, index: number): void {
  endJob(account, account.jobs[index]!, 'MaxWallClockTimeExpiry');
}

/** Ends a job. The reason is the user's own text, or Azure's word. */
export function terminateJob(account: Account, job: Job, reason = 'UserTerminate'): Refusal | undefined {
  const refusal = unfit(job, 'update');
  if (refusal === undefined) endJob(account, job, reason);
  return refusal;
}

/** No task of the job starts any more; those that run go on, end, or wait again. Source: REST Job - Disable. */
export function disableJob(account: Account, job: Job, option: DisableJobOption): Refusal | undefined {
  const refusal = unfit(job, 'disable');
  if (refusal !== undefined) return refusal;
  beginDisabling(account, job, option);
  return undefined;
}

/** The job's tasks may start again: the job is active once all that users ask at this instant is done. */
export function enableJob(account: Account, job: Job): Refusal | undefined {
  const { kernel, timers } = account;
  const refusal = unfit(job, 'enable');
  if (refusal !== undefined) return refusal;
  setJobState(account, job, 'enabling');
  kernel.at(kernel.now, RANKS.ended, timers.jobEnabled, job.index);
  return undefined;
}

/** A job that was being enabled is active. */
export function jobEnabled(account: Account, index: number): void {
  const job = account.jobs[index]!;
  if (job.state !== 'enabling') return;
  setJobState(account, job, 'active');
  account.journal.fact({ time: account.kernel.now, event: 'JobEnableEvent', id: job.spec.id });
  openQueue(account, job);
}

/** Removes a job with its tasks and their data; one that had not ended ends first. Source: REST Job - Delete. */
export function deleteJob(account: Account, job: Job): Refusal | undefined {
  const refusal = unfit(job, 'delete');
  if (refusal !== undefined) return refusal;
  const { state } = job;
  setJobState(account, job, 'deleting');
  account.journal.fact({ time: account.kernel.now, event: 'JobDeleteStartEvent', id: job.spec.id });
  if (state === 'completed') finishJob(account, job);
  else if (state !== 'terminating') {
    endTasks(account, job);
    releaseJob(account, job);
  }
  return undefined;
}
