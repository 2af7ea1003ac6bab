// Azure's job: its states and legal moves, and what the user says about one, its special tasks included.
// Source: REST Job; docs "jobs and tasks", "job preparation and release".

import type { Duration } from '../../runtime/index.ts';
import type { Moves } from './moves.ts';
import type { PoolSpec } from './pool.ts';
import type { EnvironmentSetting, MetadataItem, SpecialTaskSpec, TaskSpec } from './task.ts';

export const JOB_STATES = [
  'active',
  'disabling',
  'disabled',
  'enabling',
  'terminating',
  'completed',
  'deleting',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where a job can go from each state; a deleted one goes nowhere. */
export const JOB_MOVES: Moves<JobState> = {
  active: ['disabling', 'terminating', 'completed', 'deleting'],
  disabling: ['disabled', 'terminating', 'deleting'],
  disabled: ['disabling', 'enabling', 'terminating', 'deleting'],
  enabling: ['active', 'terminating', 'deleting'],
  terminating: ['completed', 'deleting'],
  completed: ['deleting'],
  deleting: [],
};

/** What happens to the running tasks of a job that is disabled. Source: REST Job - Disable. */
export const DISABLE_JOB_OPTIONS = ['requeue', 'terminate', 'wait'] as const;
export type DisableJobOption = (typeof DISABLE_JOB_OPTIONS)[number];

export const ON_ALL_TASKS_COMPLETE = ['noaction', 'terminatejob'] as const;
export const ON_TASK_FAILURE = ['noaction', 'performexitoptionsjobaction'] as const;

/** What a user says about a job. Fields are Azure's; durations are milliseconds. */
export interface JobSpec {
  readonly id: string;
  readonly displayName?: string;
  /** -1000 to 1000; higher goes first. */
  readonly priority: number;
  readonly poolInfo: PoolInfo;
  readonly constraints: JobConstraints;
  /** -1: no limit. */
  readonly maxParallelTasks: number;
  readonly allowTaskPreemption: boolean;
  readonly onAllTasksComplete: (typeof ON_ALL_TASKS_COMPLETE)[number];
  readonly onTaskFailure: (typeof ON_TASK_FAILURE)[number];
  readonly usesTaskDependencies: boolean;
  readonly jobManagerTask?: JobManagerTask;
  readonly jobPreparationTask?: JobPreparationTask;
  readonly jobReleaseTask?: JobReleaseTask;
  readonly commonEnvironmentSettings?: readonly EnvironmentSetting[];
  readonly metadata?: readonly MetadataItem[];
  /** What is kept as it was given and has no effect on a model: the network. */
  readonly kept?: Readonly<Record<string, unknown>>;
}

export interface JobConstraints {
  readonly maxWallClockTime?: Duration;
  readonly maxTaskRetryCount: number;
}

/** A pool by its id, or one that comes and goes with the job. Exactly one of the two. */
export interface PoolInfo {
  readonly poolId?: string;
  readonly autoPoolSpecification?: AutoPoolSpecification;
}

export const POOL_LIFETIMES = ['job', 'jobschedule'] as const;

/** Source: REST AutoPoolSpecification. */
export interface AutoPoolSpecification {
  /** At most 20 characters. */
  readonly autoPoolIdPrefix: string;
  readonly poolLifetimeOption: (typeof POOL_LIFETIMES)[number];
  readonly keepAlive: boolean;
  /** The pool without its id, which the service makes. */
  readonly pool: PoolSpec;
}

/** Source: REST JobManagerTask. */
export interface JobManagerTask extends TaskSpec {
  readonly id: string;
  readonly killJobOnCompletion: boolean;
  readonly runExclusive: boolean;
  readonly allowLowPriorityNode: boolean;
}

/** Source: REST JobPreparationTask. */
export interface JobPreparationTask extends SpecialTaskSpec {
  readonly id: string;
  readonly waitForSuccess: boolean;
  readonly rerunOnNodeRebootAfterSuccess: boolean;
  readonly maxTaskRetryCount: number;
  readonly maxWallClockTime?: Duration;
  readonly retentionTime?: Duration;
}

/** Source: REST JobReleaseTask. */
export interface JobReleaseTask extends SpecialTaskSpec {
  readonly id: string;
  readonly maxWallClockTime: Duration;
  readonly retentionTime: Duration;
}

/** What holds when nothing is said of what can be changed of a job. */
export const JOB_DEFAULTS = {
  priority: 0,
  maxParallelTasks: -1,
  allowTaskPreemption: false,
  onAllTasksComplete: 'noaction',
  constraints: { maxTaskRetryCount: 0 },
} as const satisfies Partial<JobSpec>;

export const PREPARATION_ID = 'jobpreparation';
export const RELEASE_ID = 'jobrelease';
/** A release task may take so long at most, and does unless it says less. */
export const RELEASE_LIMIT: Duration = 15 * 60_000;
export const PRIORITY = { least: -1000, most: 1000 } as const;
export const AUTO_POOL_PREFIX_LIMIT = 20;

export const SCHEDULE_STATES = ['active', 'completed', 'disabled', 'terminating', 'deleting'] as const;
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

/** Where a job schedule can go from each state; a deleted one goes nowhere. */
export const SCHEDULE_MOVES: Moves<ScheduleState> = {
  active: ['disabled', 'terminating', 'completed', 'deleting'],
  disabled: ['active', 'terminating', 'completed', 'deleting'],
  terminating: ['completed', 'deleting'],
  completed: ['deleting'],
  deleting: [],
};

/** What a user says about a job schedule. Source: REST Job Schedule - Add. */
export interface JobScheduleSpec {
  readonly id: string;
  readonly displayName?: string;
  readonly schedule: Schedule;
  /** The job that it makes time and again; its id is made of the schedule's. */
  readonly jobSpecification: Omit<JobSpec, 'id'>;
  readonly metadata?: readonly MetadataItem[];
}

/** When jobs are made; all UTC. Source: REST Schedule. */
export interface Schedule {
  readonly doNotRunUntil?: number;
  readonly doNotRunAfter?: number;
  readonly startWindow?: Duration;
  readonly recurrenceInterval?: Duration;
}

/** The least that a start window or a recurrence interval may be. */
export const LEAST_SCHEDULE_INTERVAL: Duration = 60_000;
