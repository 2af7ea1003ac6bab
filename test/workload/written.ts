// Random resources as Azure's JSON describes them, with every field now and then, and how each of their tasks
// behaves: for whoever needs jobs, schedules and operations of all kinds.

import fc from 'fast-check';
import type { JobScheduleSpec, JobSpec, PoolInfo } from '../../simulator/model/job.ts';
import type { PoolSpec, StartTask } from '../../simulator/model/pool.ts';
import { FILE_UPLOAD_ERRORS, PRE_PROCESSING_ERRORS, type TaskSpec } from '../../simulator/model/task.ts';
import type {
  OperationArguments,
  OperationName,
  TimedOperation,
} from '../../simulator/workload/operation.ts';
import type { TaskTemplate, WorkloadJob, WorkloadSchedule } from '../../simulator/workload/parts.ts';
import {
  type Behaviour,
  type JobBehaviour,
  SUCCEEDS,
  type TimedBehaviour,
} from '../../simulator/world/behaviour.ts';
import type { Delay } from '../../simulator/world/delay.ts';

/** A record whose keys may be missing, except those named. */
const some = <Value, Key extends keyof Value>(
  fields: { [Name in keyof Value]-?: fc.Arbitrary<NonNullable<Value[Name]>> },
  requiredKeys: readonly Key[],
) => fc.record(fields as never, { requiredKeys: requiredKeys as never }) as unknown as fc.Arbitrary<Value>;

const word = fc.string({ minLength: 1, maxLength: 12 });
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const duration = fc.integer({ min: 0, max: 1e9 });
const many = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 3 });

const resourceFiles = many(
  fc.oneof(
    some(
      {
        httpUrl: word,
        filePath: fc.constant('data/a.bin'),
        fileMode: fc.constant('0770'),
        identityReference: fc.constant({ resourceId: 'r' }),
      },
      ['httpUrl', 'filePath'],
    ),
    some({ storageContainerUrl: word, blobPrefix: word }, ['storageContainerUrl']),
    some({ autoStorageContainerName: word, filePath: fc.constant('a/../b') }, ['autoStorageContainerName']),
  ),
);
const userIdentity = fc.oneof(
  some({ username: word }, ['username']),
  some(
    {
      autoUser: some(
        {
          scope: fc.constantFrom('task' as const, 'pool' as const),
          elevationLevel: fc.constantFrom('admin' as const, 'nonadmin' as const),
        },
        [],
      ),
    },
    ['autoUser'],
  ),
);
const environmentSettings = many(fc.record({ name: word, value: fc.string() }));
const metadata = many(fc.record({ name: word, value: fc.string() }));
const containerSettings = some(
  {
    imageName: word,
    containerRunOptions: word,
    workingDirectory: fc.constantFrom('taskWorkingDirectory' as const, 'containerImageDefault' as const),
    registry: fc.constant({ username: 'u' }),
    containerHostBatchBindMounts: fc.constant([{ source: 'Task' }]),
  },
  ['imageName'],
);
const applicationPackageReferences = many(some({ applicationId: word, version: word }, ['applicationId']));
const special = { environmentSettings, resourceFiles, userIdentity, containerSettings };
const constraints = some(
  { maxTaskRetryCount: fc.integer({ min: -1, max: 9 }), maxWallClockTime: duration, retentionTime: duration },
  [],
);
const exitOptions = some(
  {
    jobAction: fc.constantFrom('none' as const, 'disable' as const, 'terminate' as const),
    dependencyAction: fc.constantFrom('satisfy' as const, 'block' as const),
  },
  [],
);

const runnable = {
  commandLine: word,
  displayName: word,
  requiredSlots: fc.integer({ min: 1, max: 4 }),
  constraints,
  ...special,
  outputFiles: many(
    fc.record({
      filePattern: word,
      destination: fc.record({
        container: some({ containerUrl: word, path: word, uploadHeaders: fc.constant([{ name: 'n' }]) }, [
          'containerUrl',
        ]),
      }),
      uploadOptions: fc.record({
        uploadCondition: fc.constantFrom(
          'tasksuccess' as const,
          'taskfailure' as const,
          'taskcompletion' as const,
        ),
      }),
    }),
  ),
  applicationPackageReferences,
  authenticationTokenSettings: fc.constant({ access: ['job'] as const }),
};

