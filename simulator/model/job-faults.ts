// What the service refuses in jobs and job schedules. Source: REST Job - Add, JobReleaseTask, AutoPoolSpecification,
// Schedule; docs "job preparation and release".

import { durationFaults, type Fault, figureFaults, idFaults, within } from './fault.ts';
import {
  AUTO_POOL_PREFIX_LIMIT, type JobPreparationTask, type JobReleaseTask, type JobScheduleSpec, type JobSpec,
  LEAST_SCHEDULE_INTERVAL, type PoolInfo, PRIORITY, RELEASE_LIMIT, type Schedule,
} from './job.ts'; // biome-ignore format: one list
import { poolSpecificationFaults } from './pool-faults.ts';
import { constraintFaults, runnableFaults, sharedFaults, taskIdFaults } from './task-faults.ts';

/** What is refused when the job is added. */
export const jobFaults = (spec: JobSpec): readonly Fault[] => [
  ...idFaults(spec.id),
  ...jobSpecificationFaults(spec, false),
];

/** What is refused when the schedule is added. */
export const scheduleFaults = (spec: JobScheduleSpec): readonly Fault[] => [
  ...idFaults(spec.id),
  ...scheduleTimesFaults(spec.schedule).map(within('schedule')),
  ...jobSpecificationFaults(spec.jobSpecification, true).map(within('jobSpecification')),
];

function jobSpecificationFaults(spec: Omit<JobSpec, 'id'>, isScheduled: boolean): readonly Fault[] {
  const { jobManagerTask: manager, jobPreparationTask: preparation, jobReleaseTask: release } = spec;
  return [
    ...jobPatchFaults(spec),
    ...poolInfoFaults(spec.poolInfo, isScheduled).map(within('poolInfo')),
    ...(manager === undefined
      ? []
      : [...taskIdFaults(manager.id, spec), ...runnableFaults(manager)].map(within('jobManagerTask'))),
    ...(preparation === undefined ? [] : preparationFaults(preparation).map(within('jobPreparationTask'))),
    ...(release === undefined ? [] : releaseFaults(release, preparation).map(within('jobReleaseTask'))),
  ];
}

/** What is refused in what can be changed of a job. */
export const jobPatchFaults = (
  found: Partial<Pick<JobSpec, 'priority' | 'maxParallelTasks' | 'constraints'>>,
): readonly Fault[] => [
  ...figureFaults('priority', found.priority, { ...PRIORITY, code: 'OutOfRangePriority' }),
  ...(found.maxParallelTasks === -1 ? [] : parallelFaults(found.maxParallelTasks)),
  ...(found.constraints === undefined ? [] : constraintFaults(found.constraints)),
];

const parallelFaults = (most: number | undefined): readonly Fault[] =>
  most === undefined || most >= 1
    ? []
    : [
        {
          path: ['maxParallelTasks'],
          says: `is ${most}; expected -1, or 1 or more`,
          code: 'InvalidPropertyValue',
        },
      ];

function poolInfoFaults(
  { poolId, autoPoolSpecification: auto }: PoolInfo,
  isScheduled: boolean,
): readonly Fault[] {
  const code = 'InvalidPropertyValue';
  if (auto === undefined) {
    return poolId === undefined || poolId === ''
      ? []
      : idFaults(poolId).map((fault) => ({ ...fault, path: ['poolId'] }));
  }
  const faults: Fault[] = [];
  if (poolId !== undefined)
    faults.push({ path: ['poolId'], says: 'stands beside an auto pool; expected one of the two', code });
  const prefix = auto.autoPoolIdPrefix;
  if (prefix.length > AUTO_POOL_PREFIX_LIMIT || !/^[A-Za-z0-9_-]*$/.test(prefix)) {
    const says = `is \`${prefix}\`; expected at most ${AUTO_POOL_PREFIX_LIMIT} letters, digits, - and _`;
    faults.push({ path: ['autoPoolIdPrefix'], says, code });
  }
  if (auto.poolLifetimeOption === 'jobschedule' && !isScheduled) {
    const says = 'is jobschedule on a job; expected job, unless a job schedule makes the job';
    faults.push({ path: ['poolLifetimeOption'], says, code });
  }
  return [...faults, ...poolSpecificationFaults(auto.pool).map(within('pool'))].map((fault) =>
    fault.path[0] === 'poolId' ? fault : within('autoPoolSpecification')(fault),
  );
}

function preparationFaults(task: JobPreparationTask): readonly Fault[] {
  return [...idFaults(task.id), ...constraintFaults(task), ...sharedFaults(task)];
}

function releaseFaults(task: JobReleaseTask, preparation: JobPreparationTask | undefined): readonly Fault[] {
  return [
    ...idFaults(task.id),
    ...(preparation === undefined
      ? [
          {
            path: [],
            says: 'needs a `jobPreparationTask` in the same job',
            code: 'JobPreparationTaskNotSpecified',
          },
        ]
      : []),
    ...(preparation?.id.toLowerCase() === task.id.toLowerCase()
      ? [
          {
            path: ['id'],
            says: `is \`${task.id}\`, which is the id of the job preparation task`,
            code: 'TaskIdSameAsJobPreparationTask',
          },
        ]
      : []),
    ...durationFaults('maxWallClockTime', task.maxWallClockTime, { least: 0, most: RELEASE_LIMIT }),
    ...durationFaults('retentionTime', task.retentionTime, { least: 0 }),
    ...sharedFaults(task),
  ];
}

/** What is refused in the times of a schedule. */
export function scheduleTimesFaults(times: Schedule): readonly Fault[] {
  const least = { least: LEAST_SCHEDULE_INTERVAL };
  const { doNotRunUntil, doNotRunAfter } = times;
  return [
    ...durationFaults('startWindow', times.startWindow, least),
    ...durationFaults('recurrenceInterval', times.recurrenceInterval, least),
    ...(doNotRunAfter !== undefined && doNotRunUntil !== undefined && doNotRunAfter <= doNotRunUntil
      ? [
          {
            path: ['doNotRunAfter'],
            says: 'is not after doNotRunUntil, so that no job is ever made',
            code: 'InvalidPropertyValue',
          },
        ]
      : []),
  ];
}
