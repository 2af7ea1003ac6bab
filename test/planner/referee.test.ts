// Random runs: the collector and a plain recount must agree on every integral, part and percentile.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCollector, type Series } from '../../planner/index.ts';
import { ACTIONS, poolRules, runOf } from './random-run.ts';
import { recount } from './referee.ts';
import { namesOf, tell } from './script.ts';

/** Integral of a series until `end` seconds. */
function areaOf(series: Series, end: number): number {
  const { times, values, mean } = series;
  return times.reduce((sum, time, index) => {
    return sum + (mean?.[index] ?? values[index]!) * ((times[index + 1] ?? end) - time);
  }, 0);
}

const choices = fc.array(
  fc.tuple(
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 100_000 })),
    fc.integer({ min: 0, max: ACTIONS - 1 }),
    fc.nat({ max: 10_000 }),
  ),
  { maxLength: 120, size: 'max' },
);

const ENDED = { category: 'usererror', code: 'TaskEnded', message: '' } as const;

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length / 1000;

describe('the collector agrees with a plain recount', () => {
  test.each([
    ['nodes of four slots', false],
    ['nodes of one slot that work together', true],
  ])('on random runs, %s', (_, joinsNodes) => {
    const pool = poolRules(joinsNodes);
    fc.assert(
      fc.property(choices, (picked) => {
        const { events, end } = runOf(picked, pool);
        const collector = createCollector({
          names: namesOf({
            nodeCount: pool.nodeCount,
            failure: (task) => (pool.isTerminated(task) ? ENDED : undefined),
          }),
        });
        tell(collector, events);
        const report = collector.report();
        const expected = recount(events, pool, end);
        const seconds = end / 1000;

        const { waits } = expected;
        const at = (q: number) => (waits.length === 0 ? 0 : waits[Math.floor(q * waits.length)]! / 1000);
        expect([report.wait.p50, report.wait.p90, report.wait.p99]).toEqual([at(0.5), at(0.9), at(0.99)]);
        expect(report.wait.mean).toBeCloseTo(mean(waits), 9);
        expect(report.turnaround.mean).toBeCloseTo(mean(expected.turnarounds), 9);
        expect(report.run.mean).toBeCloseTo(mean(expected.runs), 9);
        const slowdowns = expected.turnarounds.map((turnaround, index) =>
          Math.max(1, turnaround / Math.max(expected.runs[index]!, 10_000)),
        );
        expect(report.boundedSlowdown.mean).toBeCloseTo(mean(slowdowns) * 1000, 6);
        expect(report.tasks).toMatchObject(expected.counts);

        for (const part of ['useful', 'idle', 'boot', 'held', 'lost'] as const) {
          expect(report.nodes.parts[part]).toBeCloseTo(expected.parts[part], 9);
        }
        expect(report.nodes.hours).toBeCloseTo(expected.hours, 9);
        const cost = report.cost!;
        expect(cost.useful + cost.idle + cost.boot + cost.held + cost.lost).toBeCloseTo(cost.total, 10);
        expect(cost.total).toBeCloseTo(expected.hours * 0.23, 9);
        expect(report.nodes.peak).toBeGreaterThanOrEqual(expected.peak);
        expect(
          report.nodes.byState.filter((row) => row.billed).reduce((sum, row) => sum + row.dedicated, 0),
        ).toBeCloseTo(expected.hours, 9);

        const waited = Object.values(report.waitCauses).reduce((sum, amount) => sum + amount, 0);
        expect(waited).toBeCloseTo(expected.waited / 1000, 6);
        expect(report.waitCauses.dependencies).toBeCloseTo(expected.dependencies / 1000, 6);
        expect(report.waitCauses.preparation).toBeCloseTo(expected.preparation / 1000, 6);
        expect(report.control.underAccuracy * end).toBeCloseTo(expected.under, 3);
        expect(report.control.overAccuracy * end).toBeCloseTo(expected.over, 3);

        const { series, tasks } = report;
        expect(areaOf(series.tasks.active, seconds)).toBeCloseTo(expected.areas.active / 1000, 6);
        expect(areaOf(series.tasks.running, seconds)).toBeCloseTo(expected.areas.running / 1000, 6);
        expect(areaOf(series.slots.used, seconds)).toBeCloseTo(expected.areas.usedSlots / 1000, 6);
        expect(areaOf(series.demand, seconds)).toBeCloseTo(expected.areas.demand / 1000, 6);
        expect(areaOf(series.supply, seconds)).toBeCloseTo(expected.areas.supply / 1000, 6);
        expect(tasks.completed + tasks.unfinished).toBe(tasks.total);
        expect(tasks.succeeded + tasks.failed).toBe(tasks.completed);
      }),
      { numRuns: 200 },
    );
  });
});
