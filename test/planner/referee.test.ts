// Random runs: the collector and a plain recount must agree on every integral, part and percentile.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCollector, type Series } from '../../planner/index.ts';
import { ATTEMPT_ENDS, NODE_STATES } from '../../simulator/index.ts';
import { recount } from './referee.ts';
import {
  added,
  type Event,
  ended,
  gone,
  jobStart,
  node,
  poolCreate,
  runEnd,
  runStart,
  started,
  state,
  stateCode,
  tell,
  withdrawn,
} from './script.ts';

const SLOTS = 4;
const USABLE = [stateCode('idle'), stateCode('running')];

/** Turns random choices into a run that could have happened: tasks start on free slots of nodes that take tasks. */
function runOf(choices: readonly (readonly [step: number, action: number, pick: number])[]): {
  readonly events: readonly Event[];
  readonly end: number;
} {
  const events: Event[] = [runStart(), poolCreate({ slots: SLOTS, dedicated: 2 }), jobStart()];
  const waiting: { readonly task: number; readonly slots: number }[] = [];
  const running: { readonly task: number; readonly slots: number; readonly node: number }[] = [];
  const nodes = new Map<number, number>();
  let tasks = 0;
  let handles = 0;
  let now = 0;
  const evict = (handle: number) => {
    for (const attempt of running.filter((one) => one.node === handle)) {
      running.splice(running.indexOf(attempt), 1);
      events.push(ended(now, attempt.task, handle, 'recovery'));
      waiting.push(attempt);
    }
  };
  const actions: readonly ((pick: number) => void)[] = [
    (pick) => {
      const slots = 1 + (pick % (SLOTS + 1));
      events.push(added(now, tasks, slots));
      waiting.push({ task: tasks, slots });
      tasks += 1;
    },
    (pick) => {
      const one = waiting[pick % Math.max(1, waiting.length)];
      const places = [...nodes].filter(([handle, code]) => {
        const used = running
          .filter((attempt) => attempt.node === handle)
          .reduce((sum, { slots }) => sum + slots, 0);
        return one !== undefined && USABLE.includes(code) && used + one.slots <= SLOTS;
      });
      const place = places[pick % Math.max(1, places.length)];
      if (one === undefined || place === undefined) return;
      waiting.splice(waiting.indexOf(one), 1);
      events.push(started(now, one.task, place[0]));
      running.push({ ...one, node: place[0] });
    },
    (pick) => {
      const attempt = running[pick % Math.max(1, running.length)];
      if (attempt === undefined) return;
      const end = ATTEMPT_ENDS[pick % ATTEMPT_ENDS.length]!;
      running.splice(running.indexOf(attempt), 1);
      events.push(ended(now, attempt.task, attempt.node, end));
      if (end === 'retry' || end === 'requeue' || end === 'recovery') waiting.push(attempt);
    },
    () => {
      events.push(node(now, handles, { slots: SLOTS }));
      nodes.set(handles, stateCode('creating'));
      handles += 1;
    },
    (pick) => {
      const handle = [...nodes.keys()][pick % Math.max(1, nodes.size)];
      if (handle === undefined) return;
      const code = pick % 3 === 0 ? pick % NODE_STATES.length : USABLE[pick % 2]!;
      const name = NODE_STATES[code]!;
      if (name === 'preempted' || name === 'deallocated') evict(handle);
      events.push(state(now, handle, name));
      nodes.set(handle, code);
    },
    (pick) => {
      const handle = [...nodes.keys()][pick % Math.max(1, nodes.size)];
      if (handle === undefined || pick % 4 !== 0) return;
      evict(handle);
      events.push(gone(now, handle));
      nodes.delete(handle);
    },
    (pick) => {
      const one = waiting[pick % Math.max(1, waiting.length)];
      if (one === undefined || pick % 4 !== 0) return;
      waiting.splice(waiting.indexOf(one), 1);
      events.push(withdrawn(now, one.task));
    },
  ];
  for (const [step, action, pick] of choices) {
    now += step;
    actions[action % actions.length]!(pick);
  }
  events.push(runEnd(now, 'horizon'));
  return { events, end: now };
}

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
    fc.integer({ min: 0, max: 6 }),
    fc.nat({ max: 10_000 }),
  ),
  { maxLength: 60 },
);

describe('the collector agrees with a plain recount', () => {
  test('on random runs', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { events, end } = runOf(picked);
        const collector = createCollector();
        tell(collector, events);
        const report = collector.report();
        const expected = recount(events, SLOTS, end);
        const seconds = end / 1000;

        const { waits } = expected;
        const at = (q: number) => (waits.length === 0 ? 0 : waits[Math.floor(q * waits.length)]! / 1000);
        expect([report.wait.p50, report.wait.p90, report.wait.p99]).toEqual([at(0.5), at(0.9), at(0.99)]);
        const mean =
          waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 1000;
        expect(report.wait.mean).toBeCloseTo(mean, 9);

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
      { numRuns: 1500 },
    );
  });
});
