// What no text can show: Ctrl-C, colour, bugs of ours, and that the same input gives the same bytes.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  path.join(folder, 'scenario.yaml'),
  `pool: { id: p, vmSize: standard_d2s_v5, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = min(5, max(0, $PendingTasks.GetSample(1)));', autoScaleEvaluationInterval: PT5M }
workload: { generate: { arrivals: { poisson: { rate: 20/h } }, durations: { exponential: { mean: PT10M } }, count: 300 } }
seed: 5
`,
);

describe('Ctrl-C', () => {
  it('ends a simulation, writes what there is, and says 130', async () => {
    const stop = new AbortController();
    stop.abort();
    const words = ['simulate', 'scenario.yaml', '--journal', 'stopped.ndjson', '--json'];
    const { code, out } = await runCommand(words, { folder, signal: stop.signal });
    expect(code).toBe(130);
    expect(JSON.parse(out).end.reason).toBe('interrupted');
    expect(readFileSync(path.join(folder, 'stopped.ndjson'), 'utf8')).toContain('RunEndEvent');
  });

  it('ends a comparison', async () => {
    const stop = new AbortController();
    stop.abort();
    const { code } = await runCommand(['compare', 'scenario.yaml', 'scenario.yaml'], {
      folder,
      signal: stop.signal,
    });
    expect(code).toBe(130);
  });
});

describe('one seed', () => {
  it('gives the same journal and report, byte for byte; another seed gives others', async () => {
    const run = async (seed: string, file: string) => {
      const { out } = await runCommand(
        ['simulate', 'scenario.yaml', '--seed', seed, '--journal', file, '--json'],
        { folder },
      );
      return `${out}${readFileSync(path.join(folder, file), 'utf8')}`;
    };
    const first = await run('5', 'a.ndjson');
    expect(await run('5', 'b.ndjson')).toBe(first);
    expect(await run('6', 'c.ndjson')).not.toBe(first);
  });

  it('gives the same report from its journal', async () => {
    const direct = await runCommand(['simulate', 'scenario.yaml', '--journal', 'run.ndjson', '--json'], {
      folder,
    });
    const read = await runCommand(['report', 'run.ndjson', '--json'], { folder });
    expect(JSON.parse(read.out)).toEqual(JSON.parse(direct.out));
  });
});

describe('colour', () => {
  const words = ['check', '-'];
  const stdin = '$TargetDedicatedNodes = nothing;';
  it.each([
    ['off a terminal: none', [], {}, false],
    ['FORCE_COLOR: some', [], { FORCE_COLOR: '1' }, true],
    ['NO_COLOR wins over FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['--color always wins over NO_COLOR', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['--no-color wins over FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ] as const)('%s', async (_title, flags, environment, isColoured) => {
    const { out } = await runCommand([...words, ...flags], { folder, stdin, environment });
    expect(out.includes('\u001b[')).toBe(isColoured);
  });
});

describe('an output that nothing can be written to', () => {
  it.runIf(existsSync('/dev/full'))('is said in a sentence, and is no answer', () => {
    const command = path.join(ROOT, 'dist/lazurite.js');
    const { status, stderr } = spawnSync(process.execPath, [command, 'check', '-'], {
      input: '$TargetDedicatedNodes = 1;',
      stdio: ['pipe', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^error: the output cannot be written: .+\n$/);
    expect(status).toBe(2);
  });
});

describe('what a terminal would obey', () => {
  it('is shown as blanks, wherever it stands', async () => {
    const stdin = '// lazurite-disable-line lint-\u009b31m\u202ex\n$TargetDedicatedNodes = 1;';
    const { out } = await runCommand(['check', '-'], { folder, stdin });
    expect(out).toContain('there is no complaint `lint- 31m x`');
    expect(out).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
  });
});
