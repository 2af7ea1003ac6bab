// Commands on job schedules, named as Azure's operations.

import { NO_EVENT } from '../kernel/queue.ts';
import { tellFault } from '../model/fault.ts';
import type { JobScheduleSpec, Schedule, ScheduleState } from '../model/job.ts';
import { scheduleFaults, scheduleTimesFaults } from '../model/job-faults.ts';
import { RANKS } from '../ranks.ts';
import type { Account } from './account.ts';
import { endJob } from './job-end.ts';
import { setScheduleState } from './job-transitions.ts';
import { deleteJob } from './jobs.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { activeJobOf, attend, noteSource } from './schedule-jobs.ts';
import type { JobSchedule } from './schedule-record.ts';
import { dueBefore } from './schedule-times.ts';

/** What a command that is not for ended schedules answers to one. */
const ENDED: Partial<Record<ScheduleState, Refusal>> = {
  terminating: REFUSALS.scheduleBeingTerminated,
  completed: REFUSALS.scheduleCompleted,
  deleting: REFUSALS.scheduleBeingDeleted,
};

/** What each command answers to schedules in states in which it cannot be done. */
const UNFIT: Readonly<
  Record<'update' | 'disable' | 'enable' | 'delete', Partial<Record<ScheduleState, Refusal>>>
> = {
  update: ENDED,
  disable: { ...ENDED, disabled: REFUSALS.scheduleDisabled },
  enable: { ...ENDED, active: REFUSALS.scheduleNotDisabled },
  delete: { deleting: REFUSALS.scheduleBeingDeleted },
};

/** Adds a job schedule; a job that is due is made at this instant. */
export function addJobSchedule(account: Account, spec: JobScheduleSpec): JobSchedule | Refusal {
  const refusal = refusalOf(account, spec);
  if (refusal !== undefined) return refusal;
  const { kernel, schedules, scheduleIds } = account;
  const schedule: JobSchedule = {
    index: schedules.length,
    spec,
    addedAt: kernel.now,
    state: 'active',
    since: kernel.now,
    previous: undefined,
    lastDue: undefined,
    jobs: [],
    pool: undefined,
    event: NO_EVENT,
    isSource: false,
  };
  schedule.lastDue = dueBefore(schedule, kernel.now);
  schedules.push(schedule);
  scheduleIds.set(spec.id.toLowerCase(), schedule);
  account.activeCount++;
  schedule.event = kernel.at(kernel.now, RANKS.command, account.timers.schedule, schedule.index);
  noteSource(account, schedule);
  account.journal.fact({
    time: kernel.now,
    event: 'JobScheduleStateChangeEvent',
    id: spec.id,
    state: 'active',
  });
  return schedule;
}

function refusalOf(account: Account, spec: JobScheduleSpec): Refusal | undefined {
  const id = spec.id.toLowerCase();
  if (account.scheduleIds.has(id)) return REFUSALS.scheduleExists;
  if (account.jobIds.has(id)) return REFUSALS.jobHasId;
  const [fault] = scheduleFaults(spec);
  if (fault !== undefined) return { code: fault.code, message: tellFault(fault) };
  const { activeCount, settings } = account;
  return activeCount >= settings.activeJobAndJobScheduleQuota ? REFUSALS.activeQuota : undefined;
}

/** What can be changed of a schedule; what is absent stays. It holds for later jobs. */
export interface SchedulePatch {
  readonly schedule?: Schedule;
  readonly jobSpecification?: JobScheduleSpec['jobSpecification'];
}

/** Changes a schedule: the job that is there stays as it is. Source: REST Job Schedule - Patch. */
export function patchJobSchedule(
  account: Account,
  schedule: JobSchedule,
  patch: SchedulePatch,
): Refusal | undefined {
  const refusal = UNFIT.update[schedule.state];
  if (refusal !== undefined) return refusal;
  const spec = { ...schedule.spec, ...patch };
  const [fault] = patch.schedule === undefined ? [] : scheduleTimesFaults(patch.schedule);
  if (fault !== undefined) return { code: fault.code, message: tellFault(fault) };
  schedule.spec = spec;
  if (patch.schedule !== undefined) schedule.lastDue = dueBefore(schedule, account.kernel.now);
  attend(account, schedule);
  return undefined;
}

/** No job is made any more until the schedule is enabled; the one that is there goes on. */
export function disableJobSchedule(account: Account, schedule: JobSchedule): Refusal | undefined {
  const refusal = UNFIT.disable[schedule.state];
  if (refusal !== undefined) return refusal;
  setScheduleState(account, schedule, 'disabled');
  attend(account, schedule);
  return undefined;
}

/** Jobs are made again; one that is due and whose window is open at this instant (U-37). */
export function enableJobSchedule(account: Account, schedule: JobSchedule): Refusal | undefined {
  const refusal = UNFIT.enable[schedule.state];
  if (refusal !== undefined) return refusal;
  setScheduleState(account, schedule, 'active');
  attend(account, schedule);
  return undefined;
}

/** Ends a schedule, and its job with it. */
export function terminateJobSchedule(account: Account, schedule: JobSchedule): Refusal | undefined {
  const refusal = UNFIT.update[schedule.state];
  if (refusal !== undefined) return refusal;
  account.kernel.cancel(schedule.event);
  setScheduleState(account, schedule, 'terminating');
  const job = activeJobOf(account, schedule);
  if (job !== undefined) endJob(account, job, 'TerminateJobSchedule');
  attend(account, schedule);
  return undefined;
}

/** Removes a schedule with all its jobs, whatever their retention. */
export function deleteJobSchedule(account: Account, schedule: JobSchedule): Refusal | undefined {
  const refusal = UNFIT.delete[schedule.state];
  if (refusal !== undefined) return refusal;
  account.kernel.cancel(schedule.event);
  setScheduleState(account, schedule, 'deleting');
  for (const index of schedule.jobs) {
    const job = account.jobs[index]!;
    if (account.jobIds.get(job.spec.id.toLowerCase()) === job) deleteJob(account, job);
  }
  attend(account, schedule);
  return undefined;
}
