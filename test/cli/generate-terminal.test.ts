// `generate` on a real terminal: what it asks, what it makes of answers, and how it ends when nobody answers.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../rules/sources.ts';

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** What the terminal shows after these answers, and the exit code. */
function onTerminal(...answers: readonly string[]): { readonly shown: string; readonly code: number } {
  const words = [path.join(ROOT, 'test/cli/terminal.py'), JSON.stringify(answers), process.execPath, path.join(ROOT, 'dist/lazurite.js'), 'generate'];
  const { stdout } = spawnSync('python3', words, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined } });
  const [, shown = '', code = ''] = /^([\s\S]*)\nexit (-?\d+)\n$/.exec(stdout) ?? [];
  return { shown, code: Number(code) };
} // biome-ignore format: words of a command

const ENTER = '\n';

test.runIf(hasPython)('asks eight questions, and what nobody answers is as usual', () => {
  const { shown, code } = onTerminal(ENTER, '1\n', '12\n', '50\n', '8-18\n', 'peak\n', '4\n', ENTER);
  expect(code).toBe(0);
  expect(shown).toContain('Which tasks are demand? (pending, active, running) [pending] ');
  expect(shown).toContain('// From 1 to 12 nodes for pending tasks; made by lazurite generate.');
  expect(shown).toContain('tasks = isKnown ? max($PendingTasks.GetSample(window))');
  expect(shown).toContain('isOpen = now.hour >= 8 && now.hour < 18;');
  expect(shown).toContain('$NodeDeallocationOption = taskcompletion;');
});

test.runIf(hasPython)('asks again where an answer is none', () => {
  const { shown, code } = onTerminal(
    'lots\n',
    'active\n',
    '3\n',
    '2\n',
    '5\n',
    ENTER,
    ENTER,
    ENTER,
    ENTER,
    ENTER,
  );
  expect(code).toBe(0);
  expect(shown).toContain('--demand is `lots`; expected one of pending, active, running.\nWhich tasks');
  expect(shown).toContain('--max is `2`; expected a whole number from 3 up.\nAt most how many nodes?');
  expect(shown).toContain('// From 3 to 5 nodes for active tasks');
});

test.runIf(hasPython)('ends quietly when the terminal says that nothing more comes, and on Ctrl-C', () => {
  for (const key of ['\u0004', '\u0003']) {
    const { shown, code } = onTerminal(ENTER, key);
    expect(code).toBe(130);
    expect(shown).not.toMatch(/\bat .*:\d+|rror|made by/);
  }
});