/** A task of a job with dependencies and exit actions. */
export const taskSpec: fc.Arbitrary<TaskSpec> = fc.oneof(
  some<TaskSpec, 'commandLine' | 'requiredSlots' | 'constraints'>(
    {
      ...runnable,
      affinityInfo: fc.record({ affinityId: word }),
      dependsOn: fc.oneof(
        fc.record({ taskIds: many(fc.constantFrom('other', 'another')), taskIdRanges: fc.constant([]) }),
        fc.record({ taskIds: fc.constant([]), taskIdRanges: many(fc.constant({ start: 3, end: 7 })) }),
      ),
      exitConditions: some(
        {
          exitCodes: fc.array(fc.record({ code: fc.nat(255), exitOptions }), { maxLength: 2 }),
          exitCodeRanges: fc.array(fc.constant({ start: 2, end: 4, exitOptions: {} }), { maxLength: 2 }),
          preProcessingError: exitOptions,
          fileUploadError: exitOptions,
          default: exitOptions,
        },
        ['exitCodes', 'exitCodeRanges'],
      ),
      multiInstanceSettings: fc.constant(undefined) as never,
    },
    ['commandLine', 'requiredSlots', 'constraints'],
  ).map(({ multiInstanceSettings: _, ...spec }) => spec),
  fc.record({
    commandLine: word,
    requiredSlots: fc.constant(1),
    constraints,
    multiInstanceSettings: some(
      {
        numberOfInstances: fc.integer({ min: 1, max: 9 }),
        coordinationCommandLine: word,
        commonResourceFiles: resourceFiles,
      },
      ['numberOfInstances', 'coordinationCommandLine'],
    ),
  }),
);

const startTask: fc.Arbitrary<StartTask> = some(
  {
    commandLine: word,
    waitForSuccess: fc.boolean(),
    maxTaskRetryCount: fc.integer({ min: -1, max: 3 }),
    ...special,
  },
  ['commandLine', 'waitForSuccess', 'maxTaskRetryCount'],
);

const FIXED = { enableAutoScale: false, targetDedicatedNodes: 2, targetLowPriorityNodes: 1 } as const;
const SCALED = {
  enableAutoScale: true,
  targetDedicatedNodes: 0,
  targetLowPriorityNodes: 0,
  autoScaleFormula: '$TargetDedicatedNodes = 1;',
} as const;

/** A pool; its id is '' when the service makes it. */
export const poolSpec = (name: fc.Arbitrary<string>): fc.Arbitrary<PoolSpec> =>
  fc
    .tuple(
      some<PoolSpec, keyof PoolSpec>(
        {
          id: name,
          displayName: word,
          vmSize: fc.constant('standard_d4s_v5'),
          taskSlotsPerNode: fc.integer({ min: 1, max: 16 }),
          taskSchedulingPolicy: fc.record({
            nodeFillType: fc.constantFrom('spread' as const, 'pack' as const),
            jobDefaultOrder: fc.constantFrom('none' as const, 'roundrobin' as const, 'creationtime' as const),
          }),
          resizeTimeout: fc.integer({ min: 300_000, max: 1e9 }),
          autoScaleEvaluationInterval: fc.integer({ min: 300_000, max: 6e8 }),
          enableInterNodeCommunication: fc.boolean(),
          startTask,
          applicationPackageReferences: fc.array(
            some({ applicationId: word, version: word }, ['applicationId']),
            { maxLength: 2 },
          ),
          metadata,
          kept: some(
            {
              virtualMachineConfiguration: fc.constant({ nodeAgentSKUId: 'batch.node.ubuntu 22.04' }),
              userAccounts: fc.constant([{ name: 'u' }]),
              networkConfiguration: fc.constant({ subnetId: 's' }),
            },
            ['userAccounts'],
          ),
        } as never,
        [
          'id',
          'vmSize',
          'taskSlotsPerNode',
          'taskSchedulingPolicy',
          'resizeTimeout',
          'autoScaleEvaluationInterval',
          'enableInterNodeCommunication',
          'applicationPackageReferences',
        ],
      ),
      fc.constantFrom(FIXED, SCALED),
    )
    .map(([pool, scale]) => ({ ...pool, ...scale }));

const poolInfo = (lifetime: 'job' | 'jobschedule'): fc.Arbitrary<PoolInfo> =>
  fc.oneof(
    fc.record({ poolId: id }),
    fc.record({
      autoPoolSpecification: fc.record({
        autoPoolIdPrefix: fc.stringMatching(/^[a-z]{0,20}$/),
        poolLifetimeOption: fc.constant(lifetime),
        keepAlive: fc.boolean(),
        pool: poolSpec(fc.constant('')),
      }),
    }),
  );

