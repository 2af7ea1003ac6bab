// Step series: exact while short, buckets of doubling width after that, and nothing lost on the way.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepAt, valueAt } from '../../planner/index.ts';
import { MOST_BUCKETS } from '../../planner/report/buckets.ts';
import { MOST_STEPS, SeriesRecorder, SeriesTable } from '../../planner/report/series.ts';

describe('a series', () => {
  test('of several values at one instant the last counts', () => {
    const series = new SeriesRecorder();
    series.set(0, 5);
    series.set(1000, 7);
    series.set(1000, 8);
    series.set(2000, 9);
    series.set(2000, 8);
    expect(series.read(3000)).toEqual({ times: [0, 1], values: [5, 8] });
    expect(series.most()).toBe(8);
  });

  test('a value that begins at the end is there', () => {
    const series = new SeriesRecorder();
    series.set(0, 1);
    series.set(5000, 0);
    expect(series.read(5000)).toEqual({ times: [0, 5], values: [1, 0] });
  });

  test('is read at any time', () => {
    const series = { times: [0, 10, 20], values: [1, 2, 3] };
    expect([-1, 0, 9.9, 10, 25].map((time) => stepAt(series, time))).toEqual([-1, 0, 0, 1, 2]);
    expect([-1, 0, 9.9, 10, 25].map((time) => valueAt(series, time))).toEqual([0, 1, 1, 2, 3]);
  });

  test('one step more than the limit turns it into buckets of a second or more', () => {
    const record = (steps: number) => {
      const series = new SeriesRecorder();
      for (let step = 0; step < steps; step += 1) series.set(step * 500, step % 7);
      return series.read(steps * 500);
    };
    expect(record(MOST_STEPS).width).toBeUndefined();
    expect(record(MOST_STEPS + 10).width).toBe(1);
    expect(record(MOST_STEPS * 4).width).toBe(2);
    expect(record(MOST_STEPS * 4).times).toHaveLength(MOST_BUCKETS);
    expect(record(MOST_STEPS * 4 + 4).width).toBe(4);
  });

  test('buckets keep area, least and most of any function, whatever the widths it went through', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 100, max: 400 }), (pattern, repeats) => {
        const table = new SeriesTable(2);
        let now = 0;
        let area = 0;
        let value = 0;
        let most = 0;
        for (let index = 0; index < repeats * pattern.length; index += 1) {
          const [step, next] = pattern[index % pattern.length]!;
          area += value * step;
          if (step > 0) most = Math.max(most, value);
          now += step;
          value = next;
          table.change(0, next, now);
          table.change(1, index, now);
        }
        const end = now + 1234;
        area += value * 1234;
        const series = table.read(0, end);
        const lengths = series.times.map((time, index) => (series.times[index + 1] ?? end / 1000) - time);
        const found = series.times.reduce(
          (sum, _, index) => sum + (series.mean ?? series.values)[index]! * lengths[index]!,
          0,
        );
        expect(Math.abs(found - area / 1000)).toBeLessThanOrEqual(1e-5 * Math.max(1, area / 1000));
        expect(Math.max(...(series.most ?? series.values))).toBe(Math.max(most, value));
        expect(series.values.at(-1)).toBe(value);
        expect(series.times.length).toBeLessThanOrEqual(Math.max(MOST_STEPS + 1, MOST_BUCKETS));
      }),
      { numRuns: 60 },
    );
  });

  test('whoever reads amid a run leaves it as it was', () => {
    const change = fc.record({
      step: fc.integer({ min: 0, max: 4000 }),
      value: fc.integer({ min: 0, max: 9 }),
    });
    const look = fc.record({
      after: fc.integer({ min: 0, max: 400 }),
      beyond: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 9, maxLength: 12 }), fc.array(look), (pattern, looks) => {
        const [read, unread] = [new SeriesTable(2), new SeriesTable(2)];
        let now = 0;
        for (let index = 0; index < 400 * pattern.length; index += 1) {
          const { step, value } = pattern[index % pattern.length]!;
          now += step;
          for (const table of [read, unread]) table.change(index % 2, value, now);
          const found = looks.find(({ after }) => index === after * pattern.length);
          if (found === undefined) continue;
          now += found.beyond;
          expect(read.read(0, now).values.at(-1)).toBe(read.now[0]);
          read.read(1, now);
        }
        for (const column of [0, 1])
          expect(read.read(column, now + 99)).toEqual(unread.read(column, now + 99));
      }),
      { numRuns: 40 },
    );
  });
});
