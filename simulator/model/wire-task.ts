// Azure's JSON of a task, without its id, to and from its specification.
// Source of the properties: Azure Batch REST, Task - Add.

import { described, type RecordOf, record, required } from '../record.ts';
import { choice, list, mapped, type Shape, text } from '../schema.ts';
import { DEPENDENCY_ACTIONS, type ExitConditions, JOB_ACTIONS, type TaskSpec } from './task.ts';
import {
  applicationPackageReferences, constraints, constraintsJson, containerSettings, environmentSettings, outputFiles,
  resourceFiles, userIdentity, whole, without,
} from './wire-parts.ts'; // biome-ignore format: one list

/** What `az batch task show` prints besides what `az batch task create` takes. */
const TASK_SILENT = [
  'creationTime', 'eTag', 'executionInfo', 'lastModified', 'nodeInfo', 'previousState', 'previousStateTransitionTime',
  'state', 'stateTransitionTime', 'stats', 'url', 'odata.metadata',
]; // biome-ignore format: a list

const exitOptions = record(
  { jobAction: choice(JOB_ACTIONS), dependencyAction: choice(DEPENDENCY_ACTIONS) },
  { what: 'exit options' },
);
const EXIT_CODES = { code: required(whole()), exitOptions: required(exitOptions) } as const;
const EXIT_CODE_RANGES = {
  start: required(whole()),
  end: required(whole()),
  exitOptions: required(exitOptions),
} as const;

const exitConditions: Shape<ExitConditions> = mapped(
  record(
    {
      exitCodes: list(record(EXIT_CODES, { what: 'an exit code with its options' })),
      exitCodeRanges: list(record(EXIT_CODE_RANGES, { what: 'a range of exit codes with its options' })),
      preProcessingError: exitOptions,
      fileUploadError: exitOptions,
      default: exitOptions,
    },
    { what: 'exit conditions' },
  ),
  ({ exitCodes = [], exitCodeRanges = [], ...others }) => ({ exitCodes, exitCodeRanges, ...others }),
);

/** Numbers count as ids: YAML makes numbers of them. */
const dependsOn = mapped(
  record(
    {
      taskIds: described('Tasks that must have succeeded first.', list(text)),
      taskIdRanges: list(
        record({ start: required(whole()), end: required(whole()) }, { what: 'a range of task ids' }),
      ),
    },
    { what: 'dependencies' },
  ),
  ({ taskIds = [], taskIdRanges = [] }) =>
    taskIds.length + taskIdRanges.length === 0 ? undefined : { taskIds, taskIdRanges },
);

const multiInstanceSettings = mapped(
  record(
    {
      numberOfInstances: described('How many nodes it runs on at once.', whole(1)),
      coordinationCommandLine: required(text),
      commonResourceFiles: resourceFiles,
    },
    { what: 'multi-instance settings' },
  ),
  ({ numberOfInstances = 1, ...others }) => ({ numberOfInstances, ...others }),
);

/** What ordinary tasks and job manager tasks share. */
export const RUNNABLE_FIELDS = {
  displayName: text,
  commandLine: text,
  requiredSlots: described('How many slots of a node the task takes; 1 unless set.', whole(1)),
  constraints,
  environmentSettings,
  resourceFiles,
  outputFiles,
  applicationPackageReferences,
  userIdentity,
  containerSettings,
  authenticationTokenSettings: mapped(
    record({ access: list(choice(['job'])) }, { what: 'settings of an authentication token' }),
    ({ access = [] }) => ({ access }),
  ),
} as const;

/** The keys of a task in Azure's JSON, without its id. */
export const TASK_FIELDS = {
  ...RUNNABLE_FIELDS,
  affinityInfo: record({ affinityId: required(text) }, { what: 'an affinity' }),
  dependsOn,
  exitConditions,
  multiInstanceSettings,
} as const;

export const TASK_OPTIONS = {
  what: 'a task',
  silent: TASK_SILENT,
} as const;

export type TaskJson = RecordOf<typeof TASK_FIELDS>;
export type RunnableJson = RecordOf<typeof RUNNABLE_FIELDS>;

/** The command line of modelled tasks that have none of their own: nothing runs it. */
export const NO_COMMAND = 'true';

/** The task with Azure's usual values. */
export function taskSpec(json: TaskJson): TaskSpec {
  const { commandLine = NO_COMMAND, requiredSlots = 1, constraints: limits = {}, ...others } = json;
  return { commandLine, requiredSlots, constraints: limits, ...others };
}

/** The task as Azure's JSON without its id; usual values are left out, except the command line. */
export function taskJson(spec: TaskSpec): Readonly<Record<string, unknown>> {
  const { constraints: limits, dependsOn: parents, exitConditions: exits, ...others } = spec;
  return without(
    {
      ...others,
      constraints: constraintsJson(limits),
      dependsOn: parents && withoutEmpty(parents),
      exitConditions: exits && withoutEmpty(exits),
    },
    { requiredSlots: 1 },
  );
}

const withoutEmpty = (found: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(found).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
