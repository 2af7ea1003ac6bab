// A workload that is written reads back as the same workload, compact or written out.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Generation,
  generate,
  mergeWorkloads,
  printColumnFile,
  printJobsJson,
  printJobsYaml,
  readTrace,
  type Workload,
} from '../../simulator/index.ts';

const START = 50_000_000;
const making = { seed: 1, start: START, poolId: 'pool' };

/** Everything a workload says, one row a task, as plain data; jobs by their ids, equal things alike. */
function plain(workload: Workload) {
  const tasks = Array.from({ length: workload.count }, (_, task) => ({
    id: workload.taskId(task),
    added: workload.taskAdded[task],
    job: workload.jobs[workload.taskJob[task]!]!.spec.id,
    spec: workload.specs[workload.taskSpec[task]!],
    ending: workload.behaviours[workload.taskBehaviour[task]!],
    duration: workload.taskDuration[task],
  }));
  // Tasks added at one time in several jobs have no order of their own once they are written out by job.
  tasks.sort((a, b) => a.added! - b.added! || a.job.localeCompare(b.job));
  return { jobs: workload.jobs, tasks };
}

const duration = fc.integer({ min: 0, max: 1e9 });
const generation: fc.Arbitrary<Generation> = fc.record(
  {
    arrivals: fc.oneof(
      fc.record({
        kind: fc.constant('poisson' as const),
        perSecond: fc.double({ min: 0.001, max: 1000, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('atOnce' as const), count: fc.integer({ min: 1, max: 40 }) }),
    ),
    durations: fc.oneof(
      fc.record({ kind: fc.constant('constant' as const), value: duration }),
      fc.record({ kind: fc.constant('exponential' as const), mean: duration }),
    ),
    count: fc.integer({ min: 1, max: 40 }),
    after: duration,
    failures: fc.oneof(
      fc.record({
        probability: fc.double({ min: 0, max: 1, noNaN: true }),
        exitCode: fc.integer({ min: 1, max: 255 }),
      }),
      fc.record({
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        attempts: fc.integer({ min: 1, max: 3 }),
      }),
    ),
    requiredSlots: fc.constant([
      { value: 1, weight: 1 },
      { value: 3, weight: 2 },
    ]),
    jobs: fc.record({
      tasks: fc.constant({ from: 1, to: 4 }),
      priorities: fc.constant([{ value: 5, weight: 1 }]),
    }),
    task: fc.constant({
      commandLine: 'render "it"',
      constraints: { maxTaskRetryCount: 3, maxWallClockTime: 90_500 },
    }),
  },
  { requiredKeys: ['arrivals', 'durations', 'count'] },
);

function make(generations: readonly Generation[]): Workload {
  const parts = generations.map((one, index) => generate({ ...one, job: { id: `job${index}` } }, making));
  const merged = mergeWorkloads(parts);
  // The files count from the first of all: so does the run they are read for.
  const first = Math.min(...merged.jobs.map(({ added }) => added), merged.taskAdded[0] ?? Infinity);
  return {
    ...merged,
    jobs: merged.jobs.map((job) => ({ ...job, added: job.added - first + START })),
    taskAdded: merged.taskAdded.map((added) => added - first + START),
  };
}

const PRINTERS: readonly [string, string, (workload: Workload) => string][] = [
  ['compact columns', 'w.json', (workload) => [...printColumnFile(workload)].join('')],
  ['jobs in JSON', 'w.json', printJobsJson],
  ['jobs in YAML', 'w.yaml', printJobsYaml],
];

describe.each(PRINTERS)('%s', (_, name, print) => {
  test('reads back as it was', () => {
    fc.assert(
      fc.property(fc.array(generation, { minLength: 1, maxLength: 3 }), (generations) => {
        const workload = make(generations);
        const bytes = new TextEncoder().encode(print(workload));
        const reading = readTrace({ name, bytes }, { file: name }, making);
        expect(reading.complaints).toEqual([]);
        expect(plain(reading.workload!)).toEqual(plain(workload));
      }),
      { numRuns: 30 },
    );
  });
});

test('a merge keeps every task, in order of time', () => {
  fc.assert(
    fc.property(fc.array(generation, { minLength: 2, maxLength: 4 }), (generations) => {
      const parts = generations.map((one, index) => generate({ ...one, job: { id: `job${index}` } }, making));
      const merged = mergeWorkloads(parts);
      expect(merged.taskAdded).toEqual(merged.taskAdded.toSorted());
      const ids = (workloads: readonly Workload[]) =>
        workloads.flatMap((workload) => plain(workload).tasks.map((task) => JSON.stringify(task))).sort();
      expect(ids([merged])).toEqual(ids(parts));
    }),
    { numRuns: 25 },
  );
});

test('a compact file of a million tasks is written in pieces and reads back', () => {
  const arrivals = { kind: 'poisson', perSecond: 90 } as const;
  const made = generate(
    { arrivals, durations: { kind: 'exponential', mean: 1000 }, count: 1_000_000 },
    making,
  );
  const pieces = [...printColumnFile(made)];
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1_000_000);
  const bytes = new TextEncoder().encode(pieces.join(''));
  const { workload } = readTrace({ name: 'w.json', bytes }, { file: 'w.json' }, making);
  const same = (one: Float64Array, other: Float64Array) =>
    Buffer.from(one.buffer).equals(Buffer.from(other.buffer));
  expect(same(workload!.taskAdded, made.taskAdded)).toBe(true);
  expect(same(workload!.taskDuration, made.taskDuration)).toBe(true);
  expect(workload!.taskId(999_999)).toBe('task-1000000');
});
