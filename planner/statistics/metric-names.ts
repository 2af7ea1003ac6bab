// Azure's account metrics by their exact names: which state of a node each counts, which facts are events of a pool
// or of a job. Source: "Supported metrics with Azure Monitor", Microsoft.Batch/batchAccounts.

import type { Fact, NodeState } from '../../simulator/index.ts';
import type { NodeCountName } from './statistics.ts';

/** Cores and nodes, dedicated and low-priority; then nodes by state. */
export const GAUGES = [
  'CoreCount', 'LowPriorityCoreCount', 'TotalNodeCount', 'TotalLowPriorityNodeCount', 'CreatingNodeCount',
  'StartingNodeCount', 'WaitingForStartTaskNodeCount', 'StartTaskFailedNodeCount', 'IdleNodeCount', 'RunningNodeCount',
  'OfflineNodeCount', 'RebootingNodeCount', 'ReimagingNodeCount', 'LeavingPoolNodeCount', 'UnusableNodeCount',
  'PreemptedNodeCount',
] as const; // biome-ignore format: a list
export type GaugeName = (typeof GAUGES)[number];

/** Places of the gauges that count by kind: dedicated first, then low-priority. */
export const CORE_GAUGES = [GAUGES.indexOf('CoreCount'), GAUGES.indexOf('LowPriorityCoreCount')] as const;
export const NODE_GAUGES = [
  GAUGES.indexOf('TotalNodeCount'),
  GAUGES.indexOf('TotalLowPriorityNodeCount'),
] as const;

/** How counts of nodes spell a state, and the metric that counts it; some states have none. */
export const STATE_NAMES: Readonly<Record<NodeState, readonly [NodeCountName, GaugeName?]>> = {
  idle: ['idle', 'IdleNodeCount'],
  rebooting: ['rebooting', 'RebootingNodeCount'],
  reimaging: ['reimaging', 'ReimagingNodeCount'],
  running: ['running', 'RunningNodeCount'],
  unusable: ['unusable', 'UnusableNodeCount'],
  creating: ['creating', 'CreatingNodeCount'],
  starting: ['starting', 'StartingNodeCount'],
  waitingforstarttask: ['waitingForStartTask', 'WaitingForStartTaskNodeCount'],
  starttaskfailed: ['startTaskFailed', 'StartTaskFailedNodeCount'],
  unknown: ['unknown'],
  leavingpool: ['leavingPool', 'LeavingPoolNodeCount'],
  offline: ['offline', 'OfflineNodeCount'],
  preempted: ['preempted', 'PreemptedNodeCount'],
  upgradingos: ['upgradingOS'],
  deallocating: ['deallocating'],
  deallocated: ['deallocated'],
};

export const TASK_EVENTS = ['TaskStartEvent', 'TaskCompleteEvent', 'TaskFailEvent'] as const;
export const POOL_EVENTS = [
  'PoolCreateEvent', 'PoolResizeStartEvent', 'PoolResizeCompleteEvent', 'PoolDeleteStartEvent', 'PoolDeleteCompleteEvent',
] as const satisfies readonly Fact['event'][]; // biome-ignore format: a list
export const JOB_EVENTS = [
  'JobStartEvent', 'JobTerminateStartEvent', 'JobTerminateCompleteEvent', 'JobDisableStartEvent',
  'JobDisableCompleteEvent', 'JobDeleteStartEvent', 'JobDeleteCompleteEvent',
] as const satisfies readonly Fact['event'][]; // biome-ignore format: a list

export const EVENTS = [...TASK_EVENTS, ...POOL_EVENTS, ...JOB_EVENTS] as const;
export type EventName = (typeof EVENTS)[number];
export type MetricName = GaugeName | EventName;

/** What each of these facts makes of a job or a pool: Azure's state, or `deleted`. */
export const STATE_AFTER: Partial<Record<Fact['event'], string>> = {
  PoolCreateEvent: 'active', PoolDeleteStartEvent: 'deleting', PoolDeleteCompleteEvent: 'deleted',
  JobStartEvent: 'active', JobDisableStartEvent: 'disabling', JobDisableCompleteEvent: 'disabled', JobEnableEvent: 'active',
  JobTerminateStartEvent: 'terminating', JobTerminateCompleteEvent: 'completed', JobDeleteStartEvent: 'deleting',
  JobDeleteCompleteEvent: 'deleted',
}; // biome-ignore format: a table
