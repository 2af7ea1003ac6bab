// What a simulation of ours logs is verified without a difference, from its journal as from Azure's log.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readAutoscaleLog } from '../../cli/autoscale-log.ts';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a journal of ours agrees with itself', async () => {
  const scenario = path.join(ROOT, 'examples/first-steps/scenario.yaml');
  const journal = path.join(folder, 'run.ndjson');
  await runCommand(['simulate', scenario, '--journal', journal], { folder });
  const { code, out } = await runCommand(['verify', journal, '--json'], { folder });
  const { evaluations, values, differences } = JSON.parse(out);
  expect({ code, differences }).toEqual({ code: 0, differences: [] });
  expect(evaluations).toBeGreaterThan(5);
  // The slots of a node are known, so the target follows from what the log has.
  expect(values.same).toBeGreaterThanOrEqual(evaluations * 3);
});

it('whatever a log holds, reading it ends without a fault', () => {
  const key = fc.constantFrom('operationName', 'properties', 'formula', 'results', 'timestamp', 'error', 'values', 'autoScaleRun', 'records', 'value', 'id'); // biome-ignore format: a list
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(
        null,
        5,
        '',
        'a = 1;',
        '2025-03-05T12:00:00Z',
        'PoolAutoScaleEvent',
        '{"a":',
        true,
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const line = fc.oneof(value.map((one) => JSON.stringify(one)), fc.constantFrom('', '{', 'text')); // biome-ignore format: short
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      expect(() => readAutoscaleLog(lines.join('\n'))).not.toThrow();
    }),
    { numRuns: Number(process.env.RUNS ?? 300) },
  );
});
