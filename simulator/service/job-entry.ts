// A new job, made by a user or a job schedule: its pool, which may come with it, its job manager, its limit.
// Source: REST Job - Add; docs "job manager task", "auto pools".

import type { SchedulingError } from '../journal.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import type { JobSpec } from '../model/job.ts';
import { RANKS } from '../ranks.ts';
import type { Account, Job, Pool } from './account.ts';
import { createAutoPool } from './auto-pools.ts';
import { notePool, waitingOf } from './binding.ts';
import { Dependencies } from './dependencies.ts';
import { finishJob } from './job-finish.ts';
import type { JobSchedule } from './schedule-record.ts';
import { noteTask } from './task-ids.ts';
import { shareSpec } from './task-specs.ts';
import { NONE } from './task-table.ts';
import { enterTask } from './transitions.ts';

/** The job is there; one whose own pool cannot be made is completed at once. */
export function enterJob(account: Account, spec: JobSpec, schedule?: JobSchedule): Job {
  const { kernel, journal } = account;
  const job = newJob(account, spec, schedule);
  schedule?.jobs.push(job.index);
  const failure = bindNewJob(account, job, schedule);
  notePool(account, job);
  waitingOf(account, job).admit(job.index, spec.priority);
  journal.fact({
    time: kernel.now,
    event: 'JobStartEvent',
    id: spec.id,
    poolId: job.pool?.spec.id ?? spec.poolInfo.poolId ?? '',
    priority: spec.priority,
  });
  if (failure === undefined) addJobManager(account, job);
  else failJob(account, job, failure);
  account.settings.onJob(job);
  limitJob(account, job);
  return job;
}

function newJob(account: Account, spec: JobSpec, schedule: JobSchedule | undefined): Job {
  const { kernel, jobs, jobIds, preparedJobs, preemptibleJobs } = account;
  const job: Job = {
    index: jobs.length,
    spec,
    addedAt: kernel.now,
    state: 'active',
    since: kernel.now,
    previous: undefined,
    pool: undefined,
    active: 0,
    running: 0,
    completed: 0,
    failed: 0,
    barredNodes: undefined,
    preparations: spec.jobPreparationTask === undefined ? undefined : new Map(),
    releases: undefined,
    openReleases: 0,
    releaseDeadline: NO_EVENT,
    dependencies: spec.usesTaskDependencies ? new Dependencies() : undefined,
    placed: 0,
    isFilled: false,
    limit: NO_EVENT,
    terminateReason: undefined,
    managerTask: NONE,
    firstTask: Number.MAX_SAFE_INTEGER,
    lastTask: NONE,
    schedule: schedule?.index ?? NONE,
    autoPool: undefined,
    schedulingError: undefined,
  };
  jobs.push(job);
  account.activeCount++;
  if (job.preparations !== undefined) preparedJobs.add(job.index);
  if (spec.allowTaskPreemption) preemptibleJobs.add(job.index);
  jobIds.set(spec.id.toLowerCase(), job);
  return job;
}

/** Finds or makes the pool of a new job; why there is none, if one should have come with it. */
function bindNewJob(
  account: Account,
  job: Job,
  schedule: JobSchedule | undefined,
): SchedulingError | undefined {
  const { poolId, autoPoolSpecification: auto } = job.spec.poolInfo;
  if (auto === undefined) {
    job.pool = poolId === undefined ? undefined : account.poolIds.get(poolId.toLowerCase());
    return undefined;
  }
  const shared = auto.poolLifetimeOption === 'jobschedule' ? sharedPool(account, schedule) : undefined;
  const pool = shared ?? createAutoPool(account, auto);
  if ('code' in pool) return pool;
  job.pool = pool;
  job.autoPool = pool;
  if (auto.poolLifetimeOption === 'jobschedule' && schedule !== undefined) schedule.pool = pool;
  return undefined;
}

/** The pool of earlier jobs of the schedule, if it is there still. */
function sharedPool({ poolIds }: Account, schedule: JobSchedule | undefined): Pool | undefined {
  const pool = schedule?.pool;
  return pool !== undefined && poolIds.get(pool.spec.id.toLowerCase()) === pool ? pool : undefined;
}

function failJob(account: Account, job: Job, failure: SchedulingError): void {
  const { kernel, journal } = account;
  job.schedulingError = failure;
  journal.fact({ time: kernel.now, event: 'JobFailEvent', id: job.spec.id, schedulingError: failure });
  finishJob(account, job);
}

/** The job manager is a task of the job like others, but for what it may ask and what its end means. */
function addJobManager(account: Account, job: Job): void {
  const { jobManagerTask: manager } = job.spec;
  if (manager === undefined) return;
  const { tasks } = account;
  const task = tasks.add(job.index, shareSpec(account, manager, manager));
  tasks.ids.set(task, manager.id);
  noteTask(account, job, task);
  job.managerTask = task;
  enterTask(account, job, task);
}

/** The job's wall-clock limit counts from its creation; one that is over ends the job at this instant. */
export function limitJob(account: Account, job: Job): void {
  const { kernel, timers } = account;
  kernel.cancel(job.limit);
  const limit = job.spec.constraints.maxWallClockTime;
  job.limit =
    limit === undefined ? NO_EVENT : kernel.at(job.addedAt + limit, RANKS.ended, timers.jobLimit, job.index);
}
