// Rows of a trace, and the workload they make. Readers of line formats fill these columns; what it means to replay
// a trace (order, speed, slots, failures) is decided here once.

import { type Duration, MINUTE } from '../../../runtime/index.ts';
import { taskSpec } from '../../model/wire.ts';
import { type Behaviour, SUCCEEDS } from '../../world/behaviour.ts';
import { createPooling, inOrder, retimed } from '../columns.ts';
import type { MakingOf } from '../generate.ts';
import type { WorkloadJob } from '../parts.ts';
import { jobOf, type Unit } from '../patterns.ts';
import type { TraceSection } from '../source.ts';
import type { Workload } from '../workload.ts';
import { azureId, createUniqueIds } from './ids.ts';

/** What a line format finds; all columns have `count` entries that count. Times are milliseconds. */
export class Rows {
  count = 0;
  submit = new Float64Array(1024);
  duration = new Float64Array(1024);
  /** Processors or slots asked for; 1 where the trace does not say. */
  slots = new Float64Array(1024);
  /** 0 where the job went well. */
  exitCode = new Int32Array(1024);
  /** Index into `jobs`. */
  job = new Uint32Array(1024);
  /** Two numbers a row, for whoever makes the row's id of them. */
  id = new Float64Array(2048);
  readonly jobs: string[] = [];

  /** Makes room for one more row, whose fields the caller then sets at the index returned. */
  add(): number {
    if (this.count === this.submit.length) this.#grow();
    return this.count++;
  }

  #grow(): void {
    this.submit = grown(this.submit, new Float64Array(this.submit.length * 2));
    this.duration = grown(this.duration, new Float64Array(this.duration.length * 2));
    this.slots = grown(this.slots, new Float64Array(this.slots.length * 2));
    this.exitCode = grown(this.exitCode, new Int32Array(this.exitCode.length * 2));
    this.job = grown(this.job, new Uint32Array(this.job.length * 2));
    this.id = grown(this.id, new Float64Array(this.id.length * 2));
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** How rows become tasks. */
export interface Replay {
  readonly section: TraceSection;
  /** The start is where the first task goes. */
  readonly making: MakingOf;
  /** The id of a job when the trace names none. */
  readonly jobId: string;
  readonly idOf: (first: number, second: number, row: number) => string;
}

/** The workload of a trace: one task a row, the first at the start, the others as long after it as they were. */
export function replay(rows: Rows, { section, making, jobId, idOf }: Replay): Workload {
  const { count } = rows;
  const specs = createPooling<ReturnType<typeof taskSpec>>();
  const behaviours = createPooling<Behaviour>();
  const specOf = remembered((slots) =>
    specs.indexOf({ ...taskSpec({ ...section.task, requiredSlots: slots }) }),
  );
  const endingOf = remembered((code) =>
    behaviours.indexOf({
      ...(code === 0 ? SUCCEEDS : { ending: { kind: 'fails', exitCode: code } }),
      ...section.behaviour,
    }),
  );
  const columns = {
    taskAdded: new Float64Array(count),
    taskJob: rows.job.slice(0, count),
    taskSpec: new Uint32Array(count),
    taskBehaviour: new Uint32Array(count),
    taskDuration: new Float64Array(count),
  };
  let first = Infinity;
  for (let row = 0; row < count; row++) first = Math.min(first, rows.submit[row]!);
  const speed = section.speedup ?? 1;
  for (let row = 0; row < count; row++) {
    columns.taskAdded[row] = making.start + Math.round((rows.submit[row]! - first) / speed);
    columns.taskDuration[row] = Math.round(rows.duration[row]!);
    columns.taskSpec[row] = specOf(slotsOf(section, rows.slots[row]!));
    columns.taskBehaviour[row] = endingOf(rows.exitCode[row]!);
  }
  const { id: pairs } = rows;
  const whole = inOrder({
    jobs: jobsOf(rows, { section, making, jobId }),
    specs: specs.values,
    behaviours: behaviours.values,
    count,
    ...columns,
    taskId: (row) => idOf(pairs[2 * row]!, pairs[2 * row + 1]!, row),
  });
  return firstTasks(whole, section.limit ?? Infinity);
}

/** Slots of a task that asked for so many processors. */
export function slotsOf({ slots, task }: TraceSection, asked: number): number {
  if (typeof slots === 'number') return slots;
  if (slots === 'one') return 1;
  return slots === undefined && task?.requiredSlots !== undefined
    ? task.requiredSlots
    : Math.max(1, Math.ceil(asked));
}

// Rows repeat a handful of values, and making each one's key as text would cost more than all the rest.
function remembered(find: (value: number) => number): (value: number) => number {
  const known = new Map<number, number>();
  let last = Number.NaN;
  let lastFound = 0;
  return (value) => {
    if (value === last) return lastFound;
    const found = known.get(value) ?? find(value);
    known.set(value, found);
    [last, lastFound] = [value, found];
    return found;
  };
}

function jobsOf(rows: Rows, { section, making, jobId }: Omit<Replay, 'idOf'>): readonly WorkloadJob[] {
  const pattern = section.job ?? {};
  const base = pattern.id ?? jobId;
  if (rows.jobs.length === 0)
    return [jobOf({ ...pattern, id: base }, { poolId: making.poolId, added: making.start })];
  const unique = createUniqueIds();
  return rows.jobs.map((name) => {
    const id = unique(azureId(name, base));
    return jobOf({ ...pattern, id }, { poolId: making.poolId, added: making.start });
  });
}

/** The first tasks of a workload, and all of its jobs. */
export function firstTasks(workload: Workload, limit: number): Workload {
  if (workload.count <= limit) return workload;
  return {
    ...workload,
    count: limit,
    taskAdded: workload.taskAdded.slice(0, limit),
    taskJob: workload.taskJob.slice(0, limit),
    taskSpec: workload.taskSpec.slice(0, limit),
    taskBehaviour: workload.taskBehaviour.slice(0, limit),
    taskDuration: workload.taskDuration.slice(0, limit),
  };
}

/** Tasks come faster by this factor, counted from the start. */
export function spedUp(workload: Workload, start: number, factor: number): Workload {
  if (factor === 1) return workload;
  const faster = (time: number): number => start + Math.round((time - start) / factor);
  return {
    ...workload,
    ...retimed(workload, faster),
  };
}

/** Milliseconds in one of a unit. */
export const UNIT_SIZES: Readonly<Record<Unit, Duration>> = {
  s: 1000,
  ms: 1,
  min: MINUTE,
  h: 60 * MINUTE,
  iso: 1000,
};
