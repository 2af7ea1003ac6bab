// Commands on jobs, named as Azure's operations.

import { NO_EVENT } from '../kernel/queue.ts';
import type { JobSpec } from '../model/job.ts';
import { RANKS } from '../ranks.ts';
import type { Account, Job } from './account.ts';
import { checkAllTasksComplete, terminateJob } from './completion.ts';
import { Dependencies } from './dependencies.ts';

/** Adds a job. One whose pool does not exist is accepted; its tasks wait until a pool has that id. */
export function addJob(account: Account, spec: JobSpec): Job {
  const { kernel, jobs, poolIds } = account;
  const poolId = spec.poolInfo.poolId?.toLowerCase();
  const job: Job = {
    index: jobs.length,
    spec,
    addedAt: kernel.now,
    state: 'active',
    pool: poolId === undefined ? undefined : poolIds.get(poolId),
    active: 0,
    running: 0,
    completed: 0,
    barredNodes: undefined,
    dependencies: spec.usesTaskDependencies ? new Dependencies() : undefined,
    placed: 0,
    isFilled: false,
    limit: NO_EVENT,
    terminateReason: undefined,
  };
  jobs.push(job);
  account.jobIds.set(spec.id.toLowerCase(), job);
  job.pool?.waiting.admit(job.index, spec.priority);
  account.journal.fact({
    time: kernel.now,
    event: 'JobStartEvent',
    id: spec.id,
    poolId: spec.poolInfo.poolId ?? '',
    priority: spec.priority,
  });
  account.settings.onJob(job);
  const limit = spec.constraints.maxWallClockTime;
  if (limit !== undefined) {
    job.limit = kernel.at(kernel.now + limit, RANKS.ended, account.timers.jobLimit, job.index);
  }
  return job;
}

/** No more tasks come: a job that terminates when all its tasks are complete may do so from now on. */
export function fillJob(account: Account, job: Job): void {
  job.isFilled = true;
  checkAllTasksComplete(account, job);
}

/** The job's wall-clock limit, counted from its creation, is over. */
export function jobTimedOut(account: Account, index: number): void {
  terminateJob(account, account.jobs[index]!, 'MaxWallClockTimeExpiry');
}

export { terminateJob };
