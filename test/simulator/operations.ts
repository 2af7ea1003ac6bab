// Random services and random users: scenarios of every kind of resource, and operations on them in any order, sensible
// or not. Values are made directly, as the reader of scenarios would make them.

import fc from 'fast-check';
import type { JobScheduleSpec, JobSpec } from '../../simulator/model/job.ts';
import type { PoolSpec } from '../../simulator/model/pool.ts';
import type { TaskSpec } from '../../simulator/model/task.ts';
import type { Operation, OperationArguments, OperationName } from '../../simulator/workload/operation.ts';
import type { TaskTemplate } from '../../simulator/workload/parts.ts';
import type { Behaviour } from '../../simulator/world/behaviour.ts';
import type { Delay } from '../../simulator/world/delay.ts';

const MINUTE = 60_000;

const poolId = fc.constantFrom('p', 'P', 'q', 'r', 'nowhere');
const jobId = fc.constantFrom('j', 'J', 'k', 'l', 'm', 's', 'nowhere', 's:job-1');
const scheduleId = fc.constantFrom('s', 'S', 't', 'j', 'nowhere');
const taskId = fc.constantFrom('a', 'A-1', 'a-2', 'b-1', 'c', '7', 'manager', 'nowhere');
const nodeId = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant('tvm-nowhere'));
const option = fc.constantFrom('requeue', 'terminate', 'taskcompletion', 'retaineddata');
const count = fc.constantFrom(-1, 0, 1, 2, 3, 5, 200);

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** A record without the keys that are undefined. */
const given = <Table extends Record<string, fc.Arbitrary<unknown>>>(table: Table): fc.Arbitrary<never> =>
  fc
    .record(table)
    .map(
      (found) =>
        Object.fromEntries(
          Object.entries(found as object).filter(([, value]) => value !== undefined),
        ) as never,
    );

const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((seconds): Delay => ({ kind: 'constant', value: seconds * 1000 })),
  fc.integer({ min: 1, max: 300 }).map((seconds): Delay => ({ kind: 'exponential', mean: seconds * 1000 })),
);

const behaviour: fc.Arbitrary<Behaviour> = fc.constantFrom<Behaviour>(
  { ending: { kind: 'succeeds' } },
  { ending: { kind: 'succeeds' }, uses: { cores: 0.3, memoryBytes: 1e9, networkInBytes: 1e5 } },
  { ending: { kind: 'fails', exitCode: 3 }, uses: { cores: 3.7 } },
  { ending: { kind: 'fails-sometimes', probability: 0.4, exitCode: 1 } },
  { ending: { kind: 'cannot-start', code: 'BlobNotFound' } },
  { ending: { kind: 'cannot-upload', code: 'FileUploadAccessDenied' } },
  { ending: { kind: 'succeeds' }, coordination: { duration: 5000, exitCode: 0 } },
  { ending: { kind: 'succeeds' }, coordination: { duration: 5000, exitCode: 1 } },
);

const constraints = given({
  maxTaskRetryCount: optional(fc.constantFrom(-2, 0, 1, 2)),
  maxWallClockTime: optional(fc.constantFrom(0, 30_000, 10 * MINUTE)),
  retentionTime: optional(fc.constantFrom(0, MINUTE, 60 * MINUTE)),
});

const exitConditions = fc.constantFrom<NonNullable<TaskSpec['exitConditions']>>(
  {
    exitCodes: [{ code: 3, exitOptions: { jobAction: 'terminate', dependencyAction: 'satisfy' } }],
    exitCodeRanges: [],
  },
  { exitCodes: [], exitCodeRanges: [{ start: 1, end: 9, exitOptions: { jobAction: 'disable' } }] },
  { exitCodes: [], exitCodeRanges: [], default: { jobAction: 'none', dependencyAction: 'satisfy' } },
);

const taskSpec: fc.Arbitrary<TaskSpec> = given({
  commandLine: fc.constant('work'),
  requiredSlots: fc.constantFrom(1, 1, 1, 2, 5),
  constraints,
  dependsOn: optional(
    fc.constantFrom(
      { taskIds: ['a', 'b-1'], taskIdRanges: [] },
      { taskIds: [], taskIdRanges: [{ start: 5, end: 8 }] },
      { taskIds: ['nowhere'], taskIdRanges: [] },
      { taskIds: ['c'], taskIdRanges: [] },
    ),
  ),
  exitConditions: optional(exitConditions),
  multiInstanceSettings: optional(
    fc.constantFrom(
      { numberOfInstances: 2, coordinationCommandLine: 'meet' },
      { numberOfInstances: 4, coordinationCommandLine: 'meet' },
    ),
  ),
  affinityInfo: optional(fc.constantFrom({ affinityId: 'a' }, { affinityId: 'nowhere' })),
});

const template: fc.Arbitrary<TaskTemplate> = given({
  id: taskId,
  count: optional(fc.integer({ min: 1, max: 3 })),
  after: fc.constantFrom(0, 0, MINUTE),
  spec: taskSpec,
  timed: fc.record({ duration: delay, behaviour }),
});

