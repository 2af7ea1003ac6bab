// Azure's JSON of a pool to and from its specification. What has no effect on a model is kept as it was given.
// Source of the properties: Azure Batch REST, Pool - Add.

import { printDuration } from '../../runtime/index.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import { anything, choice, flag, isoDuration, text } from '../schema.ts';
import {
  AUTOSCALE_INTERVAL, JOB_ORDERS, MOST_TASK_SLOTS, NODE_FILL_TYPES, type PoolSpec, RESIZE_TIMEOUT, type StartTask,
} from './pool.ts'; // biome-ignore format: one list
import {
  applicationPackageReferences, containerSettings, environmentSettings, id, metadata, resourceFiles, retries,
  unlessEmpty, userIdentity, whole, without,
} from './wire-parts.ts'; // biome-ignore format: one list

/** What `az batch pool show` prints besides what `az batch pool create` takes. */
const POOL_OUTPUT = [
  'allocationState', 'allocationStateTransitionTime', 'autoScaleRun', 'creationTime', 'currentDedicatedNodes',
  'currentLowPriorityNodes', 'currentNodeCommunicationMode', 'eTag', 'lastModified', 'resizeErrors', 'state',
  'stateTransitionTime', 'stats', 'url', 'odata.metadata',
]; // biome-ignore format: a list

const KEPT = {
  virtualMachineConfiguration: anything, cloudServiceConfiguration: anything, networkConfiguration: anything,
  certificateReferences: anything, applicationLicenses: anything, userAccounts: anything, mountConfiguration: anything,
  targetNodeCommunicationMode: anything, resourceTags: anything, upgradePolicy: anything, identity: anything,
} as const; // biome-ignore format: a table

/** The keys of a pool's start task. */
export const START_TASK_FIELDS = {
  commandLine: required(text),
  waitForSuccess: flag,
  maxTaskRetryCount: retries,
  environmentSettings,
  resourceFiles,
  userIdentity,
  containerSettings,
} as const;
export const START_TASK_OPTIONS = { what: 'a start task' } as const;

/** The keys of a pool in Azure's JSON, without its id. */
export const POOL_SPECIFICATION_FIELDS = {
  displayName: text,
  vmSize: required(described('The size of the nodes, such as standard_d4s_v5.', text)),
  taskSlotsPerNode: described(
    'How many task slots a node has; at most four times its cores, and at most 256.',
    whole(1, MOST_TASK_SLOTS),
  ),
  maxTasksPerNode: described('The old name of taskSlotsPerNode.', whole(1, MOST_TASK_SLOTS)),
  taskSchedulingPolicy: record(
    { nodeFillType: choice(NODE_FILL_TYPES), jobDefaultOrder: choice(JOB_ORDERS) },
    { what: 'a task scheduling policy' },
  ),
  resizeTimeout: described('How long a resize may take; PT15M unless set.', isoDuration),
  targetDedicatedNodes: described('How many dedicated nodes; not with a formula.', whole(0)),
  targetLowPriorityNodes: described('How many low-priority nodes; not with a formula.', whole(0)),
  enableAutoScale: described('Whether a formula sets the number of nodes.', flag),
  autoScaleFormula: described('The formula.', text),
  autoScaleEvaluationInterval: described('The time between evaluations; PT15M unless set.', isoDuration),
  enableInterNodeCommunication: described('Whether multi-instance tasks can run.', flag),
  startTask: record(START_TASK_FIELDS, START_TASK_OPTIONS),
  applicationPackageReferences,
  metadata,
  ...KEPT,
} as const;

/** The keys of a pool in Azure's JSON. */
export const POOL_FIELDS = {
  id: required(described('The id of the pool.', id)),
  ...POOL_SPECIFICATION_FIELDS,
} as const;

export const POOL_OPTIONS = { what: 'a pool', silent: POOL_OUTPUT } as const;

export type PoolJson = RecordOf<typeof POOL_SPECIFICATION_FIELDS> & { readonly id?: string };
export type StartTaskJson = RecordOf<typeof START_TASK_FIELDS>;

/** The start task with Azure's usual values; keys that are not Azure's are left out. */
export function startTaskSpec(json: StartTaskJson): StartTask {
  const { commandLine, waitForSuccess = true, maxTaskRetryCount = 0 } = json;
  return { commandLine, waitForSuccess, maxTaskRetryCount, ...sharedOf(json) };
}

/** What start, preparation and release tasks share besides their command lines. */
export function sharedOf(
  json: Pick<StartTaskJson, 'environmentSettings' | 'resourceFiles' | 'userIdentity' | 'containerSettings'>,
) {
  return {
    ...(json.environmentSettings === undefined ? {} : { environmentSettings: json.environmentSettings }),
    ...(json.resourceFiles === undefined ? {} : { resourceFiles: json.resourceFiles }),
    ...(json.userIdentity === undefined ? {} : { userIdentity: json.userIdentity }),
    ...(json.containerSettings === undefined ? {} : { containerSettings: json.containerSettings }),
  };
}

/** The pool with Azure's usual values in place of what was left out; an id that is left out is ''. */
export function poolSpec(json: PoolJson): PoolSpec {
  const { startTask: start, displayName, autoScaleFormula, applicationPackageReferences: packages } = json;
  const kept = unlessEmpty(
    without(Object.fromEntries(Object.keys(KEPT).map((key) => [key, json[key as keyof typeof KEPT]]))),
  );
  return {
    id: json.id ?? '',
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
    enableInterNodeCommunication: json.enableInterNodeCommunication ?? false,
    applicationPackageReferences: packages ?? [],
    ...(start === undefined ? {} : { startTask: startTaskSpec(start) }),
    ...(json.metadata === undefined ? {} : { metadata: json.metadata }),
    ...(kept === undefined ? {} : { kept }),
  };
}

/** The start task as Azure's JSON. */
export const startTaskJson = (spec: StartTask): Readonly<Record<string, unknown>> =>
  without({ ...spec }, { waitForSuccess: true, maxTaskRetryCount: 0 });

/** The pool as Azure's JSON, usual values left out; without an id when it has none. */
export function poolJson(spec: PoolSpec): Readonly<Record<string, unknown>> {
  const { kept, startTask, applicationPackageReferences: packages, ...others } = spec;
  const { nodeFillType, jobDefaultOrder } = spec.taskSchedulingPolicy;
  return {
    ...without(
      {
        ...others,
        taskSchedulingPolicy: unlessEmpty(
          without({ nodeFillType, jobDefaultOrder }, { nodeFillType: 'spread', jobDefaultOrder: 'none' }),
        ),
        resizeTimeout: printDuration(spec.resizeTimeout),
        autoScaleEvaluationInterval: printDuration(spec.autoScaleEvaluationInterval),
        targetDedicatedNodes: spec.enableAutoScale ? undefined : spec.targetDedicatedNodes,
        targetLowPriorityNodes: spec.targetLowPriorityNodes,
        startTask: startTask && startTaskJson(startTask),
        applicationPackageReferences: packages.length === 0 ? undefined : packages,
      },
      USUAL_POOL,
    ),
    ...kept,
  };
}

const USUAL_POOL = {
  id: '',
  taskSlotsPerNode: 1,
  resizeTimeout: printDuration(RESIZE_TIMEOUT.usual),
  targetLowPriorityNodes: 0,
  enableAutoScale: false,
  autoScaleEvaluationInterval: printDuration(AUTOSCALE_INTERVAL.usual),
  enableInterNodeCommunication: false,
} as const;
