// What a workload looks like before anything runs: when its tasks come and how long they take, counted.

import { percentiles } from '../planner/index.ts';
import type { Scenario, Workload } from '../simulator/index.ts';

export interface WorkloadShape {
  readonly tasks: number;
  readonly jobs: number;
  /** Tasks added in each stretch of time from the start of the run. */
  readonly arrivals: readonly number[];
  /** The length of a stretch, in seconds. */
  readonly stretch: number;
  /** How many tasks take how long: `counts[i]` of them lie below `edges[i]` seconds and not below the one before. */
  readonly durations: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** The middle of all durations, and the sum of them by their slots, in slot hours. */
  readonly median: number;
  readonly slotHours: number;
}

/** Lengths of stretches, in seconds: the first that gives at most `MOST_STRETCHES` of them is taken. */
const STRETCHES = [60, 300, 900, 3600, 10_800, 21_600, 86_400, 604_800, 2_592_000];
const MOST_STRETCHES = 200;
const EDGES = [1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 86_400, Number.POSITIVE_INFINITY];

/** Counts a workload; times are seconds since the scenario's start. */
export function shapeOf(
  workload: Workload,
  { start, until }: Pick<Scenario, 'start' | 'until'>,
): WorkloadShape {
  const { count, taskAdded, taskDuration, taskSpec, specs } = workload;
  let last = until === 'drained' ? 0 : until;
  for (let task = 0; task < count; task++) last = Math.max(last, taskAdded[task]! - start);
  const stretch =
    STRETCHES.find((length) => last / 1000 / length <= MOST_STRETCHES) ?? last / 1000 / MOST_STRETCHES;
  const arrivals = new Array<number>(Math.floor(last / 1000 / stretch) + 1).fill(0);
  const counts = new Array<number>(EDGES.length).fill(0);
  let slotSeconds = 0;
  for (let task = 0; task < count; task++) {
    arrivals[Math.max(0, Math.floor((taskAdded[task]! - start) / 1000 / stretch))]! += 1;
    const seconds = taskDuration[task]! / 1000;
    counts[EDGES.findIndex((edge) => seconds < edge)]! += 1;
    slotSeconds += seconds * (specs[taskSpec[task]!]?.requiredSlots ?? 1);
  }
  const [median = 0] = percentiles(taskDuration.subarray(0, count), [0.5]);
  return {
    tasks: count,
    jobs: workload.jobs.length,
    arrivals,
    stretch,
    durations: { edges: EDGES, counts },
    median: median / 1000,
    slotHours: slotSeconds / 3600,
  };
}
