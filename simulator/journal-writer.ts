// The journal as text: one JSON record a line, in the shape of Azure's diagnostic logs of the service:
// `{ time, operationName, properties }`, with Azure's field names inside.
// Source: https://learn.microsoft.com/azure/batch/batch-diagnostics#service-log-events

import { type Instant, printTimestamp } from '../runtime/index.ts';
import { type Fact, INSTANT_FIELDS, type JournalSink, type Names } from './journal.ts';
import { NODE_STATES } from './model/node.ts';
import { ATTEMPT_ENDS, type AttemptEnd } from './model/task.ts';

/** The fact's own fields as JSON has them: instants, of what it holds too, as texts. */
function printed(body: object): object {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]: [string, unknown]) => {
      if (INSTANT_FIELDS.has(key) && typeof value === 'number') return [key, printTimestamp(value)];
      return [key, key === 'executionInfo' ? printed(value as object) : value];
    }),
  );
}

/** Why a task that did not end by itself was ended; Azure's code. */
const TASK_ENDED = {
  category: 'ServerError',
  code: 'TaskEnded',
  message: 'The task was ended by the service or by a user',
};
const EXITED_BADLY = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
};

/** Makes a sink that writes each event as a line, line break included. */
export function createJournalWriter(write: (line: string) => void): (names: Names) => JournalSink {
  return (names) => new JournalWriter(names, write);
}

class JournalWriter implements JournalSink {
  private readonly startedAt = new Map<number, Instant>();
  private readonly names: Names;
  private readonly write: (line: string) => void;

  constructor(names: Names, write: (line: string) => void) {
    this.names = names;
    this.write = write;
  }

  fact(fact: Fact): void {
    const { time, event, ...body } = fact;
    this.line(time, event, printed(body));
  }

  taskAdded(time: Instant, task: number, _job: number, requiredSlots: number): void {
    this.line(time, 'TaskAddEvent', {
      jobId: this.names.jobIdOf(task),
      id: this.names.taskId(task),
      requiredSlots,
    });
  }

  taskStarted(time: Instant, task: number, node: number): void {
    this.startedAt.set(task, time);
    const executionInfo = { retryCount: this.names.retryCount(task) };
    this.line(time, 'TaskStartEvent', { ...this.taskBody(task, node), executionInfo });
  }

  taskEnded(time: Instant, task: number, node: number, end: number, exitCode: number): void {
    const how = ATTEMPT_ENDS[end]!;
    const body = {
      ...this.taskBody(task, node),
      executionInfo: this.executionInfo(time, task, how, exitCode),
    };
    this.startedAt.delete(task);
    for (const event of EVENTS_OF_END[how]) this.line(time, event, body);
  }

  taskWithdrawn(time: Instant, task: number): void {
    this.line(time, 'TaskWithdrawEvent', { jobId: this.names.jobIdOf(task), id: this.names.taskId(task) });
  }

  taskBlocked(): void {}
  taskUnblocked(): void {}
  taskPreparing(): void {}
  taskUnprepared(): void {}
  subtaskStarted(): void {}
  subtaskEnded(): void {}
  taskReactivated(): void {}

  nodeAdded(time: Instant, _node: number, identity: Parameters<JournalSink['nodeAdded']>[2]): void {
    const { poolId, nodeId, ...rest } = identity;
    this.line(time, 'NodeAddEvent', { nodeInfo: { poolId, nodeId }, ...rest });
  }

  nodeChanged(time: Instant, node: number, state: number): void {
    this.line(time, 'NodeStateChangeEvent', { nodeInfo: this.nodeInfo(node), state: NODE_STATES[state] });
  }

  nodeRemoved(time: Instant, node: number): void {
    this.line(time, 'NodeRemoveEvent', { nodeInfo: this.nodeInfo(node) });
  }

  private taskBody(task: number, node: number): object {
    const { names } = this;
    return {
      jobId: names.jobIdOf(task),
      id: names.taskId(task),
      taskType: 'User',
      systemTaskVersion: names.requeueCount(task) + names.recoveryCount(task),
      requiredSlots: names.requiredSlots(task),
      nodeInfo: this.nodeInfo(node),
      multiInstanceSettings: { numberOfInstances: 1 },
      constraints: { maxTaskRetryCount: names.retryLimit(task) },
    };
  }

  private executionInfo(time: Instant, task: number, end: AttemptEnd, exitCode: number): object {
    const { names } = this;
    return {
      startTime: printTimestamp(this.startedAt.get(task) ?? time),
      endTime: printTimestamp(time),
      exitCode: Number.isNaN(exitCode) ? null : exitCode,
      retryCount: names.retryCount(task),
      requeueCount: names.requeueCount(task),
      result: end === 'success' ? 'Success' : 'Failure',
      ...(end === 'terminated' ? { schedulingError: TASK_ENDED } : {}),
      ...(end === 'failure' || end === 'retry' ? { schedulingError: EXITED_BADLY } : {}),
    };
  }

  private nodeInfo(node: number): object {
    return { poolId: this.names.poolIdOf(node), nodeId: this.names.nodeId(node) };
  }

  private line(time: Instant, operationName: string, properties: object): void {
    this.write(`${JSON.stringify({ time: printTimestamp(time), operationName, properties })}\n`);
  }
}

/** What Azure logs when an attempt ends. Its log has no event for a retry and none for a recovery: ours do. */
const EVENTS_OF_END: Record<AttemptEnd, readonly string[]> = {
  success: ['TaskCompleteEvent'],
  failure: ['TaskCompleteEvent', 'TaskFailEvent'],
  terminated: ['TaskCompleteEvent', 'TaskFailEvent'],
  retry: ['TaskRetryEvent'],
  requeue: ['TaskRequeueEvent'],
  recovery: ['TaskRecoverEvent'],
  notstarted: ['TaskCompleteEvent', 'TaskFailEvent'],
  notuploaded: ['TaskCompleteEvent', 'TaskFailEvent'],
};
