// Generated workloads: the moments of their distributions, and streams that do not disturb each other.

import { describe, expect, test } from 'vitest';
import { type Generation, generate, type Workload } from '../../simulator/index.ts';

const HOUR = 3_600_000;
const MONDAY = 4 * 24 * HOUR;
const make = (generation: Generation, seed = 1): Workload =>
  generate(generation, { seed, start: MONDAY, poolId: 'pool' });

const COUNT = 100_000;
const base: Generation = {
  arrivals: { kind: 'poisson', perSecond: 90 },
  durations: { kind: 'exponential', mean: 1000 },
  count: COUNT,
};

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const gapsOf = ({ taskAdded }: Workload): Float64Array =>
  taskAdded.map((time, task) => time - (taskAdded[task - 1] ?? MONDAY));

/** Half of a 99.9 % interval of a mean of so many values with this standard deviation. */
const margin = (deviation: number, count: number): number => (3.3 * deviation) / Math.sqrt(count);

describe('arrivals', () => {
  test('a Poisson stream has exponential gaps', () => {
    const gaps = gapsOf(make(base));
    const mean = 1000 / 90;
    expect(Math.abs(meanOf(gaps) - mean)).toBeLessThan(margin(mean, COUNT));
    const longer = gaps.filter((gap) => gap > mean).length / COUNT;
    expect(Math.abs(longer - Math.exp(-1))).toBeLessThan(0.03);
  });

  test('a diurnal stream has the rate of each hour of the week', () => {
    const perHour = Array.from({ length: 168 }, (_, hour) =>
      hour < 120 ? (hour % 24 === 10 ? 400 : 50) : 0,
    );
    const { taskAdded } = make({
      ...base,
      arrivals: { kind: 'diurnal', perHour, utcOffset: 0 },
      count: Infinity,
      for: 168 * HOUR,
    });
    const counts = new Float64Array(168);
    for (const time of taskAdded) counts[Math.floor((time - MONDAY) / HOUR)]!++;
    perHour.forEach((rate, hour) => {
      expect(Math.abs(counts[hour]! - rate)).toBeLessThanOrEqual(4.5 * Math.sqrt(rate));
    });
  });

  test('the clock of a diurnal stream may be ahead of UTC', () => {
    const perHour = Array.from({ length: 168 }, (_, hour) => (hour === 9 ? 1000 : 0));
    const { taskAdded } = make({
      ...base,
      arrivals: { kind: 'diurnal', perHour, utcOffset: 2 * HOUR },
      count: 100,
    });
    expect((taskAdded[0]! - MONDAY) / HOUR).toBeGreaterThanOrEqual(7);
    expect((taskAdded[99]! - MONDAY) / HOUR).toBeLessThan(8);
  });

  test('bursts come every so often, late by the jitter at most', () => {
    const arrivals = {
      kind: 'bursts',
      every: HOUR,
      size: { from: 10, to: 10 },
      jitter: 60_000,
      spread: 0,
    } as const;
    const { taskAdded, count } = make({ ...base, arrivals, count: Infinity, for: 5 * HOUR });
    expect(count).toBe(5 * 10);
    taskAdded.forEach((time, task) => {
      const late = time - MONDAY - Math.floor(task / 10) * HOUR;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(60_000);
    });
  });

  test('all at once, and at given times', () => {
    expect(new Set(make({ ...base, arrivals: { kind: 'atOnce', count: 1000 } }).taskAdded)).toEqual(
      new Set([MONDAY]),
    );
    const times = make({ ...base, arrivals: { kind: 'times', times: [0, 5, 5, 9] }, after: HOUR }).taskAdded;
    expect(Array.from(times, (time) => time - MONDAY - HOUR)).toEqual([0, 5, 5, 9]);
  });
});

