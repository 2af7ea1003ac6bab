// Azure's JSON of a job, its special tasks and its auto pool, to and from its specification.
// Source of the properties: Azure Batch REST, Job - Add.

import { described, type RecordOf, record, required } from '../record.ts';
import { anything, choice, flag, text } from '../schema.ts';
import {
  type AutoPoolSpecification, type JobManagerTask, type JobPreparationTask, type JobReleaseTask, type JobSpec,
  ON_ALL_TASKS_COMPLETE, ON_TASK_FAILURE, POOL_LIFETIMES, type PoolInfo, PREPARATION_ID, PRIORITY, RELEASE_ID,
  RELEASE_LIMIT,
} from './job.ts'; // biome-ignore format: one list
import { DEFAULT_RETENTION } from './task.ts';
import {
  constraints, constraintsJson, containerSettings, durations, environmentSettings, id, limit, metadata, resourceFiles,
  retries, unlessEmpty, userIdentity, whole, without,
} from './wire-parts.ts'; // biome-ignore format: one list
import { POOL_SPECIFICATION_FIELDS, poolJson, poolSpec, sharedOf } from './wire-pool.ts';
import { NO_COMMAND, RUNNABLE_FIELDS, taskJson, taskSpec } from './wire-task.ts';

/** What `az batch job show` prints besides what `az batch job create` takes. */
const JOB_OUTPUT = [
  'creationTime', 'eTag', 'executionInfo', 'lastModified', 'previousState', 'previousStateTransitionTime', 'state',
  'stateTransitionTime', 'stats', 'url', 'odata.metadata',
]; // biome-ignore format: a list

const SPECIAL_FIELDS = {
  commandLine: text,
  environmentSettings,
  resourceFiles,
  userIdentity,
  containerSettings,
} as const;

/** The keys of a job manager task. */
export const JOB_MANAGER_FIELDS = {
  id: required(id),
  ...RUNNABLE_FIELDS,
  killJobOnCompletion: described('Whether the job ends with it; true unless set.', flag),
  runExclusive: described('Whether nothing else runs on its node; true unless set.', flag),
  allowLowPriorityNode: described('Whether it may run on a low-priority node; true unless set.', flag),
} as const;

/** The keys of a job preparation task. */
export const JOB_PREPARATION_FIELDS = {
  id,
  ...SPECIAL_FIELDS,
  constraints,
  waitForSuccess: described('Whether tasks wait until it has succeeded; true unless set.', flag),
  rerunOnNodeRebootAfterSuccess: described('Whether it runs again after a reboot; true unless set.', flag),
} as const;

/** The keys of a job release task. */
export const JOB_RELEASE_FIELDS = {
  id,
  ...SPECIAL_FIELDS,
  maxWallClockTime: described('At most PT15M, which it is unless set.', limit),
  retentionTime: limit,
} as const;

export const SPECIAL_OPTIONS = {
  manager: { what: 'a job manager task' },
  preparation: { what: 'a job preparation task' },
  release: { what: 'a job release task' },
} as const;

/** The keys of an auto pool besides the pool itself. */
export const AUTO_POOL_FIELDS = {
  autoPoolIdPrefix: described('At most 20 characters.', text),
  poolLifetimeOption: required(choice(POOL_LIFETIMES)),
  keepAlive: flag,
  pool: required(record(POOL_SPECIFICATION_FIELDS, { what: 'the pool of an auto pool' })),
} as const;
export const AUTO_POOL_OPTIONS = { what: 'an auto pool' } as const;

export const POOL_INFO_FIELDS = {
  poolId: id,
  autoPoolSpecification: record(AUTO_POOL_FIELDS, AUTO_POOL_OPTIONS),
} as const;
export const POOL_INFO_OPTIONS = { what: 'the pool of a job' } as const;

const jobConstraints = record(
  { maxWallClockTime: limit, maxTaskRetryCount: retries },
  { what: 'constraints of a job' },
);

/** What can be changed of a job. Source: REST Job - Patch. */
export const JOB_PATCH_FIELDS = {
  priority: described('-1000 to 1000; higher goes first.', whole(PRIORITY.least, PRIORITY.most)),
  maxParallelTasks: described('How many of its tasks may run at once; -1 is any number.', whole(-1)),
  allowTaskPreemption: described('Whether jobs of higher priority may take its slots.', flag),
  onAllTasksComplete: choice(ON_ALL_TASKS_COMPLETE),
  constraints: jobConstraints,
  poolInfo: record(POOL_INFO_FIELDS, POOL_INFO_OPTIONS),
} as const;

