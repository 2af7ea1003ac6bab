import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDraw, createStepSource, SAMPLE_PERIOD, StepSeries } from '../../runtime/index.ts';

const START = 1_000_000;
const settings = { start: START, lag: 0, loss: 0, seed: 1, name: 'metric' };

test('a sample reads the value at its instant; the first sampling instant is start + 30 s', () => {
  const series = new StepSeries(settings);
  series.append(START, 5);
  series.append(START + 40_000, 7);
  expect(series.window(START + 29_999, -Infinity, Infinity)).toEqual([]);
  expect(series.window(START + 30_000, -Infinity, Infinity)).toEqual([5]);
  expect(series.window(START + 120_000, -Infinity, Infinity)).toEqual([5, 7, 7, 7]);
  expect(series.newest(START + 120_000, 3)).toEqual([7, 7, 7]);
  expect(series.count(START + 120_000)).toBe(4);
  expect(series.oldest(START + 120_000)).toBe(START + 30_000);
});

test('of several changes between two sampling instants the last is kept; one at the instant itself counts', () => {
  const series = new StepSeries(settings);
  for (const [at, value] of [[0, 1], [10, 2], [30, 3], [31, 4], [59, 5]]) series.append(START + at! * 1000, value!); // biome-ignore format: pairs
  expect(series.window(START + 60_000, -Infinity, Infinity)).toEqual([3, 5]);
  expect(series.length).toBe(2);
});

test('a change that is taken back before anyone samples it leaves nothing', () => {
  const series = new StepSeries(settings);
  series.append(START, 1);
  for (let i = 0; i < 1000; i++) {
    series.append(START + 30_000 * i + 31_000, 2);
    series.append(START + 30_000 * i + 32_000, 1);
  }
  expect(series.length).toBe(1);
});

test('a sample is visible once the lag has passed', () => {
  const series = new StepSeries({ ...settings, lag: 60_000 });
  series.append(START, 5);
  expect(series.count(START + 89_999)).toBe(0);
  expect(series.oldest(START + 89_999)).toBeUndefined();
  expect(series.count(START + 90_000)).toBe(1);
  expect(series.window(START + 120_000, START, START + 120_000)).toEqual([5, 5]);
});

test('everything lost, or nothing appended, is no samples', () => {
  const series = new StepSeries({ ...settings, loss: 1 });
  const source = createStepSource(new Map([['$X', series]]));
  for (const _ of [0, 1]) {
    expect(source.window('$X', START + 1e6, START, START + 1e6)).toEqual([]);
    expect(source.newest('$X', START + 1e6, 10)).toEqual([]);
    expect(source.count('$X', START + 1e6)).toBe(0);
    expect(source.oldest('$X', START + 1e6)).toBeUndefined();
    series.append(START, 1);
  }
  expect(source.count('$Unknown', START)).toBe(0);
});

test('while there is no value nobody takes samples', () => {
  const series = new StepSeries(settings);
  for (const [at, value] of [[0, Number.NaN], [40, 2], [90, Number.NaN], [95, 3], [100, Number.NaN], [190, 4]]) series.append(START + at! * 1000, value!); // biome-ignore format: pairs
  const now = START + 240_000;
  expect(series.window(now, -Infinity, Infinity)).toEqual([2, 4, 4]);
  expect(series.newest(now, 2)).toEqual([4, 4]);
  expect(series.newest(now, 9)).toEqual([2, 4, 4]);
  expect(series.count(now)).toBe(3);
  expect(series.oldest(now)).toBe(START + 60_000);
});

// The plain reading of the rules: every change kept, every sampling instant walked.
function plainSamples(
  changes: readonly (readonly [number, number])[],
  lag: number,
  loss: number,
  now: number,
) {
  const draw = createDraw(1, 'sample loss of metric');
  const samples: [number, number][] = [];
  for (let at = START + SAMPLE_PERIOD; at + lag <= now; at += SAMPLE_PERIOD) {
    const value = changes.filter(([time]) => time <= at).at(-1)?.[1];
    if (value !== undefined && !Number.isNaN(value) && !(draw(at) < loss)) samples.push([at, value]);
  }
  return samples;
}

test('agrees with the plain reading of the rules, pruned or not, with lag and loss', () => {
  const gap = fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.constantFrom(0, 30_000, 600_000));
  const gaps = fc.array(fc.tuple(gap, fc.constantFrom(0, 1, 2, 3, Number.NaN)), {
    minLength: 1,
    maxLength: 80,
  });
  const retention = fc.option(
    fc.record({ lookBack: fc.constantFrom(0, 90_000, 900_000), newest: fc.nat(8) }),
  );
  const property = fc.property(
    gaps, fc.constantFrom(0, 45_000, 60_000), fc.constantFrom(0, 0.3, 0.9), retention, fc.nat(1_000_000), fc.nat(200_000),
    (steps, lag, loss, kept, back, later) => {
      const series = new StepSeries({ ...settings, lag, loss });
      if (kept !== null) series.retain(kept);
      const changes: [number, number][] = [];
      let time = START;
      for (const [wait, value] of steps) {
        time += wait;
        changes.push([time, value]);
        series.append(time, value);
      }
      const now = time + later;
      const expected = plainSamples(changes, lag, loss, now);
      const lookBack = Math.min(back, kept?.lookBack ?? Infinity);
      const count = kept?.newest ?? 5;
      const inWindow = expected.filter(([at]) => at > now - lookBack && at <= now - lookBack / 3);
      expect(series.window(now, now - lookBack, now - lookBack / 3)).toEqual(inWindow.map(([, value]) => value));
      expect(series.newest(now, count)).toEqual(count === 0 ? [] : expected.slice(-count).map(([, value]) => value));
      expect(series.count(now)).toBe(expected.length);
      // When nobody took samples in times that are forgotten is known no more, only how often.
      if (kept !== null && changes.some(([, value]) => Number.isNaN(value))) return;
      expect(series.count(now - 100_000)).toBe(expected.filter(([at]) => at + lag <= now - 100_000).length);
      expect(series.oldest(now)).toBe(expected[0]?.[0]);
    },
  ); // biome-ignore format: arguments of the property on one line
  fc.assert(property, { numRuns: 400 });
});

test('a retention bounds what is kept', () => {
  const series = new StepSeries(settings);
  series.retain({ lookBack: 600_000, newest: 10 });
  for (let i = 0; i < 100_000; i++) series.append(START + i * 30_000, i);
  expect(series.length).toBeLessThan(100);
  expect(series.count(START + 99_999 * 30_000)).toBe(99_999);
});

test('what a retention promises is there at every moment, however often the rest was forgotten', () => {
  for (const [lookBack, newest] of [
    [300_000, 0],
    [0, 10],
  ] as const) {
    const series = new StepSeries(settings);
    series.retain({ lookBack, newest });
    for (let i = 1; i <= 500; i++) {
      const now = START + i * 30_000;
      series.append(now, i);
      const last = Array.from({ length: Math.min(i, 10) }, (_, k) => i - Math.min(i, 10) + 1 + k);
      if (lookBack > 0) expect(series.window(now, now - lookBack, now)).toEqual(last);
      else expect(series.newest(now, newest)).toEqual(last);
    }
  }
});
