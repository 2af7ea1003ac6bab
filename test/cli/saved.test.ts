// `simulate --save`, `--stop-after` and `--resume`: two processes that do what one would have done.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCENARIO = `pool: { id: p, vmSize: standard_d2s_v5, enableAutoScale: true,
  autoScaleFormula: '$TargetDedicatedNodes = min(9, avg($PendingTasks.GetSample(5 * TimeInterval_Minute, 1)));' }
workload: { generate: { arrivals: { poisson: { rate: 60/h } }, count: 300, durations: { lognormal: { median: 90, sigma: 1 } } } }
`;
writeFileSync(path.join(folder, 'scenario.yaml'), SCENARIO);
writeFileSync(path.join(folder, 'other.yaml'), `seed: 2\n${SCENARIO}`);

const run = (words: string) => runCommand(words.split(' '), { folder, stdin: '' });
const file = (name: string) => readFileSync(path.join(folder, name), 'utf8');

describe('a run that is stopped and taken up again', () => {
  test('gives the report and the journal of one that was not', async () => {
    const whole = await run('simulate scenario.yaml --json --journal whole.ndjson');
    expect(whole.code).toBe(0);
    const first = await run(
      'simulate scenario.yaml --json --journal parts.ndjson --save run.saved --stop-after PT2H',
    );
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toContain('go on with --resume run.saved');
    const second = await run('simulate scenario.yaml --json --journal parts.ndjson --resume run.saved');
    expect(second.out).toBe(whole.out);
    expect(file('parts.ndjson')).toBe(file('whole.ndjson'));
  });

  test('is refused with another scenario, and other files are refused', async () => {
    const other = await run('simulate other.yaml --resume run.saved');
    expect(other.code).toBe(2);
    expect(other.err).toContain('run.saved is a run of another scenario.');
    const wrong = await run('simulate scenario.yaml --resume scenario.yaml');
    expect(wrong.err).toContain('scenario.yaml is not a saved run.');
    const nowhere = await run('simulate scenario.yaml --resume nowhere.saved');
    expect(nowhere.err).toContain('nowhere.saved does not exist.');
  });

  test('needs a file to be saved in, and a duration', async () => {
    expect((await run('simulate scenario.yaml --stop-after PT1H')).err).toContain('needs `--save FILE`');
    expect((await run('simulate scenario.yaml --save x --stop-after soon')).err).toContain(
      '`soon` is not a duration',
    );
  });
});
