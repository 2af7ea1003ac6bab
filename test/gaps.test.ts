// Known gaps, each as a test that must fail. When one passes, the gap is closed: take it out here and in
// docs/gaps.md. The two lists are compared.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from './cli/cases.ts';
import { ROOT } from './rules/sources.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (words: string, stdin = '') => runCommand(words.split(' '), { folder, stdin });

/** The command is there when its help is. */
const has = (command: string) => async (): Promise<void> =>
  expect((await run(`${command} --help`)).out).toContain(`Usage: lazurite ${command} `);

/** A figure that the bench wrote down. */
interface Figure {
  readonly name: string;
  /** Absent where there is no bound. */
  readonly isFine?: boolean;
}

const RESULTS = path.join(ROOT, 'bench/results');
const recorded = (): readonly Figure[] =>
  readdirSync(RESULTS).flatMap((file) => JSON.parse(readFileSync(path.join(RESULTS, file), 'utf8')).results);

const GAPS: Readonly<Record<string, () => Promise<void>>> = {
  '`start` serves the Batch API on this machine': has('start'),
  '`sweep` runs a grid of settings': has('sweep'),
  '`tune` searches a formula\'s constants': has('tune'),
  '`import` reads Azure\'s logs, Nextflow and Slurm exports': async () => {
    writeFileSync(path.join(folder, 'sacct.txt'), 'JobID|Submit|ElapsedRaw|NCPUS|State\n1|2025-03-03T00:00:00|60|1|COMPLETED\n');
    expect((await run('import sacct.txt --format slurm')).code).toBe(0);
  },
}; // biome-ignore format: a list

describe('known gaps', () => {
  for (const [name, closed] of Object.entries(GAPS)) it.fails(name, closed);

  it('are those of docs/gaps.md', () => {
    const page = readFileSync(path.join(ROOT, 'docs/gaps.md'), 'utf8');
    expect([...page.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, name]) => name)).toEqual(Object.keys(GAPS));
  });

  it('every figure that the bench recorded is within its bound', () => {
    expect(recorded().length).toBeGreaterThan(15);
    expect(recorded().filter(({ isFine }) => isFine === false)).toEqual([]);
  });
});
