// What a job schedule does when its time has come, or its job has ended: it makes the next job, misses a due time, or is
// completed. There is one active job at most. Source: docs "job schedules"; REST Job Schedule.

import { NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import type { Account, Job } from './account.ts';
import { enterJob } from './job-entry.ts';
import { setScheduleState } from './job-transitions.ts';
import type { JobSchedule } from './schedule-record.ts';
import { hasEnd, isMissed, lastMoment, nextDue, windowOf } from './schedule-times.ts';
import { closeSource, openSource } from './sources.ts';

/** Looks at a schedule because something may be due; `isLate` when nothing more can happen at this instant. */
export function attend(account: Account, schedule: JobSchedule, isLate = false): void {
  if (schedule.state === 'active' || schedule.state === 'disabled') {
    missDueTimes(account, schedule, isLate);
    makeDueJob(account, schedule);
    if (isDone(account, schedule)) completeSchedule(account, schedule);
    else planNextLook(account, schedule);
  } else if (schedule.state === 'terminating' && activeJobOf(account, schedule) === undefined)
    completeSchedule(account, schedule);
  else if (schedule.state === 'deleting') removeIfEmpty(account, schedule);
  noteSource(account, schedule);
}

/** A due time has come, or the window after one is over. */
export function scheduleDue(account: Account, index: number): void {
  attend(account, account.schedules[index]!);
}

/** The end of an instant at which a window ends. */
export function windowOver(account: Account, index: number): void {
  attend(account, account.schedules[index]!, true);
}

/** The schedule's job that has not ended; undefined when there is none. */
export function activeJobOf({ jobs, jobIds }: Account, schedule: JobSchedule): Job | undefined {
  const job = jobs[schedule.jobs.at(-1) ?? -1];
  if (job === undefined || job.state === 'completed') return undefined;
  return isThere(jobIds, job) ? job : undefined;
}

const isThere = (jobIds: Account['jobIds'], job: Job): boolean =>
  jobIds.get(job.spec.id.toLowerCase()) === job;

function missDueTimes(account: Account, schedule: JobSchedule, isLate: boolean): void {
  const { kernel, journal } = account;
  for (let due = nextDue(schedule); due !== undefined; due = nextDue(schedule)) {
    if (!isMissed(schedule, due, kernel.now, isLate)) return;
    schedule.lastDue = due;
    journal.fact({ time: kernel.now, event: 'JobScheduleMissEvent', id: schedule.spec.id, dueTime: due });
  }
}

function makeDueJob(account: Account, schedule: JobSchedule): void {
  const { kernel, journal, settings } = account;
  const due = nextDue(schedule);
  if (schedule.state !== 'active' || due === undefined || due > kernel.now) return;
  if (activeJobOf(account, schedule) !== undefined) return;
  schedule.lastDue = due;
  const { id, jobSpecification } = schedule.spec;
  if (account.activeCount >= settings.activeJobAndJobScheduleQuota) {
    journal.fact({ time: kernel.now, event: 'JobScheduleMissEvent', id, dueTime: due });
    return;
  }
  enterJob(account, { ...jobSpecification, id: `${id}:job-${schedule.jobs.length + 1}` }, schedule);
}

/** No job can come any more, and none is left: recurring schedules are completed once their time is over. */
function isDone(account: Account, schedule: JobSchedule): boolean {
  if (nextDue(schedule) !== undefined || activeJobOf(account, schedule) !== undefined) return false;
  const isRecurring = schedule.spec.schedule.recurrenceInterval !== undefined;
  return !isRecurring || account.kernel.now >= lastMoment(schedule);
}

function planNextLook(account: Account, schedule: JobSchedule): void {
  const { kernel, timers } = account;
  kernel.cancel(schedule.event);
  schedule.event = NO_EVENT;
  const due = nextDue(schedule);
  if (due === undefined) {
    const end = lastMoment(schedule);
    if (end > kernel.now) schedule.event = kernel.at(end, RANKS.command, timers.schedule, schedule.index);
    return;
  }
  if (due > kernel.now) {
    schedule.event = kernel.at(due, RANKS.command, timers.schedule, schedule.index);
    return;
  }
  const { end, isExclusive } = windowOf(schedule, due);
  if (end === Number.POSITIVE_INFINITY) return;
  schedule.event = isExclusive
    ? kernel.at(end, RANKS.command, timers.schedule, schedule.index)
    : kernel.at(end, RANKS.evaluate, timers.scheduleWindow, schedule.index);
}

function completeSchedule(account: Account, schedule: JobSchedule): void {
  account.kernel.cancel(schedule.event);
  setScheduleState(account, schedule, 'completed');
  dropSharedPool(account, schedule);
}

/** A deleted schedule is gone once all its jobs are. */
function removeIfEmpty(account: Account, schedule: JobSchedule): void {
  const { jobs, jobIds, scheduleIds, kernel, journal } = account;
  if (schedule.jobs.some((job) => isThere(jobIds, jobs[job]!))) return;
  const { id } = schedule.spec;
  if (!scheduleIds.delete(id.toLowerCase())) return;
  dropSharedPool(account, schedule);
  journal.fact({ time: kernel.now, event: 'JobScheduleStateChangeEvent', id, state: 'deleted' });
}

/** The pool that a schedule's jobs share goes with it, unless it is to be kept. */
function dropSharedPool(account: Account, { pool, spec }: JobSchedule): void {
  const { kernel, timers } = account;
  const isKept = spec.jobSpecification.poolInfo.autoPoolSpecification?.keepAlive === true;
  if (pool !== undefined && !isKept) kernel.at(kernel.now, RANKS.command, timers.dropPool, pool.index);
}

/**
 * A schedule that will make another job keeps a run going that waits for all work to be done. One without end does so
 * until its first job is made: else such a run would have none.
 */
export function noteSource(account: Account, schedule: JobSchedule): void {
  const isSource =
    schedule.state === 'active' &&
    nextDue(schedule) !== undefined &&
    (hasEnd(schedule) || schedule.jobs.length === 0);
  if (isSource === schedule.isSource) return;
  schedule.isSource = isSource;
  if (isSource) openSource(account);
  else closeSource(account);
}
