// What holds at every moment of every run, whatever the scenario.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recount } from './recount.ts';
import { read, start } from './run.ts';
import { scenarios } from './scenarios.ts';

const RUNS = Number(process.env.RUNS ?? 24);

test('counts equal recounts, no slot is taken twice, every task is accounted for, money parts add up', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (text) => {
      const { scenario, workload } = await read(text);
      const { simulation, report } = start(scenario, workload);
      for (let end = simulation.advance(1); end === undefined; end = simulation.advance(97)) {
        expect(recount(simulation.account, scenario.world.slotReuse)).toEqual([]);
      }
      expect(recount(simulation.account, scenario.world.slotReuse)).toEqual([]);
      const { tasks, cost, nodes } = report();
      expect(tasks.completed + tasks.unfinished).toBe(tasks.total);
      expect(tasks.succeeded + tasks.failed).toBe(tasks.completed);
      expect(cost).not.toBeNull();
      const { useful, idle, boot, held, lost, total } = cost!;
      expect(useful + idle + boot + held + lost).toBeCloseTo(total, 8);
      for (const part of [useful, idle, boot, held, lost]) expect(part).toBeGreaterThanOrEqual(-1e-9);
      const { parts, hours } = nodes;
      expect(parts.useful + parts.idle + parts.boot + parts.held + parts.lost).toBeCloseTo(hours, 8);
    }),
    { numRuns: RUNS },
  );
});

test('the same seed gives the same bytes of journal and report, another seed another run', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (text) => {
      const once = async (step: number): Promise<{ journal: string; report: string }> => {
        const { scenario, workload } = await read(text);
        const { simulation, report, journal } = start(scenario, workload);
        while (simulation.advance(step) === undefined);
        return { journal: journal(), report: JSON.stringify(report()) };
      };
      expect(await once(1_000_000)).toEqual(await once(7));
    }),
    { numRuns: Math.ceil(RUNS / 6) },
  );
});
