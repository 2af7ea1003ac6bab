// Hand-driven journals for the tests of the planner: a plain list of events, told to any sink in order, and the report
// of one.

import { createCollector, type Report } from '../../planner/index.ts';
import type { Fact, JournalSink, Names, NodeIdentity } from '../../simulator/index.ts';
import { ATTEMPT_ENDS, NODE_STATES, type NodeState } from '../../simulator/index.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Calls of a sink that tell of a task alone, and of a task and a node. */
type TaskCall = 'taskWithdrawn' | 'taskBlocked' | 'taskUnblocked' | 'taskReactivated' | 'taskDeleted';
type PlaceCall = 'taskPreparing' | 'taskUnprepared' | 'subtaskStarted' | 'subtaskEnded';

export type Event =
  | { readonly kind: 'fact'; readonly fact: Fact }
  | {
      readonly kind: 'added';
      readonly time: number;
      readonly task: number;
      readonly job: number;
      readonly slots: number;
    }
  | { readonly kind: 'started'; readonly time: number; readonly task: number; readonly node: number }
  | {
      readonly kind: 'ended';
      readonly time: number;
      readonly task: number;
      readonly node: number;
      readonly end: number;
    }
  | { readonly kind: TaskCall; readonly time: number; readonly task: number }
  | { readonly kind: PlaceCall; readonly time: number; readonly task: number; readonly node: number }
  | { readonly kind: 'node'; readonly time: number; readonly node: number; readonly identity: NodeIdentity }
  | { readonly kind: 'state'; readonly time: number; readonly node: number; readonly state: number }
  | { readonly kind: 'gone'; readonly time: number; readonly node: number };

/** Tells the events to a sink. */
export function tell(sink: JournalSink, events: readonly Event[]): void {
  for (const event of events) {
    switch (event.kind) {
      case 'fact':
        sink.fact(event.fact);
        break;
      case 'added':
        sink.taskAdded(event.time, event.task, event.job, event.slots);
        break;
      case 'started':
        sink.taskStarted(event.time, event.task, event.node);
        break;
      case 'ended':
        sink.taskEnded(event.time, event.task, event.node, event.end, event.end === 0 ? 0 : Number.NaN);
        break;
      case 'taskWithdrawn':
      case 'taskBlocked':
      case 'taskUnblocked':
      case 'taskReactivated':
      case 'taskDeleted':
        sink[event.kind](event.time, event.task);
        break;
      case 'taskPreparing':
      case 'taskUnprepared':
      case 'subtaskStarted':
      case 'subtaskEnded':
        sink[event.kind](event.time, event.task, event.node);
        break;
      case 'node':
        sink.nodeAdded(event.time, event.node, event.identity);
        break;
      case 'state':
        sink.nodeChanged(event.time, event.node, event.state);
        break;
      case 'gone':
        sink.nodeRemoved(event.time, event.node);
        break;
    }
  }
}

/** Names for tasks, nodes and jobs that have none; only what a test says of them differs from the usual. */
export function namesOf(known: Partial<Names> = {}): Names {
  return {
    taskId: (task) => `${task}`,
    jobIdOf: () => 'frames',
    requiredSlots: () => 1,
    isJobManager: () => false,
    nodeCount: () => 1,
    failure: () => undefined,
    retryLimit: () => 0,
    retryCount: () => 0,
    requeueCount: () => 0,
    recoveryCount: () => 0,
    nodeId: (node) => `tvm-${node}`,
    poolIdOf: () => 'render',
    ...known,
  };
}

export const stateCode = (state: NodeState): number => NODE_STATES.indexOf(state);
export const endCode = (end: (typeof ATTEMPT_ENDS)[number]): number => ATTEMPT_ENDS.indexOf(end);

export function runStart(seed = 1, time = 0): Event {
  return { kind: 'fact', fact: { time, event: 'RunStartEvent', seed, version: '0.1.0', title: 'a run' } };
}

export function runEnd(time: number, reason: 'drained' | 'horizon' | 'stalled' = 'drained'): Event {
  return { kind: 'fact', fact: { time, event: 'RunEndEvent', reason, message: `The run ended: ${reason}.` } };
}

export interface PoolWords {
  readonly id?: string;
  readonly vmSize?: string;
  readonly dedicated?: number;
  readonly lowPriority?: number;
  readonly slots?: number;
  readonly time?: number;
  readonly autoscale?: boolean;
  /** Whether multi-instance tasks can run there. */
  readonly joinsNodes?: boolean;
}

export function poolCreate(words: PoolWords = {}): Event {
  return {
    kind: 'fact',
    fact: {
      time: words.time ?? 0,
      event: 'PoolCreateEvent',
      id: words.id ?? 'render',
      vmSize: words.vmSize ?? 'standard_d4s_v5',
      targetDedicatedNodes: words.dedicated ?? 0,
      targetLowPriorityNodes: words.lowPriority ?? 0,
      taskSlotsPerNode: words.slots ?? 4,
      vmFillType: 'Spread',
      enableAutoScale: words.autoscale ?? false,
      resizeTimeout: '900000',
      isAutoPool: false,
      enableInterNodeCommunication: words.joinsNodes ?? false,
    },
  };
}

