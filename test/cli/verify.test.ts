// What a simulation of ours logs is verified without a difference, from its journal as from Azure's log.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a journal of ours agrees with itself', async () => {
  const scenario = path.join(ROOT, 'examples/first-steps/scenario.yaml');
  const journal = path.join(folder, 'run.ndjson');
  await runCommand(['simulate', scenario, '--journal', journal], { folder });
  const { code, out } = await runCommand(['verify', journal, '--json'], { folder });
  const { evaluations, values, differences } = JSON.parse(out);
  expect({ code, differences }).toEqual({ code: 0, differences: [] });
  expect(evaluations).toBeGreaterThan(5);
  // The slots of a node are known, so the target follows from what the log has.
  expect(values.same).toBeGreaterThanOrEqual(evaluations * 3);
});
