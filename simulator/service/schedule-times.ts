// When jobs of a schedule are due: a grid that begins at `doNotRunUntil`, or else at the schedule's creation (U-36), and
// the window after each due time in which the job may still be made. Pure. Source: REST Schedule.

import type { Instant } from '../../runtime/index.ts';
import type { JobSchedule } from './schedule-record.ts';

type Timed = Pick<JobSchedule, 'spec' | 'addedAt' | 'lastDue'>;

const gridStart = ({ spec, addedAt }: Timed): Instant => spec.schedule.doNotRunUntil ?? addedAt;

/** No job is made later than this; a job that is due at this very instant is. */
export const lastMoment = ({ spec }: Pick<JobSchedule, 'spec'>): Instant =>
  spec.schedule.doNotRunAfter ?? Number.POSITIVE_INFINITY;

/** The first due time that was neither served nor missed; undefined when there is none any more. */
export function nextDue(schedule: Timed): Instant | undefined {
  const { lastDue } = schedule;
  const start = gridStart(schedule);
  const { recurrenceInterval } = schedule.spec.schedule;
  let due = start;
  if (lastDue !== undefined && lastDue >= start) {
    if (recurrenceInterval === undefined) return undefined;
    due = start + (Math.floor((lastDue - start) / recurrenceInterval) + 1) * recurrenceInterval;
  }
  return due > lastMoment(schedule) ? undefined : due;
}

/**
 * The end of the start window of a due time. A window longer than the interval is without end, but no due time is
 * carried beyond the next one: then the job can be made before that, and not at it.
 */
export function windowOf(
  schedule: Timed,
  due: Instant,
): { readonly end: Instant; readonly isExclusive: boolean } {
  const { startWindow = Number.POSITIVE_INFINITY, recurrenceInterval = Number.POSITIVE_INFINITY } =
    schedule.spec.schedule;
  const isExclusive = startWindow >= recurrenceInterval;
  const end = due + Math.min(startWindow, recurrenceInterval);
  return end > lastMoment(schedule)
    ? { end: lastMoment(schedule), isExclusive: false }
    : { end, isExclusive };
}

/** Whether the job of a due time cannot be made any more; `isLate` at the end of an instant. */
export function isMissed(schedule: Timed, due: Instant, now: Instant, isLate: boolean): boolean {
  const { end, isExclusive } = windowOf(schedule, due);
  return now > end || (now === end && (isExclusive || isLate));
}

/** The due time before the first that is still to be served when the schedule is new, or changed, at an instant. */
export function dueBefore(schedule: Timed, now: Instant): Instant | undefined {
  const start = gridStart(schedule);
  const { recurrenceInterval } = schedule.spec.schedule;
  if (recurrenceInterval === undefined || now < start) return schedule.lastDue;
  const current = start + Math.floor((now - start) / recurrenceInterval) * recurrenceInterval;
  const isServed = schedule.lastDue !== undefined && schedule.lastDue >= current;
  if (isServed) return schedule.lastDue;
  return isMissed(schedule, current, now, false) ? current : current - recurrenceInterval;
}

/** Whether there is an end to the jobs that the schedule makes. */
export const hasEnd = ({ spec }: Pick<JobSchedule, 'spec'>): boolean =>
  spec.schedule.recurrenceInterval === undefined || spec.schedule.doNotRunAfter !== undefined;
