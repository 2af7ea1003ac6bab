// The examples of docs/run.md are run: its scenario, each of its command lines in their order, and what it says that
// is told.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../cli/cases.ts';
import { ROOT } from '../rules/sources.ts';

const page = readFileSync(path.join(ROOT, 'docs/run.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!);

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const text of blocks('yaml')) writeFileSync(path.join(folder, /^# (.*)$/m.exec(text)![1]!), text);

const commands = blocks('sh').flatMap((text) => text.trim().split('\n'));
const [told = ''] = blocks('text');

describe('the page about real runs', () => {
  test('has examples', () => {
    expect(commands.length).toBeGreaterThan(3);
    expect(told).not.toBe('');
  });

  // One after the other: later lines use what earlier ones wrote.
  for (const [place, line] of commands.entries())
    test(line, async () => {
      const { code, out, err } = await runCommand(line.split(' ').slice(1), { folder });
      expect(code, err).toBe(0);
      expect(out).not.toBe('');
      if (place > 0) return;
      const lines = err.split('\n').map((one) => one.replace(/^[\d:.]+ /, ''));
      // What runs at once comes in any order.
      expect(lines).toEqual(expect.arrayContaining(told.trim().split('\n')));
    });
});
