// Generated formulas over the grid of answers: each compiles without a word of complaint and passes its own tests; of
// each sort some are proven. `RUNS=all` takes the whole grid.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { propertiesOf, testsOf } from '../../cli/generate/companions.ts';
import { type Answers, formulaOf } from '../../cli/generate/formula.ts';
import { compile } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AXES = {
  demand: ['pending', 'active', 'running'],
  min: [0, 2],
  max: [2, 10],
  spot: [0, 30, 100],
  hours: [undefined, { from: 8, to: 18 }, { from: 22, to: 24 }, { from: 16, to: 1 }],
  weekdays: [false, true],
  samples: ['average', 'peak', 'newest'],
  window: [1, 5],
  slots: ['pool', 1, 4],
  deallocation: ['requeue', 'terminate', 'taskcompletion', 'retaineddata'],
} as const;

const grid = Object.entries(AXES).reduce<readonly object[]>(
  (all, [key, values]) =>
    all.flatMap((one) => values.map((value) => ({ ...one, ...(value !== undefined && { [key]: value }) }))),
  [{}],
) as readonly Answers[];

const isWhole = process.env.RUNS === 'all';
/** A prime step meets every value of every axis. */
const some = grid.filter((_, at) => isWhole || at % 509 === 0);
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

test(`formulas of ${some.length} of ${grid.length} answers compile without a warning and pass their tests`, async () => {
  const names: string[] = [];
  for (const [at, answers] of some.entries()) {
    const formula = formulaOf(answers);
    const { diagnostics } = compile(createSource('generated', formula));
    expect(
      diagnostics.filter(({ severity }) => severity !== 'info'),
      formula,
    ).toEqual([]);
    write(`${at}.txt`, formula);
    write(`${at}.test.yaml`, testsOf(answers, `${at}.txt`));
    names.push(`${at}.test.yaml`);
  }
  const { code, out, err } = await runCommand(['test', ...names], { folder });
  expect({ code, err, failed: /^.*✗[\s\S]*?hint.*$/m.exec(out)?.[0] }).toEqual({
    code: 0,
    err: '',
    failed: undefined,
  });
}, 120_000);

test('what they promise is proved', async () => {
  for (const answers of some.filter((_, at) => isWhole || at % 4 === 0)) {
    write('p.txt', formulaOf(answers));
    write('p.prove.yaml', propertiesOf(answers));
    const { code, out } = await runCommand(['prove', 'p.txt', '--properties', 'p.prove.yaml', '--strict'], {
      folder,
    });
    expect({ code, formula: code === 0 ? '' : formulaOf(answers), out: code === 0 ? '' : out }).toEqual({
      code: 0,
      formula: '',
      out: '',
    });
  }
}, 120_000);
