// Operations as a scenario lists them, so that a workload that is written out keeps them.

import { printDuration } from '../../runtime/index.ts';
import { timedBehaviourJson } from '../behaviour-json.ts';
import type { JobSpec } from '../model/job.ts';
import {
  constraintsJson, jobJson, jobSpecificationJson, poolInfoJson, poolJson, scheduleJson, scheduleTimesJson,
  startTaskJson, taskJson,
} from '../model/wire.ts'; // biome-ignore format: one list
import { withBehaviour, withJobBehaviour } from '../special-section.ts';
import type { JobBehaviour } from '../world/behaviour.ts';
import type { OperationArguments, OperationName, TimedOperation } from './operation.ts';
import type { TaskTemplate } from './parts.ts';

type Json = Readonly<Record<string, unknown>>;

/** The operation with its time since the start. */
export function operationJson({ at, operation }: TimedOperation, start: number): Json {
  const { name, given } = operation;
  const print = PRINTERS[name] as ((given: unknown) => Json) | undefined;
  return { after: printDuration(at - start), [name]: print === undefined ? given : print(given) };
}

/** Operations that are not written as they are given: times, resources, behaviours. */
const PRINTERS: { readonly [Name in OperationName]?: (given: OperationArguments[Name]) => Json } = {
  addPool: ({ pool, startTask }) =>
    startTask === undefined ? poolJson(pool) : withBehaviour(poolJson(pool), ['startTask'], startTask),
  updatePool: ({ startTask, behaviour, ...given }) => ({
    ...given,
    ...(startTask === undefined
      ? {}
      : { startTask: startTask === null ? 'none' : withTimed(startTaskJson(startTask), behaviour) }),
  }),
  resizePool: withTimeout,
  removeNodes: withTimeout,
  enableAutoScale: ({ autoScaleEvaluationInterval: interval, ...given }) => ({
    ...given,
    ...(interval === undefined ? {} : { autoScaleEvaluationInterval: printDuration(interval) }),
  }),
  addJob: ({ job, tasks }) => withTasks(withJobBehaviour(jobJson(job.spec), job.behaviour), tasks),
  updateJob: ({ constraints, poolInfo, ...given }) => ({
    ...given,
    ...(constraints === undefined ? {} : { constraints: constraintsJson(constraints) ?? {} }),
    ...(poolInfo === undefined ? {} : { poolInfo: poolInfoJson(poolInfo) }),
  }),
  addJobSchedule: ({ schedule, behaviour, tasks }) =>
    withTasks(
      {
        ...scheduleJson(schedule),
        jobSpecification: specificationJson(schedule.jobSpecification, behaviour),
      },
      tasks,
    ),
  updateJobSchedule: ({ schedule, jobSpecification, ...given }) => ({
    ...given,
    ...(schedule === undefined ? {} : { schedule: scheduleTimesJson(schedule) }),
    ...(jobSpecification === undefined ? {} : { jobSpecification: jobSpecificationJson(jobSpecification) }),
  }),
  addTask: ({ jobId, task }) => ({ jobId, ...templateJson(task) }),
  updateTask: ({ constraints, ...given }) => ({
    ...given,
    ...(constraints === undefined ? {} : { constraints: constraintsJson(constraints) ?? {} }),
  }),
};

const withTimed = (json: Json, behaviour: Parameters<typeof timedBehaviourJson>[0] | undefined): Json =>
  behaviour === undefined ? json : withBehaviour(json, [], behaviour);

function withTimeout({ resizeTimeout, ...given }: { readonly resizeTimeout?: number }): Json {
  return {
    ...given,
    ...(resizeTimeout === undefined ? {} : { resizeTimeout: printDuration(resizeTimeout) }),
  };
}

const withTasks = (json: Json, tasks: readonly TaskTemplate[]): Json =>
  tasks.length === 0 ? json : { ...json, tasks: tasks.map(templateJson) };

/** The job of a schedule with the behaviours of its special tasks. */
export const specificationJson = (spec: Omit<JobSpec, 'id'>, behaviour: JobBehaviour | undefined): Json =>
  withJobBehaviour(jobSpecificationJson(spec), behaviour);

/** A task that comes with its job, with its behaviour. */
export function templateJson({ id, count, after, spec, timed }: TaskTemplate): Json {
  const { duration, ...others } = timedBehaviourJson(timed);
  return {
    id,
    ...taskJson(spec),
    ...(after === 0 ? {} : { after: printDuration(after) }),
    behaviour: { duration, ...(count === undefined ? {} : { count }), ...others },
  };
}