const FORMULAS = [
  '$TargetDedicatedNodes = min(4, $PendingTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;',
  '$TargetLowPriorityNodes = rand() * 4; $NodeDeallocationOption = requeue;',
  '$TargetDedicatedNodes = $NoSuchThing;',
  'nonsense',
];

const pool: fc.Arbitrary<PoolSpec> = fc
  .record({
    id: fc.constantFrom('p', 'q', 'r', 'z'),
    taskSlotsPerNode: fc.constantFrom(1, 1, 2, 4),
    enableAutoScale: fc.boolean(),
    formula: fc.constantFrom(...FORMULAS),
    interval: fc.constantFrom(4 * MINUTE, 5 * MINUTE, 15 * MINUTE),
    targetDedicatedNodes: fc.constantFrom(0, 1, 3),
    targetLowPriorityNodes: fc.constantFrom(0, 0, 2),
    enableInterNodeCommunication: fc.boolean(),
    nodeFillType: fc.constantFrom('spread' as const, 'pack' as const),
    startTask: optional(
      fc.record({
        commandLine: fc.constant('prepare'),
        waitForSuccess: fc.boolean(),
        maxTaskRetryCount: fc.constantFrom(0, 1),
      }),
    ),
  })
  .map(({ formula, interval, nodeFillType, startTask, ...rest }) => ({
    ...rest,
    vmSize: 'standard_d4s_v5',
    taskSchedulingPolicy: { nodeFillType, jobDefaultOrder: 'none' },
    resizeTimeout: 15 * MINUTE,
    autoScaleEvaluationInterval: interval,
    applicationPackageReferences: [],
    ...(rest.enableAutoScale
      ? { autoScaleFormula: formula, targetDedicatedNodes: 0, targetLowPriorityNodes: 0 }
      : {}),
    ...(startTask === undefined ? {} : { startTask }),
  }));

const poolInfo = fc.oneof(
  { weight: 5, arbitrary: poolId.map((id) => ({ poolId: id })) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        lifetime: fc.constantFrom('job' as const, 'jobschedule' as const),
        keepAlive: fc.boolean(),
        pool,
      })
      .map(({ lifetime, keepAlive, pool: spec }) => ({
        autoPoolSpecification: {
          autoPoolIdPrefix: 'auto',
          poolLifetimeOption: lifetime,
          keepAlive,
          pool: spec,
        },
      })),
  },
);

const jobBody: fc.Arbitrary<Omit<JobSpec, 'id'>> = given({
  priority: fc.constantFrom(0, 0, 5, -1000, 1001),
  poolInfo,
  constraints: given({
    maxTaskRetryCount: fc.constantFrom(0, 0, 2),
    maxWallClockTime: optional(fc.constantFrom(5 * MINUTE, 60 * MINUTE)),
  }),
  maxParallelTasks: fc.constantFrom(-1, -1, 1, 2),
  allowTaskPreemption: fc.boolean(),
  onAllTasksComplete: fc.constantFrom('noaction', 'terminatejob'),
  onTaskFailure: fc.constantFrom('noaction', 'performexitoptionsjobaction'),
  usesTaskDependencies: fc.boolean(),
  jobManagerTask: optional(
    fc
      .record({
        killJobOnCompletion: fc.boolean(),
        runExclusive: fc.boolean(),
        allowLowPriorityNode: fc.boolean(),
      })
      .map((flags) => ({
        id: 'manager',
        commandLine: 'manage',
        requiredSlots: 1,
        constraints: {},
        ...flags,
      })),
  ),
  jobPreparationTask: optional(
    fc.record({ waitForSuccess: fc.boolean(), rerunOnNodeRebootAfterSuccess: fc.boolean() }).map((flags) => ({
      id: 'jobpreparation',
      commandLine: 'prepare',
      maxTaskRetryCount: 0,
      ...flags,
    })),
  ),
  jobReleaseTask: optional(
    fc.constant({
      id: 'jobrelease',
      commandLine: 'release',
      maxWallClockTime: 15 * MINUTE,
      retentionTime: MINUTE,
    }),
  ),
});

const jobBehaviour = given({
  manager: optional(fc.record({ duration: delay, behaviour })),
  preparation: optional(fc.record({ duration: delay, behaviour })),
  release: optional(fc.record({ duration: delay, behaviour })),
});

const job: fc.Arbitrary<OperationArguments['addJob']> = fc
  .record({
    id: fc.constantFrom('j', 'J', 'k', 'l', 'm', 's', 't'),
    body: jobBody,
    behaviour: jobBehaviour,
    tasks: fc.array(template, { maxLength: 3 }),
  })
  .map(({ id, body, behaviour: how, tasks }) => ({
    job: { spec: { id, ...body }, added: 0, behaviour: how },
    tasks,
  }));

