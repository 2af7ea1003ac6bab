// Azure's job: states and what the user says about one.

import type { Duration } from '../../runtime/index.ts';

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

/** What a user says about a job. Fields are Azure's; durations are milliseconds. */
export interface JobSpec {
  readonly id: string;
  readonly displayName?: string;
  /** -1000 to 1000; higher goes first. */
  readonly priority: number;
  readonly poolInfo: { readonly poolId: string };
  readonly constraints: { readonly maxWallClockTime?: Duration; readonly maxTaskRetryCount: number };
  /** -1: no limit. */
  readonly maxParallelTasks: number;
  readonly onAllTasksComplete: 'noaction' | 'terminatejob';
}
