// Each metric of the catalog and how to read it off a pool now. The record's type is the catalog's own union,
// so a metric that nobody answers for does not compile.

import type { LiveId, MetricId } from '../../compiler/index.ts';
import type { Pool } from './account.ts';
import { DEDICATED, LOW_PRIORITY, NODE, type NodeKind } from './node-table.ts';

/** Reads a figure off a settled pool; undefined where the service feeds no samples. */
export type Reading = (pool: Pool) => number;

/** Live values: node counts and slots. `$CurrentLowPriorityNodes` includes preempted nodes, as in Azure. */
export const LIVE_READINGS: Readonly<Record<LiveId, Reading>> = {
  $CurrentDedicatedNodes: (pool) => pool.current[DEDICATED],
  $CurrentLowPriorityNodes: (pool) => pool.current[LOW_PRIORITY],
  $UsableNodeCount: usableNodes,
  $PreemptedNodeCount: (pool) => pool.nodesByState[LOW_PRIORITY][NODE.preempted]!,
  $TaskSlotsPerNode: (pool) => pool.spec.taskSlotsPerNode,
};

/** Sampled metrics. Counts are tasks, not slots; the resource metrics have no samples (retired in 2024). */
export const METRIC_READINGS: Readonly<Record<MetricId, Reading | undefined>> = {
  $ActiveTasks: (pool) => pool.activeTasks,
  $RunningTasks: (pool) => pool.runningTasks,
  $PendingTasks: (pool) => pool.activeTasks + pool.runningTasks,
  $SucceededTasks: (pool) => pool.succeededTasks,
  $FailedTasks: (pool) => pool.failedTasks,
  $CPUPercent: undefined,
  $WallClockSeconds: undefined,
  $MemoryBytes: undefined,
  $DiskBytes: undefined,
  $DiskReadBytes: undefined,
  $DiskWriteBytes: undefined,
  $DiskReadOps: undefined,
  $DiskWriteOps: undefined,
  $NetworkInBytes: undefined,
  $NetworkOutBytes: undefined,
  $SampleNodeCount: undefined,
};

/** The reading of a name that a formula samples, live ones included. */
export const readingOf = (id: MetricId | LiveId): Reading | undefined =>
  id in LIVE_READINGS ? LIVE_READINGS[id as LiveId] : METRIC_READINGS[id as MetricId];

function usableNodes(pool: Pool): number {
  const inState = (kind: NodeKind): number =>
    pool.nodesByState[kind][NODE.idle]! + pool.nodesByState[kind][NODE.running]!;
  return inState(DEDICATED) + inState(LOW_PRIORITY);
}