describe('durations', () => {
  const cases: readonly [Generation['durations'], number, number][] = [
    [{ kind: 'constant', value: 1234 }, 1234, 0],
    [{ kind: 'uniform', from: 1000, to: 3000 }, 2000, 2000 / Math.sqrt(12)],
    [{ kind: 'exponential', mean: 5000 }, 5000, 5000],
    [
      { kind: 'lognormal', median: 1000, sigma: 0.5 },
      1000 * Math.exp(0.5 ** 2 / 2),
      1000 * Math.exp(0.125) * Math.sqrt(Math.exp(0.25) - 1),
    ],
    [
      { kind: 'weibull', shape: 2, scale: 1000 },
      (1000 * Math.sqrt(Math.PI)) / 2,
      1000 * Math.sqrt(1 - Math.PI / 4),
    ],
    [{ kind: 'empirical', values: [1000, 2000, 6000] }, 3000, Math.sqrt(14 / 3) * 1000],
  ];
  test.each(cases)('%j has the mean %d', (durations, mean, deviation) => {
    const { taskDuration } = make({ ...base, durations });
    expect(Math.abs(meanOf(taskDuration) - mean)).toBeLessThanOrEqual(margin(deviation, COUNT));
    expect(taskDuration.every(Number.isInteger)).toBe(true);
  });
});

describe('tasks and jobs', () => {
  test('slots and failures have their shares', () => {
    const { taskSpec, specs, taskBehaviour, behaviours } = make({
      ...base,
      requiredSlots: [
        { value: 1, weight: 3 },
        { value: 4, weight: 1 },
      ],
      failures: { share: 0.1, attempts: 2, exitCode: 7 },
    });
    expect(specs.map(({ requiredSlots }) => requiredSlots)).toEqual([1, 4]);
    expect(Math.abs(meanOf(taskSpec) - 1 / 4)).toBeLessThan(margin(Math.sqrt(3) / 4, COUNT));
    expect(behaviours).toEqual([
      { ending: { kind: 'succeeds' } },
      { ending: { kind: 'fails-first', attempts: 2, exitCode: 7 } },
    ]);
    expect(Math.abs(meanOf(taskBehaviour) - 0.1)).toBeLessThan(margin(0.3, COUNT));
  });

  test('every arrival may be a job of some tasks', () => {
    const workload = make({
      ...base,
      count: 500,
      jobs: {
        tasks: { from: 1, to: 5 },
        priorities: [
          { value: 0, weight: 1 },
          { value: 100, weight: 1 },
        ],
      },
    });
    expect(workload.jobs).toHaveLength(500);
    expect(new Set(workload.jobs.map(({ spec }) => spec.priority))).toEqual(new Set([0, 100]));
    const sizes = workload.jobs.map((_, job) => workload.taskJob.filter((of) => of === job).length);
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4, 5]));
    const last = workload.count - 1;
    expect(workload.taskId(last)).toBe(`task-${sizes.at(-1)}`);
    const added = Array.from(workload.taskJob, (job) => workload.jobs[job]!.added);
    expect(Array.from(workload.taskAdded)).toEqual(added);
  });

  test('the bench streams: a million tasks over time, and a million at once', () => {
    expect(make({ ...base, count: 1_000_000 }).count).toBe(1_000_000);
    expect(make({ arrivals: { kind: 'atOnce', count: 1_000_000 }, durations: base.durations }).count).toBe(
      1_000_000,
    );
  });
});

/** Whether two columns are the same, bit by bit. */
const same = (one: Float64Array | Uint32Array, other: Float64Array | Uint32Array): boolean =>
  Buffer.from(one.buffer).equals(Buffer.from(other.buffer));

describe('streams', () => {
  const plain = make(base);

  test('the same seed gives the same tasks, another seed others', () => {
    expect(same(make(base).taskDuration, plain.taskDuration)).toBe(true);
    expect(same(make(base, 2).taskDuration, plain.taskDuration)).toBe(false);
  });

  test('a draw more for one purpose changes nothing for another', () => {
    const other = make({
      ...base,
      durations: { kind: 'lognormal', median: 5000, sigma: 1 },
      failures: { share: 0.5 },
      requiredSlots: [
        { value: 1, weight: 1 },
        { value: 2, weight: 1 },
      ],
    });
    expect(same(other.taskAdded, plain.taskAdded)).toBe(true);
    const third = make({ ...base, arrivals: { kind: 'poisson', perSecond: 1 }, failures: { share: 0.5 } });
    expect(same(third.taskDuration, plain.taskDuration)).toBe(true);
    expect(same(third.taskBehaviour, other.taskBehaviour)).toBe(true);
  });

  test('jobs of other names draw otherwise', () => {
    expect(same(make({ ...base, job: { id: 'nights' } }).taskAdded, plain.taskAdded)).toBe(false);
  });
});
