import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDiagnostics } from '../../cli/testing/diagnostics.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(testDiagnostics.rows))(
  '%s: its example provokes it and nothing else',
  async (code, { example }) => {
    writeFileSync(path.join(folder, 'example.yaml'), example);
    const { code: exit, err } = await runCommand(['test', 'example.yaml'], { folder });
    expect(exit).toBe(2);
    expect([...err.matchAll(/\[([a-z-]+)\]$/gm)].map(([, found]) => found)).toEqual([code]);
  },
);
