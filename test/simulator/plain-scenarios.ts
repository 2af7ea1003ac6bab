// Random scenarios of plain tasks in one job, in which now and then something intervenes: formulas, resizes, nodes that
// come late, break or are taken away, users who ask for this and that.

import fc from 'fast-check';

const FORMULAS = [
  '$TargetDedicatedNodes = min(6, max(1, $PendingTasks.GetSample(1)));',
  '$TargetDedicatedNodes = min(5, avg($ActiveTasks.GetSample(TimeInterval_Minute * 3)) + 1); $NodeDeallocationOption = taskcompletion;',
  '$TargetDedicatedNodes = 3 + ($RunningTasks.GetSample(1) > 3 ? 2 : 0); $NodeDeallocationOption = terminate;',
  '$TargetLowPriorityNodes = 1 + min(4, $SucceededTasks.GetSample(1) / 50); $NodeDeallocationOption = requeue;',
  '$TargetDedicatedNodes = $UsableNodeCount.GetSample(1) > 3 ? 2 : 5; $NodeDeallocationOption = retaineddata;',
];

const scale = fc.oneof(
  { weight: 3, arbitrary: fc.record({ targetDedicatedNodes: fc.integer({ min: 1, max: 40 }) }) },
  fc.record({ targetDedicatedNodes: fc.nat(3), targetLowPriorityNodes: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ targetLowPriorityNodes: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    enableAutoScale: fc.constant(true),
    autoScaleFormula: fc.constantFrom(...FORMULAS),
    autoScaleEvaluationInterval: fc.constantFrom('PT5M', 'PT7M'),
  }),
);

const pool = fc
  .record({
    taskSlotsPerNode: fc.constantFrom(1, 1, 2, 4),
    taskSchedulingPolicy: fc.record({
      nodeFillType: fc.constantFrom('spread', 'pack'),
      jobDefaultOrder: fc.constantFrom('none', 'creationtime'),
    }),
    scale,
  })
  .map(({ scale: sizes, ...rest }) => ({ id: 'p', vmSize: 'standard_d4s_v5', ...rest, ...sizes }));

// Few different times, so that much happens at one instant; and none at all.
const durations = fc.constantFrom(
  'PT2S',
  { uniform: { from: 'PT0S', to: 'PT0.01S' } },
  { uniform: { from: 'PT0S', to: 'PT4S' } },
  { exponential: { mean: 'PT3S' } },
  { exponential: { mean: 'PT0.5S' } },
  { exponential: { mean: 'PT2M' } },
  { empirical: ['PT0S', 'PT1S', 'PT1S', 'PT2S', 'PT30S'] },
);

const arrivals = fc.oneof(
  fc.constantFrom('1/s', '4/s', '30/s').map((rate) => ({ poisson: { rate } })),
  fc
    .record({ every: fc.constantFrom('PT1S', 'PT20S', 'PT7M'), size: fc.constantFrom(1, 3, 40) })
    .map((bursts) => ({ bursts })),
  fc.constantFrom(1, 60, 300).map((count) => ({ atOnce: { count } })),
);

const world = fc.record({
  base: fc.constant('ideal'),
  allocation: fc.constantFrom('PT0S', 'PT1M'),
  creating: fc.constantFrom('PT0S', { exponential: { mean: 'PT30S' } }),
  leaving: fc.constantFrom('PT0S', 'PT20S'),
  samples: fc.constantFrom({ lag: 'PT0S', loss: 0 }, { lag: 'PT1M', loss: 0.2 }),
  preemption: fc.constantFrom({}, {}, { perNodeHour: 20, recovery: { exponential: { mean: 'PT2M' } } }),
  failures: fc.constantFrom({}, {}, {
    perNodeHour: 5,
    unreachable: { perNodeHour: 10, duration: { exponential: { mean: 'PT1M' } } },
    heartbeat: { unknown: 'PT1M', unusable: 'PT3M' },
    unusableRecovery: 'PT4M',
  }),
}); // biome-ignore format: a table

const node = { poolId: 'p', nodeId: 1 };
const request = fc.constantFrom<object>(
  { rebootNode: { ...node, nodeRebootOption: 'requeue' } },
  { rebootNode: { ...node, nodeRebootOption: 'taskcompletion' } },
  { disableScheduling: node },
  { enableScheduling: node },
  { removeNodes: { poolId: 'p', nodeList: [2], nodeDeallocationOption: 'terminate' } },
  { resizePool: { poolId: 'p', targetDedicatedNodes: 4, nodeDeallocationOption: 'requeue' } },
  { resizePool: { poolId: 'p', targetDedicatedNodes: 2, nodeDeallocationOption: 'taskcompletion' } },
  { enableAutoScale: { poolId: 'p', autoScaleFormula: FORMULAS[0] } },
  { disableJob: { jobId: 'generated', disableTasks: 'requeue' } },
  { disableJob: { jobId: 'generated', disableTasks: 'wait' } },
  { enableJob: { jobId: 'generated' } },
  { updateJob: { jobId: 'generated', maxParallelTasks: 2 } },
  { updateJob: { jobId: 'generated', maxParallelTasks: -1 } },
  { terminateTask: { jobId: 'generated', taskId: 'task-7' } },
  { reactivateTask: { jobId: 'generated', taskId: 'task-7' } },
  { addTask: { jobId: 'generated', id: 'more', commandLine: 'more', behaviour: { duration: 'PT2S' } } },
); // biome-ignore format: a table

const operations = fc.array(
  fc.tuple(request, fc.nat(900)).map(([asked, after]) => ({ after: `PT${after}S`, ...asked })),
  { maxLength: 4 },
);

/** A scenario as JSON text. */
export const plainScenarios: fc.Arbitrary<string> = fc
  .record({
    pool,
    world,
    seed: fc.nat(1000),
    until: fc.constantFrom('drained', 'drained', 'PT20M'),
    stallAfter: fc.constantFrom('PT1H', 'PT2M'),
    workload: fc.record({
      generate: fc.record({
        arrivals,
        durations,
        count: fc.constantFrom(1, 60, 400, 400, 1500),
        failures: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0.1),
        job: fc.constantFrom({}, {}, { onAllTasksComplete: 'terminatejob' }, { onTaskFailure: 'performexitoptionsjobaction' }),
      }),
      operations: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, operations),
    }),
  })
  .map((scenario) => JSON.stringify(scenario)); // biome-ignore format: a table
