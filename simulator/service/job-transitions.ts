// The writer of states of jobs and job schedules: only moves that Azure's tables have.

import { JOB_MOVES, type JobState, SCHEDULE_MOVES, type ScheduleState } from '../model/job.ts';
import { type Account, type Job, touch } from './account.ts';
import type { JobSchedule } from './schedule-record.ts';
import { ABSENT } from './task-table.ts';
import { eraseTask } from './task-transitions.ts';

/** The job enters a state; its tasks are left as they are. */
export function setJobState(account: Account, job: Job, state: JobState): void {
  if (!JOB_MOVES[job.state].includes(state))
    throw new Error(`job ${job.spec.id} cannot go from ${job.state} to ${state}`);
  if (isCounted(job.state) && !isCounted(state)) account.activeCount--;
  job.previous = { state: job.state, since: job.since };
  job.state = state;
  job.since = account.kernel.now;
}

/** A job of which nothing runs any more is disabled, if that is what it waits for. */
export function completeDisabling(account: Account, job: Job): void {
  if (job.state !== 'disabling' || job.placed > 0) return;
  setJobState(account, job, 'disabled');
  account.journal.fact({ time: account.kernel.now, event: 'JobDisableCompleteEvent', id: job.spec.id });
}

/** A deleted job is gone with its tasks. */
export function removeJob(account: Account, job: Job): void {
  const { tasks, jobIds } = account;
  for (let task = job.firstTask; task <= job.lastTask; task++) {
    if (tasks.jobs[task] !== job.index || tasks.states[task] === ABSENT) continue;
    eraseTask(account, job, task);
  }
  if (job.pool !== undefined) {
    job.pool.succeededTasks -= job.completed - job.failed;
    job.pool.failedTasks -= job.failed;
    touch(account, job.pool);
  }
  job.active = 0;
  job.completed = 0;
  job.failed = 0;
  jobIds.delete(job.spec.id.toLowerCase());
}

/** The job schedule enters a state. */
export function setScheduleState(account: Account, schedule: JobSchedule, state: ScheduleState): void {
  if (!SCHEDULE_MOVES[schedule.state].includes(state))
    throw new Error(`job schedule ${schedule.spec.id} cannot go from ${schedule.state} to ${state}`);
  if (isCounted(schedule.state) && !isCounted(state)) account.activeCount--;
  schedule.previous = { state: schedule.state, since: schedule.since };
  schedule.state = state;
  schedule.since = account.kernel.now;
  account.journal.fact({
    time: account.kernel.now,
    event: 'JobScheduleStateChangeEvent',
    id: schedule.spec.id,
    state,
  });
}

/** Whether a job or a schedule in this state counts against the quota of active ones. */
const isCounted = (state: JobState | ScheduleState): boolean => state !== 'completed' && state !== 'deleting';