/** The keys of a job in Azure's JSON, without its id: those of a schedule's `jobSpecification`. */
export const JOB_SPECIFICATION_FIELDS = {
  displayName: text,
  ...JOB_PATCH_FIELDS,
  onTaskFailure: choice(ON_TASK_FAILURE),
  usesTaskDependencies: described('Whether its tasks may depend on others.', flag),
  jobManagerTask: record(JOB_MANAGER_FIELDS, SPECIAL_OPTIONS.manager),
  jobPreparationTask: record(JOB_PREPARATION_FIELDS, SPECIAL_OPTIONS.preparation),
  jobReleaseTask: record(JOB_RELEASE_FIELDS, SPECIAL_OPTIONS.release),
  commonEnvironmentSettings: environmentSettings,
  metadata,
  networkConfiguration: anything,
} as const;

/** The keys of a job in Azure's JSON. */
export const JOB_FIELDS = {
  id: required(described('The id of the job.', id)),
  ...JOB_SPECIFICATION_FIELDS,
} as const;

export const JOB_OPTIONS = { what: 'a job', silent: JOB_OUTPUT } as const;

export type JobJson = RecordOf<typeof JOB_FIELDS>;
export type JobSpecificationJson = RecordOf<typeof JOB_SPECIFICATION_FIELDS>;
type PoolInfoJson = RecordOf<typeof POOL_INFO_FIELDS>;

/** The job with Azure's usual values; `poolId` is the pool of a job that names none. */
export const jobSpec = (json: JobJson, poolId: string): JobSpec => ({
  id: json.id,
  ...jobSpecification(json, poolId),
});

/** What `jobSpec` gives, without an id. Keys that are not Azure's are left out. */
export function jobSpecification(json: JobSpecificationJson, poolId: string): Omit<JobSpec, 'id'> {
  const { displayName, commonEnvironmentSettings, metadata: items, networkConfiguration } = json;
  const { jobManagerTask: manager, jobPreparationTask: preparation, jobReleaseTask: release } = json;
  return {
    ...(displayName === undefined ? {} : { displayName }),
    priority: json.priority ?? 0,
    poolInfo: json.poolInfo === undefined ? { poolId } : poolInfo(json.poolInfo, poolId),
    constraints: { maxTaskRetryCount: 0, ...json.constraints },
    maxParallelTasks: json.maxParallelTasks ?? -1,
    onAllTasksComplete: json.onAllTasksComplete ?? 'noaction',
    onTaskFailure: json.onTaskFailure ?? 'noaction',
    allowTaskPreemption: json.allowTaskPreemption ?? false,
    usesTaskDependencies: json.usesTaskDependencies ?? false,
    ...(manager === undefined ? {} : { jobManagerTask: jobManagerTask(manager) }),
    ...(preparation === undefined ? {} : { jobPreparationTask: jobPreparationTask(preparation) }),
    ...(release === undefined ? {} : { jobReleaseTask: jobReleaseTask(release) }),
    ...(commonEnvironmentSettings === undefined ? {} : { commonEnvironmentSettings }),
    ...(items === undefined ? {} : { metadata: items }),
    ...(networkConfiguration === undefined ? {} : { kept: { networkConfiguration } }),
  };
}

/** The pool of a job; `poolId` when neither of the two is said. */
export function poolInfo(json: PoolInfoJson, poolId: string): PoolInfo {
  const { autoPoolSpecification: auto, poolId: named = auto === undefined ? poolId : undefined } = json;
  return {
    ...(named === undefined ? {} : { poolId: named }),
    ...(auto === undefined ? {} : { autoPoolSpecification: autoPoolSpecification(auto) }),
  };
}

function autoPoolSpecification(json: RecordOf<typeof AUTO_POOL_FIELDS>): AutoPoolSpecification {
  return {
    autoPoolIdPrefix: json.autoPoolIdPrefix ?? '',
    poolLifetimeOption: json.poolLifetimeOption,
    keepAlive: json.keepAlive ?? false,
    pool: poolSpec(json.pool),
  };
}

function jobManagerTask(json: RecordOf<typeof JOB_MANAGER_FIELDS>): JobManagerTask {
  const { id: name, killJobOnCompletion, runExclusive, allowLowPriorityNode, ...task } = json;
  const known = Object.fromEntries(
    Object.keys(RUNNABLE_FIELDS).flatMap((key) => {
      const value = task[key as keyof typeof task];
      return value === undefined ? [] : [[key, value]];
    }),
  ) as RecordOf<typeof RUNNABLE_FIELDS>;
  return {
    id: name,
    ...taskSpec(known),
    killJobOnCompletion: killJobOnCompletion ?? true,
    runExclusive: runExclusive ?? true,
    allowLowPriorityNode: allowLowPriorityNode ?? true,
  };
}

