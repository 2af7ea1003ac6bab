// The end of a job's end: once nothing of it is left to do it is completed, or removed when it was deleted.

import type { Account, Job } from './account.ts';
import { removeJob, setJobState } from './job-transitions.ts';

/** Nothing of an ending job is left to do. */
export function finishJob(account: Account, job: Job): void {
  const { kernel, journal } = account;
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
