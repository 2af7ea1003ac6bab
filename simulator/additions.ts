// What comes during a run besides the columns of the workload: how the special tasks of jobs behave, and tasks that are
// added one by one, now or so long after their job was made.

import type { Streams } from '../runtime/index.ts';
import type { HandlerId, Kernel } from './kernel/kernel.ts';
import { RANKS } from './ranks.ts';
import type { Account, Job } from './service/account.ts';
import { fillJob } from './service/jobs.ts';
import type { Refusal } from './service/refusals.ts';
import { closeSource, openSource } from './service/sources.ts';
import { shareSpec } from './service/task-specs.ts';
import { NONE } from './service/task-table.ts';
import { addTask } from './service/tasks.ts';
import type { OperationName } from './workload/operation.ts';
import type { TaskTemplate, WorkloadSchedule } from './workload/parts.ts';
import { type JobBehaviour, SUCCEEDS, type TimedBehaviour } from './world/behaviour.ts';
import { NO_DELAY, statelessSampler } from './world/delay.ts';
import type { Arrivals } from './world/modelled-executor.ts';

/** Tasks that are still to come to a job. */
interface Batch {
  readonly job: number;
  readonly template: TaskTemplate;
  /** The stream that their durations are drawn from. */
  readonly purpose: string;
}

/** How the jobs of a schedule behave, and the tasks that each of them is given. */
export type ScheduledWork = Pick<WorkloadSchedule, 'behaviour' | 'tasks'>;

/** What is still to come: plain data that a saved run holds, and that restoring replaces. */
export interface Additions {
  nextBatch: number;
  batches: Map<number, Batch>;
  /** Batches that are to come, by job. */
  open: Map<number, number>;
  /** By the index of the job schedule. */
  schedules: Map<number, ScheduledWork>;
}

/** Where things are added: the service, how what is added behaves, and draws for it. */
export interface Stage {
  readonly account: Account;
  readonly arrivals: Arrivals;
  readonly streams: Streams;
  readonly additions: Additions;
  readonly addBatch: HandlerId;
}

/** A stage for a service that is about to be made. */
export function createStage(
  kernel: Kernel,
  account: () => Account,
  parts: Pick<Stage, 'arrivals' | 'streams'>,
): Stage {
  const additions: Additions = { nextBatch: 0, batches: new Map(), open: new Map(), schedules: new Map() };
  const addBatch = kernel.handler((index) => batchDue(stage, index));
  const stage: Stage = {
    get account() {
      return account();
    },
    ...parts,
    additions,
    addBatch,
  };
  return stage;
}

/** Says how the special tasks of a new job behave; those of which nothing is said take no time and succeed. */
export function behave({ arrivals, streams }: Stage, job: Job, behaviour: JobBehaviour | undefined): void {
  if (behaviour !== undefined) arrivals.jobs.set(job.index, behaviour);
  if (behaviour?.startTask !== undefined && job.autoPool !== undefined)
    arrivals.startTasks.set(job.autoPool.index, behaviour.startTask);
  if (job.managerTask === NONE) return;
  const manager: TimedBehaviour = behaviour?.manager ?? { duration: NO_DELAY, behaviour: SUCCEEDS };
  const duration = statelessSampler(manager.duration, streams.of('job managers'))();
  arrivals.tasks.set(job.managerTask, { duration, behaviour: manager.behaviour });
}

/** Gives a new job its tasks, each so long after the job was made; the last ones say that all are there. */
export function giveTasks(stage: Stage, job: Job, templates: readonly TaskTemplate[], purpose: string): void {
  const { account, additions, addBatch } = stage;
  additions.open.set(job.index, templates.length);
  if (templates.length === 0) fillJob(account, job);
  for (const template of templates) {
    const index = additions.nextBatch++;
    additions.batches.set(index, { job: job.index, template, purpose });
    openSource(account);
    if (template.after === 0) batchDue(stage, index);
    else account.kernel.at(job.addedAt + template.after, RANKS.command, addBatch, index);
  }
}

function batchDue(stage: Stage, index: number): void {
  const { account, additions } = stage;
  const { job: jobIndex, template, purpose } = additions.batches.get(index)!;
  additions.batches.delete(index);
  const job = account.jobs[jobIndex]!;
  const refusal = addTemplate(stage, job, template, purpose);
  if (refusal !== undefined) tellRefusal(account, 'addTask', template.id, refusal);
  const open = additions.open.get(jobIndex)! - 1;
  if (open > 0) additions.open.set(jobIndex, open);
  else {
    additions.open.delete(jobIndex);
    fillJob(account, job);
  }
  closeSource(account);
}

/** A schedule is there: its jobs behave so, and are given these tasks. */
export function noteScheduledWork(stage: Stage, schedule: number, work: ScheduledWork): void {
  stage.additions.schedules.set(schedule, work);
}

/** A job was made: one of a schedule behaves as the schedule says, and is given its tasks. */
export function jobMade(stage: Stage, job: Job): void {
  if (job.schedule === NONE) return;
  const work = stage.additions.schedules.get(job.schedule);
  behave(stage, job, work?.behaviour);
  giveTasks(
    stage,
    job,
    work?.tasks ?? [],
    `tasks of schedule ${stage.account.schedules[job.schedule]!.spec.id}`,
  );
}

/** Adds the tasks of a template to a job at once, up to the first that is refused. */
export function addTemplate(
  stage: Stage,
  job: Job,
  template: TaskTemplate,
  purpose: string,
): Refusal | undefined {
  const { account, arrivals, streams } = stage;
  const { id, count, spec, timed } = template;
  const shared = shareSpec(account, spec);
  const draw = statelessSampler(timed.duration, streams.of(purpose));
  for (let place = 1; place <= (count ?? 1); place++) {
    const task = addTask(account, job, count === undefined ? id : `${id}-${place}`, shared);
    if (typeof task !== 'number') return task;
    arrivals.tasks.set(task, { duration: draw(), behaviour: timed.behaviour });
  }
  return undefined;
}

/** A fact of what a user asked for and was refused. */
export function tellRefusal(
  { kernel, journal }: Account,
  operation: OperationName,
  id: string,
  refusal: Refusal,
): void {
  journal.fact({ time: kernel.now, event: 'OperationRefuseEvent', operation, id, ...refusal });
}
