// Timelines as a page carries them: every number and name comes back as it was, and a bar takes little room.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createTimeline,
  packColumn,
  packTimeline,
  type Timeline,
  unpackColumn,
  unpackTimeline,
} from '../../planner/index.ts';
import { ACTIONS, poolRules, runOf } from './random-run.ts';
import {
  added,
  ended,
  MINUTE,
  namesOf,
  node,
  runEnd,
  runStart,
  SECOND,
  started,
  state,
  tell,
} from './script.ts';

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** Without what evaluations said, which a page has in its report. */
function drawnOf({ evaluations: { total, every, count, time }, ...rest }: Timeline) {
  return { ...rest, evaluations: { total, every, count, time } };
}

describe('a column', () => {
  const cases: readonly (readonly [string, Parameters<typeof packColumn>[0], string, number])[] = [
    ['small whole numbers', Uint32Array.of(0, 1, 253), 'uint8', 1],
    ['numbers that would mean nothing or no end', Uint8Array.of(254, 255), 'uint16', 1],
    ['exit codes, some of them none', Float64Array.of(0, Number.NaN, 137), 'uint8', 1],
    ['times, some of them endless', Float64Array.of(0.001, 86_400.25, Number.POSITIVE_INFINITY), 'uint32', 1000],
    ['numbers below 0', Float64Array.of(-1, 3), 'float64', 1],
    ['finer than milliseconds', Float64Array.of(0.1 + 0.2), 'float64', 1],
    ['nothing', new Uint16Array(0), 'uint8', 1],
  ]; // biome-ignore format: a table

  for (const [name, column, as, per] of cases)
    test(name, () => {
      const packed = packColumn(column);
      expect([packed.as, packed.per]).toEqual([as, per]);
      expect(unpackColumn(throughJson(packed))).toEqual(column);
    });

  test('of any numbers comes back', () => {
    const numbers = fc.oneof(
      fc.double(),
      fc.nat({ max: 70_000 }),
      fc.integer({ min: 0, max: 5_000_000_000 }).map((parts) => parts / 1000),
    );
    fc.assert(
      fc.property(fc.array(numbers), (values) => {
        const column = Float64Array.from(values);
        expect(unpackColumn(throughJson(packColumn(column)))).toEqual(column);
      }),
    );
  });
});

describe('a timeline', () => {
  test('of any run comes back', () => {
    const choices = fc.array(
      fc.tuple(fc.nat({ max: 100_000 }), fc.integer({ min: 0, max: ACTIONS - 1 }), fc.nat({ max: 10_000 })),
      { maxLength: 80, size: 'max' },
    );
    fc.assert(
      fc.property(choices, (picked) => {
        const sink = createTimeline({ names: namesOf() });
        tell(sink, runOf(picked, poolRules(false)).events);
        const timeline = sink.timeline();
        expect(unpackTimeline(throughJson(packTimeline(timeline)))).toEqual(drawnOf(timeline));
      }),
    );
  });

  test('takes at most 40 letters a task', () => {
    const sink = createTimeline({ names: namesOf() });
    const tasks = 20_000;
    tell(sink, [
      runStart(), node(0, 0), state(0, 0, 'creating'), state(MINUTE, 0, 'idle'),
      ...Array.from({ length: tasks }, (_, task) => {
        const start = MINUTE + task * 10 * SECOND;
        return [added(start - 3 * SECOND, task), started(start, task, 0), ended(start + 9 * SECOND, task, 0)];
      }).flat(),
      runEnd(MINUTE + tasks * 10 * SECOND),
    ]); // biome-ignore format: a script
    expect(JSON.stringify(packTimeline(sink.timeline())).length / tasks).toBeLessThan(40);
  });
});
