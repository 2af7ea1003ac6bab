// Azure's pool: its states and legal moves, and what the user says about one.
// Source: REST Pool; docs "nodes and pools".

import type { Duration } from '../../runtime/index.ts';
import type { Moves } from './moves.ts';
import type { ApplicationPackageReference, MetadataItem, SpecialTaskSpec } from './task.ts';

export const POOL_STATES = ['active', 'deleting'] as const;
export type PoolState = (typeof POOL_STATES)[number];

/** Where a pool can go; a deleted one goes nowhere. */
export const POOL_MOVES: Moves<PoolState> = { active: ['deleting'], deleting: [] };

export const ALLOCATION_STATES = ['steady', 'resizing', 'stopping'] as const;
export type AllocationState = (typeof ALLOCATION_STATES)[number];

export const ALLOCATION_MOVES: Moves<AllocationState> = {
  steady: ['resizing'],
  resizing: ['steady', 'stopping', 'resizing'],
  stopping: ['steady'],
};

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
  readonly enableInterNodeCommunication: boolean;
  readonly startTask?: StartTask;
  readonly applicationPackageReferences: readonly ApplicationPackageReference[];
  readonly metadata?: readonly MetadataItem[];
  /** What is kept as it was given and has no effect on a model: images, networks, certificates, users, mounts. */
  readonly kept?: Readonly<Record<string, unknown>>;
}

/** The start task; `waitForSuccess` defaults to true. Source: REST StartTask. */
export interface StartTask extends SpecialTaskSpec {
  readonly waitForSuccess: boolean;
  readonly maxTaskRetryCount: number;
}

/** Azure's limits and defaults. Source: REST Pool - Add. */
export const AUTOSCALE_INTERVAL = { least: 5 * 60_000, most: 168 * 3_600_000, usual: 15 * 60_000 } as const;
export const RESIZE_TIMEOUT = { least: 5 * 60_000, usual: 15 * 60_000 } as const;
/** Slots per node are at most four times the cores, and at most this. */
export const MOST_TASK_SLOTS = 256;
/** Nodes of a pool with inter-node communication. Source: docs "Batch quotas and limits". */
export const MOST_COMMUNICATING_NODES = 100;
/** Application packages that a pool refers to. Source: docs "Batch quotas and limits". */
export const MOST_PACKAGE_REFERENCES = 10;
/** Two requests to enable autoscale on one pool are at least this far apart. */
export const ENABLE_AUTOSCALE_SPACING: Duration = 30_000;

/** Why a resize did not reach its targets; there until the next resize. Source: REST ResizeError. */
export interface ResizeError {
  readonly code: ResizeErrorCode;
  readonly message: string;
}

export type ResizeErrorCode =
  | 'AccountCoreQuotaReached'
  | 'AccountVMSeriesCoreQuotaReached'
  | 'AccountLowPriorityCoreQuotaReached'
  | 'AllocationTimedout'
  | 'AllocationFailed'
  | 'RemoveNodesFailed'
  | 'ResizeStopped';
