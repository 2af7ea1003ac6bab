// Explanations are there for whatever formula, however deep, and say something of every statement.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, explain } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { formulas } from '../runtime/soups.ts';

const explained = (text: string) => explain(compile(createSource('formula', text)).program!);

test('every statement of any formula has a sentence', () => {
  fc.assert(
    fc.property(formulas, (text) => {
      const { program } = compile(createSource('formula', text));
      if (program === undefined) return;
      const { statements } = explain(program);
      expect(statements).toHaveLength(program.steps.length);
      for (const { sentence, arms } of statements) expect(sentence.length + arms.length).toBeGreaterThan(0);
      expect(JSON.stringify(statements)).not.toContain('undefined');
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  );
});

test('long chains and long conditions are read as well', () => {
  expect(explained(`a = 1${' + 1'.repeat(900)};`).statements[0]!.sentence).toContain('1 plus 1 plus');
  const arms = `a = ${'$ActiveTasks > 1 ? 2 : '.repeat(90)}3;`;
  expect(explained(arms).statements[0]!.arms).toHaveLength(91);
});
