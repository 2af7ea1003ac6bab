// The journal: all that happened, in order, in Azure's event vocabulary. The service tells it to sinks; what
// happens once per task is told in numbers, so that a million tasks make no objects unless somebody wants them.
// Source of names and fields: Azure Batch service log events; node events are ours, in the same style.

import type { Instant } from '../runtime/index.ts';
import type { NodeDeallocationOption, NodeState } from './model/node.ts';

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
  | {
      readonly time: Instant; readonly event: 'PoolAutoScaleEvent'; readonly id: string; readonly timestamp: Instant;
      readonly formula: string; readonly results: string;
      readonly error: { readonly code: string; readonly message: string; readonly values: readonly { readonly name: string; readonly value: string }[] };
    }
  | { readonly time: Instant; readonly event: 'JobStartEvent'; readonly id: string; readonly poolId: string; readonly priority: number }
  | { readonly time: Instant; readonly event: 'JobTerminateStartEvent'; readonly id: string; readonly terminateReason: string }
  | { readonly time: Instant; readonly event: 'JobTerminateCompleteEvent'; readonly id: string; readonly terminateReason: string }
  /** Ours: a task that waits cannot run as things are; told once a task. */
  | { readonly time: Instant; readonly event: 'TaskScheduleFailEvent'; readonly jobId: string; readonly id: string;
      readonly requiredSlots: number;
      readonly schedulingError: { readonly category: 'UserError'; readonly code: string; readonly message: string } }; // biome-ignore format: a table

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
  fact(fact: Fact): void;
  /** `job` is the job's index in order of addition. */
  taskAdded(time: Instant, task: TaskHandle, job: number, requiredSlots: number): void;
  /** An attempt begins on a node. */
  taskStarted(time: Instant, task: TaskHandle, node: NodeHandle): void;
  /** The attempt ends. `end` is an index of ATTEMPT_ENDS; `exitCode` is NaN when no process ended by itself. */
  taskEnded(time: Instant, task: TaskHandle, node: NodeHandle, end: number, exitCode: number): void;
  /** A task that waits (has no attempt running) is completed without ever running, or is deleted. */
  taskWithdrawn(time: Instant, task: TaskHandle): void;
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

/** Hears nothing. */
export const SILENCE: JournalSink = {
  fact() {},
  taskAdded() {},
  taskStarted() {},
  taskEnded() {},
  taskWithdrawn() {},
  nodeAdded() {},
  nodeChanged() {},
  nodeRemoved() {},
};

/** One sink that passes on what it hears to all of these, in their order. */
export function joinSinks(sinks: readonly JournalSink[]): JournalSink {
  if (sinks.length === 0) return SILENCE;
  return sinks.reduceRight((rest, sink) => pair(sink, rest));
}

function pair(first: JournalSink, second: JournalSink): JournalSink {
  return {
    fact(fact) {
      first.fact(fact);
      second.fact(fact);
    },
    taskAdded(time, task, job, requiredSlots) {
      first.taskAdded(time, task, job, requiredSlots);
      second.taskAdded(time, task, job, requiredSlots);
    },
    taskStarted(time, task, node) {
      first.taskStarted(time, task, node);
      second.taskStarted(time, task, node);
    },
    taskEnded(time, task, node, end, exitCode) {
      first.taskEnded(time, task, node, end, exitCode);
      second.taskEnded(time, task, node, end, exitCode);
    },
    taskWithdrawn(time, task) {
      first.taskWithdrawn(time, task);
      second.taskWithdrawn(time, task);
    },
    nodeAdded(time, node, identity) {
      first.nodeAdded(time, node, identity);
      second.nodeAdded(time, node, identity);
    },
    nodeChanged(time, node, state) {
      first.nodeChanged(time, node, state);
      second.nodeChanged(time, node, state);
    },
    nodeRemoved(time, node) {
      first.nodeRemoved(time, node);
      second.nodeRemoved(time, node);
    },
  };
}