export function jobStart(id = 'frames', poolId = 'render', time = 0): Event {
  return { kind: 'fact', fact: { time, event: 'JobStartEvent', id, poolId, priority: 0 } };
}

export function evaluation(
  time: number,
  results: string,
  error: { readonly code: string; readonly detail: string } = { code: '', detail: '' },
  id = 'render',
): Event {
  const { code, detail } = error;
  return {
    kind: 'fact',
    fact: {
      time,
      event: 'PoolAutoScaleEvent',
      id,
      timestamp: time,
      formula: '$TargetDedicatedNodes = 1;',
      results,
      error: {
        code,
        message: code === '' ? '' : 'Autoscale evaluation failed due to insufficient sample data',
        values: code === '' ? [] : [{ name: 'Message', value: detail }],
      },
    },
  };
}

export function resizeStart(
  time: number,
  dedicated: number,
  lowPriority = 0,
  option: 'requeue' | 'retaineddata' | 'taskcompletion' | 'Invalid' = 'Invalid',
  id = 'render',
): Event {
  return {
    kind: 'fact',
    fact: {
      time,
      event: 'PoolResizeStartEvent',
      id,
      nodeDeallocationOption: option,
      currentDedicatedNodes: 0,
      targetDedicatedNodes: dedicated,
      currentLowPriorityNodes: 0,
      targetLowPriorityNodes: lowPriority,
      enableAutoScale: true,
      isAutoPool: false,
    },
  };
}

export function resizeComplete(time: number, code = 'Success', start = time, id = 'render'): Event {
  return {
    kind: 'fact',
    fact: {
      time,
      event: 'PoolResizeCompleteEvent',
      id,
      nodeDeallocationOption: 'Invalid',
      currentDedicatedNodes: 0,
      targetDedicatedNodes: 0,
      currentLowPriorityNodes: 0,
      targetLowPriorityNodes: 0,
      enableAutoScale: true,
      isAutoPool: false,
      startTime: start,
      endTime: time,
      resultCode: code,
      resultMessage:
        code === 'Success' ? 'The operation succeeded' : 'The account has reached its core quota',
    },
  };
}

export function node(
  time: number,
  handle: number,
  words: PoolWords & { readonly spot?: boolean } = {},
): Event {
  return {
    kind: 'node',
    time,
    node: handle,
    identity: {
      poolId: words.id ?? 'render',
      nodeId: `tvm-${handle}`,
      vmSize: words.vmSize ?? 'standard_d4s_v5',
      isDedicated: words.spot !== true,
      taskSlotsPerNode: words.slots ?? 4,
    },
  };
}

export const state = (time: number, handle: number, name: NodeState): Event => ({
  kind: 'state',
  time,
  node: handle,
  state: stateCode(name),
});
export const gone = (time: number, handle: number): Event => ({ kind: 'gone', time, node: handle });
export const added = (time: number, task: number, slots = 1, job = 0): Event => ({
  kind: 'added',
  time,
  task,
  job,
  slots,
});
export const started = (time: number, task: number, handle: number): Event => ({
  kind: 'started',
  time,
  task,
  node: handle,
});
export const ended = (
  time: number,
  task: number,
  handle: number,
  end: (typeof ATTEMPT_ENDS)[number] = 'success',
): Event => ({ kind: 'ended', time, task, node: handle, end: endCode(end) });
export const withdrawn = (time: number, task: number): Event => ({ kind: 'taskWithdrawn', time, task });
export const deleted = (time: number, task: number): Event => ({ kind: 'taskDeleted', time, task });
export const blocked = (time: number, task: number): Event => ({ kind: 'taskBlocked', time, task });
export const unblocked = (time: number, task: number): Event => ({ kind: 'taskUnblocked', time, task });
export const reactivated = (time: number, task: number): Event => ({ kind: 'taskReactivated', time, task });
export const preparing = (time: number, task: number, handle: number): Event => ({
  kind: 'taskPreparing',
  time,
  task,
  node: handle,
});
export const unprepared = (time: number, task: number, handle: number): Event => ({
  kind: 'taskUnprepared',
  time,
  task,
  node: handle,
});
export const joined = (time: number, task: number, handle: number): Event => ({
  kind: 'subtaskStarted',
  time,
  task,
  node: handle,
});
export const left = (time: number, task: number, handle: number): Event => ({
  kind: 'subtaskEnded',
  time,
  task,
  node: handle,
});
export const fact = (told: Fact): Event => ({ kind: 'fact', fact: told });

/** The report of a run of these events. */
export function reportOf(events: readonly Event[], known: Partial<Names> = {}): Report {
  const collector = createCollector({ names: namesOf(known) });
  tell(collector, events);
  return collector.report();
}
