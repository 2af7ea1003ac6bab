// Any users and any services, as the report and the statistics hear them: the same live and from the journal's text,
// and in agreement with what the service itself counts.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector, createStatistics, type Report, type Statistics } from '../../planner/index.ts';
import {
  createJournalReader,
  createJournalWriter,
  createSimulation,
  type JournalSink,
  joinSinks,
  type Names,
  NODE_STATES,
  type Simulation,
} from '../../simulator/index.ts';
import { type Asked, operations } from './operations.ts';
import { read } from './run.ts';

const RUNS = Number(process.env.RUNS ?? 40);

const SERVICE = `pools:
  - { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 2, targetLowPriorityNodes: 1, taskSlotsPerNode: 2 }
  - { id: q, vmSize: standard_d4s_v5, targetDedicatedNodes: 3, enableInterNodeCommunication: true, resizeTimeout: PT5M }
  - { id: r, vmSize: standard_d4s_v5, enableAutoScale: true, autoScaleEvaluationInterval: PT5M,
      autoScaleFormula: '$TargetDedicatedNodes = min(3, $PendingTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;' }
world: { base: ideal, allocation: PT1M, creating: PT10S, starting: PT10S, leaving: PT20S, scheduling: PT3S, slotReuse: PT1S, retry: PT4S, startTask: { duration: PT15S, failureProbability: 0.3 }, preemption: { perNodeHour: 3, recovery: PT5M } }
workload:
  jobs:
    - { id: k, poolInfo: { poolId: p }, tasks: [{ id: a, behaviour: { duration: PT5M, count: 6 } }, { id: b, behaviour: { duration: PT2M, count: 3, exitCode: 1 } }] }
    - { id: l, poolInfo: { poolId: r }, tasks: [{ id: a, after: PT10M, behaviour: { duration: PT20M, count: 4 } }] }
until: PT3H
seed: 5
`;
const service = read(SERVICE);

interface Heard {
  readonly report: Report;
  readonly statistics: Statistics;
}

/** Ears for a run, and what they heard. */
function createEars(): { readonly hear: (names: Names) => JournalSink; readonly heard: () => Heard } {
  let collector = createCollector();
  let counted = createStatistics();
  return {
    hear: (names) => {
      collector = createCollector({ names });
      counted = createStatistics({ names });
      return joinSinks([collector, counted]);
    },
    heard: () => ({ report: collector.report(), statistics: counted.statistics() }),
  };
}

async function simulate(asked: readonly Asked[]) {
  const { scenario, workload } = await service;
  const timed = asked.map(({ second, operation }) => ({ at: scenario.start + second * 1000, operation }));
  const lines: string[] = [];
  const ears = createEars();
  const simulation = createSimulation(
    scenario,
    { ...workload, operations: timed },
    { sinks: [ears.hear, createJournalWriter((line) => void lines.push(line))] },
  );
  for (;;) if (simulation.advance(1_000_000) !== undefined) break;
  return { simulation, lines, heard: ears.heard() };
}

function readBack(lines: readonly string[]): Heard {
  const ears = createEars();
  const again: string[] = [];
  const write = createJournalWriter((line) => void again.push(line));
  const reader = createJournalReader('run.ndjson', (names) => joinSinks([ears.hear(names), write(names)]));
  for (const line of lines) expect(reader.line(line.trimEnd())).toBeUndefined();
  expect(reader.counts.unknown).toBe(0);
  expect(again).toEqual(lines);
  return ears.heard();
}

/** What the service counts, job by job and pool by pool, against what was heard. */
function expectAgreement({ account }: Simulation, { report, statistics }: Heard): void {
  account.jobs.forEach((job, index) => {
    const { state, taskCounts } = statistics.jobs[index]!;
    if (state === 'deleted') return;
    expect({ id: statistics.jobs[index]!.id, ...taskCounts }).toMatchObject({
      id: job.spec.id,
      running: job.running,
      failed: job.failed,
      completed: job.completed,
    });
    expect(state).toBe(job.state);
  });
  for (const pool of account.pools) {
    const kinds = [true, false].map((isDedicated) =>
      NODE_STATES.map((_, state) =>
        [...pool.nodes].filter(
          (node) => account.nodes.states[node] === state && (account.nodes.kinds[node] === 0) === isDedicated,
        ),
      ),
    );
    const counted = statistics.pools[pool.index]!;
    expect(counted.id).toBe(pool.spec.id);
    expect(counted.dedicated.total).toBe(kinds[0]!.flat().length);
    expect(counted.lowPriority.total).toBe(kinds[1]!.flat().length);
    expect(counted.dedicated.idle).toBe(kinds[0]![NODE_STATES.indexOf('idle')]!.length);
  }
  const { tasks, nodes, waitCauses } = report;
  expect(tasks.completed + tasks.unfinished).toBe(tasks.total);
  const { useful, idle, boot, held, lost } = nodes.parts;
  expect(useful + idle + boot + held + lost).toBeCloseTo(nodes.hours, 9);
  for (const amount of [useful, idle, boot, held, lost, ...Object.values(waitCauses)])
    expect(amount).toBeGreaterThanOrEqual(-1e-9);
  for (const { control } of report.pools) expect(control.meanDemand).toBeGreaterThanOrEqual(0);
}

test('report and statistics are the same live and read back, and agree with the service', async () => {
  await fc.assert(
    fc.asyncProperty(operations, async (asked) => {
      const { simulation, lines, heard } = await simulate(asked);
      expect(readBack(lines)).toEqual(heard);
      expectAgreement(simulation, heard);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
