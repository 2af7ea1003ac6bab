import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, type Program } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { createEvaluator, createStepSource, resultsText, SECOND, StepSeries } from '../../runtime/index.ts';
import { NOON } from './corpus.ts';
import { formulas, METRICS } from './soups.ts';

type Change = readonly [metric: string, wait: number, value: number];

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.tuple(fc.constantFrom(...METRICS), fc.integer({ min: 0, max: 90 }), fc.nat(9)),
  { minLength: 100, maxLength: 400 },
);

/** Results of the formula every so many changes, with the samples it needs kept, or all of them. */
function follow(program: Program, happened: readonly Change[], keeps: 'needed' | 'all'): readonly string[] {
  const series = new Map<string, StepSeries>();
  for (const { id, lookBack, newest } of program.uses) {
    const one = new StepSeries({ start: NOON, lag: 45 * SECOND, loss: 0.1, seed: 7, name: id });
    if (keeps === 'needed') one.retain({ lookBack, newest });
    series.set(id, one);
  }
  const run = createEvaluator(program);
  const results: string[] = [];
  let now = NOON;
  for (const [index, [metric, wait, value]] of happened.entries()) {
    now += wait * SECOND;
    series.get(metric)?.append(now, value);
    if (index % 25 !== 0) continue;
    const samples = createStepSource(series);
    const evaluation = run({
      now,
      samples,
      targetDedicatedNodes: 1,
      targetLowPriorityNodes: 2,
      live: {},
      random: () => 0.25,
    });
    results.push(`${resultsText(evaluation)} ${evaluation.error?.detail}`);
  }
  return results;
}

test('keeping only as far back as the program looks changes no result', () => {
  fc.assert(fc.property(formulas, changes, (text, happened) => {
    const { program } = compile(createSource('soup', text));
    expect(follow(program!, happened, 'needed')).toEqual(follow(program!, happened, 'all'));
  }), { numRuns: 200 }); // biome-ignore format: one property
});
