// Workloads from rows that come one by one, and one workload from several.

import type { Instant } from '../../runtime/index.ts';
import type { TaskSpec } from '../model/task.ts';
import { type Behaviour, SUCCEEDS } from '../world/behaviour.ts';
import type { Operation, TimedOperation } from './operation.ts';
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
  const { commandLine, requiredSlots, constraints } = spec;
  const says = Object.keys(spec).length > PLAIN_KEYS || Object.keys(constraints).length > 0;
  return says ? JSON.stringify(spec) : `${requiredSlots} ${commandLine}`;
}

/** The keys that every specification has. */
const PLAIN_KEYS = 3;

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
  // A plain list: its sort makes use of stretches that are in order already, which workloads that are put together are.
  const order: number[] = [];
  for (let task = 0; task < count; task++) order.push(task);
  order.sort((a, b) => taskAdded[a]! - taskAdded[b]! || a - b);
  return {
    jobs: columns.jobs,
    specs: columns.specs,
    behaviours: columns.behaviours,
    count,
    taskAdded: reordered(taskAdded, order, new Float64Array(count)),
    taskJob: reordered(columns.taskJob, order, new Uint32Array(count)),
    taskSpec: reordered(columns.taskSpec, order, new Uint32Array(count)),
    taskBehaviour: reordered(columns.taskBehaviour, order, new Uint32Array(count)),
    taskDuration: reordered(columns.taskDuration, order, new Float64Array(count)),
    taskId: (task) => columns.taskId(order[task]!),
  };
}

function reordered<Column extends Float64Array | Uint32Array>(
  from: Column,
  order: readonly number[],
  to: Column,
): Column {
  for (let place = 0; place < to.length; place++) to[place] = from[order[place]!]!;
  return to;
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
  const tasks = inOrder({
    jobs: parts.flatMap((part) => part.jobs),
    specs: parts.flatMap((part) => part.specs),
    behaviours: parts.flatMap((part) => part.behaviours),
    count,
    ...columns,
    taskId,
  });
  return { ...inOneLine(parts), ...tasks };
}

/** The schedules and operations of several workloads. */
function inOneLine(parts: readonly Workload[]): Pick<Workload, 'schedules' | 'operations'> {
  const schedules = parts.flatMap((part) => part.schedules ?? []);
  const operations = parts.flatMap((part) => part.operations ?? []);
  return {
    ...(schedules.length === 0 ? {} : { schedules }),
    ...(operations.length === 0 ? {} : { operations: inTime(operations) }),
  };
}

/** Operations in order of time; equal times keep their order. */
export const inTime = (operations: readonly TimedOperation[]): readonly TimedOperation[] =>
  [...operations].sort((one, other) => one.at - other.at);

/** The operation at its time; a job that it adds is added then. */
export function atTime(operation: Operation, at: Instant): TimedOperation {
  if (operation.name !== 'addJob') return { at, operation };
  const { job, ...others } = operation.given;
  return { at, operation: { name: 'addJob', given: { ...others, job: { ...job, added: at } } } };
}

/** Everything that has a time, at another time; `move` never turns the order round. */
export function retimed(
  workload: Workload,
  move: (time: Instant) => Instant,
): Pick<Workload, 'jobs' | 'schedules' | 'operations' | 'taskAdded'> {
  const { jobs, schedules, operations, taskAdded } = workload;
  const moved = <Row extends { readonly added: Instant }>(row: Row): Row => ({
    ...row,
    added: move(row.added),
  });
  return {
    jobs: jobs.map(moved),
    ...(schedules === undefined ? {} : { schedules: schedules.map(moved) }),
    ...(operations === undefined
      ? {}
      : { operations: operations.map(({ at, operation }) => atTime(operation, move(at))) }),
    taskAdded: taskAdded.map(move),
  };
}
