// What a user of Azure can ask of an account, read off a journal: metrics by the minute, counts of tasks and nodes,
// usage and lifetime statistics. Fields are Azure's; what a journal cannot tell (CPU time, input and output) is absent.

import type { MetricName } from './metric-names.ts';

/** Version of the shape below; it rises when a field changes its meaning or goes. */
export const STATISTICS_SCHEMA_VERSION = 1;

/** Times are ISO 8601 instants, lengths ISO 8601 durations, as in Azure. */
export interface Statistics {
  readonly schemaVersion: typeof STATISTICS_SCHEMA_VERSION;
  readonly startTime: string;
  readonly lastUpdateTime: string;
  readonly metrics: AccountMetrics;
  /** In the order of addition, deleted ones too. */
  readonly jobs: readonly JobFigures[];
  readonly jobSchedules: readonly { readonly id: string; readonly stats: JobStatistics }[];
  /** In the order of creation, deleted ones too. */
  readonly pools: readonly PoolFigures[];
  readonly poolUsageMetrics: readonly PoolUsageMetrics[];
  /** Over all jobs and all pools of the account. */
  readonly allJobs: JobStatistics;
  readonly allPools: UsageStatistics;
}

/** Azure's account metrics with a grain of one minute. Source: "Azure Batch monitoring data reference". */
export interface AccountMetrics {
  /** The full minute from which `seconds` count: that in which the journal begins. */
  readonly startTime: string;
  readonly interval: 'PT1M';
  readonly values: readonly MetricValues[];
}

/**
 * One metric with one choice of its dimensions. A number of cores or nodes holds from its minute on until the next one
 * listed: the value at the full minute. A number of events is the sum over that minute, and 0 in minutes not listed.
 */
export interface MetricValues {
  readonly name: MetricName;
  readonly kind: 'gauge' | 'events';
  readonly dimensions: { readonly poolId?: string; readonly jobId?: string };
  readonly seconds: readonly number[];
  readonly totals: readonly number[];
}

/** `completed` = `succeeded` + `failed`; preparing tasks are running. Source: REST Job - Get Task Counts. */
export interface JobTaskCounts {
  readonly active: number;
  readonly running: number;
  readonly completed: number;
  readonly succeeded: number;
  readonly failed: number;
}

export interface JobFigures {
  readonly id: string;
  /** Azure's state of a job, or `deleted`. */
  readonly state: string;
  readonly taskCounts: JobTaskCounts;
  /** The same in task slots. */
  readonly taskSlotCounts: JobTaskCounts;
  readonly stats: JobStatistics;
}

/** Source: REST Job - Get, `stats`; a task's share is the same over that task alone. */
export interface JobStatistics {
  readonly startTime: string;
  readonly lastUpdateTime: string;
  /** Sum over all attempts, those that still run included. */
  readonly wallClockTime: string;
  readonly numSucceededTasks: number;
  readonly numFailedTasks: number;
  readonly numTaskRetries: number;
  /** Sum over the tasks that started: from creation to the start of the latest attempt. */
  readonly waitTime: string;
}

export interface PoolFigures {
  readonly id: string;
  /** Azure's state of a pool, or `deleted`. */
  readonly state: string;
  readonly dedicated: PoolNodeCounts;
  readonly lowPriority: PoolNodeCounts;
  readonly usageStats: UsageStatistics;
}

/** Nodes by state, Azure's spelling; states that no node is in are 0. Source: REST Account - List Pool Node Counts. */
export type PoolNodeCounts = Readonly<Record<NodeCountName, number>>;
export type NodeCountName =
  | 'creating' | 'idle' | 'offline' | 'preempted' | 'rebooting' | 'reimaging' | 'running' | 'starting' | 'startTaskFailed'
  | 'leavingPool' | 'unknown' | 'unusable' | 'waitingForStartTask' | 'upgradingOS' | 'deallocating' | 'deallocated'
  | 'total'; // biome-ignore format: a list

/** Source: REST Pool - Get, `stats.usageStats`. */
export interface UsageStatistics {
  readonly startTime: string;
  readonly lastUpdateTime: string;
  /** Time of the cores of dedicated nodes, from `creating` until gone; absent when some size's cores are unknown. */
  readonly dedicatedCoreTime?: string;
}

/** Core hours of one pool in one interval, of both kinds of nodes. Source: REST Pool - List Usage Metrics. */
export interface PoolUsageMetrics {
  readonly poolId: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly vmSize: string;
  readonly totalCoreHours: number;
}
