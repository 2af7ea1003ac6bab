// The examples are sound: formulas without a complaint, a scenario that reads, and a comparison with something
// to see. Two days of the week are enough here; `npm start` runs all of it.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../planner/index.ts';
import { runCommand } from './cli/cases.ts';
import { ROOT } from './rules/sources.ts';

const folder = path.join(ROOT, 'examples/render-week');
const formulas = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('examples/render-week', () => {
  it.each(formulas)('%s has nothing to complain about', async (name) => {
    expect(await runCommand(['check', name], { folder })).toMatchObject({
      code: 0,
      err: '',
      out: `${name}: nothing to complain about\n`,
    });
  });

  it.each(formulas)('%s is laid out', async (name) => {
    expect((await runCommand(['fmt', '--check', name], { folder })).out).toBe('');
  });

  it('compares three formulas that differ in waits and money', async () => {
    const { code, out, err } = await runCommand(
      ['compare', 'scenario.yaml', '--formula', ...formulas, '--until', 'P2D', '--json'],
      { folder },
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { rows } = JSON.parse(out) as Comparison;
    for (const key of ['cost.total', 'wait.p95']) {
      const values = rows.find((row) => row.key === key)!.cells.map(({ value }) => value!);
      expect(Math.max(...values) / Math.min(...values), key).toBeGreaterThan(1.5);
    }
  }, 120_000);
});
