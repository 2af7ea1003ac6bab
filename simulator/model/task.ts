// Azure's task: states, and what the user says about one. Identical tasks share one specification.

import type { Duration } from '../../runtime/index.ts';

export const TASK_STATES = ['active', 'preparing', 'running', 'completed'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What a user says about a task, without its id. Fields are Azure's; durations are milliseconds. */
export interface TaskSpec {
  readonly commandLine: string;
  readonly displayName?: string;
  readonly requiredSlots: number;
  readonly constraints: TaskConstraints;
  readonly environmentSettings?: readonly { readonly name: string; readonly value: string }[];
}

/** `undefined` means: take the job's value. Source: REST TaskConstraints. */
export interface TaskConstraints {
  /** -1 retries for ever. */
  readonly maxTaskRetryCount?: number;
  readonly maxWallClockTime?: Duration;
  readonly retentionTime?: Duration;
}

export const DEFAULT_RETENTION: Duration = 7 * 24 * 3_600_000;

/** How an attempt of a task ended. The index is the code used in columns and sinks. */
export const ATTEMPT_ENDS = ['success', 'failure', 'terminated', 'retry', 'requeue', 'recovery'] as const;
/**
 * `success`, `failure` and `terminated` complete the task (the last: killed by a limit, a user or a node
 * operation, TaskEnded); `retry` runs it again after a non-zero exit; `requeue` is a user's doing (node
 * removed, job disabled); `recovery` is a lost node (preemption, host failure).
 */
export type AttemptEnd = (typeof ATTEMPT_ENDS)[number];
