// Small changes of formulas: what they are, as text, and that every one is a formula that means something else.

import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, dump, MUTATIONS, type MutationKind, mutationsOf } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { createRandom } from '../../runtime/index.ts';
import { formulas } from '../runtime/soups.ts';

const file = new URL('./corpus/mutations.txt', import.meta.url);
const all = { draw: () => 0 };

const list = (formula: string): string =>
  mutationsOf(createSource('formula', formula), all)
    .mutations.map(({ kind, before, after }) => `${kind}: ${before} -> ${after === '' ? 'nothing' : after}\n`)
    .join('') || 'no change\n';

const cases = readFileSync(file, 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((block) => {
    const [head = '', expected = ''] = block.split(/^---\n/m);
    const title = head.slice(0, head.indexOf('\n'));
    return { title, formula: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
  });

test.each(cases)('$title', ({ formula, expected }) => {
  if (process.env.UPDATE !== '1') expect(list(formula).trimEnd()).toBe(expected);
});

test('UPDATE=1 rewrites the expectations; every kind of change occurs in them', () => {
  if (process.env.UPDATE === '1') {
    const blocks = cases.map(({ title, formula }) => `=== ${title}\n${formula}\n---\n${list(formula)}`);
    writeFileSync(file, blocks.join('\n'));
  }
  const kinds = new Set(
    cases.flatMap(({ formula }) =>
      mutationsOf(createSource('formula', formula), all).mutations.map(({ kind }) => kind),
    ),
  );
  expect([...kinds].sort()).toEqual((Object.keys(MUTATIONS) as MutationKind[]).sort());
});

test('every change of any formula compiles and means something else', () => {
  fc.assert(
    fc.property(formulas, fc.nat(), (formula, seed) => {
      const source = createSource('formula', formula);
      const draw = createRandom(seed, 'changes');
      const { mutations, candidates } = mutationsOf(source, { most: 6, draw });
      expect(mutations.length).toBeLessThanOrEqual(Math.min(6, candidates));
      const meaning = compile(source).program;
      for (const { program, source: changed } of mutations) {
        expect(changed.text).not.toBe(source.text);
        expect(dump(program)).not.toBe(dump(meaning!));
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 15) },
  );
});