const preparation = some(
  {
    id: fc.constantFrom('jobpreparation', 'prepare'),
    commandLine: word,
    ...special,
    waitForSuccess: fc.boolean(),
    rerunOnNodeRebootAfterSuccess: fc.boolean(),
    maxTaskRetryCount: fc.integer({ min: -1, max: 3 }),
    maxWallClockTime: duration,
    retentionTime: duration,
  },
  ['id', 'commandLine', 'waitForSuccess', 'rerunOnNodeRebootAfterSuccess', 'maxTaskRetryCount'],
);
const release = some(
  {
    id: fc.constantFrom('jobrelease', 'clean'),
    commandLine: word,
    ...special,
    maxWallClockTime: fc.integer({ min: 1, max: 900_000 }),
    retentionTime: duration,
  },
  ['id', 'commandLine', 'maxWallClockTime', 'retentionTime'],
);

const jobSpecification = (lifetime: 'job' | 'jobschedule'): fc.Arbitrary<Omit<JobSpec, 'id'>> =>
  fc
    .tuple(
      some<JobSpec, keyof JobSpec>(
        {
          displayName: word,
          priority: fc.integer({ min: -1000, max: 1000 }),
          poolInfo: poolInfo(lifetime),
          constraints: some(
            { maxWallClockTime: duration, maxTaskRetryCount: fc.integer({ min: -1, max: 9 }) },
            ['maxTaskRetryCount'],
          ),
          maxParallelTasks: fc.constantFrom(-1, 1, 7),
          allowTaskPreemption: fc.boolean(),
          onAllTasksComplete: fc.constantFrom('noaction' as const, 'terminatejob' as const),
          jobManagerTask: some(
            {
              id: fc.constantFrom('manager', 'm'),
              ...runnable,
              killJobOnCompletion: fc.boolean(),
              runExclusive: fc.boolean(),
              allowLowPriorityNode: fc.boolean(),
            } as never,
            [
              'id',
              'commandLine',
              'requiredSlots',
              'constraints',
              'killJobOnCompletion',
              'runExclusive',
              'allowLowPriorityNode',
            ] as never,
          ),
          commonEnvironmentSettings: environmentSettings,
          metadata,
          kept: fc.constant({ networkConfiguration: { subnetId: 's' } }),
        } as never,
        [
          'priority',
          'poolInfo',
          'constraints',
          'maxParallelTasks',
          'allowTaskPreemption',
          'onAllTasksComplete',
        ],
      ),
      fc.option(fc.tuple(preparation, fc.option(release, { nil: undefined })), { nil: undefined }),
    )
    .map(([job, own]) => ({
      ...job,
      onTaskFailure: 'performexitoptionsjobaction' as const,
      usesTaskDependencies: true,
      ...(own === undefined ? {} : { jobPreparationTask: own[0] }),
      ...(own?.[1] === undefined ? {} : { jobReleaseTask: own[1] }),
    }));

const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), value: duration }),
  fc.record({ kind: fc.constant('exponential' as const), mean: duration }),
  fc.record({
    kind: fc.constant('uniform' as const),
    from: fc.nat(1000),
    to: fc.integer({ min: 1000, max: 5000 }),
  }),
  fc.record({ kind: fc.constant('weibull' as const), shape: fc.constant(1.5), scale: duration }),
  some(
    {
      kind: fc.constant('lognormal' as const),
      median: fc.integer({ min: 1, max: 1e6 }),
      sigma: fc.constant(0.4),
      least: fc.nat(1000),
    },
    ['kind', 'median', 'sigma'],
  ),
  fc.record({
    kind: fc.constant('empirical' as const),
    values: fc.array(duration, { minLength: 1, maxLength: 3 }),
  }),
);
const exitCode = fc.integer({ min: 1, max: 255 });
const ending = fc.oneof(
  fc.record({ kind: fc.constant('succeeds' as const) }),
  fc.record({ kind: fc.constant('fails' as const), exitCode }),
  fc.record({
    kind: fc.constant('fails-first' as const),
    attempts: fc.integer({ min: 1, max: 3 }),
    exitCode,
  }),
  fc.record({
    kind: fc.constant('fails-sometimes' as const),
    probability: fc.double({ min: 0.1, max: 1, noNaN: true }),
    exitCode,
  }),
  fc.record({ kind: fc.constant('cannot-start' as const), code: fc.constantFrom(...PRE_PROCESSING_ERRORS) }),
  fc.record({ kind: fc.constant('cannot-upload' as const), code: fc.constantFrom(...FILE_UPLOAD_ERRORS) }),
);
const figure = fc.double({ min: 0, max: 1e12, noNaN: true });
const transfer = fc.record({ bytes: figure, files: fc.nat(1000) });

