// The short way gives what the general way gives: the same report, the same account, and the same journal from then on.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector, type Report } from '../../planner/index.ts';
import {
  createSimulation,
  type JournalSink,
  joinSinks,
  SILENCE,
  type Simulation,
  simulate,
} from '../../simulator/index.ts';
import { plainScenarios } from './plain-scenarios.ts';
import { presentOf } from './present.ts';
import { recount } from './recount.ts';
import { read } from './run.ts';

const RUNS = Number(process.env.RUNS ?? 40);

/** A run that may go by the short way, or, where somebody hears every event, may not. */
interface Course {
  readonly simulation: Simulation;
  readonly report: () => Report;
  /** Settlings that were told in stretches. */
  readonly told: () => number;
}

async function begin(text: string, isGeneral: boolean): Promise<Course> {
  const { scenario, workload } = await read(text);
  let collector = createCollector();
  let told = 0;
  const counting: JournalSink = {
    ...SILENCE,
    stretches: {
      part: ({ instants }) => {
        told += instants.length;
      },
      end: () => {},
    },
  };
  const simulation = createSimulation(scenario, workload, {
    sinks: [
      (names) => {
        collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
        return collector;
      },
      () => (isGeneral ? SILENCE : counting),
    ],
  });
  return { simulation, report: () => collector.report(), told: () => told };
}

/** From now on every event is written down. */
function listen({ account }: Simulation): () => string {
  const lines: string[] = [];
  const written = Object.keys(SILENCE).map((name) => [
    name,
    (...heard: readonly unknown[]) => void lines.push(JSON.stringify([name, ...heard])),
  ]);
  account.journal = joinSinks([account.journal, Object.fromEntries(written) as JournalSink]);
  return () => lines.join('\n');
}

/** Runs to an instant, or to the end, a few events at a time. */
function advance({ simulation }: Course, step: number, until = Number.POSITIVE_INFINITY): void {
  const { kernel } = simulation;
  while (kernel.now < until || kernel.peek() <= until)
    if (simulation.advance(step, until) !== undefined) return;
}

const cuts = fc
  .array(fc.integer({ min: 0, max: 4_000_000 }), { maxLength: 4 })
  .map((all) => all.sort((a, b) => a - b));

test('both ways give the same report, account and events, wherever one stops to look', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(plainScenarios, cuts, fc.constantFrom(7, 350, 100_000), async (text, times, step) => {
      const short = await begin(text, false);
      const general = await begin(text, true);
      const start = short.simulation.kernel.now;
      for (const time of times) {
        advance(short, step, start + time);
        advance(general, 100_000, start + time);
        expect(recount(short.simulation.account, 0)).toEqual([]);
        expect(presentOf(short.simulation.account)).toEqual(presentOf(general.simulation.account));
        expect(short.report()).toEqual(general.report());
      }
      advance(short, step);
      advance(general, 100_000);
      expect(JSON.stringify(short.report())).toBe(JSON.stringify(general.report()));
      expect(presentOf(short.simulation.account)).toEqual(presentOf(general.simulation.account));
      expect(short.simulation.kernel.events).toBe(general.simulation.kernel.events);
      expect(general.told()).toBe(0);
      if (short.told() > 0) taken++;
    }),
    { numRuns: RUNS },
  );
  // Otherwise the two would agree by never differing.
  expect(taken).toBeGreaterThan(RUNS / 5);
});

test('the journal of what follows on a stretch is that of the general way', async () => {
  await fc.assert(
    fc.asyncProperty(plainScenarios, fc.integer({ min: 0, max: 2_000_000 }), async (text, time) => {
      const rest = async (isGeneral: boolean): Promise<string> => {
        const course = await begin(text, isGeneral);
        advance(course, 100_000, course.simulation.kernel.now + time);
        const journal = listen(course.simulation);
        advance(course, 100_000);
        return journal();
      };
      expect(await rest(false)).toBe(await rest(true));
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});

test('who listens to tasks hears each of them, where nobody listens the run goes the short way', async () => {
  const text = `
pool: { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 2, taskSlotsPerNode: 4 }
world: ideal
workload: { jobs: [{ id: j, tasks: [{ id: t, behaviour: { duration: PT1M, count: 500 } }] }] }
`;
  let heard = 0;
  const { scenario, workload } = await read(text);
  simulate(scenario, workload, { sinks: [() => ({ ...SILENCE, taskStarted: () => void heard++ })] });
  expect(heard).toBe(500);
  const unheard = await begin(text, false);
  advance(unheard, 100_000);
  expect(unheard.told()).toBeGreaterThan(0);
});
