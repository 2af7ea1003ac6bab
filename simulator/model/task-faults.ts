// What the service refuses in a task. Source: REST Task - Add, ResourceFile, TaskDependencies, ExitConditions,
// MultiInstanceSettings; docs "task dependencies", "multi-instance tasks".

import { durationFaults, type Fault, figureFaults, idFaults, within } from './fault.ts';
import type { JobSpec } from './job.ts';
import {
  DEPENDENCY_IDS_LIMIT, type ExitConditions, type ResourceFile, type TaskConstraints, type TaskDependencies,
  type TaskSpec, type UserIdentity,
} from './task.ts'; // biome-ignore format: one list

/** What the job of a task says of its tasks. */
export type JobOfTask = Pick<
  JobSpec,
  'usesTaskDependencies' | 'onTaskFailure' | 'jobPreparationTask' | 'jobReleaseTask'
>;

/** What is refused when the task is added to the job. */
export function taskFaults(spec: TaskSpec, job: JobOfTask): readonly Fault[] {
  // Nearly all tasks say little, and there may be a million of them.
  if (Object.keys(spec).length === PLAIN_KEYS && spec.requiredSlots > 0 && isFine(spec.constraints))
    return [];
  return [
    ...runnableFaults(spec),
    ...(spec.multiInstanceSettings === undefined ? [] : severalNodesFaults(spec)),
    ...(spec.dependsOn === undefined ? [] : dependencyFaults(spec.dependsOn, job).map(within('dependsOn'))),
    ...(spec.exitConditions === undefined
      ? []
      : exitFaults(spec.exitConditions, job).map(within('exitConditions'))),
  ];
}

/** The keys that every specification has. */
const PLAIN_KEYS = 3;
const isFine = ({
  maxWallClockTime = 0,
  maxTaskRetryCount = 0,
  retentionTime = 0,
}: TaskConstraints): boolean => maxWallClockTime >= 0 && maxTaskRetryCount >= -1 && retentionTime >= 0;

/** What is refused in the id of a task of the job, apart from its being taken. */
export function taskIdFaults(id: string, job: JobOfTask): readonly Fault[] {
  if (job.jobPreparationTask === undefined && job.jobReleaseTask === undefined) return idFaults(id);
  const isOf = (task: { readonly id: string } | undefined): boolean =>
    task?.id.toLowerCase() === id.toLowerCase();
  const same = (task: string, code: string): Fault => ({
    path: ['id'],
    says: `is \`${id}\`, which is the id of the ${task} task`,
    code,
  });
  return [
    ...idFaults(id),
    ...(isOf(job.jobPreparationTask) ? [same('job preparation', 'TaskIdSameAsJobPreparationTask')] : []),
    ...(isOf(job.jobReleaseTask) ? [same('job release', 'TaskIdSameAsJobReleaseTask')] : []),
  ];
}

/** What is refused in ordinary tasks and job manager tasks alike. */
export function runnableFaults(spec: TaskSpec): readonly Fault[] {
  return [
    ...figureFaults('requiredSlots', spec.requiredSlots, { least: 1 }),
    ...constraintFaults(spec.constraints),
    ...sharedFaults(spec),
  ];
}

/** What is refused in the files and users that all kinds of tasks have. */
export function sharedFaults(spec: Pick<TaskSpec, 'resourceFiles' | 'userIdentity'>): readonly Fault[] {
  return [
    ...(spec.resourceFiles === undefined ? [] : filesFaults(spec.resourceFiles, 'resourceFiles')),
    ...(spec.userIdentity === undefined ? [] : userFaults(spec.userIdentity)),
  ];
}

/** Constraints that are out of their range. Also for changes to a task. */
export function constraintFaults(constraints: TaskConstraints): readonly Fault[] {
  const code = 'InvalidConstraintValue';
  const { maxWallClockTime, maxTaskRetryCount, retentionTime } = constraints;
  return [
    ...durationFaults('maxWallClockTime', maxWallClockTime, { least: 0, code }),
    ...figureFaults('maxTaskRetryCount', maxTaskRetryCount, { least: -1, code }),
    ...durationFaults('retentionTime', retentionTime, { least: 0, code }),
  ].map(within('constraints'));
}

const filesFaults = (files: readonly ResourceFile[], key: string): readonly Fault[] =>
  files.flatMap((file, index) => fileFaults(file).map(within(key, index)));

const SOURCES = ['httpUrl', 'storageContainerUrl', 'autoStorageContainerName'] as const;

