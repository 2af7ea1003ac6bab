import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_STATE } from '../../compiler/index.ts';
import { type Environment, evaluate, type SampleSource, SECOND } from '../../runtime/index.ts';
import { compileText } from './corpus.ts';
import { formula, windows } from './formulas.ts';

const NOW = Date.parse(EXAMPLE_STATE.now);

/** What was asked of each metric: the longest age of a window, the most newest samples. */
type Asked = Map<string, { lookBack: number; newest: number }>;

function recordingSource(asked: Asked): SampleSource {
  const note = (metric: string, lookBack: number, newest: number) => {
    const before = asked.get(metric) ?? { lookBack: 0, newest: 0 };
    asked.set(metric, {
      lookBack: Math.max(before.lookBack, lookBack),
      newest: Math.max(before.newest, newest),
    });
  };
  const values = (count: number) => Array.from({ length: Math.min(count, 20) }, (_, index) => index + 1);
  return {
    window: (metric, now, after) => {
      note(metric, now - after, 0);
      return values(Math.max(0, (now - after) / (30 * SECOND)));
    },
    newest: (metric, _, count) => {
      note(metric, 0, count);
      return values(count);
    },
    count: () => 7,
    oldest: (_, now) => now - 200 * SECOND,
  };
}

function run(text: string, asked: Asked) {
  const { program, diagnostics } = compileText(text);
  if (program === undefined) return undefined;
  const { targetDedicatedNodes, targetLowPriorityNodes, random } = EXAMPLE_STATE;
  const environment: Environment = {
    now: NOW,
    targetDedicatedNodes,
    targetLowPriorityNodes,
    live: {},
    samples: recordingSource(asked),
    random: () => random,
  };
  return { program, diagnostics, evaluation: evaluate(program, environment) };
}

describe('what the program promises the runtime keeps', () => {
  test.each([
    ['any formula', formula],
    ['windows that take arithmetic', windows],
  ])('%s: nothing is read further back than the program says', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const asked: Asked = new Map();
        const done = run(text, asked);
        for (const [metric, { lookBack, newest }] of asked) {
          const use = done?.program.uses.find(({ id }) => id === metric);
          expect(use, metric).toBeDefined();
          expect(lookBack).toBeLessThanOrEqual(use!.lookBack);
          expect(newest).toBeLessThanOrEqual(use!.newest);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a formula without a complaint about types never fails because of them', () => {
    fc.assert(
      fc.property(formula, (text) => {
        const done = run(text, new Map());
        if (done === undefined) return;
        const silent = done.diagnostics.every(({ code }) => QUIET.has(code));
        if (silent)
          expect(done.evaluation.error?.detail ?? '').not.toMatch(/not defined|cannot be|Undefined/);
      }),
      { numRuns: 400 },
    );
  });
});

const QUIET: ReadonlySet<string> = new Set(['type-no-target', 'type-near-target', 'type-after-stop']);
