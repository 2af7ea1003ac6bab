// The journal: all that happened, in order, in Azure's event vocabulary. The service tells it to sinks; what
// happens once per task is told in numbers, so that a million tasks make no objects unless somebody wants them.
// Source of names and fields: Azure Batch service log events; node events are ours, in the same style.

import type { Instant } from '../runtime/index.ts';
import type { ScheduleState } from './model/job.ts';
import type { NodeDeallocationOption, NodeState } from './model/node.ts';
import type { FailureInfo } from './model/task.ts';
import type { SavedListener } from './saved-graph.ts';
import type { StretchEnd, StretchPart, StretchSink } from './stretch.ts';

/** Facts that are objects: everything but the task events. Times are instants; the line codec prints ISO. */
export type Fact =
  | {
      readonly time: Instant; readonly event: 'RunStartEvent'; readonly seed: number; readonly version: string;
      readonly title: string;
    }
  | {
      readonly time: Instant; readonly event: 'RunEndEvent';
      /** Why the run ended: every task done, the horizon, nothing can happen any more, or interrupted. */
      readonly reason: 'drained' | 'horizon' | 'stalled' | 'interrupted';
      readonly message: string;
    }
  | {
      readonly time: Instant; readonly event: 'PoolCreateEvent'; readonly id: string; readonly vmSize: string;
      readonly targetDedicatedNodes: number; readonly targetLowPriorityNodes: number; readonly taskSlotsPerNode: number;
      readonly vmFillType: 'Spread' | 'Pack'; readonly enableAutoScale: boolean; readonly resizeTimeout: string;
      readonly isAutoPool: boolean; readonly enableInterNodeCommunication: boolean;
    }
  | {
      readonly time: Instant; readonly event: 'PoolResizeStartEvent'; readonly id: string;
      readonly nodeDeallocationOption: NodeDeallocationOption | 'Invalid';
      readonly currentDedicatedNodes: number; readonly targetDedicatedNodes: number;
      readonly currentLowPriorityNodes: number; readonly targetLowPriorityNodes: number;
      readonly enableAutoScale: boolean; readonly isAutoPool: boolean;
    }
  | {
      readonly time: Instant; readonly event: 'PoolResizeCompleteEvent'; readonly id: string;
      readonly nodeDeallocationOption: NodeDeallocationOption | 'Invalid';
      readonly currentDedicatedNodes: number; readonly targetDedicatedNodes: number;
      readonly currentLowPriorityNodes: number; readonly targetLowPriorityNodes: number;
      readonly enableAutoScale: boolean; readonly isAutoPool: boolean;
      readonly startTime: Instant; readonly endTime: Instant;
      /** `Success`, or the code of the first resize error. */
      readonly resultCode: string; readonly resultMessage: string;
    }
  /** Ours: a user stops a resize; the pool is `stopping` until it is complete. */
  | { readonly time: Instant; readonly event: 'PoolResizeStopEvent'; readonly id: string }
  | {
      readonly time: Instant; readonly event: 'PoolAutoScaleEvent'; readonly id: string; readonly timestamp: Instant;
      readonly formula: string; readonly results: string;
      readonly error: { readonly code: string; readonly message: string; readonly values: readonly { readonly name: string; readonly value: string }[] };
    }
  /** Ours: a user has a formula evaluated; nothing follows from it. */
  | { readonly time: Instant; readonly event: 'PoolAutoScaleTestEvent'; readonly id: string; readonly formula: string; readonly results: string; readonly error: string }
  /** Ours: a user gives or takes away a formula, or changes it or its interval. */
  | { readonly time: Instant; readonly event: 'PoolAutoScaleEnableEvent'; readonly id: string; readonly formula: string; readonly interval: string }
  | { readonly time: Instant; readonly event: 'PoolAutoScaleDisableEvent'; readonly id: string }
  | { readonly time: Instant; readonly event: 'PoolDeleteStartEvent'; readonly id: string }
  /** Ours: a user changed the pool; nodes that start from now on follow it. */
  | { readonly time: Instant; readonly event: 'PoolUpdateEvent'; readonly id: string }
  | { readonly time: Instant; readonly event: 'PoolDeleteCompleteEvent'; readonly id: string; readonly startTime: Instant; readonly endTime: Instant }
  /** Ours: why a node became unusable. */
  | { readonly time: Instant; readonly event: 'NodeErrorEvent'; readonly nodeInfo: NodeInfo; readonly code: string; readonly message: string }
  | { readonly time: Instant; readonly event: 'JobStartEvent'; readonly id: string; readonly poolId: string; readonly priority: number }
  /** Ours: what a user changed of a job; only what changed is there. */
  | { readonly time: Instant; readonly event: 'JobUpdateEvent'; readonly id: string; readonly priority?: number; readonly poolId?: string }
  | { readonly time: Instant; readonly event: 'JobDisableStartEvent'; readonly id: string; readonly disableTasks: string }
  | { readonly time: Instant; readonly event: 'JobDisableCompleteEvent'; readonly id: string }
  /** Ours: a disabled job is active again. */
  | { readonly time: Instant; readonly event: 'JobEnableEvent'; readonly id: string }
  | { readonly time: Instant; readonly event: 'JobTerminateStartEvent'; readonly id: string; readonly terminateReason: string }
  | { readonly time: Instant; readonly event: 'JobTerminateCompleteEvent'; readonly id: string; readonly terminateReason: string }
  /** Ours: the pool that should have come with the job cannot be made; the job is completed. */
  | { readonly time: Instant; readonly event: 'JobFailEvent'; readonly id: string; readonly schedulingError: SchedulingError }
  | { readonly time: Instant; readonly event: 'JobDeleteStartEvent'; readonly id: string }
  | { readonly time: Instant; readonly event: 'JobDeleteCompleteEvent'; readonly id: string }
  /** Ours: a job schedule enters a state; a deleted one is told of once more, as `deleted`. */
  | { readonly time: Instant; readonly event: 'JobScheduleStateChangeEvent'; readonly id: string; readonly state: ScheduleState | 'deleted' }
  /** Ours: a due time for which no job was made: the last one still ran, the schedule was disabled, or a quota was reached. */
  | { readonly time: Instant; readonly event: 'JobScheduleMissEvent'; readonly id: string; readonly dueTime: Instant }
  /** A task that waits cannot run now, or as things are; it goes on waiting. */
  | { readonly time: Instant; readonly event: 'TaskScheduleFailEvent'; readonly jobId: string; readonly id: string;
      readonly requiredSlots: number; readonly nodeInfo?: NodeInfo; readonly schedulingError: SchedulingError }
  /** A start, job preparation or job release task ended for good on a node; a failed one is told of by both. */
  | { readonly time: Instant; readonly event: 'SpecialTaskCompleteEvent' | 'SpecialTaskFailEvent';
      /** Empty for start tasks. */
      readonly jobId: string; readonly taskName: string; readonly taskType: SpecialTaskType; readonly nodeInfo: NodeInfo;
      readonly executionInfo: {
        readonly startTime: Instant; readonly endTime: Instant; readonly exitCode: number | null;
        readonly result: 'Success' | 'Failure'; readonly schedulingError?: FailureInfo } }
  /** Ours: what an attempt used, as far as it was measured; told before its end. */
  | ({ readonly time: Instant; readonly event: 'TaskUseEvent' } & TaskUse)
  /** Ours: what a user asked of the service and was refused, with Azure's code. */
  | { readonly time: Instant; readonly event: 'OperationRefuseEvent'; readonly operation: string; readonly id: string; readonly code: string; readonly message: string }
  /** Ours, at the end of a run: tasks that can never run as things are, and since when. */
  | { readonly time: Instant; readonly event: 'NeverRunEvent'; readonly jobId: string; readonly code: string; readonly message: string;
      readonly tasks: number; readonly firstTaskId: string; readonly since: Instant }
  /** Ours, at the end of a run: nodes that a pool held with nothing to run since some time. */
  | { readonly time: Instant; readonly event: 'PoolIdleEvent'; readonly id: string; readonly nodes: number; readonly since: Instant; readonly message: string }; // biome-ignore format: a table

