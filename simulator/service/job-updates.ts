// What a user can change of a job. Source: REST Job - Patch, Job - Update.

import { tellFault } from '../model/fault.ts';
import { JOB_DEFAULTS, type JobSpec, type PoolInfo } from '../model/job.ts';
import { jobPatchFaults } from '../model/job-faults.ts';
import type { Account, Job } from './account.ts';
import { bindJob, openQueue, waitingOf } from './binding.ts';
import { limitJob } from './job-entry.ts';
import { fillJob, unfit } from './jobs.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** What can be changed; what is absent stays. */
export type JobPatch = Partial<
  Pick<
    JobSpec,
    | 'priority'
    | 'maxParallelTasks'
    | 'allowTaskPreemption'
    | 'onAllTasksComplete'
    | 'constraints'
    | 'poolInfo'
    | 'metadata'
  >
>;

/** Changes what is given and leaves the rest. The pool can be changed only while the job is disabled. */
export function patchJob(account: Account, job: Job, patch: JobPatch): Refusal | undefined {
  const refusal = unfit(job, 'update') ?? patchRefusal(job, patch);
  if (refusal !== undefined) return refusal;
  const { spec } = job;
  job.spec = { ...spec, ...patch };
  const { priority, onAllTasksComplete, constraints, poolInfo } = patch;
  const isMoved = poolInfo?.poolId !== undefined;
  account.journal.fact({
    time: account.kernel.now,
    event: 'JobUpdateEvent',
    id: spec.id,
    ...(priority === undefined ? {} : { priority }),
    ...(isMoved ? { poolId: poolInfo.poolId! } : {}),
  });
  if (job.spec.allowTaskPreemption) account.preemptibleJobs.add(job.index);
  else account.preemptibleJobs.delete(job.index);
  if (priority !== undefined) waitingOf(account, job).setPriority(job.index, priority);
  if (isMoved) bindJob(account, job, account.poolIds.get(poolInfo.poolId!.toLowerCase()));
  if (constraints !== undefined) limitJob(account, job);
  openQueue(account, job);
  // Whoever asks for the end at this point says that all tasks are there.
  if (onAllTasksComplete === 'terminatejob') fillJob(account, job);
  return undefined;
}

/** Changes all that can be changed: what is absent is as usual again. */
export function updateJob(
  account: Account,
  job: Job,
  whole: JobPatch & Pick<JobSpec, 'poolInfo'>,
): Refusal | undefined {
  const { poolInfo, ...rest } = whole;
  const isSame = JSON.stringify(poolInfo) === JSON.stringify(job.spec.poolInfo);
  return patchJob(account, job, { ...JOB_DEFAULTS, metadata: [], ...rest, ...(isSame ? {} : { poolInfo }) });
}

function patchRefusal({ spec, state }: Job, patch: JobPatch): Refusal | undefined {
  const { onAllTasksComplete, poolInfo } = patch;
  const [fault] = jobPatchFaults(patch);
  if (fault !== undefined) return { code: fault.code, message: tellFault(fault) };
  if (onAllTasksComplete === 'noaction' && spec.onAllTasksComplete === 'terminatejob')
    return REFUSALS.terminatesFromNowOn;
  if (poolInfo === undefined) return undefined;
  if (state !== 'disabled') return REFUSALS.poolOfUndisabledJob;
  return autoPoolRefusal(spec.poolInfo, poolInfo);
}

/** Of an auto pool only `keepAlive` can be changed, and only when it lives as long as the job. */
function autoPoolRefusal(before: PoolInfo, after: PoolInfo): Refusal | undefined {
  if (after.autoPoolSpecification === undefined) return undefined;
  const { keepAlive } = after.autoPoolSpecification;
  const now = before.autoPoolSpecification;
  const isAllowed =
    now?.poolLifetimeOption === 'job' &&
    JSON.stringify({ ...now, keepAlive }) === JSON.stringify(after.autoPoolSpecification);
  return isAllowed ? undefined : REFUSALS.autoPoolFixed;
}
