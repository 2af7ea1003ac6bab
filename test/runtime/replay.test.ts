// What our own evaluations logged, verified: nothing may differ, whatever the formula and the environment; and what
// is changed in the log is noticed.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, type Program } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { autoScaleRun, type Environment, evaluate, type Logged, parseInterval, printInterval, readValue, replay, resultEntries } from '../../runtime/index.ts'; // biome-ignore format: one list
import { environments, formulas } from './soups.ts';

const numRuns = Number(process.env.RUNS ?? 300);

/** The evaluation of a formula as a log has it. */
function loggedOf(
  text: string,
  environment: Environment,
): { readonly program: Program; readonly logged: Logged } {
  const { program } = compile(createSource('soup', text));
  if (program === undefined) throw new Error(`refused: ${text}`);
  const { results, error } = autoScaleRun(evaluate(program, environment));
  const rest = error === undefined ? {} : { error: { code: error.code, detail: error.values[0]!.value } };
  const logged: Logged = { now: environment.now, entries: new Map(resultEntries(results)), ...rest };
  return { program, logged };
}

test('an evaluation of ours agrees with itself, however little of it a log holds', () => {
  const verdicts = new Map<string, number>();
  fc.assert(
    fc.property(formulas, environments, (text, whole) => {
      // Logs have whole milliseconds, and our decisions are the recommended ones.
      const environment = { ...whole, now: Math.trunc(whole.now), decisions: {} };
      const { program, logged } = loggedOf(text, environment);
      const compared = replay(program, logged);
      for (const { verdict } of compared) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      expect(compared.filter(({ verdict }) => verdict === 'different')).toEqual([]);
    }),
    { numRuns },
  );
  expect(verdicts.get('same')).toBeGreaterThan(numRuns / 2);
});

test('another value than ours is noticed, wherever the value rests on the log alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }), (start, off) => {
      const formula =
        'a = max(0, $PendingTasks.GetSample(1));\nb = a * 2;\nc = b - a;\n$TargetDedicatedNodes = c;';
      const { program } = compile(createSource('formula', formula));
      const entries = new Map([['$TargetDedicatedNodes', String(Math.max(0, start))], ['a', `${start}`], ['b', `${2 * start + off}`], ['c', `${start}`]]); // biome-ignore format: one list
      const different = replay(program!, { now: 0, entries }).filter(
        ({ verdict }) => verdict === 'different',
      );
      // What follows is computed from what the log says, so the mistake is told once for what is wrong, and c is.
      expect(different.map(({ name }) => name)).toEqual(['b', 'c']);
    }),
    { numRuns: 20 },
  );
});

test('intervals are read as they are printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (milliseconds) => {
      expect(parseInterval(printInterval(milliseconds))).toBe(milliseconds === 0 ? 0 : milliseconds);
      expect(readValue(printInterval(milliseconds))).toMatchObject({ kind: 'timeinterval' });
    }),
    { numRuns },
  );
});
