// Random scenarios, small and lively: every kind of pool, node, job and task the service knows, in worlds with
// delays, failures and preemption, with users who ask for this and that.

import fc from 'fast-check';
import { delay, tasks } from './random-tasks.ts';

const FORMULAS = [
  '$TargetDedicatedNodes = min(4, $PendingTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;',
  '$TargetLowPriorityNodes = min(5, max(0, $PendingTasks.GetSample(1) / $TaskSlotsPerNode)); $NodeDeallocationOption = requeue;',
  '$TargetDedicatedNodes = time().minute < 30 ? 3 : 0; $TargetLowPriorityNodes = time().minute < 15 ? 2 : 0; $NodeDeallocationOption = terminate;',
  '$TargetDedicatedNodes = rand() * 5; $TargetLowPriorityNodes = rand() * 5; $NodeDeallocationOption = retaineddata;',
  '$TargetDedicatedNodes = $CPUPercent > 0.4 ? 4 : 1 + ($SampleNodeCount.Count() > 20); $NodeDeallocationOption = taskcompletion;',
  '$TargetDedicatedNodes = avg($ActiveTasks.GetSample(TimeInterval_Minute * 10)) + 1;',
];

const pool = (id: string) =>
  fc
    .record({
      id: fc.constant(id),
      vmSize: fc.constant('standard_d4s_v5'),
      taskSlotsPerNode: fc.constantFrom(1, 1, 2, 4),
      enableInterNodeCommunication: fc.boolean(),
      resizeTimeout: fc.constantFrom('PT5M', 'PT15M'),
      taskSchedulingPolicy: fc.record({
        nodeFillType: fc.constantFrom('spread', 'pack'),
        jobDefaultOrder: fc.constantFrom('none', 'creationtime'),
      }),
      scale: fc.oneof(
        fc.record({
          targetDedicatedNodes: fc.nat(4),
          targetLowPriorityNodes: fc.nat(4),
          enableAutoScale: fc.constant(false),
        }),
        fc.record({
          enableAutoScale: fc.constant(true),
          autoScaleFormula: fc.constantFrom(...FORMULAS),
          autoScaleEvaluationInterval: fc.constantFrom('PT5M', 'PT7M'),
        }),
      ),
      startTask: fc.option(
        fc.record({
          commandLine: fc.constant('prepare'),
          waitForSuccess: fc.boolean(),
          maxTaskRetryCount: fc.nat(2),
        }),
        { nil: undefined },
      ),
    })
    .map(({ scale, startTask, ...rest }) => ({
      ...rest,
      ...scale,
      ...(startTask === undefined ? {} : { startTask }),
    }));

const job = (id: string, poolId: string) =>
  fc.record({
    id: fc.constant(id),
    poolInfo: fc.constant({ poolId }),
    priority: fc.constantFrom(-5, 0, 0, 7),
    maxParallelTasks: fc.constantFrom(-1, -1, 1, 3),
    onAllTasksComplete: fc.constantFrom('noaction', 'terminatejob'),
    constraints: fc.constantFrom({}, { maxWallClockTime: 'PT20M' }, { maxTaskRetryCount: 1 }),
    usesTaskDependencies: fc.constant(true),
    onTaskFailure: fc.constantFrom('noaction', 'noaction', 'performexitoptionsjobaction'),
    tasks,
  });

const world = fc.record({
  base: fc.constant('ideal'),
  allocation: delay,
  creating: delay,
  starting: delay,
  leaving: delay,
  scheduling: fc.constantFrom('PT0S', 'PT3S'),
  slotReuse: fc.constantFrom('PT0S', 'PT1S'),
  retry: fc.constantFrom('PT0S', 'PT4S'),
  startTask: fc.record({ duration: delay, failureProbability: fc.constantFrom(0, 0.3) }),
  preemption: fc.record({
    perNodeHour: fc.constantFrom(0, 2, 20),
    recovery: delay,
    bursts: fc.constantFrom([], [{ at: 'PT20M', share: 0.5 }], [{ perHour: 3, share: 1 }]),
  }),
  failures: fc.constantFrom(
    {},
    {
      boot: 0.3,
      perNodeHour: 3,
      unreachable: { perNodeHour: 10, duration: { exponential: { mean: 'PT2M' } } },
      diskFull: { perNodeHour: 1 },
      heartbeat: { unknown: 'PT1M', unusable: 'PT3M' },
      unusableRecovery: 'PT4M',
    },
    { perNodeHour: 20, heartbeat: { unknown: 0, unusable: 0 } },
  ),
  capacity: fc.constantFrom(
    {},
    { dedicated: 2 },
    { lowPriority: 3 },
    {
      lowPriority: [
        { at: 0, nodes: 4 },
        { at: 'PT10M', nodes: 1 },
        { at: 'PT30M', nodes: 3 },
      ],
    },
  ),
  subtaskEnd: fc.constantFrom('PT0S', { uniform: { from: 'PT1S', to: 'PT10S' } }),
  transfer: fc.constantFrom({}, { bytesPerSecond: 60e6, perFile: 'PT0.1S' }),
  samples: fc.constantFrom({ lag: 'PT0S', loss: 0 }, { lag: 'PT1M', loss: 0.2 }),
});

