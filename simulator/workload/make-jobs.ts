// Jobs, job schedules and operations written out, turned into a workload.

import { createRandom, type Instant } from '../../runtime/index.ts';
import type { TaskSpec } from '../model/task.ts';
import type { Behaviour } from '../world/behaviour.ts';
import { delaySampler } from '../world/delay.ts';
import { behaviourKey, createPooling, inOrder, inTime, specKey } from './columns.ts';
import type { MakingOf } from './generate.ts';
import type { JobSection, ScheduleSection } from './jobs-section.ts';
import { inPool, type OperationSection, timedOperation } from './operations-section.ts';
import type { WorkloadSchedule } from './parts.ts';
import { type Addition, type TaskSection, templateOf } from './task-section.ts';
import type { Workload } from './workload.ts';

/** A workload as it was written. */
export interface Written {
  readonly jobs: readonly JobSection[];
  readonly schedules?: readonly ScheduleSection[];
  readonly operations?: readonly OperationSection[];
}

/** The workload of what was written; a task is never added before its job. */
export function makeWritten({ jobs, schedules = [], operations = [] }: Written, making: MakingOf): Workload {
  const { start, poolId } = making;
  return {
    ...makeJobs(jobs, making),
    ...(schedules.length === 0 ? {} : { schedules: schedules.map((section) => scheduleOf(section, making)) }),
    ...(operations.length === 0
      ? {}
      : { operations: inTime(operations.map((section) => timedOperation(section, start, poolId))) }),
  };
}

function scheduleOf(section: ScheduleSection, { start, poolId }: MakingOf): WorkloadSchedule {
  const { spec, behaviour, tasks } = section;
  return {
    spec: { ...spec, jobSpecification: inPool(spec.jobSpecification, poolId) },
    added: timeOf(section, start, start),
    ...(behaviour === undefined ? {} : { behaviour }),
    tasks: tasks.map(templateOf),
  };
}

function makeJobs(sections: readonly JobSection[], making: MakingOf): Workload {
  const all = sections.flatMap((section, job) => section.tasks.map((task) => ({ task, job })));
  const count = all.reduce((sum, { task }) => sum + (task.count ?? 1), 0);
  const taskAdded = new Float64Array(count);
  const taskJob = new Uint32Array(count);
  const taskSpecs = new Uint32Array(count);
  const taskBehaviour = new Uint32Array(count);
  const taskDuration = new Float64Array(count);
  const specs = createPooling<TaskSpec>(specKey);
  const behaviours = createPooling<Behaviour>(behaviourKey);
  const firsts = new Float64Array(all.length);
  const streams = sections.map(({ spec }) => createRandom(making.seed, `workload/${spec.id}/durations`));
  let first = 0;
  all.forEach(({ task, job }, index) => {
    const end = first + (task.count ?? 1);
    const draw = delaySampler(task.duration, streams[job]!);
    firsts[index] = first;
    taskAdded.fill(
      timeOf(task, timeOf(sections[job]!, making.start, making.start), making.start),
      first,
      end,
    );
    taskJob.fill(job, first, end);
    taskSpecs.fill(specs.indexOf(task.spec), first, end);
    taskBehaviour.fill(behaviours.indexOf(task.behaviour), first, end);
    for (let at = first; at < end; at++) taskDuration[at] = draw();
    first = end;
  });
  return inOrder({
    jobs: sections.map((section) => ({
      spec: inPool(section.spec, making.poolId),
      added: timeOf(section, making.start, making.start),
      ...(section.behaviour === undefined ? {} : { behaviour: section.behaviour }),
    })),
    specs: specs.values,
    behaviours: behaviours.values,
    count,
    taskAdded,
    taskJob,
    taskSpec: taskSpecs,
    taskBehaviour,
    taskDuration,
    taskId: (task) => {
      const index = lastAtMost(firsts, task);
      return idOf(all[index]!.task, task - firsts[index]!);
    },
  });
}

const idOf = ({ id, count }: TaskSection, index: number): string =>
  count === undefined ? id : `${id}-${index + 1}`;

/** When something is added; not before `least`. */
function timeOf({ addedAt, after }: Addition, least: Instant, start: Instant): Instant {
  return Math.max(least, addedAt ?? start + (after ?? 0));
}

function lastAtMost(firsts: Float64Array, task: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= task) low = middle;
    else high = middle - 1;
  }
  return low;
}
