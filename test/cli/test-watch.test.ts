// `test --watch`: runs again when a file changes, also when an editor replaces it, and ends at Ctrl-C.

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Io } from '../../cli/io.ts';
import { main } from '../../cli/main.ts';

test('runs again for a changed formula and a replaced test file, and ends cleanly', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  write('one.txt', '$TargetDedicatedNodes = 1;');
  write('one.test.yaml', 'formula: one.txt\ncases: [{ name: one, expect: { dedicated: 1 } }]\n');
  const stop = new AbortController();
  let out = '';
  let err = '';
  let heard: () => void = () => {};
  const io: Io = {
    folder,
    environment: {},
    stdin: async () => new Uint8Array(),
    streams: () => {
      throw new Error('nobody reads streams');
    },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      heard();
    },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 100,
    rows: 24,
    signal: stop.signal,
    now: () => 0,
  };
  const rounds = (): number => err.split('Ctrl-C ends').length - 1;
  const round = (count: number): Promise<void> =>
    new Promise((resolve) => {
      heard = () => {
        if (rounds() >= count) resolve();
      };
      heard();
    });
  const done = main(['test', 'one.test.yaml', '--watch'], io);
  await round(1);
  expect(out).toContain('1 case passed');
  write('one.txt', '$TargetDedicatedNodes = 2;');
  await round(2);
  expect(out).toContain('dedicated is 2; expected 1');
  write('new.yaml', 'formula: one.txt\ncases: [{ name: two, expect: { dedicated: 2 } }]\n');
  renameSync(path.join(folder, 'new.yaml'), path.join(folder, 'one.test.yaml'));
  await round(3);
  expect(out).toContain('✓ two');
  expect(err).toContain('watching 2 files');
  stop.abort();
  expect(await done).toBe(130);
  rmSync(folder, { recursive: true });
}, 30_000);
