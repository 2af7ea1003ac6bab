// Any users and any services: whatever is asked in whatever order, counts stay true, every answer is a result or one of
// Azure's codes, and a run that is saved and taken up again at any moment goes on as if nothing had happened.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createJournalWriter,
  createSimulation,
  type JournalSink,
  openSavedRun,
  type Scenario,
  type Workload,
} from '../../simulator/index.ts';
import { SILENCE } from '../../simulator/journal.ts';
import { AZURE_CODES } from './azure-codes.ts';
import { type Asked, operations } from './operations.ts';
import { recount } from './recount.ts';
import { read } from './run.ts';

const RUNS = Number(process.env.RUNS ?? 60);

const POOLS = `pools:
  - { id: p, vmSize: standard_d4s_v5, targetDedicatedNodes: 2, targetLowPriorityNodes: 1, taskSlotsPerNode: 2 }
  - { id: q, vmSize: standard_d4s_v5, targetDedicatedNodes: 3, enableInterNodeCommunication: true, resizeTimeout: PT5M }
  - { id: r, vmSize: standard_d4s_v5, enableAutoScale: true, autoScaleEvaluationInterval: PT5M,
      autoScaleFormula: 'busy = $CPUPercent.GetSamplePercent(TimeInterval_Hour) + $RunningTasks + $UsableNodeCount; $TargetDedicatedNodes = min(3, $PendingTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;' }
`;
const WORK = `workload:
  jobs:
    - { id: k, poolInfo: { poolId: p }, tasks: [{ id: a, behaviour: { duration: PT5M, count: 6 } }, { id: b, behaviour: { duration: PT2M, count: 3, exitCode: 1 } }] }
    - { id: l, poolInfo: { poolId: r }, tasks: [{ id: a, after: PT10M, behaviour: { duration: PT20M, count: 4 } }] }
`;
const WORLDS = [
  'world: ideal\n',
  'world: { base: ideal, allocation: PT1M, creating: PT10S, starting: PT10S, leaving: PT20S, scheduling: PT3S, slotReuse: PT1S, retry: PT4S, startTask: { duration: PT15S, failureProbability: 0.3 }, preemption: { perNodeHour: 3, recovery: PT5M }, capacity: { dedicated: [{ nodes: 5 }, { at: PT50M, nodes: 9 }], lowPriority: [{ nodes: 2 }, { at: PT1H, nodes: 1 }] } }\nchoices: { resourceMetrics: modelled, taskOrder: shuffle, largeTasks: reserve, firstEvaluation: after-interval }\n',
  'world: { base: default, preemption: { bursts: [{ perHour: 2, share: 0.5 }] }, failures: { boot: 0.2, perNodeHour: 1, unreachable: { perNodeHour: 4, duration: PT3M }, diskFull: { perNodeHour: 0.5 }, unusableRecovery: PT6M }, packages: { failureProbability: 0.1 } }\nchoices: { preferNodes: lowpriority, multiInstance: backfill, killedExitCode: windows, resourceMetrics: modelled }\n',
  'world: default\naccount: { dedicatedCoreQuota: 24, lowPriorityCoreQuota: 8, poolQuota: 4, activeJobAndJobScheduleQuota: 5 }\n',
];

interface Setting {
  readonly scenario: Scenario;
  readonly workload: Workload;
}

const settings: Promise<readonly Setting[]> = Promise.all(
  WORLDS.map((world) => read(`${POOLS}${world}${WORK}until: PT3H\nseed: 5\n`)),
);

/** A listener that keeps the codes of refusals. */
function listen(codes: string[]): JournalSink {
  return {
    ...SILENCE,
    fact: (fact) => {
      if (fact.event === 'OperationRefuseEvent') codes.push(fact.code);
    },
  };
}

function begin(
  { scenario, workload }: Setting,
  asked: readonly Asked[],
  lines: string[],
  resume?: Uint8Array<ArrayBuffer>,
) {
  const codes: string[] = [];
  const timed = asked.map(({ second, operation }) => ({ at: scenario.start + second * 1000, operation }));
  const simulation = createSimulation(
    scenario,
    { ...workload, operations: timed },
    {
      sinks: [createJournalWriter((line) => void lines.push(line)), () => listen(codes)],
      ...(resume === undefined ? {} : { resume }),
    },
  );
  return { simulation, codes };
}

test('invariants hold, refusals are Azure’s, and saving changes nothing', async () => {
  const all = await settings;
  fc.assert(
    fc.property(
      fc.nat(all.length - 1),
      operations,
      fc.integer({ min: 1, max: 600 }),
      (world, asked, stop) => {
        const setting = all[world]!;
        const slotReuse = setting.scenario.world.slotReuse;
        const whole: string[] = [];
        const { simulation, codes } = begin(setting, asked, whole);
        for (let end = simulation.advance(1); end === undefined; end = simulation.advance(61)) {
          expect(recount(simulation.account, slotReuse)).toEqual([]);
        }
        expect(recount(simulation.account, slotReuse)).toEqual([]);
        expect(codes.filter((code) => !AZURE_CODES.has(code))).toEqual([]);

        const parts: string[] = [];
        let run = begin(setting, asked, parts).simulation;
        if (run.advance(stop) === undefined) {
          run = begin(setting, asked, parts, openSavedRun(run.save())!.graph).simulation;
          while (run.advance(100_000) === undefined);
        }
        expect(parts).toEqual(whole);
      },
    ),
    { numRuns: RUNS },
  );
});
