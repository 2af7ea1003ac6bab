// Each metric of the catalog and how to read it off a pool now. The record's type is the catalog's own union,
// so a metric that nobody answers for does not compile.

import type { LiveId, MetricId } from '../../compiler/index.ts';
import { SAMPLE_PERIOD, SECOND } from '../../runtime/index.ts';
import type { Account, Pool } from './account.ts';
import { averageLoad, type Resource, sampledNodes } from './loads.ts';
import { DEDICATED, LOW_PRIORITY, NODE, type NodeKind } from './node-table.ts';

/** Reads a figure off a settled pool. */
export type Reading = (pool: Pool) => number;

/** Reads a resource metric off a settled pool whose loads are kept; NaN while there is no node to take samples on. */
type ResourceReading = (account: Account, pool: Pool) => number;

/** Live values: node counts and slots. `$CurrentLowPriorityNodes` includes preempted nodes, as in Azure. */
export const LIVE_READINGS: Readonly<Record<LiveId, Reading>> = {
  $CurrentDedicatedNodes: (pool) => pool.current[DEDICATED],
  $CurrentLowPriorityNodes: (pool) => pool.current[LOW_PRIORITY],
  $UsableNodeCount: usableNodes,
  $PreemptedNodeCount: (pool) => pool.nodesByState[LOW_PRIORITY][NODE.preempted]!,
  $TaskSlotsPerNode: (pool) => pool.spec.taskSlotsPerNode,
};

export const LIVE_IDS = Object.keys(LIVE_READINGS) as readonly LiveId[];

type ResourceId = Exclude<MetricId, keyof typeof COUNT_READINGS>;

/** Sampled metrics of tasks: tasks are counted, not slots. */
const COUNT_READINGS = {
  $ActiveTasks: (pool: Pool) => pool.activeTasks,
  $RunningTasks: (pool: Pool) => pool.runningTasks,
  $PendingTasks: (pool: Pool) => pool.activeTasks + pool.runningTasks,
  $SucceededTasks: (pool: Pool) => pool.succeededTasks,
  $FailedTasks: (pool: Pool) => pool.failedTasks,
} satisfies Partial<Record<MetricId, Reading>>;

/** What one node uses on the average, `times` so much, in units of `per`. */
const average =
  (resource: Resource, how: { readonly times?: number; readonly per?: number }): ResourceReading =>
  (account, pool) =>
    averageLoad(account, pool, resource, how);

/** What is moved in the time that a sample stands for, in seconds. */
const PERIOD = SAMPLE_PERIOD / SECOND;

/** The resource metrics, in the units of the catalog. They are retired: only a scenario that says so has samples of them. */
const RESOURCE_READINGS: Readonly<Record<ResourceId, ResourceReading>> = {
  $CPUPercent: (account, pool) => {
    const times = account.settings.choices.cpuPercent === 'fraction' ? 1 : 100;
    return averageLoad(account, pool, 'cores', { times, per: pool.coresPerNode });
  },
  $WallClockSeconds: average('attempts', { times: PERIOD }),
  $MemoryBytes: average('memoryBytes', { per: 1e6 }),
  $DiskBytes: average('diskBytes', { per: 1e9 }),
  $DiskReadBytes: average('diskReadBytes', { times: PERIOD }),
  $DiskWriteBytes: average('diskWriteBytes', { times: PERIOD }),
  $DiskReadOps: average('diskReadOps', { times: PERIOD }),
  $DiskWriteOps: average('diskWriteOps', { times: PERIOD }),
  $NetworkInBytes: average('networkInBytes', { times: PERIOD }),
  $NetworkOutBytes: average('networkOutBytes', { times: PERIOD }),
  $SampleNodeCount: (account, pool) => sampledNodes(account, pool),
};

/** The reading of a name that a formula samples, live ones included; undefined where the service feeds no samples. */
export function readingOf(account: Account, id: MetricId | LiveId): Reading | undefined {
  if (id in LIVE_READINGS) return LIVE_READINGS[id as LiveId];
  if (id in COUNT_READINGS) return COUNT_READINGS[id as keyof typeof COUNT_READINGS];
  return account.loads === undefined ? undefined : resourceReading(account, id as ResourceId);
}

// Apart, because who may make a closure makes room for it at every call, and nearly all calls make none.
const resourceReading =
  (account: Account, id: ResourceId): Reading =>
  (pool) =>
    RESOURCE_READINGS[id](account, pool);

function usableNodes(pool: Pool): number {
  const inState = (kind: NodeKind): number =>
    pool.nodesByState[kind][NODE.idle]! + pool.nodesByState[kind][NODE.running]!;
  return inState(DEDICATED) + inState(LOW_PRIORITY);
}
