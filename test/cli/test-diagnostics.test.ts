import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDiagnostics } from '../../planner/index.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(testDiagnostics.rows))(
  '%s: its example provokes it and nothing else',
  async (code, { example }) => {
    const isOfMutations = code === 'test-unnoticed';
    writeFileSync(path.join(folder, 'example.yaml'), example);
    const words = ['test', 'example.yaml', ...(isOfMutations ? ['--mutate'] : [])];
    const { code: exit, out, err } = await runCommand(words, { folder });
    expect(exit).toBe(isOfMutations ? 0 : 2);
    expect(new Set([...`${out}${err}`.matchAll(/\[([a-z-]+)\]$/gm)].map(([, found]) => found))).toEqual(
      new Set([code]),
    );
  },
);
