// Azure's pool: states and what the user says about one.

import type { Duration } from '../../runtime/index.ts';

export const ALLOCATION_STATES = ['steady', 'resizing', 'stopping'] as const;
export type AllocationState = (typeof ALLOCATION_STATES)[number];

export const NODE_FILL_TYPES = ['spread', 'pack'] as const;
export type NodeFillType = (typeof NODE_FILL_TYPES)[number];

/** Order of jobs of equal priority: uniformly at random, round about, or the older job first. */
export const JOB_ORDERS = ['none', 'roundrobin', 'creationtime'] as const;
export type JobOrder = (typeof JOB_ORDERS)[number];

/** What a user says about a pool. Fields are Azure's; durations are milliseconds. */
export interface PoolSpec {
  readonly id: string;
  readonly displayName?: string;
  readonly vmSize: string;
  readonly taskSlotsPerNode: number;
  readonly taskSchedulingPolicy: { readonly nodeFillType: NodeFillType; readonly jobDefaultOrder: JobOrder };
  readonly resizeTimeout: Duration;
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly enableAutoScale: boolean;
  /** Present exactly when `enableAutoScale`. */
  readonly autoScaleFormula?: string;
  readonly autoScaleEvaluationInterval: Duration;
  readonly startTask?: StartTask;
}

/** The start task; `waitForSuccess` defaults to true. Source: REST StartTask. */
export interface StartTask {
  readonly commandLine: string;
  readonly waitForSuccess: boolean;
  readonly maxTaskRetryCount: number;
}

/** Azure's limits and defaults. Source: REST Pool - Add. */
export const AUTOSCALE_INTERVAL = { least: 5 * 60_000, most: 168 * 3_600_000, usual: 15 * 60_000 } as const;
export const RESIZE_TIMEOUT = { least: 5 * 60_000, usual: 15 * 60_000 } as const;
/** Slots per node are at most four times the cores, and at most this. */
export const MOST_TASK_SLOTS = 256;

/** Why a resize did not reach its targets; there until the next resize. Source: REST ResizeError. */
export interface ResizeError {
  readonly code: ResizeErrorCode;
  readonly message: string;
}

export type ResizeErrorCode =
  | 'AccountCoreQuotaReached'
  | 'AccountLowPriorityCoreQuotaReached'
  | 'AllocationTimedout'
  | 'AllocationFailed'
  | 'RemoveNodesFailed'
  | 'ResizeStopped';