function fileFaults(file: ResourceFile): readonly Fault[] {
  const code = 'InvalidPropertyValue';
  const given = SOURCES.filter((key) => file[key] !== undefined);
  const faults: Fault[] = [];
  if (given.length === 0) {
    faults.push({
      path: [],
      says: 'has no source; expected one of httpUrl, storageContainerUrl and autoStorageContainerName',
      code,
    });
  }
  if (given.length > 1) {
    faults.push({
      path: [given[1]!],
      says: `stands beside ${given[0]}; expected one source of a file`,
      code,
    });
  }
  if (given[0] === 'httpUrl' && file.filePath === undefined)
    faults.push({ path: [], says: 'lacks `filePath`, which a file from httpUrl must have', code });
  if (file.httpUrl !== undefined && file.blobPrefix !== undefined)
    faults.push({ path: ['blobPrefix'], says: 'stands beside httpUrl; expected it with a container', code });
  if (file.filePath !== undefined && leaves(file.filePath))
    faults.push({
      path: ['filePath'],
      says: `is \`${file.filePath}\`; expected a path inside the working directory`,
      code,
    });
  return faults;
}

/** Whether a path leads out of the folder it starts in. */
function leaves(path: string): boolean {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return true;
  let depth = 0;
  for (const step of path.split(/[/\\]/)) {
    if (step === '..') depth--;
    else if (step !== '' && step !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

const userFaults = ({ username, autoUser }: UserIdentity): readonly Fault[] =>
  (username === undefined) === (autoUser === undefined)
    ? [
        {
          path: ['userIdentity'],
          says: `${username === undefined ? 'names no user' : 'names two users'}; expected either username or autoUser`,
          code: 'InvalidPropertyValue',
        },
      ]
    : [];

function severalNodesFaults({ multiInstanceSettings, requiredSlots }: TaskSpec): readonly Fault[] {
  const { numberOfInstances, commonResourceFiles = [] } = multiInstanceSettings!;
  return [
    ...figureFaults('numberOfInstances', numberOfInstances, { least: 1 }).map(
      within('multiInstanceSettings'),
    ),
    ...filesFaults(commonResourceFiles, 'commonResourceFiles').map(within('multiInstanceSettings')),
    ...(requiredSlots > 1
      ? [
          {
            path: ['requiredSlots'],
            says: `is ${requiredSlots}; expected 1, because the task has multi-instance settings`,
            code: 'InvalidPropertyValue',
          },
        ]
      : []),
  ];
}

function dependencyFaults({ taskIds, taskIdRanges }: TaskDependencies, job: JobOfTask): readonly Fault[] {
  const characters = taskIds.reduce((sum, id) => sum + id.length, 0);
  return [
    ...(job.usesTaskDependencies
      ? []
      : [
          {
            path: [],
            says: 'needs `usesTaskDependencies: true` on the job',
            code: 'TaskDependenciesNotSpecifiedOnJob',
          },
        ]),
    ...(characters > DEPENDENCY_IDS_LIMIT
      ? [
          {
            path: ['taskIds'],
            says: `has ${characters} characters in all; expected ${DEPENDENCY_IDS_LIMIT} at most`,
            code: 'TaskDependencyListTooLong',
          },
        ]
      : []),
    ...rangeFaults(taskIdRanges, 'taskIdRanges'),
  ];
}

const rangeFaults = (
  ranges: readonly { readonly start: number; readonly end: number }[],
  key: string,
): readonly Fault[] =>
  ranges.flatMap(({ start, end }, index) =>
    end < start
      ? [{ path: [key, index], says: `ends at ${end}, before its start`, code: 'InvalidPropertyValue' }]
      : [],
  );

function exitFaults(exits: ExitConditions, job: JobOfTask): readonly Fault[] {
  const ranges = rangeFaults(exits.exitCodeRanges, 'exitCodeRanges');
  if (job.onTaskFailure !== 'noaction') return ranges;
  const options = [
    ...exits.exitCodes.map((row, index) => [['exitCodes', index, 'exitOptions'], row.exitOptions] as const),
    ...exits.exitCodeRanges.map(
      (row, index) => [['exitCodeRanges', index, 'exitOptions'], row.exitOptions] as const,
    ),
    ...(['preProcessingError', 'fileUploadError', 'default'] as const).map(
      (key) => [[key], exits[key]] as const,
    ),
  ];
  return [
    ...ranges,
    ...options.flatMap(([path, found]) =>
      found?.jobAction === undefined
        ? []
        : [
            {
              path: [...path, 'jobAction'],
              says: 'needs `onTaskFailure: performexitoptionsjobaction` on the job',
              code: 'InvalidPropertyValue',
            },
          ],
    ),
  ];
}
