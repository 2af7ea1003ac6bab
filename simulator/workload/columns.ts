// Workloads from rows that come one by one, and one workload from several.

import type { Instant } from '../../runtime/index.ts';
import type { TaskSpec } from '../model/task.ts';
import { type Behaviour, SUCCEEDS } from '../world/behaviour.ts';
import type { WorkloadJob } from './parts.ts';
import type { Workload } from './workload.ts';

/** A list of distinct plain values: asks for the index of one, adding it when it is new. */
export interface Pooling<Value> {
  readonly values: readonly Value[];
  readonly indexOf: (value: Value) => number;
}

/** Values are the same when they have the same key; without a function for keys, when they print the same. */
export function createPooling<Value>(keyOf: (value: Value) => string = JSON.stringify): Pooling<Value> {
  const values: Value[] = [];
  const known = new Map<string, number>();
  const indexOf = (value: Value): number => {
    const key = keyOf(value);
    const index = known.get(key) ?? values.length;
    if (index === values.length) {
      known.set(key, index);
      values.push(value);
    }
    return index;
  };
  return { values, indexOf };
}

/** A key for specifications; short for those that say little, because there may be one for each of a million tasks. */
export function specKey(spec: TaskSpec): string {
  const { commandLine, displayName, requiredSlots, constraints, environmentSettings } = spec;
  const says = displayName ?? environmentSettings ?? Object.keys(constraints)[0];
  return says === undefined ? `${requiredSlots} ${commandLine}` : JSON.stringify(spec);
}

/** A key for behaviours. */
export const behaviourKey = (behaviour: Behaviour): string =>
  behaviour === SUCCEEDS ? '' : JSON.stringify(behaviour);

/** The columns of a workload in any order of time. */
export interface Columns {
  readonly jobs: readonly WorkloadJob[];
  readonly specs: readonly TaskSpec[];
  readonly behaviours: readonly Behaviour[];
  readonly count: number;
  readonly taskAdded: Float64Array;
  readonly taskJob: Uint32Array;
  readonly taskSpec: Uint32Array;
  readonly taskBehaviour: Uint32Array;
  readonly taskDuration: Float64Array;
  readonly taskId: (task: number) => string;
}

/** The workload of these columns, its tasks in order of time; equal times keep their order. */
export function inOrder(columns: Columns): Workload {
  const { taskAdded, count } = columns;
  let sorted = true;
  for (let task = 1; task < count && sorted; task++) sorted = taskAdded[task - 1]! <= taskAdded[task]!;
  if (sorted) return columns;
  const order = Uint32Array.from({ length: count }, (_, task) => task);
  order.sort((a, b) => taskAdded[a]! - taskAdded[b]! || a - b);
  return {
    jobs: columns.jobs,
    specs: columns.specs,
    behaviours: columns.behaviours,
    count,
    taskAdded: Float64Array.from(order, (task) => taskAdded[task]!),
    taskJob: Uint32Array.from(order, (task) => columns.taskJob[task]!),
    taskSpec: Uint32Array.from(order, (task) => columns.taskSpec[task]!),
    taskBehaviour: Uint32Array.from(order, (task) => columns.taskBehaviour[task]!),
    taskDuration: Float64Array.from(order, (task) => columns.taskDuration[task]!),
    taskId: (task) => columns.taskId(order[task]!),
  };
}

/** A workload without tasks. */
export const EMPTY_WORKLOAD: Workload = {
  jobs: [],
  specs: [],
  behaviours: [],
  count: 0,
  taskAdded: new Float64Array(0),
  taskJob: new Uint32Array(0),
  taskSpec: new Uint32Array(0),
  taskBehaviour: new Uint32Array(0),
  taskDuration: new Float64Array(0),
  taskId: () => '',
};

/** All tasks of several workloads in order of time; at one time, those of the earlier workload first. */
export function mergeWorkloads(parts: readonly Workload[]): Workload {
  const [only] = parts;
  if (only === undefined) return EMPTY_WORKLOAD;
  if (parts.length === 1) return only;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const columns = {
    taskAdded: new Float64Array(count),
    taskJob: new Uint32Array(count),
    taskSpec: new Uint32Array(count),
    taskBehaviour: new Uint32Array(count),
    taskDuration: new Float64Array(count),
  };
  const firsts: number[] = [];
  let [first, jobs, specs, behaviours] = [0, 0, 0, 0];
  for (const part of parts) {
    firsts.push(first);
    columns.taskAdded.set(part.taskAdded, first);
    columns.taskDuration.set(part.taskDuration, first);
    for (let task = 0; task < part.count; task++) {
      columns.taskJob[first + task] = part.taskJob[task]! + jobs;
      columns.taskSpec[first + task] = part.taskSpec[task]! + specs;
      columns.taskBehaviour[first + task] = part.taskBehaviour[task]! + behaviours;
    }
    first += part.count;
    jobs += part.jobs.length;
    specs += part.specs.length;
    behaviours += part.behaviours.length;
  }
  const taskId = (task: number): string => {
    const part = firsts.findLastIndex((from) => from <= task);
    return parts[part]!.taskId(task - firsts[part]!);
  };
  return inOrder({
    jobs: parts.flatMap((part) => part.jobs),
    specs: parts.flatMap((part) => part.specs),
    behaviours: parts.flatMap((part) => part.behaviours),
    count,
    ...columns,
    taskId,
  });
}

/** Moves everything in time, so that times since a beginning become times of a run. */
export function shifted(workload: Workload, by: Instant): Workload {
  return {
    ...workload,
    jobs: workload.jobs.map((job) => ({ ...job, added: job.added + by })),
    taskAdded: workload.taskAdded.map((added) => added + by),
  };
}
