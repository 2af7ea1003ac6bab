// Azure's JSON to and from the resources in core: field names are Azure's on both sides, only times differ
// (ISO 8601 text there, milliseconds here). Every property that clients send is known: what the model uses,
// what it may pass over in silence, and what it must say has no effect.
// Source of the properties: Azure Batch REST, Pool - Add, Job - Add, Task - Add.

import { type Duration, printDuration } from '../../runtime/index.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import {
  type At, choice, flag, identifier, isoDuration, list, mapped, number, outOfRange, type Shape, text,
} from '../schema.ts'; // biome-ignore format: one list
import type { JobSpec } from './job.ts';
import { AUTOSCALE_INTERVAL, JOB_ORDERS, NODE_FILL_TYPES, type PoolSpec, RESIZE_TIMEOUT } from './pool.ts';
import type { TaskDependencies, TaskSpec } from './task.ts';

const bounded = (least: Duration, most: Duration, expected: string): Shape<Duration> => {
  const shape = mapped(isoDuration, (found: Duration, at: At) =>
    found < least || found > most
      ? outOfRange(at, printDuration(found), expected, 'Azure Batch answers InvalidPropertyValue')
      : found,
  );
  return { ...shape, expected };
};

const count = number({ least: 0, whole: true });
const retries = described(
  'How often a task is tried again after a non-zero exit code; -1 is for ever.',
  number({ least: -1, whole: true }),
);
const anyDuration = bounded(0, Number.POSITIVE_INFINITY, 'a duration such as PT5M, not negative');
const setting = record({ name: required(text), value: text }, { what: 'an environment setting' });

/** What `az batch pool show` prints besides what `az batch pool create` takes. */
const POOL_OUTPUT = [
  'allocationState', 'allocationStateTransitionTime', 'autoScaleRun', 'creationTime', 'currentDedicatedNodes',
  'currentLowPriorityNodes', 'currentNodeCommunicationMode', 'eTag', 'lastModified', 'resizeErrors', 'state',
  'stateTransitionTime', 'stats', 'url', 'odata.metadata', 'identity',
]; // biome-ignore format: a list
const POOL_SILENT = [
  'virtualMachineConfiguration', 'cloudServiceConfiguration', 'networkConfiguration', 'certificateReferences',
  'applicationPackageReferences', 'applicationLicenses', 'userAccounts', 'metadata', 'mountConfiguration',
  'targetNodeCommunicationMode', 'resourceTags', 'upgradePolicy', 'enableInterNodeCommunication', ...POOL_OUTPUT,
]; // biome-ignore format: a list

const startTask = record(
  {
    commandLine: required(text),
    waitForSuccess: flag,
    maxTaskRetryCount: retries,
  },
  {
    what: 'a start task',
    silent: ['containerSettings', 'resourceFiles', 'environmentSettings', 'userIdentity'],
  },
);

const taskSchedulingPolicy = record(
  { nodeFillType: choice(NODE_FILL_TYPES), jobDefaultOrder: choice(JOB_ORDERS) },
  { what: 'a task scheduling policy' },
);

/** The keys of a pool in Azure's JSON. */
export const POOL_FIELDS = {
  id: required(described('The id of the pool.', identifier)),
  displayName: text,
  vmSize: required(described('The size of the nodes, such as standard_d4s_v5.', text)),
  taskSlotsPerNode: described(
    'How many task slots a node has; at most four times its cores, and at most 256.',
    number({ least: 1, most: 256, whole: true }),
  ),
  maxTasksPerNode: described(
    'The old name of taskSlotsPerNode.',
    number({ least: 1, most: 256, whole: true }),
  ),
  taskSchedulingPolicy,
  resizeTimeout: described(
    'How long a resize may take; PT15M unless set.',
    bounded(RESIZE_TIMEOUT.least, Number.POSITIVE_INFINITY, 'a duration of PT5M or more'),
  ),
  targetDedicatedNodes: described('How many dedicated nodes; not with a formula.', count),
  targetLowPriorityNodes: described('How many low-priority nodes; not with a formula.', count),
  enableAutoScale: described('Whether a formula sets the number of nodes.', flag),
  autoScaleFormula: described('The formula.', text),
  autoScaleEvaluationInterval: described(
    'The time between evaluations; PT15M unless set.',
    bounded(AUTOSCALE_INTERVAL.least, AUTOSCALE_INTERVAL.most, 'a duration from PT5M to PT168H'),
  ),
  startTask,
} as const;