const schedule: fc.Arbitrary<JobScheduleSpec['schedule']> = given({
  recurrenceInterval: optional(fc.constantFrom(10_000, 10 * MINUTE, 30 * MINUTE)),
  startWindow: optional(fc.constantFrom(30_000, 2 * MINUTE, 60 * MINUTE)),
});

/** An arbitrary for what each operation is given. */
const ARGUMENTS: { readonly [Name in OperationName]: fc.Arbitrary<OperationArguments[Name]> } = {
  addPool: fc.record({ pool }),
  deletePool: given({ poolId }),
  updatePool: given({ poolId, startTask: optional(fc.constant(null)) }),
  resizePool: given({
    poolId,
    targetDedicatedNodes: optional(count),
    targetLowPriorityNodes: optional(count),
    resizeTimeout: optional(fc.constantFrom(MINUTE, 5 * MINUTE)),
    nodeDeallocationOption: optional(option),
  }),
  stopResize: given({ poolId }),
  enableAutoScale: given({
    poolId,
    autoScaleFormula: optional(fc.constantFrom(...FORMULAS)),
    autoScaleEvaluationInterval: optional(fc.constantFrom(4 * MINUTE, 5 * MINUTE, 20 * MINUTE)),
  }),
  disableAutoScale: given({ poolId }),
  evaluateAutoScale: given({ poolId, autoScaleFormula: fc.constantFrom(...FORMULAS) }),
  removeNodes: given({
    poolId,
    nodeList: fc.oneof(fc.array(nodeId, { maxLength: 3 }), fc.constant(Array.from({ length: 101 }, () => 1))),
    nodeDeallocationOption: optional(option),
  }),
  rebootNode: given({ poolId, nodeId, nodeRebootOption: optional(option) }),
  reimageNode: given({ poolId, nodeId, nodeReimageOption: optional(option) }),
  deallocateNode: given({ poolId, nodeId, nodeDeallocateOption: optional(option) }),
  startNode: given({ poolId, nodeId }),
  disableScheduling: given({
    poolId,
    nodeId,
    nodeDisableSchedulingOption: optional(fc.constantFrom('requeue', 'terminate', 'taskcompletion')),
  }),
  enableScheduling: given({ poolId, nodeId }),
  upgradeOs: given({ poolId }),
  addJob: job,
  updateJob: given({
    jobId,
    priority: optional(fc.constantFrom(-3, 9, 1001)),
    maxParallelTasks: optional(fc.constantFrom(-1, 0, 1)),
    allowTaskPreemption: optional(fc.boolean()),
    onAllTasksComplete: optional(fc.constantFrom('noaction', 'terminatejob')),
    constraints: optional(
      given({ maxTaskRetryCount: fc.constant(1), maxWallClockTime: optional(fc.constant(20 * MINUTE)) }),
    ),
    poolInfo: optional(poolId.map((id) => ({ poolId: id }))),
  }),
  disableJob: given({ jobId, disableTasks: fc.constantFrom('requeue', 'terminate', 'wait') }),
  enableJob: given({ jobId }),
  terminateJob: given({ jobId, terminateReason: optional(fc.constant('enough')) }),
  deleteJob: given({ jobId }),
  addJobSchedule: fc
    .record({
      id: fc.constantFrom('s', 't', 'j'),
      schedule,
      body: jobBody,
      tasks: fc.array(template, { maxLength: 2 }),
    })
    .map(({ id, schedule: when, body, tasks }) => ({
      schedule: { id, schedule: when, jobSpecification: body },
      tasks,
    })),
  updateJobSchedule: given({ jobScheduleId: scheduleId, schedule: optional(schedule) }),
  disableJobSchedule: given({ jobScheduleId: scheduleId }),
  enableJobSchedule: given({ jobScheduleId: scheduleId }),
  terminateJobSchedule: given({ jobScheduleId: scheduleId }),
  deleteJobSchedule: given({ jobScheduleId: scheduleId }),
  addTask: given({ jobId, task: template }),
  updateTask: given({ jobId, taskId, constraints: optional(constraints) }),
  terminateTask: given({ jobId, taskId }),
  reactivateTask: given({ jobId, taskId }),
  deleteTask: given({ jobId, taskId }),
};

/** How often each is asked for, beside the others. */
const WEIGHTS: Partial<Record<OperationName, number>> = { addTask: 6, addJob: 4, addPool: 2, resizePool: 2 };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  ...(Object.keys(ARGUMENTS) as OperationName[]).map((name) => ({
    weight: WEIGHTS[name] ?? 1,
    arbitrary: ARGUMENTS[name].map((found) => ({ name, given: found }) as Operation),
  })),
);

/** An operation and the second at which it is asked for. */
export interface Asked {
  readonly second: number;
  readonly operation: Operation;
}

/** A sequence of operations over an hour or two, in order of time; several may come at one instant. */
export const operations: fc.Arbitrary<readonly Asked[]> = fc
  .array(fc.record({ second: fc.oneof(fc.nat(7200), fc.nat(40)), operation }), {
    minLength: 3,
    maxLength: 25,
  })
  .map((asked) => asked.toSorted((a, b) => a.second - b.second));
