import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  autoScaleRun,
  createEvaluator,
  createSampleStore,
  type Environment,
  evaluate,
} from '../../runtime/index.ts';
import { NOON } from './corpus.ts';
import { environments } from './soups.ts';

const WORDS = [
  'a', '$b', '$TargetDedicatedNodes', '$NodeDeallocationOption', '$PendingTasks', '$CurrentDedicatedNodes', '.GetSample(', '.Count()', '.hour',
  'max(', 'val(', 'time(', 'stop()', 'rand()', 'percentile(', '"2025-03-05"', 'TimeInterval_Minute', 'terminate', '1', '0', '70', ')', '(', ',', ';', '=',
  '+', '-', '*', '/', '<', '==', '&&', '||', '!', '?', ':', '\n', ' ',
]; // biome-ignore format: one list

const odd = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  -5,
  0.5,
  1e308,
  5e-324,
);

const oddEnvironments: fc.Arbitrary<Environment> = fc.tuple(odd, odd, odd, fc.array(odd, { maxLength: 5 })).map(([dedicated, live, drawn, values]) => ({
  now: NOON,
  samples: createSampleStore({ $PendingTasks: values.map((value, index) => [NOON - index * 30_000, value] as const) }),
  targetDedicatedNodes: dedicated,
  targetLowPriorityNodes: 0,
  live: { $CurrentDedicatedNodes: live },
  random: () => drawn,
})); // biome-ignore format: one record

test('no soup of words makes compiling or evaluating throw', () => {
  const soups = fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(''));
  fc.assert(fc.property(soups, fc.oneof(environments, oddEnvironments), (text, environment) => {
    const { program } = compile(createSource('soup', text));
    if (program === undefined) return;
    const { results } = autoScaleRun(evaluate(program, environment));
    expect(results).toMatch(/^\$TargetDedicatedNodes=.*;\$TargetLowPriorityNodes=.*;\$NodeDeallocationOption=/);
  }), { numRuns: 600 }); // biome-ignore format: one property
});

/** As many pieces as fit into the longest formula the service takes. */
const fill = (first: string, piece: string, last: string): string =>
  first + piece.repeat(Math.floor((8192 - first.length - last.length) / piece.length)) + last;

const LONG: Readonly<Record<string, string>> = {
  sum: fill('x = 1', '+1', ';'),
  logic: fill('x = 0', '||0', ';'),
  'mixed logic': fill('x = 0', '&&0||0', ';'),
  conditions: fill('x = ', '0?1:', '2;'),
  'conditions in conditions': fill('x = ', '1?', '2;'),
  signs: fill('x = ', '-', '1;'),
  negations: fill('x = ', '!', '1;'),
  arguments: fill('x = max(1', ',1', ');'),
  calls: fill('x = ', 'max(', '1'),
  parentheses: fill('x = ', '(', '1'),
  comparisons: fill('x = 1', '<1', ';'),
  doubling: `x = $PendingTasks.GetSample(100);${'x = lg(x, x);'.repeat(15)}`,
};

test.each(Object.entries(LONG))('the longest formula of %s is no trouble', (_, text) => {
  const { program } = compile(createSource('long', text));
  if (program === undefined) return;
  const environment = fc.sample(environments, { numRuns: 1, seed: 1 })[0]!;
  const plain = autoScaleRun(evaluate(program, environment));
  const traced = autoScaleRun(createEvaluator(program, { observer: () => undefined })(environment));
  expect(traced).toEqual(plain);
  expect(plain.results).toMatch(/^\$TargetDedicatedNodes=/);
});
