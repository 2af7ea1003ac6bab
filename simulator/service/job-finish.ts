// The end of a job's end: once nothing of it is left to do it is completed, or removed when it was deleted.

import { RANKS } from '../ranks.ts';
import type { Account, Job } from './account.ts';
import { removeJob, setJobState } from './job-transitions.ts';
import { NONE } from './task-table.ts';

/** Nothing of an ending job is left to do: its own pool goes, and its schedule may make the next. */
export function finishJob(account: Account, job: Job): void {
  const { kernel, journal, timers } = account;
  dropOwnPool(account, job);
  if (job.schedule !== NONE) kernel.at(kernel.now, RANKS.command, timers.schedule, job.schedule);
  if (job.state === 'deleting') {
    removeJob(account, job);
    journal.fact({ time: kernel.now, event: 'JobDeleteCompleteEvent', id: job.spec.id });
    return;
  }
  setJobState(account, job, 'completed');
  journal.fact({
    time: kernel.now,
    event: 'JobTerminateCompleteEvent',
    id: job.spec.id,
    terminateReason: job.terminateReason ?? '',
  });
}

/** The pool that came with a job goes with it, unless it is to be kept. */
function dropOwnPool({ kernel, timers }: Account, { autoPool, spec }: Job): void {
  const auto = spec.poolInfo.autoPoolSpecification;
  if (autoPool !== undefined && auto?.poolLifetimeOption !== 'jobschedule' && auto?.keepAlive !== true)
    kernel.at(kernel.now, RANKS.command, timers.dropPool, autoPool.index);
}