/** Fields of facts that hold an instant, besides `time`. */
export const INSTANT_FIELDS: ReadonlySet<string> = new Set([
  'startTime', 'endTime', 'timestamp', 'dueTime', 'since',
]); // biome-ignore format: a list

export interface NodeInfo {
  readonly poolId: string;
  readonly nodeId: string;
}

/** What an attempt used; `null` is what could not be told. */
export interface TaskUse {
  /** Empty for start tasks. */
  readonly jobId: string;
  readonly id: string;
  readonly taskType: 'Task' | SpecialTaskType;
  readonly nodeInfo: NodeInfo;
  /** Seconds of all processors together. */
  readonly processorSeconds: number | null;
  /** The most memory that its processes had together, of all the moments at which it was looked at. */
  readonly peakMemoryBytes: number | null;
  /** Bytes that came from a disk, and bytes that went to one. */
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
  /** Bytes over the network, the loopback not counted. */
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
}

export interface SchedulingError {
  readonly category: 'UserError' | 'ServerError';
  readonly code: string;
  readonly message: string;
}

export type SpecialTaskType = 'StartTask' | 'JobPrep' | 'JobRelease';

/** Integer handles: a task's is its place in the run, a node's likewise; never reused in one run. */
export type TaskHandle = number;
export type NodeHandle = number;

