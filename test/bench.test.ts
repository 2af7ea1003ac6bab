// The bench of formulas in small: that everybody gives the same answer and every figure is there; how large they are
// is for the bench itself to judge.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './rules/sources.ts';

test('the bench of formulas runs, and all contestants agree', () => {
  const words = [path.join(ROOT, 'bench/evaluate.js'), '--small'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const name of ['by hand', 'generated', 'closures', 'plain', 'cel-js', 'mathjs', 'jexl'])
    expect(stdout).toMatch(new RegExp(`^${name} +\\d+ ns`, 'm'));
  expect(stdout).toMatch(/^compile and check 8 KB, ms +[\d.]+/m);
});