export const POOL_OPTIONS = { what: 'a pool', silent: POOL_SILENT } as const;

const JOB_SILENT = [
  'metadata', 'networkConfiguration', 'commonEnvironmentSettings', 'creationTime', 'eTag', 'executionInfo',
  'lastModified', 'previousState', 'previousStateTransitionTime', 'state', 'stateTransitionTime', 'stats', 'url',
  'odata.metadata',
]; // biome-ignore format: a list
const JOB_UNTOLD = {
  usesTaskDependencies: 'dependencies between tasks are not modelled; every task may start at once',
  allowTaskPreemption: 'a running task is never preempted by another',
  jobManagerTask: 'job manager tasks are not modelled',
  jobPreparationTask: 'job preparation tasks are not modelled; their time is left out',
  jobReleaseTask: 'job release tasks are not modelled; their time is left out',
  onTaskFailure: 'exit conditions are not modelled',
};

/** The keys of a job in Azure's JSON. */
export const JOB_FIELDS = {
  id: required(described('The id of the job.', identifier)),
  displayName: text,
  priority: described('-1000 to 1000; higher goes first.', number({ least: -1000, most: 1000, whole: true })),
  poolInfo: record(
    { poolId: identifier },
    { what: 'the pool of a job', untold: { autoPoolSpecification: 'auto pools are not modelled' } },
  ),
  constraints: record(
    { maxWallClockTime: anyDuration, maxTaskRetryCount: retries },
    { what: 'constraints of a job' },
  ),
  maxParallelTasks: described(
    'How many of its tasks may run at once; -1 is any number.',
    number({ least: -1, whole: true }),
  ),
  onAllTasksComplete: choice(['noaction', 'terminatejob']),
} as const;

export const JOB_OPTIONS = { what: 'a job', silent: JOB_SILENT, untold: JOB_UNTOLD } as const;

const TASK_SILENT = [
  'containerSettings', 'resourceFiles', 'outputFiles', 'affinityInfo', 'userIdentity', 'applicationPackageReferences',
  'authenticationTokenSettings', 'creationTime', 'eTag', 'executionInfo', 'lastModified', 'nodeInfo', 'previousState',
  'previousStateTransitionTime', 'state', 'stateTransitionTime', 'stats', 'url', 'odata.metadata',
]; // biome-ignore format: a list
const TASK_UNTOLD = {
  dependsOn: 'dependencies between tasks are not modelled; the task may start at once',
  multiInstanceSettings: 'multi-instance tasks are not modelled; the task takes its slots on one node',
  exitConditions: 'exit conditions are not modelled',
};

/** The keys of a task in Azure's JSON, without its id. */
export const TASK_FIELDS = {
  displayName: text,
  commandLine: text,
  requiredSlots: described(
    'How many slots of a node the task takes; 1 unless set.',
    number({ least: 1, whole: true }),
  ),
  constraints: record(
    { maxWallClockTime: anyDuration, maxTaskRetryCount: retries, retentionTime: anyDuration },
    { what: 'constraints of a task' },
  ),
  environmentSettings: list(setting),
} as const;

export const TASK_OPTIONS = { what: 'a task', silent: TASK_SILENT, untold: TASK_UNTOLD } as const;

export type PoolJson = RecordOf<typeof POOL_FIELDS>;
export type JobJson = RecordOf<typeof JOB_FIELDS>;
export type TaskJson = RecordOf<typeof TASK_FIELDS>;

/** The pool with Azure's usual values in place of what was left out; fit only for JSON that was checked. */
export function poolSpec(json: PoolJson): PoolSpec {
  const { startTask: start, displayName, autoScaleFormula } = json;
  return {
    id: json.id,
    ...(displayName === undefined ? {} : { displayName }),
    vmSize: json.vmSize,
    taskSlotsPerNode: json.taskSlotsPerNode ?? json.maxTasksPerNode ?? 1,
    taskSchedulingPolicy: {
      nodeFillType: json.taskSchedulingPolicy?.nodeFillType ?? 'spread',
      jobDefaultOrder: json.taskSchedulingPolicy?.jobDefaultOrder ?? 'none',
    },
    resizeTimeout: json.resizeTimeout ?? RESIZE_TIMEOUT.usual,
    targetDedicatedNodes: json.targetDedicatedNodes ?? 0,
    targetLowPriorityNodes: json.targetLowPriorityNodes ?? 0,
    enableAutoScale: json.enableAutoScale ?? false,
    ...(json.enableAutoScale === true && autoScaleFormula !== undefined ? { autoScaleFormula } : {}),
    autoScaleEvaluationInterval: json.autoScaleEvaluationInterval ?? AUTOSCALE_INTERVAL.usual,
    enableInterNodeCommunication: false,
    applicationPackageReferences: [],
    ...(start === undefined
      ? {}
      : {
          startTask: {
            commandLine: start.commandLine,
            waitForSuccess: start.waitForSuccess ?? true,
            maxTaskRetryCount: start.maxTaskRetryCount ?? 0,
          },
        }),
  };
}