function jobPreparationTask(json: RecordOf<typeof JOB_PREPARATION_FIELDS>): JobPreparationTask {
  return {
    id: json.id ?? PREPARATION_ID,
    commandLine: json.commandLine ?? NO_COMMAND,
    ...sharedOf(json),
    waitForSuccess: json.waitForSuccess ?? true,
    rerunOnNodeRebootAfterSuccess: json.rerunOnNodeRebootAfterSuccess ?? true,
    maxTaskRetryCount: 0,
    ...json.constraints,
  };
}

function jobReleaseTask(json: RecordOf<typeof JOB_RELEASE_FIELDS>): JobReleaseTask {
  return {
    id: json.id ?? RELEASE_ID,
    commandLine: json.commandLine ?? NO_COMMAND,
    ...sharedOf(json),
    maxWallClockTime: json.maxWallClockTime ?? RELEASE_LIMIT,
    retentionTime: json.retentionTime ?? DEFAULT_RETENTION,
  };
}

/** The job as Azure's JSON, usual values left out; a job of the pool '' names no pool. */
export const jobJson = (spec: JobSpec): Readonly<Record<string, unknown>> => ({
  id: spec.id,
  ...jobSpecificationJson(spec),
});

const USUAL_JOB = {
  priority: 0,
  maxParallelTasks: -1,
  onAllTasksComplete: 'noaction',
  onTaskFailure: 'noaction',
  allowTaskPreemption: false,
  usesTaskDependencies: false,
} as const;

/** The job without its id as Azure's JSON. */
export function jobSpecificationJson(spec: Omit<JobSpec, 'id'>): Readonly<Record<string, unknown>> {
  const {
    poolInfo: pool,
    jobManagerTask: manager,
    jobPreparationTask: preparation,
    jobReleaseTask: release,
  } = spec;
  return without(
    {
      displayName: spec.displayName,
      priority: spec.priority,
      poolInfo: poolInfoJson(pool),
      constraints: unlessEmpty(without({ ...constraintsJson(spec.constraints) }, { maxTaskRetryCount: 0 })),
      maxParallelTasks: spec.maxParallelTasks,
      allowTaskPreemption: spec.allowTaskPreemption,
      onAllTasksComplete: spec.onAllTasksComplete,
      onTaskFailure: spec.onTaskFailure,
      usesTaskDependencies: spec.usesTaskDependencies,
      jobManagerTask: manager && jobManagerJson(manager),
      jobPreparationTask: preparation && jobPreparationJson(preparation),
      jobReleaseTask: release && jobReleaseJson(release),
      commonEnvironmentSettings: spec.commonEnvironmentSettings,
      metadata: spec.metadata,
      ...spec.kept,
    },
    USUAL_JOB,
  );
}

/** The pool of a job as Azure's JSON; undefined when it names none. */
export function poolInfoJson({ poolId, autoPoolSpecification: auto }: PoolInfo): unknown {
  if (auto === undefined) return poolId === '' ? undefined : { poolId };
  const { pool, ...others } = auto;
  return without({
    poolId,
    autoPoolSpecification: {
      ...without(others, { autoPoolIdPrefix: '', keepAlive: false }),
      pool: poolJson(pool),
    },
  });
}

function jobManagerJson({
  id: name, killJobOnCompletion, runExclusive, allowLowPriorityNode, ...task
}: JobManagerTask): unknown {
  return {
    id: name,
    ...taskJson(task),
    ...without(
      { killJobOnCompletion, runExclusive, allowLowPriorityNode },
      { killJobOnCompletion: true, runExclusive: true, allowLowPriorityNode: true },
    ),
  };
} // biome-ignore format: one list

function jobPreparationJson(spec: JobPreparationTask): unknown {
  const { maxTaskRetryCount, maxWallClockTime, retentionTime, ...others } = spec;
  return without(
    {
      ...others,
      constraints: unlessEmpty({
        ...without({ maxTaskRetryCount }, { maxTaskRetryCount: 0 }),
        ...durations({ maxWallClockTime, retentionTime }),
      }),
    },
    { id: PREPARATION_ID, waitForSuccess: true, rerunOnNodeRebootAfterSuccess: true },
  );
}

function jobReleaseJson({ maxWallClockTime, retentionTime, ...others }: JobReleaseTask): unknown {
  return without({ ...others, ...durations({ maxWallClockTime, retentionTime }) }, USUAL_RELEASE);
}

const USUAL_RELEASE = {
  id: RELEASE_ID,
  ...durations({ maxWallClockTime: RELEASE_LIMIT, retentionTime: DEFAULT_RETENTION }),
};
