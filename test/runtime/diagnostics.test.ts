import { expect, test } from 'vitest';
import { compile, EXAMPLE_STATE } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  createSampleStore,
  DECISIONS,
  type Decisions,
  EVALUATION,
  evaluate,
  parseInstant,
  RECOMMENDED,
  SECOND,
} from '../../runtime/index.ts';

// What must be decided otherwise for the rows that speak of a decision.
const DECIDED: Readonly<Record<string, Partial<Decisions>>> = {
  'eval-negative-target-refused': { negativeTargets: 'error' },
  'eval-too-few-values-refused': { emptyAggregate: 'error' },
  'eval-no-sample-refused': { bareMetricWithoutSamples: 'error' },
  'eval-past-end-refused': { valuePastEnd: 'error' },
  'eval-target-kept': { nonFiniteTargets: 'keep' },
};

function complaintsOf(formula: string, decisions: Partial<Decisions>): readonly string[] {
  const now = parseInstant(EXAMPLE_STATE.now)!;
  const samples = Object.entries(EXAMPLE_STATE.samples).map(([metric, pairs]) => [
    metric,
    pairs.map(([age, value]) => [now - age * SECOND, value] as const),
  ]);
  const { program } = compile(createSource('example', formula));
  const evaluation = evaluate(program!, {
    ...EXAMPLE_STATE,
    now,
    samples: createSampleStore(Object.fromEntries(samples)),
    random: () => EXAMPLE_STATE.random,
    decisions,
  });
  const { warnings, error } = evaluation;
  return [...warnings, ...(error === undefined ? [] : [error.diagnostic])].map(({ code }) => code);
}

test.each(Object.entries(EVALUATION.rows))('%s: its example provokes it and nothing else', (code, row) => {
  expect(complaintsOf(row.example, DECIDED[code] ?? {})).toEqual([code]);
});

test('every recommended decision is one of its choices', () => {
  for (const [name, { recommended, choices }] of Object.entries(DECISIONS)) {
    expect(RECOMMENDED).toHaveProperty(name, recommended);
    if ('least' in choices) {
      expect(recommended).toBeGreaterThanOrEqual(choices.least);
      expect(recommended).toBeLessThanOrEqual(choices.most);
    } else expect(choices).toContain(recommended);
  }
});
