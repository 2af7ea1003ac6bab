// Many plain tasks that come at one instant: they enter the service and the journal together.

import type { AddTogether } from '../feed.ts';
import { NODE } from '../service/node-table.ts';
import { enterTasks } from '../service/stretch-transitions.ts';
import { NONE } from '../service/task-table.ts';
import { comesAtOnce, type LaneRun } from './conditions.ts';
import { createPart } from './tell.ts';

/** Adds tasks of the workload at once where nobody can tell the difference. */
export function createAddTogether(run: Omit<LaneRun, 'feed'>): AddTogether {
  return (feed, to) => {
    const place = comesAtOnce({ ...run, feed });
    if (place === undefined) return false;
    const { account, workload } = run;
    const { job, pool } = place;
    const from = feed.nextTask;
    const part = createPart({
      job: job.index,
      node: NONE,
      rows: 1,
      slots: 0,
      perNode: pool.spec.taskSlotsPerNode,
    });
    part.waitingBefore = pool.waiting.size;
    part.runningBefore = job.running;
    part.busyBefore = pool.nodesByState[0][NODE.running]! + pool.nodesByState[1][NODE.running]!;
    part.addedFrom = from;
    part.added = workload.taskAdded.subarray(from, to);
    const { instants } = part;
    instants.length = 1;
    instants.times[0] = account.kernel.now;
    instants.busyNodes[0] = part.busyBefore;
    instants.running[0] = part.runningBefore;
    instants.waiting[0] = part.waitingBefore + to - from;
    enterTasks(account, pool, job, from, workload.taskSpec.subarray(from, to));
    account.journal.stretches!.part(part);
    return true;
  };
}
