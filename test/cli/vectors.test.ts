// Every vector of the language through `lazurite eval`, with its state in a state file: the results to the
// character, errors to the code and the detail, and the exit code that goes with them.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NODE_KEYS, readCases } from '../runtime/corpus.ts';
import { runCommand } from './cases.ts';

const text = await readFile(new URL('../runtime/corpus/vectors.txt', import.meta.url), 'utf8');

/** The lines before a formula as a state file. */
function stateOf(setup: readonly string[]): object {
  const samples: Record<string, readonly (readonly number[])[]> = {};
  const pool: Record<string, number> = {
    targetDedicatedNodes: 4,
    targetLowPriorityNodes: 2,
    currentDedicatedNodes: 3,
    currentLowPriorityNodes: 2,
    preemptedNodeCount: 0,
    usableNodeCount: 5,
    taskSlotsPerNode: 4,
  };
  let now = '2025-03-05T12:00:00Z';
  for (const line of setup) {
    const [word = '', ...values] = line.split(' ');
    if (word === 'now') now = values[0]!;
    else if (word === 'targets') {
      pool.targetDedicatedNodes = Number(values[0]);
      pool.targetLowPriorityNodes = Number(values[1]);
    } else if (word in NODE_KEYS) pool[NODE_KEYS[word]!] = Number(values[0]);
    else if (word.startsWith('$')) samples[word] = values.map((pair) => pair.split(':').map(Number));
    else throw new Error(`a vector's state says ${line}, which no state file can`);
  }
  return { now, pool, samples };
}

const EXIT = { AutoScalingFormulaSyntaxError: 3, none: 0 } as const;

test.each(readCases(text))('$title', async ({ setup, formula, answer }) => {
  const [first = '', second = ''] = answer.split('\n').filter((line) => !line.startsWith('~ '));
  const failure = [first, second].find((line) => line.startsWith('! '));
  const [, code = 'none', detail = ''] = /^! (\w+) (.*)$/.exec(failure ?? '') ?? [];
  const folder = await mkdtemp(path.join(tmpdir(), 'lazurite-'));
  try {
    await writeFile(path.join(folder, 'state.json'), JSON.stringify(stateOf(setup)));
    const outcome = await runCommand(['eval', '-', '--state', 'state.json', '--json'], {
      folder,
      stdin: formula,
    });
    const printed = JSON.parse(outcome.out);
    if (code === 'AutoScalingFormulaSyntaxError') {
      const { line, column } = printed.diagnostics[0];
      expect(detail).toContain(`Line ${line}, Col ${column}:`);
    } else {
      expect(printed.results).toBe(first);
      expect(printed.error?.code ?? 'none').toBe(code);
      expect(printed.error?.values[0].value ?? '').toBe(detail);
    }
    expect(outcome.code).toBe(EXIT[code as keyof typeof EXIT] ?? 4);
  } finally {
    await rm(folder, { recursive: true });
  }
});
