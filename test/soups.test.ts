// Whatever text comes: parse, compile, evaluate never throw, never hang, and answer with places inside the text.
// `RUNS=100000 npx vitest run test/soups.test.ts` is the long run of the bench.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compiler/index.ts';
import { createSource, parse, print } from '../grammar/index.ts';
import { autoScaleRun, createSampleStore, evaluate } from '../runtime/index.ts';
import { mutatedFormulas, soups, texts } from './grammar/formulas.ts';

const RUNS = Number(process.env.RUNS ?? 400);
const NOW = 1_741_176_000_000;

const environment = {
  now: NOW,
  samples: createSampleStore({ $PendingTasks: [[NOW - 30_000, 4]], $ActiveTasks: [[NOW - 60_000, 2]] }),
  targetDedicatedNodes: 4,
  targetLowPriorityNodes: 2,
  live: { $TaskSlotsPerNode: 4 },
  random: () => 0.25,
};

function goThrough(text: string): void {
  const source = createSource('soup', text);
  const { formula, diagnostics } = parse(source);
  const inside = (span: { readonly start: number; readonly end: number }): boolean =>
    0 <= span.start && span.start <= span.end && span.end <= source.text.length;
  expect(diagnostics.every(({ span }) => inside(span))).toBe(true);
  if (diagnostics.every(({ severity }) => severity !== 'error')) print(formula, source);
  const compilation = compile(source);
  expect(compilation.diagnostics.every(({ span }) => inside(span))).toBe(true);
  if (compilation.program === undefined) return;
  const evaluation = evaluate(compilation.program, environment);
  const run = autoScaleRun(evaluation);
  expect(run.results).toContain('$TargetDedicatedNodes=');
  expect(
    evaluation.error === undefined ? evaluation.targets.targetDedicatedNodes >= 0 : run.error !== undefined,
  ).toBe(true);
}

test.each([
  ['random text', texts],
  ['soups of tokens', soups],
  ['formulas with something amiss', mutatedFormulas],
] as const)(
  '%s',
  (_, arbitrary) => {
    fc.assert(fc.property(arbitrary as fc.Arbitrary<string>, goThrough), { numRuns: RUNS });
  },
  3_600_000,
);