/** How tasks behave, with every key now and then. */
export const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constant(SUCCEEDS),
  some<Behaviour, 'ending'>(
    {
      ending,
      download: transfer,
      upload: transfer,
      coordination: fc.record({ duration, exitCode: fc.nat(255) }),
      uses: some(
        {
          cores: figure,
          memoryBytes: figure,
          diskBytes: figure,
          diskReadBytes: figure,
          diskWriteBytes: figure,
          diskReadOps: figure,
          diskWriteOps: figure,
          networkInBytes: figure,
          networkOutBytes: figure,
        },
        [],
      ),
      waitsForTasks: fc.constant(undefined) as never,
    },
    ['ending'],
  ).map(({ waitsForTasks: _, ...found }) => found),
);
const timed: fc.Arbitrary<TimedBehaviour> = fc.record({ duration: delay, behaviour });
const managed = timed.map(
  (found): TimedBehaviour => ({ ...found, behaviour: { ...found.behaviour, waitsForTasks: true } }),
);

/** The behaviours of the special tasks that the job has. */
const behaviourFor = (spec: Omit<JobSpec, 'id'>): fc.Arbitrary<JobBehaviour | undefined> =>
  fc
    .record(
      { manager: fc.oneof(timed, managed), preparation: timed, release: timed, startTask: timed },
      { requiredKeys: [] },
    )
    .map((found) => {
      const fitting = Object.entries(found).filter(([key]) =>
        key === 'startTask'
          ? spec.poolInfo.autoPoolSpecification?.pool.startTask !== undefined
          : spec[
              (
                {
                  manager: 'jobManagerTask',
                  preparation: 'jobPreparationTask',
                  release: 'jobReleaseTask',
                } as const
              )[key as 'manager']
            ] !== undefined,
      );
      return fitting.length === 0 ? undefined : Object.fromEntries(fitting);
    });

const template: fc.Arbitrary<TaskTemplate> = some(
  {
    id: fc.constantFrom('alpha', 'beta'),
    count: fc.integer({ min: 1, max: 5 }),
    after: duration,
    spec: taskSpec,
    timed,
  },
  ['id', 'after', 'spec', 'timed'],
);
const templates = fc.uniqueArray(template, { maxLength: 2, selector: ({ id: name }) => name });

/** A job with its special tasks and their behaviours. */
export const job = (name: string): fc.Arbitrary<WorkloadJob> =>
  jobSpecification('job').chain((spec) =>
    fc.tuple(behaviourFor(spec), duration).map(([found, added]) => ({
      spec: { id: name, ...spec },
      added,
      ...(found === undefined ? {} : { behaviour: found }),
    })),
  );

/** A job schedule with its tasks. */
export const schedule = (name: string): fc.Arbitrary<WorkloadSchedule> =>
  fc
    .tuple(
      some(
        {
          doNotRunUntil: fc.constant(1_740_960_000_000),
          doNotRunAfter: fc.constant(1_741_960_000_000),
          startWindow: fc.integer({ min: 60_000, max: 600_000 }),
          recurrenceInterval: fc.integer({ min: 600_000, max: 1e9 }),
        },
        [],
      ),
      fc.oneof(jobSpecification('job'), jobSpecification('jobschedule')),
    )
    .chain(([schedule, jobSpecification]) =>
      fc
        .tuple(behaviourFor(jobSpecification), duration, templates, fc.option(metadata, { nil: undefined }))
        .map(([found, added, tasks, items]) => ({
          spec: {
            id: name,
            schedule,
            jobSpecification: { ...jobSpecification, onAllTasksComplete: 'terminatejob' as const },
            ...(items === undefined ? {} : { metadata: items }),
          } satisfies JobScheduleSpec,
          added,
          ...(found === undefined ? {} : { behaviour: found }),
          tasks,
        })),
    );

const poolId = fc.constantFrom('render', 'other');
const onNode = { poolId, nodeId: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('tvm-1')) };
const onTask = { jobId: fc.constantFrom('a', 'b'), taskId: word };
const option = fc.constantFrom(
  'requeue' as const,
  'terminate' as const,
  'taskcompletion' as const,
  'retaineddata' as const,
);
const of = <Name extends string, Given>(name: Name, given: fc.Arbitrary<Given>) =>
  given.map((found) => ({ name, given: found }));

