// The truth check: a scenario for real and its simulation with what the real run took come to the same.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { calibrate, createMeasurements } from '../../emulator/index.ts';
import { runCommand } from '../cli/cases.ts';
import { read } from '../simulator/run.ts';
import { runReally } from './real.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stand-ins of many lengths, so that a wrong order or a wrong cost of a process would show. */
const STAND_INS = `
seed: 7
pool: { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 2, taskSlotsPerNode: 2 }
world: ideal
workload:
  jobs: [{ id: j, tasks: [{ id: t, behaviour: { duration: { lognormal: { median: PT0.3S, sigma: 0.7 } }, count: 24 } }] }]
`;

/** Commands of which nobody said how long they take, a start task, and an exit code that is tried again. */
const COMMANDS = `
pool: { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: 2, startTask: { commandLine: sleep 0.5, waitForSuccess: true } }
world: ideal
workload:
  jobs:
    - id: j
      tasks:
        - { id: a, commandLine: sleep 0.7 }
        - { id: b, commandLine: sleep 1.5 }
        - { id: c, commandLine: "/bin/sh -c 'sleep 0.4; exit 3'", constraints: { maxTaskRetryCount: 1 } }
        - { id: d, commandLine: sleep 1 }
`;

interface TruthJson {
  readonly real: { readonly makespan: number; readonly tasks: object };
  readonly simulated: { readonly makespan: number; readonly tasks: object };
  readonly makespanRatio: number;
  readonly starts: number;
  readonly displaced: number;
}

async function check(scenario: string): Promise<TruthJson> {
  const { code, out, err } = await runCommand(['run', '-', '--quiet', '--against-simulation', '--json'], {
    folder,
    stdin: scenario,
  });
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe('a real run and its simulation', () => {
  // A machine that is busy with other things may stretch one task and not the next.
  test.each([
    ['stand-ins', STAND_INS, 24],
    ['commands of unknown length', COMMANDS, 4],
  ] as const)(
    '%s: the makespan within a tenth, the starts in the same order',
    { retry: 3 },
    async (_, text, starts) => {
      const { real, simulated, makespanRatio, ...rest } = await check(text);
      expect(rest).toMatchObject({ starts, displaced: 0 });
      expect(makespanRatio).toBe(simulated.makespan / real.makespan);
      expect(Math.abs(makespanRatio - 1)).toBeLessThan(0.1);
      expect(simulated.tasks).toEqual(real.tasks);
    },
  );
});

test('hundreds of plain tasks, of which a simulation alone would tell no single one, are all compared', {
  retry: 3,
}, async () => {
  const { starts, makespanRatio, real, simulated } = await check(
    STAND_INS.replace('PT0.3S', 'PT0.1S')
      .replace('count: 24', 'count: 300')
      .replace('taskSlotsPerNode: 2', 'taskSlotsPerNode: 4'),
  );
  expect(starts).toBe(300);
  expect(simulated.tasks).toEqual(real.tasks);
  expect(Math.abs(makespanRatio - 1)).toBeLessThan(0.1);
});

describe('what tasks used', () => {
  const BUSY = (choice: string): string => `
pool: { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 1 }
world: ideal
choices: { resourceMetrics: ${choice} }
workload:
  jobs: [{ id: j, tasks: [{ id: t, commandLine: "/bin/sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'" }] }]
`;
  const usesIn = async (choice: string) => {
    const measured = createMeasurements();
    const text = BUSY(choice);
    await runReally(text, () => {}, { sinks: [measured.makeSink], measures: true });
    const { scenario, workload } = await read(text);
    const { workload: asked } = calibrate(scenario, workload, measured, false);
    return { uses: asked.behaviours[asked.taskBehaviour[0]!]!.uses, attempt: measured.attempts.get(0)![0]! };
  };

  test('is what formulas of the simulation see, where those of the run saw it', async () => {
    const { uses, attempt } = await usesIn('measured');
    const { processorSeconds, peakMemoryBytes } = attempt.use!;
    expect(processorSeconds).toBeGreaterThan(0);
    expect(uses).toMatchObject({
      cores: processorSeconds! / (attempt.elapsed / 1000),
      memoryBytes: peakMemoryBytes,
    });
  });

  test('is left out where they saw none', async () => {
    expect((await usesIn('retired')).uses).toBeUndefined();
  });
});
