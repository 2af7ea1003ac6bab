// What the page says of a formula in one state, without a page: values by line, what it reads, what is wrong.

import { describe, expect, test } from 'vitest';
import { createNowEvaluator } from '../../playground/evaluate-now.ts';
import { type Evaluated, valuesByLine } from '../../playground/evaluated.ts';
import { fitted, resized, slotsOf, withSampleText, withSlots } from '../../playground/sample-slots.ts';
import type { JsonObject } from '../../playground/state.ts';

const evaluate = (text: string, now: JsonObject = {}) => createNowEvaluator()({ name: 'formula', text }, now);
const evaluated = (text: string, now: JsonObject = {}) => evaluate(text, now) as Evaluated;

describe('a formula in one state', () => {
  test('has a value beside each line, the last line of a statement', () => {
    const text = 'a = 1; b = a +\n  2;\nstop();\n$TargetDedicatedNodes = b;';
    const outcome = evaluated(text);
    expect([...valuesByLine(outcome)]).toEqual([
      [1, '1'],
      [2, '3'],
    ]);
    expect(outcome.statements.map(({ outcome: end }) => end)).toEqual(['done', 'done', 'done', 'unreached']);
    expect(outcome.isStopped).toBe(true);
  });

  test('says where it failed, with the values until then', () => {
    const outcome = evaluated('a = 1;\nb = a + mystery;\nc = 2;');
    expect([...valuesByLine(outcome)]).toEqual([
      [1, '1'],
      [2, 'failed'],
    ]);
    expect(outcome.error).toMatchObject({
      code: 'AutoScalingFormulaEvaluationError',
      place: { line: 2, column: 9 },
    });
  });

  test('is refused with places where the service would refuse it', () => {
    expect(evaluate('a = (1;')).toMatchObject({ kind: 'refused', problems: [{ place: { line: 1 } }] });
  });

  test('keeps to the last state that could be read, and says what is wrong with this one', () => {
    const run = createNowEvaluator();
    const formula = { name: 'formula', text: '$TargetDedicatedNodes = $CurrentDedicatedNodes;' };
    expect(run(formula, { pool: { currentDedicatedNodes: 4 } })).toMatchObject({ stateProblems: [] });
    expect(run(formula, { pool: 'four' })).toMatchObject({
      targets: { targetDedicatedNodes: 4 },
      stateProblems: [{ message: expect.stringContaining('pool') }],
    });
  });

  test('tells what of the outside it reads', () => {
    const { reads } = evaluated(
      'x = $PendingTasks.GetSample(TimeInterval_Hour, 1) + rand(); y = $TargetLowPriorityNodes + $UsableNodeCount; z = time().hour;',
    );
    expect(reads).toEqual({
      metrics: [{ metric: '$PendingTasks', lookBack: 3_600_000, newest: 0 }],
      poolFields: ['targetLowPriorityNodes', 'usableNodeCount'],
      isTimed: true,
      isRandom: true,
    });
  });
});

describe('samples as slots', () => {
  test('are read from every notation, and written in the short one', () => {
    const now = { samples: { $PendingTasks: { values: [4, 6], newestAge: 60 }, $ActiveTasks: [[0, 1], [90, 3]] } }; // biome-ignore format: a table
    expect(Object.fromEntries(slotsOf(now))).toEqual({
      $PendingTasks: [4, 6, undefined, undefined],
      $ActiveTasks: [3, undefined, undefined, 1],
    });
    const slots = resized(slotsOf(now).get('$PendingTasks')!, 6);
    expect(withSlots(now, '$PendingTasks', slots).samples).toEqual({
      $PendingTasks: '4 6 _*2',
      $ActiveTasks: now.samples.$ActiveTasks,
    });
    expect(withSlots(now, '$ActiveTasks', []).samples).toEqual({ $PendingTasks: now.samples.$PendingTasks });
  });

  test('of tasks are whole; a state that is none is begun anew', () => {
    expect(fitted('$PendingTasks', [0.4, undefined, 1.6])).toEqual([0, undefined, 2]);
    expect(fitted('$CPUPercent', [0.4])).toEqual([0.4]);
    expect(withSampleText({ samples: 'none' }, '$PendingTasks', '1 2')).toEqual({ samples: { $PendingTasks: '1 2' } }); // biome-ignore format: short
  });
});