const given = {
  addPool: poolSpec(id).chain((pool) =>
    pool.startTask === undefined ? fc.constant({ pool }) : timed.map((startTask) => ({ pool, startTask })),
  ),
  deletePool: fc.record({ poolId }),
  updatePool: fc.oneof(
    fc.record({ poolId, startTask: fc.constant(null) }),
    some({ poolId, startTask, behaviour: timed, applicationPackageReferences }, ['poolId', 'startTask']),
  ),
  resizePool: some(
    {
      poolId,
      targetDedicatedNodes: fc.integer({ min: -3, max: 9 }),
      targetLowPriorityNodes: fc.nat(9),
      resizeTimeout: duration,
      nodeDeallocationOption: option,
    },
    ['poolId'],
  ),
  stopResize: fc.record({ poolId }),
  enableAutoScale: some({ poolId, autoScaleFormula: word, autoScaleEvaluationInterval: duration }, [
    'poolId',
  ]),
  disableAutoScale: fc.record({ poolId }),
  evaluateAutoScale: fc.record({ poolId, autoScaleFormula: word }),
  removeNodes: some(
    { poolId, nodeList: fc.array(onNode.nodeId), resizeTimeout: duration, nodeDeallocationOption: option },
    ['poolId', 'nodeList'],
  ),
  rebootNode: some({ ...onNode, nodeRebootOption: option }, ['poolId', 'nodeId']),
  reimageNode: some({ ...onNode, nodeReimageOption: option }, ['poolId', 'nodeId']),
  deallocateNode: some({ ...onNode, nodeDeallocateOption: option }, ['poolId', 'nodeId']),
  startNode: fc.record(onNode),
  disableScheduling: some(
    { ...onNode, nodeDisableSchedulingOption: fc.constantFrom('requeue' as const, 'terminate' as const) },
    ['poolId', 'nodeId'],
  ),
  enableScheduling: fc.record(onNode),
  upgradeOs: fc.record({ poolId }),
  addJob: fc.record({ job: job('late'), tasks: templates }),
  updateJob: some(
    {
      jobId: word,
      priority: fc.integer(),
      maxParallelTasks: fc.integer(),
      allowTaskPreemption: fc.boolean(),
      onAllTasksComplete: fc.constantFrom('noaction' as const, 'terminatejob' as const),
      constraints: some({ maxWallClockTime: duration, maxTaskRetryCount: fc.integer({ min: -9, max: 9 }) }, [
        'maxTaskRetryCount',
      ]),
      poolInfo: poolInfo('job'),
    },
    ['jobId'],
  ),
  disableJob: fc.record({
    jobId: word,
    disableTasks: fc.constantFrom('requeue' as const, 'terminate' as const, 'wait' as const),
  }),
  enableJob: fc.record({ jobId: word }),
  terminateJob: some({ jobId: word, terminateReason: word }, ['jobId']),
  deleteJob: fc.record({ jobId: word }),
  addJobSchedule: schedule('late').map(({ spec, behaviour: found, tasks }) => ({
    schedule: spec,
    ...(found === undefined ? {} : { behaviour: found }),
    tasks,
  })),
  updateJobSchedule: some(
    {
      jobScheduleId: word,
      schedule: some({ startWindow: duration, recurrenceInterval: duration }, []),
      jobSpecification: jobSpecification('job'),
    },
    ['jobScheduleId'],
  ),
  disableJobSchedule: fc.record({ jobScheduleId: word }),
  enableJobSchedule: fc.record({ jobScheduleId: word }),
  terminateJobSchedule: fc.record({ jobScheduleId: word }),
  deleteJobSchedule: fc.record({ jobScheduleId: word }),
  addTask: fc.record({ jobId: word, task: template.map((task) => ({ ...task, after: 0 })) }),
  updateTask: some({ ...onTask, constraints }, ['jobId', 'taskId']),
  terminateTask: fc.record(onTask),
  reactivateTask: fc.record(onTask),
  deleteTask: fc.record(onTask),
} as const satisfies { readonly [Name in OperationName]: fc.Arbitrary<OperationArguments[Name]> };

/** Any operation of the table, as it is given; values that the service would refuse are among them. */
export const operation = fc.oneof(
  ...Object.entries(given).map(([name, found]) => of(name, found as fc.Arbitrary<unknown>)),
) as fc.Arbitrary<TimedOperation['operation']>;