/** The job with Azure's usual values; `poolId` is the pool of a job that names none. */
export function jobSpec(json: JobJson, poolId: string): JobSpec {
  const { displayName, constraints } = json;
  return {
    id: json.id,
    ...(displayName === undefined ? {} : { displayName }),
    priority: json.priority ?? 0,
    poolInfo: { poolId: json.poolInfo?.poolId ?? poolId },
    constraints: {
      ...(constraints?.maxWallClockTime === undefined
        ? {}
        : { maxWallClockTime: constraints.maxWallClockTime }),
      maxTaskRetryCount: constraints?.maxTaskRetryCount ?? 0,
    },
    maxParallelTasks: json.maxParallelTasks ?? -1,
    onAllTasksComplete: json.onAllTasksComplete ?? 'noaction',
    onTaskFailure: 'noaction',
    allowTaskPreemption: false,
    usesTaskDependencies: false,
  };
}

/** The command line of modelled tasks that have none of their own: nothing runs it. */
export const NO_COMMAND = 'true';

/** The task with Azure's usual values. */
export function taskSpec(json: TaskJson): TaskSpec {
  const { displayName, constraints, environmentSettings } = json;
  return {
    commandLine: json.commandLine ?? NO_COMMAND,
    ...(displayName === undefined ? {} : { displayName }),
    requiredSlots: json.requiredSlots ?? 1,
    constraints: constraints ?? {},
    ...(environmentSettings === undefined
      ? {}
      : { environmentSettings: environmentSettings.map(({ name, value = '' }) => ({ name, value })) }),
  };
}

/** The job as Azure's JSON, usual values left out; a job of the pool '' names no pool. */
export function jobJson(spec: JobSpec): Readonly<Record<string, unknown>> {
  const { maxWallClockTime, maxTaskRetryCount } = spec.constraints;
  const constraints = {
    ...(maxWallClockTime === undefined ? {} : { maxWallClockTime: printDuration(maxWallClockTime) }),
    ...(maxTaskRetryCount === 0 ? {} : { maxTaskRetryCount }),
  };
  return {
    id: spec.id,
    ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
    ...(spec.priority === 0 ? {} : { priority: spec.priority }),
    ...(spec.poolInfo.poolId === '' ? {} : { poolInfo: spec.poolInfo }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
    ...(spec.maxParallelTasks === -1 ? {} : { maxParallelTasks: spec.maxParallelTasks }),
    ...(spec.onAllTasksComplete === 'noaction' ? {} : { onAllTasksComplete: spec.onAllTasksComplete }),
    ...(spec.usesTaskDependencies ? { usesTaskDependencies: true } : {}),
  };
}

/** The task as Azure's JSON without its id; usual values are left out, except the command line. */
export function taskJson(spec: TaskSpec): Readonly<Record<string, unknown>> {
  const { maxWallClockTime, maxTaskRetryCount, retentionTime } = spec.constraints;
  const constraints = {
    ...(maxWallClockTime === undefined ? {} : { maxWallClockTime: printDuration(maxWallClockTime) }),
    ...(maxTaskRetryCount === undefined ? {} : { maxTaskRetryCount }),
    ...(retentionTime === undefined ? {} : { retentionTime: printDuration(retentionTime) }),
  };
  return {
    commandLine: spec.commandLine,
    ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
    ...(spec.requiredSlots === 1 ? {} : { requiredSlots: spec.requiredSlots }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
    ...(spec.environmentSettings === undefined ? {} : { environmentSettings: spec.environmentSettings }),
    ...(spec.dependsOn === undefined ? {} : { dependsOn: dependsOnJson(spec.dependsOn) }),
  };
}

const dependsOnJson = ({ taskIds, taskIdRanges }: TaskDependencies): Readonly<Record<string, unknown>> => ({
  ...(taskIds.length === 0 ? {} : { taskIds }),
  ...(taskIdRanges.length === 0 ? {} : { taskIdRanges }),
});
