// Jobs written out, turned into a workload.

import { createRandom, type Instant } from '../../runtime/index.ts';
import type { TaskSpec } from '../model/task.ts';
import { jobSpec, taskSpec } from '../model/wire.ts';
import type { Behaviour } from '../world/behaviour.ts';
import { delaySampler } from '../world/delay.ts';
import { behaviourKey, createPooling, inOrder, specKey } from './columns.ts';
import type { MakingOf } from './generate.ts';
import type { Addition, JobSection, TaskSection } from './jobs-section.ts';
import type { Workload } from './workload.ts';

/** The workload of jobs as they were written; a task is never added before its job. */
export function makeJobs(sections: readonly JobSection[], making: MakingOf): Workload {
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
  const streams = sections.map(({ json }) => createRandom(making.seed, `workload/${json.id}/durations`));
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
    taskSpecs.fill(specs.indexOf(taskSpec(task.json)), first, end);
    taskBehaviour.fill(behaviours.indexOf({ ending: task.ending }), first, end);
    for (let at = first; at < end; at++) taskDuration[at] = draw();
    first = end;
  });
  return inOrder({
    jobs: sections.map((section) => ({
      spec: jobSpec(section.json, making.poolId),
      added: timeOf(section, making.start, making.start),
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
