// Commands on tasks, named as Azure's operations.

import { DEFAULT_RETENTION, type TaskSpec } from '../model/task.ts';
import { type Account, canRun, type Job } from './account.ts';
import { addTask as enter, withdrawTask } from './transitions.ts';

/** Shares a specification; tasks name it by the number. */
export function shareSpec(account: Account, spec: TaskSpec): number {
  const { constraints, requiredSlots } = spec;
  const retention = constraints.retentionTime ?? DEFAULT_RETENTION;
  const wallClockLimit = constraints.maxWallClockTime ?? Number.POSITIVE_INFINITY;
  return account.tasks.specs.push({ spec, requiredSlots, retention, wallClockLimit }) - 1;
}

/** Adds a task to a job. One that fits no node is accepted, as in Azure, and told of: it can never run. */
export function addTask(account: Account, job: Job, spec: number): number {
  const task = enter(account, job, spec);
  if (job.state !== 'active') withdrawTask(account, job, task);
  else checkSchedulable(account, job, task);
  return task;
}

function checkSchedulable(account: Account, job: Job, task: number): void {
  const { tasks, kernel, settings } = account;
  const slots = tasks.slotsOf(task);
  if (canRun(job, slots)) return;
  const { pool } = job;
  account.journal.fact({
    time: kernel.now,
    event: 'TaskScheduleFailEvent',
    jobId: job.spec.id,
    id: settings.taskId(task),
    requiredSlots: slots,
    schedulingError: {
      category: 'UserError',
      ...(pool === undefined
        ? { code: 'PoolNotFound', message: `no pool has the id ${job.spec.poolInfo.poolId}` }
        : {
            code: 'TaskRequiresMoreSlotsThanNode',
            message: `the task needs ${slots} slots and a node of pool ${pool.spec.id} has ${pool.spec.taskSlotsPerNode}`,
          }),
    },
  });
}
