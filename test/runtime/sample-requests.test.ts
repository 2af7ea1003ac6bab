// What an evaluation asked of its samples, against what the evaluation itself found.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, type Node } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  createEvaluator,
  EMPTY_STATE,
  type Evaluation,
  environmentOf,
  type SampleRequest,
  type State,
  sampleRequests,
  type Value,
} from '../../runtime/index.ts';

function watch(
  text: string,
  state: Partial<State>,
): { evaluation: Evaluation; requests: readonly SampleRequest[]; seen: Map<Node, Value> } {
  const { program } = compile(createSource('formula', text));
  const seen = new Map<Node, Value>();
  const environment = environmentOf({ ...EMPTY_STATE, ...state });
  const evaluation = createEvaluator(program!, { observer: (node, value) => void seen.set(node, value) })(
    environment,
  );
  return { evaluation, requests: sampleRequests(program!, seen, environment), seen };
}

const covered = (text: string, state: Partial<State> = {}) =>
  watch(text, state).requests.map((request) => request.covered);

const four: Partial<State> = { samples: { $PendingTasks: [[0, 4], [30, 3], [60, 2], [150, 1]] } }; // biome-ignore format: a table

test('a window by its ages, with what was expected, found and wanted', () => {
  expect(covered('x = $PendingTasks.GetSample(TimeInterval_Minute * 2, TimeInterval_Second * 30, 60);', four)).toEqual([
    { kind: 'window', newer: 30_000, older: 120_000, expected: 3, found: 2, percent: 66, wanted: 60 },
  ]); // biome-ignore format: a table
});

test('one bound means until now, an instant is an age, 70 % are wanted unless said', () => {
  const [first, second] = covered('x = $PendingTasks.GetSample(TimeInterval_Minute); y = $PendingTasks.GetSample(time("2025-03-05T11:59:00Z"));', four); // biome-ignore format: a formula
  expect(first).toEqual({ kind: 'window', newer: 0, older: 60_000, expected: 2, found: 2, percent: 100, wanted: 70 }); // biome-ignore format: a table
  expect(second).toEqual(first);
});

test('the request that fails is there; those after it were never made', () => {
  const { evaluation, requests } = watch(
    'x = $PendingTasks.GetSample(TimeInterval_Hour); y = $ActiveTasks.GetSample(2);',
    four,
  );
  expect(evaluation.error?.code).toBe('InsufficientSampleData');
  expect(requests.map(({ metric }) => metric)).toEqual(['$PendingTasks', '$ActiveTasks']);
  expect(requests[0]!.covered).toMatchObject({ expected: 120, found: 4, percent: 3, wanted: 70 });
  expect(requests[1]!.covered).toBeUndefined();
});

test('a branch that is not taken asks for nothing', () => {
  expect(covered('x = 1 ? $ActiveTasks.GetSample(1) : $PendingTasks.GetSample(7);', four)).toEqual([
    { kind: 'newest', expected: 1, found: 0 },
    undefined,
  ]);
});

test('a bare metric is its newest sample; a bare count of the pool is no sample', () => {
  expect(covered('x = $PendingTasks + $CurrentDedicatedNodes;', four)).toEqual([
    { kind: 'newest', expected: 1, found: 1 },
  ]);
});

test('the percentage is the one that the formula gets', () => {
  const ages = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
  const bound = fc.integer({ min: -60, max: 1300 });
  fc.assert(
    fc.property(ages, bound, bound, (found, from, to) => {
      const state = { samples: { $ActiveTasks: found.map((age) => [age * 30, 1] as const) } };
      const text = `x = $ActiveTasks.GetSamplePercent(${from} * TimeInterval_Second, ${to} * TimeInterval_Second);`;
      const { requests, evaluation } = watch(text, state);
      expect(requests[0]!.covered).toMatchObject({ percent: evaluation.assignments[0]!.value });
    }),
  );
});
