// A workload as jobs written out: Azure's JSON, a behaviour beside each task. For people to read and change.

import { printDuration } from '../../runtime/index.ts';
import { behaviourJson } from '../behaviour-json.ts';
import { printYaml } from '../document.ts';
import { jobJson, scheduleJson, taskJson } from '../model/wire.ts';
import { withJobBehaviour } from '../special-section.ts';
import { operationJson, specificationJson, templateJson } from './operation-json.ts';
import type { Workload } from './workload.ts';

type Json = Readonly<Record<string, unknown>>;

/** The time that written times count from: that of the first thing in the workload. */
export function beginOf({ jobs, schedules = [], operations = [], taskAdded }: Workload): number {
  const begins = [taskAdded[0] ?? Infinity, operations[0]?.at ?? Infinity];
  const begin = [...jobs, ...schedules].reduce(
    (least, { added }) => Math.min(least, added),
    Math.min(...begins),
  );
  return Number.isFinite(begin) ? begin : 0;
}

/** What a workload says besides its tasks, as it is written. */
export function writtenData(
  { jobs, schedules = [], operations = [] }: Workload,
  start: number,
): { readonly [Key in 'jobs' | 'schedules' | 'operations']: readonly Json[] } {
  const late = (added: number): Json => (added === start ? {} : { after: printDuration(added - start) });
  return {
    jobs: jobs.map(({ spec, added, behaviour }) => ({
      ...withJobBehaviour(jobJson(spec), behaviour),
      ...late(added),
    })),
    schedules: schedules.map(({ spec, added, behaviour, tasks }) => ({
      ...scheduleJson(spec),
      jobSpecification: specificationJson(spec.jobSpecification, behaviour),
      ...late(added),
      ...(tasks.length === 0 ? {} : { tasks: tasks.map(templateJson) }),
    })),
    operations: operations.map((operation) => operationJson(operation, start)),
  };
}

/** The workload as plain data that reads back as the same workload; times count from the first of all. */
export function jobsData(workload: Workload): Json {
  const start = beginOf(workload);
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
  const { jobs, schedules, operations } = writtenData(workload, start);
  return {
    jobs: jobs.map((job, index) => ({ ...job, tasks: tasks[index]! })),
    ...(schedules.length === 0 ? {} : { schedules }),
    ...(operations.length === 0 ? {} : { operations }),
  };
}

/** The workload as YAML text. */
export const printJobsYaml = (workload: Workload): string => printYaml(jobsData(workload));

/** The workload as JSON text. */
export const printJobsJson = (workload: Workload): string =>
  `${JSON.stringify(jobsData(workload), null, 2)}\n`;
