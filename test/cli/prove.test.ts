// What `prove` refutes, `eval` shows: the state it writes is given to eval, and the answers are compared.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words: readonly string[]) => runCommand(words, { folder });

interface Answer {
  readonly targets: { readonly dedicated: number; readonly lowPriority: number };
  readonly error?: { readonly code: string };
  readonly warnings: readonly { readonly code: string }[];
}

async function evaluated(state: string): Promise<Answer> {
  return JSON.parse((await run('eval', 'formula.txt', '--state', state, '--json')).out);
}

// What is asked, a formula that does not keep it, and what eval then shows.
// biome-ignore format: table
const REFUTED: readonly (readonly [words: string, formula: string, shows: (after: Answer, before: () => Promise<Answer>) => unknown])[] = [
  ['--never-negative', '$TargetDedicatedNodes = $PendingTasks - 2 * $TaskSlotsPerNode;', ({ warnings }) => expect(warnings.map(({ code }) => code)).toContain('eval-negative-target')],
  ['--missing-samples', '$TargetDedicatedNodes = min(10, avg($PendingTasks.GetSample(TimeInterval_Minute * 5)));', ({ error }) => expect(error?.code).toBe('InsufficientSampleData')],
  ['--together 20', 'x = max(0, $PendingTasks.GetSample(1)); $TargetDedicatedNodes = min(15, x); $TargetLowPriorityNodes = min(15, x);', ({ targets }) => expect(targets.dedicated + targets.lowPriority).toBeGreaterThan(20)],
  ['--at-most dedicated=7', '$TargetDedicatedNodes = time().hour > 20 ? 8 : 5;', ({ targets }) => expect(targets.dedicated).toBe(8)],
  ['--drains 3', 'x = max(0, $PendingTasks.GetSample(1)); $TargetDedicatedNodes = x > 0 ? min(20, x) : $TargetDedicatedNodes / 2; $TargetLowPriorityNodes = 0;', ({ targets }) => expect(targets.dedicated).toBeGreaterThan(0)],
  ['--monotone', 'x = max(0, $PendingTasks.GetSample(TimeInterval_Minute * 5, 0)); $TargetDedicatedNodes = x > 9 ? 3 : x;', async ({ targets }, before) => expect(targets.dedicated).toBeLessThan((await before()).targets.dedicated)],
];

describe('a state that refutes', () => {
  it.each(REFUTED)('%s of %s', async (words, formula, shows) => {
    writeFileSync(path.join(folder, 'formula.txt'), formula);
    const outcome = await run('prove', 'formula.txt', ...words.split(' '), '--counter-example', 'state.yaml');
    expect(outcome).toMatchObject({ code: 1, err: '' });
    await shows(await evaluated('state.yaml'), () => evaluated('state.before.yaml'));
  });
});
