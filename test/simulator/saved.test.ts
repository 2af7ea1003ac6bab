// A run that is stopped, saved and taken up again from the bytes tells the same journal and gives the same report as
// one that was never stopped.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCollector } from '../../planner/index.ts';
import {
  createJournalWriter,
  createSimulation,
  openSavedRun,
  type Scenario,
  type Workload,
} from '../../simulator/index.ts';
import { recount } from './recount.ts';
import { read } from './run.ts';
import { scenarios } from './scenarios.ts';

const RUNS = Number(process.env.RUNS ?? 15);

interface Setting {
  readonly scenario: Scenario;
  readonly workload: Workload;
}

/** A simulation with a report, whose journal is written into a list of lines. */
function begin({ scenario, workload }: Setting, lines: string[], resume?: Uint8Array<ArrayBuffer>) {
  const collector = createCollector({ prices: scenario.prices, expectedTasks: workload.count });
  const simulation = createSimulation(scenario, workload, {
    sinks: [() => collector, createJournalWriter((line) => void lines.push(line))],
    version: 'test',
    ...(resume === undefined ? {} : { resume }),
  });
  return { simulation, report: () => collector.report() };
}

const stops = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 });

describe('a saved run', () => {
  test('goes on as if it had never been stopped, whenever it was', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, stops, async (text, after) => {
        const whole: string[] = [];
        const straight = begin(await read(text), whole);
        while (straight.simulation.advance(1_000_000) === undefined);

        const parts: string[] = [];
        let setting = await read(text);
        let run = begin(setting, parts);
        for (const events of after) {
          if (run.simulation.advance(events) !== undefined) break;
          const saved = openSavedRun(run.simulation.save());
          expect(saved?.head.version).toBe('test');
          // Read again, as another process would: nothing is shared but the bytes.
          setting = await read(text);
          run = begin(setting, parts, saved!.graph);
          expect(recount(run.simulation.account, setting.scenario.world.slotReuse)).toEqual([]);
        }
        while (run.simulation.advance(1_000_000) === undefined);
        expect(parts.join('')).toBe(whole.join(''));
        expect(run.report()).toEqual(straight.report());
      }),
      { numRuns: RUNS },
    );
  });

  test('is known by its head; other bytes are not taken for one', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    expect(openSavedRun(text('pool: {}\n'))).toBeUndefined();
    expect(openSavedRun(new Uint8Array(4000))).toBeUndefined();
    expect(openSavedRun(text('{"kind":"workload"}\n'))).toBeUndefined();
  });
});
