// The journal as text: one JSON record a line, in the shape of Azure's diagnostic logs of the service:
// `{ time, operationName, properties }`, with Azure's field names inside.
// Source: https://learn.microsoft.com/azure/batch/batch-diagnostics#service-log-events

import { type Instant, printTimestamp } from '../runtime/index.ts';
import { type Fact, INSTANT_FIELDS, type JournalSink, type Names, type SchedulingError } from './journal.ts';
import { NODE_STATES } from './model/node.ts';
import { ATTEMPT_ENDS, type AttemptEnd, type FailureInfo } from './model/task.ts';

/** How events spell what the service's resources say in lower case. */
const CATEGORIES = { usererror: 'UserError', servererror: 'ServerError' } as const;

/** A failure as events tell it. */
const errorOf = (failure: FailureInfo): SchedulingError => ({
  ...failure,
  category: CATEGORIES[failure.category],
});

/** The fact's own fields as JSON has them: instants as texts, a special task's run as a task's. */
function printed(fact: object): object {
  const body = withTexts(fact);
  const { executionInfo: run } = fact as { readonly executionInfo?: SpecialRun };
  if (run === undefined) return body;
  const error = run.schedulingError === undefined ? {} : { schedulingError: errorOf(run.schedulingError) };
  return { ...body, executionInfo: { ...withTexts(run), ...error } };
}

interface SpecialRun {
  readonly schedulingError?: FailureInfo;
}

function withTexts(body: object): object {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]: [string, unknown]) =>
      INSTANT_FIELDS.has(key) && typeof value === 'number' ? [key, printTimestamp(value)] : [key, value],
    ),
  );
}

const EXITED_BADLY: SchedulingError = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
};
const UNKNOWN: SchedulingError = {
  category: 'ServerError',
  code: 'Unknown',
  message: 'The task could not be carried out',
};

/** Why an attempt that ended so failed, with Azure's code; nothing for those that did not fail. */
const USUAL_ERRORS: Partial<Record<AttemptEnd, SchedulingError>> = {
  failure: EXITED_BADLY,
  retry: EXITED_BADLY,
  terminated: {
    category: 'ServerError',
    code: 'TaskEnded',
    message: 'The task was ended by the service or by a user',
  },
  notstarted: UNKNOWN,
  notuploaded: { ...UNKNOWN, code: 'FileUploadMiscError' },
};

/** Makes a sink that writes each event as a line, line break included. */
export function createJournalWriter(write: (line: string) => void): (names: Names) => JournalSink {
  return (names) => new JournalWriter(names, write);
}

class JournalWriter implements JournalSink {
  private readonly startedAt = new Map<number, Instant>();
  readonly saved = { own: { startedAt: this.startedAt }, classes: [] };
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
    const { names } = this;
    const nodes = names.nodeCount(task);
    this.line(time, 'TaskAddEvent', {
      ...this.taskOf(task),
      ...(names.isJobManager(task) ? { taskType: 'JobManager' } : {}),
      requiredSlots,
      ...(nodes > 1 ? { multiInstanceSettings: { numberOfInstances: nodes } } : {}),
    });
  }

  taskBlocked(time: Instant, task: number): void {
    this.line(time, 'TaskBlockEvent', this.taskOf(task));
  }

  taskUnblocked(time: Instant, task: number): void {
    this.line(time, 'TaskUnblockEvent', this.taskOf(task));
  }

  taskPreparing(time: Instant, task: number, node: number): void {
    this.line(time, 'TaskPrepareEvent', this.placeOf(task, node));
  }

  taskUnprepared(time: Instant, task: number, node: number): void {
    this.line(time, 'TaskUnprepareEvent', this.placeOf(task, node));
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

  subtaskStarted(time: Instant, task: number, node: number): void {
    this.line(time, 'SubtaskStartEvent', this.placeOf(task, node));
  }

  subtaskEnded(time: Instant, task: number, node: number): void {
    this.line(time, 'SubtaskEndEvent', this.placeOf(task, node));
  }

  taskWithdrawn(time: Instant, task: number): void {
    const failure = this.names.failure(task);
    const executionInfo =
      failure === undefined ? {} : { executionInfo: { schedulingError: errorOf(failure) } };
    this.line(time, 'TaskWithdrawEvent', { ...this.taskOf(task), ...executionInfo });
  }

  taskDeleted(time: Instant, task: number): void {
    this.line(time, 'TaskDeleteEvent', this.taskOf(task));
  }

  taskReactivated(time: Instant, task: number): void {
    this.line(time, 'TaskReactivateEvent', this.taskOf(task));
  }

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

  private taskOf(task: number): object {
    return { jobId: this.names.jobIdOf(task), id: this.names.taskId(task) };
  }

  private placeOf(task: number, node: number): object {
    return { ...this.taskOf(task), nodeInfo: this.nodeInfo(node) };
  }

  private taskBody(task: number, node: number): object {
    const { names } = this;
    return {
      jobId: names.jobIdOf(task),
      id: names.taskId(task),
      taskType: names.isJobManager(task) ? 'JobManager' : 'User',
      systemTaskVersion: names.requeueCount(task) + names.recoveryCount(task),
      requiredSlots: names.requiredSlots(task),
      nodeInfo: this.nodeInfo(node),
      multiInstanceSettings: { numberOfInstances: names.nodeCount(task) },
      constraints: { maxTaskRetryCount: names.retryLimit(task) },
    };
  }

  private executionInfo(time: Instant, task: number, end: AttemptEnd, exitCode: number): object {
    const { names } = this;
    const error = this.schedulingError(task, end);
    return {
      startTime: printTimestamp(this.startedAt.get(task) ?? time),
      endTime: printTimestamp(time),
      exitCode: Number.isNaN(exitCode) ? null : exitCode,
      retryCount: names.retryCount(task),
      requeueCount: names.requeueCount(task),
      result: end === 'success' ? 'Success' : 'Failure',
      ...(error === undefined ? {} : { schedulingError: error }),
    };
  }

  /** Why the attempt failed: as the service says, else what follows from how it ended. */
  private schedulingError(task: number, end: AttemptEnd): SchedulingError | undefined {
    const usual = USUAL_ERRORS[end];
    if (usual === undefined) return undefined;
    const failure = this.names.failure(task);
    return failure === undefined ? usual : errorOf(failure);
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
