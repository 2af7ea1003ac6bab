// Random resources as Azure's JSON describes them, with every field now and then, and how each of their tasks
// behaves: for whoever needs jobs, schedules and operations of all kinds.

import fc from 'fast-check';
import type { JobScheduleSpec, JobSpec, PoolInfo } from '../../simulator/model/job.ts';
import type { PoolSpec, StartTask } from '../../simulator/model/pool.ts';
import type { TaskSpec } from '../../simulator/model/task.ts';
import type { TaskTemplate, WorkloadJob, WorkloadSchedule } from '../../simulator/workload/parts.ts';
import type { JobBehaviour } from '../../simulator/world/behaviour.ts';
import { managed, timed } from './written-behaviours.ts';
import {
  constraints,
  duration,
  environmentSettings,
  exitOptions,
  id,
  many,
  metadata,
  resourceFiles,
  runnable,
  some,
  special,
  word,
} from './written-parts.ts';

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

export const startTask: fc.Arbitrary<StartTask> = some(
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

export const poolInfo = (lifetime: 'job' | 'jobschedule'): fc.Arbitrary<PoolInfo> =>
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

export const jobSpecification = (lifetime: 'job' | 'jobschedule'): fc.Arbitrary<Omit<JobSpec, 'id'>> =>
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

export const template: fc.Arbitrary<TaskTemplate> = some(
  {
    id: fc.constantFrom('alpha', 'beta'),
    count: fc.integer({ min: 1, max: 5 }),
    after: duration,
    spec: taskSpec,
    timed,
  },
  ['id', 'after', 'spec', 'timed'],
);
export const templates = fc.uniqueArray(template, { maxLength: 2, selector: ({ id: name }) => name });

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
