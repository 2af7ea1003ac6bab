// A workload drawn from named distributions. Each purpose draws from its own stream, named after the job, so that
// a draw more for one changes nothing for another. Tasks are columns from the beginning; ids are made when asked.

import { createRandom, type Duration, type Instant } from '../../runtime/index.ts';
import type { Doings } from '../behaviour-json.ts';
import type { TaskSpec } from '../model/task.ts';
import { type TaskJson, taskSpec } from '../model/wire.ts';
import { type Behaviour, type Ending, SUCCEEDS } from '../world/behaviour.ts';
import { type Delay, delaySampler } from '../world/delay.ts';
import { type Arrivals, arrivalTimes, type Range } from './arrivals.ts';
import type { WorkloadJob } from './parts.ts';
import { type JobPattern, jobOf } from './patterns.ts';
import type { Workload } from './workload.ts';

export type { Arrivals, Range } from './arrivals.ts';

/** A value and how often it is drawn, as a share of the sum of the weights. */
export interface Weight {
  readonly value: number;
  readonly weight: number;
}

/** Either each attempt of any task fails with `probability`, or a `share` of the tasks fails its first `attempts`. */
export interface Failures {
  readonly probability?: number;
  readonly share?: number;
  readonly attempts?: number;
  readonly exitCode?: number;
}

/** What to draw. With `jobs` every arrival is a job of some tasks; without, all tasks are in one job. */
export interface Generation {
  readonly arrivals: Arrivals;
  readonly durations: Delay;
  /** At most so many arrivals. */
  readonly count?: number;
  /** Arrivals only in this time from their beginning. */
  readonly for?: Duration;
  /** From the start of the run to the beginning of arrivals. */
  readonly after?: Duration;
  readonly failures?: Failures;
  /** What every task does besides. */
  readonly behaviour?: Doings;
  readonly requiredSlots?: readonly Weight[];
  readonly jobs?: { readonly tasks: Range; readonly priorities?: readonly Weight[] };
  readonly job?: JobPattern;
  readonly task?: TaskJson;
}

/** What a workload is made for: the run's seed and start, and the pool of jobs that name none. */
export interface MakingOf {
  readonly seed: number;
  readonly start: Instant;
  readonly poolId: string;
}

/** Draws the workload; the same generation, seed and job id give the same tasks. */
export function generate(generation: Generation, making: MakingOf): Workload {
  const id = generation.job?.id ?? 'generated';
  const stream = (purpose: string) => createRandom(making.seed, `workload/${id}/${purpose}`);
  const begin = making.start + (generation.after ?? 0);
  const limit = { count: generation.count ?? Infinity, span: generation.for ?? Infinity };
  const arrived = arrivalTimes(generation.arrivals, { begin, ...limit }, stream('arrivals'));
  const sizes =
    generation.jobs === undefined
      ? undefined
      : jobSizes(arrived.length, generation.jobs.tasks, stream('jobs'));
  const { taskAdded, taskJob, firstOfJob } = placeTasks(arrived, sizes);
  const count = taskAdded.length;
  const { specs, taskSpec: taskSpecs } = drawSpecs(generation, count, stream);
  const { behaviours: endings, taskBehaviour } = drawBehaviours(generation.failures, count, stream);
  const { behaviour: doings } = generation;
  const behaviours = doings === undefined ? endings : endings.map((each) => ({ ...each, ...doings }));
  const taskDuration = new Float64Array(count);
  const draw = delaySampler(generation.durations, stream('durations'));
  for (let task = 0; task < count; task++) taskDuration[task] = draw();
  return {
    jobs: makeJobs(generation, id, { making, arrived, random: stream('priorities') }),
    specs,
    behaviours,
    count,
    taskAdded,
    taskJob,
    taskSpec: taskSpecs,
    taskBehaviour,
    taskDuration,
    taskId: (task) => `task-${task - firstOfJob[taskJob[task]!]! + 1}`,
  };
}

function jobSizes(count: number, { from, to }: Range, random: () => number): Uint32Array {
  const sizes = new Uint32Array(count);
  for (let job = 0; job < count; job++) sizes[job] = from + Math.floor(random() * (to - from + 1));
  return sizes;
}

function placeTasks(arrived: Float64Array, sizes: Uint32Array | undefined) {
  if (sizes === undefined) {
    return { taskAdded: arrived, taskJob: new Uint32Array(arrived.length), firstOfJob: new Uint32Array(1) };
  }
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const taskAdded = new Float64Array(count);
  const taskJob = new Uint32Array(count);
  const firstOfJob = new Uint32Array(sizes.length);
  let first = 0;
  sizes.forEach((size, job) => {
    firstOfJob[job] = first;
    taskAdded.fill(arrived[job]!, first, first + size);
    taskJob.fill(job, first, first + size);
    first += size;
  });
  return { taskAdded, taskJob, firstOfJob };
}

type Stream = (purpose: string) => () => number;

function drawSpecs(generation: Generation, count: number, stream: Stream) {
  const base = taskSpec(generation.task ?? {});
  const weights = generation.requiredSlots ?? [{ value: base.requiredSlots, weight: 1 }];
  const specs: readonly TaskSpec[] = weights.map(({ value }) => ({ ...base, requiredSlots: value }));
  const column = new Uint32Array(count);
  if (specs.length > 1) {
    const pick = picker(weights, stream('slots'));
    for (let task = 0; task < count; task++) column[task] = pick();
  }
  return { specs, taskSpec: column };
}

/** Draws indexes of rows by their weights. */
function picker(rows: readonly Weight[], random: () => number): () => number {
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  let sum = 0;
  const bounds = rows.map((row) => {
    sum += row.weight / total;
    return sum;
  });
  const last = rows.findLastIndex((row) => row.weight > 0);
  return () => {
    const drawn = random();
    const found = bounds.findIndex((bound) => drawn < bound);
    return found < 0 ? last : found;
  };
}

function drawBehaviours(failures: Failures | undefined, count: number, stream: Stream) {
  const taskBehaviour = new Uint32Array(count);
  const { probability, share, attempts, exitCode = 1 } = failures ?? {};
  if (probability !== undefined && probability > 0) {
    const behaviours: readonly Behaviour[] = [{ ending: { kind: 'fails-sometimes', probability, exitCode } }];
    return { behaviours, taskBehaviour };
  }
  if (share === undefined || share === 0) return { behaviours: [SUCCEEDS], taskBehaviour };
  const ending: Ending =
    attempts === undefined ? { kind: 'fails', exitCode } : { kind: 'fails-first', attempts, exitCode };
  const random = stream('failures');
  for (let task = 0; task < count; task++) if (random() < share) taskBehaviour[task] = 1;
  return { behaviours: [SUCCEEDS, { ending }], taskBehaviour };
}

interface JobMaking {
  readonly making: MakingOf;
  readonly arrived: Float64Array;
  readonly random: () => number;
}

function makeJobs(
  generation: Generation,
  id: string,
  { making, arrived, random }: JobMaking,
): readonly WorkloadJob[] {
  const pattern = generation.job ?? {};
  if (generation.jobs === undefined) {
    // The job is there from the start; its tasks come.
    return [jobOf({ ...pattern, id }, { poolId: making.poolId, added: making.start })];
  }
  const priorities = generation.jobs.priorities;
  const pick = priorities === undefined ? undefined : picker(priorities, random);
  return Array.from(arrived, (added, job) => {
    const priority = pick === undefined ? {} : { priority: priorities![pick()]!.value };
    return jobOf({ ...pattern, ...priority, id: `${id}-${job + 1}` }, { poolId: making.poolId, added });
  });
}