/** Who a node is; told once, before anything else is told of it. */
export interface NodeIdentity {
  readonly poolId: string;
  readonly nodeId: string;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly taskSlotsPerNode: number;
}

/**
 * Hears what happens, in order. Numbers only where things happen once per task; the names behind the
 * numbers are asked from `Names`. A sink never writes to what it observes.
 */
export interface JournalSink {
  /** What it remembers, for a run that is saved; absent when it remembers nothing. */
  readonly saved?: SavedListener;
  /**
   * Hears stretches of plain tasks in columns, in place of the events one by one. A run tells stretches only where
   * all who listen can hear them.
   */
  readonly stretches?: StretchSink;
  fact(fact: Fact): void;
  /** `job` is the job's index in order of addition. */
  taskAdded(time: Instant, task: TaskHandle, job: number, requiredSlots: number): void;
  /** The task waits for others of its job (its dependencies); then, that all of them are satisfied. */
  taskBlocked(time: Instant, task: TaskHandle): void;
  taskUnblocked(time: Instant, task: TaskHandle): void;
  /** The task is placed on a node and waits there for the job preparation task. */
  taskPreparing(time: Instant, task: TaskHandle, node: NodeHandle): void;
  /** A preparing task leaves its node without having started. */
  taskUnprepared(time: Instant, task: TaskHandle, node: NodeHandle): void;
  /** An attempt begins on a node. */
  taskStarted(time: Instant, task: TaskHandle, node: NodeHandle): void;
  /** The attempt ends. `end` is an index of ATTEMPT_ENDS; `exitCode` is NaN when no process ended by itself. */
  taskEnded(time: Instant, task: TaskHandle, node: NodeHandle, end: number, exitCode: number): void;
  /** One of the further nodes of a multi-instance task works for it, and no more. */
  subtaskStarted(time: Instant, task: TaskHandle, node: NodeHandle): void;
  subtaskEnded(time: Instant, task: TaskHandle, node: NodeHandle): void;
  /**
   * A task that waits will not run any more: its job is over and it stays active, or a user terminated it, as its
   * failure says, and it is completed.
   */
  taskWithdrawn(time: Instant, task: TaskHandle): void;
  /** A completed task is removed from its job. */
  taskDeleted(time: Instant, task: TaskHandle): void;
  /** A task that had failed waits again. */
  taskReactivated(time: Instant, task: TaskHandle): void;
  nodeAdded(time: Instant, node: NodeHandle, identity: NodeIdentity): void;
  /** `state` is an index of NODE_STATES. */
  nodeChanged(time: Instant, node: NodeHandle, state: number): void;
  /** The node's machine is gone from the pool. */
  nodeRemoved(time: Instant, node: NodeHandle): void;
}

