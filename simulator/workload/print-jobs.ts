// A workload as jobs written out: Azure's JSON, a behaviour beside each task. For people to read and change.

import { printDuration } from '../../runtime/index.ts';
import { printYaml } from '../document.ts';
import { jobJson, taskJson } from '../model/wire.ts';
import { behaviourJson } from './column-file.ts';
import type { Workload } from './workload.ts';

/** The workload as plain data that reads back as the same workload; times count from the first of all. */
export function jobsData(workload: Workload): { readonly jobs: readonly unknown[] } {
  const start = workload.jobs.reduce(
    (least, { added }) => Math.min(least, added),
    workload.taskAdded[0] ?? Infinity,
  );
  const tasks: unknown[][] = workload.jobs.map(() => []);
  for (let task = 0; task < workload.count; task++) {
    const after = workload.taskAdded[task]! - start;
    tasks[workload.taskJob[task]!]!.push({
      id: workload.taskId(task),
      ...taskJson(workload.specs[workload.taskSpec[task]!]!),
      ...(after === 0 ? {} : { after: printDuration(after) }),
      behaviour: {
        duration: printDuration(workload.taskDuration[task]!),
        ...behaviourJson(workload.behaviours[workload.taskBehaviour[task]!]!),
      },
    });
  }
  const jobs = workload.jobs.map(({ spec, added }, job) => ({
    ...jobJson(spec),
    ...(added === start ? {} : { after: printDuration(added - start) }),
    tasks: tasks[job]!,
  }));
  return { jobs };
}

/** The workload as YAML text. */
export const printJobsYaml = (workload: Workload): string => printYaml(jobsData(workload));

/** The workload as JSON text. */
export const printJobsJson = (workload: Workload): string =>
  `${JSON.stringify(jobsData(workload), null, 2)}\n`;