const option = fc.constantFrom('requeue', 'terminate', 'taskcompletion', 'retaineddata');
const poolId = fc.constantFrom('p', 'q');
const node = fc.record({ poolId, nodeId: fc.integer({ min: 1, max: 6 }) });
const targets = {
  poolId,
  targetDedicatedNodes: fc.nat(5),
  targetLowPriorityNodes: fc.nat(5),
  nodeDeallocationOption: option,
};

/** What users ask of pools and nodes; much of it is refused. */
const request = fc.oneof(
  node.chain((at) => option.map((nodeRebootOption) => ({ rebootNode: { ...at, nodeRebootOption } }))),
  node.chain((at) => option.map((nodeReimageOption) => ({ reimageNode: { ...at, nodeReimageOption } }))),
  node.chain((at) =>
    option.map((nodeDeallocateOption) => ({ deallocateNode: { ...at, nodeDeallocateOption } })),
  ),
  node.map((at) => ({ startNode: at })),
  node.map((at) => ({ disableScheduling: at })),
  node.map((at) => ({ disableScheduling: { ...at, nodeDisableSchedulingOption: 'taskcompletion' } })),
  node.map((at) => ({ enableScheduling: at })),
  poolId.map((id) => ({ upgradeOs: { poolId: id } })),
  fc.record(targets).map((given) => ({ resizePool: given })),
  poolId.map((id) => ({ stopResize: { poolId: id } })),
  fc
    .record({
      poolId,
      nodeList: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      nodeDeallocationOption: option,
    })
    .map((given) => ({ removeNodes: given })),
  fc
    .record({
      poolId,
      autoScaleFormula: fc.constantFrom(...FORMULAS),
      autoScaleEvaluationInterval: fc.constantFrom('PT5M', 'PT6M'),
    })
    .map((given) => ({ enableAutoScale: given })),
  poolId.map((id) => ({ disableAutoScale: { poolId: id } })),
  fc
    .record({ poolId, autoScaleFormula: fc.constantFrom(...FORMULAS) })
    .map((given) => ({ evaluateAutoScale: given })),
  poolId.map((id) => ({ updatePool: { poolId: id, startTask: 'none' } })),
  poolId.map((id) => ({ deletePool: { poolId: id } })),
  poolId.map((id) => ({ addPool: { id, vmSize: 'standard_d4s_v5', targetDedicatedNodes: 2 } })),
);

const operations = fc.array(
  fc.tuple(request, fc.nat(6000)).map(([asked, after]) => ({ after: `PT${after}S`, ...asked })),
  { maxLength: 12 },
);

/** A scenario as JSON text. */
export const scenarios: fc.Arbitrary<string> = fc
  .record({
    account: fc.constantFrom(
      {},
      { dedicatedCoreQuota: 10 },
      { dedicatedCoreQuota: 40, lowPriorityCoreQuota: 8 },
    ),
    pools: fc.tuple(pool('p'), pool('q')),
    world,
    seed: fc.nat(1000),
    until: fc.constantFrom('PT2H', 'drained'),
    stallAfter: fc.constant('PT6H'),
    choices: fc.record({
      taskOrder: fc.constantFrom('creation', 'shuffle'),
      largeTasks: fc.constantFrom('backfill', 'reserve'),
      killedExitCode: fc.constantFrom('linux', 'windows'),
      firstEvaluation: fc.constantFrom('at-once', 'after-interval'),
      resourceMetrics: fc.constantFrom('retired', 'modelled'),
      preferNodes: fc.constantFrom('none', 'dedicated', 'lowpriority'),
      multiInstance: fc.constantFrom('accumulate', 'backfill'),
    }),
    operations,
    workload: fc.record({ jobs: fc.tuple(job('j', 'p'), job('k', 'p'), job('l', 'q')) }),
  })
  .map((scenario) => JSON.stringify(scenario));