/** The names behind the numbers a sink is told. */
export interface Names {
  taskId(task: TaskHandle): string;
  jobIdOf(task: TaskHandle): string;
  requiredSlots(task: TaskHandle): number;
  /** Whether the task is its job's job manager. */
  isJobManager(task: TaskHandle): boolean;
  /** Nodes that the task runs on at once. */
  nodeCount(task: TaskHandle): number;
  /** Why the task's last attempt failed; undefined when an exit code says it all. */
  failure(task: TaskHandle): FailureInfo | undefined;
  /** The retries the task may have; -1 for no limit. */
  retryLimit(task: TaskHandle): number;
  /** Retries after a non-zero exit, requeues a user caused, recoveries from lost nodes, so far. */
  retryCount(task: TaskHandle): number;
  requeueCount(task: TaskHandle): number;
  recoveryCount(task: TaskHandle): number;
  nodeId(node: NodeHandle): string;
  poolIdOf(node: NodeHandle): string;
}

export type { NodeState };

/** Everything a sink hears besides facts, by the number of its arguments. */
const CALLS = [
  'fact', 'taskAdded', 'taskBlocked', 'taskUnblocked', 'taskPreparing', 'taskUnprepared', 'taskStarted', 'taskEnded',
  'subtaskStarted', 'subtaskEnded', 'taskWithdrawn', 'taskDeleted', 'taskReactivated', 'nodeAdded', 'nodeChanged', 'nodeRemoved',
] as const satisfies readonly Exclude<keyof JournalSink, 'saved' | 'stretches'>[]; // biome-ignore format: a list

type Call = (...heard: readonly unknown[]) => void;
type Calls = { [Name in (typeof CALLS)[number]]: Call };

/** Hears each event, and does nothing: for a listener that says only what it does with some. */
export const SILENCE = Object.fromEntries(CALLS.map((name) => [name, () => {}])) as unknown as JournalSink;

/** Does nothing with stretches: for a listener that heeds no task, and leaves the short way to the run. */
export const UNHEEDED: StretchSink = { part: () => {}, end: () => {} };

const NOBODY: JournalSink = { ...SILENCE, stretches: UNHEEDED };

/** One sink that passes on what it hears to all of these, in their order. */
export function joinSinks(sinks: readonly JournalSink[]): JournalSink {
  const [first, ...rest] = sinks;
  if (first === undefined) return NOBODY;
  return rest.length === 0 ? first : pair(first, joinSinks(rest));
}

function pair(first: JournalSink, second: JournalSink): JournalSink {
  const [one, other] = [first, second] as unknown as [Calls, Calls];
  const calls = CALLS.map((name) => [
    name,
    (a: unknown, b: unknown, c: unknown, d: unknown, e: unknown) => {
      one[name](a, b, c, d, e);
      other[name](a, b, c, d, e);
    },
  ]);
  return { ...Object.fromEntries(calls), ...pairStretches(first, second) } as unknown as JournalSink;
}

function pairStretches(
  { stretches: one }: JournalSink,
  { stretches: other }: JournalSink,
): Pick<JournalSink, 'stretches'> {
  if (one === undefined || other === undefined) return {};
  const part = (heard: StretchPart): void => {
    one.part(heard);
    other.part(heard);
  };
  const end = (heard: StretchEnd): void => {
    one.end(heard);
    other.end(heard);
  };
  return { stretches: { part, end } };
}
