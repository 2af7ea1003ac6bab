// When things happened to each task: what Azure shows of a task and no decision of the service needs. Kept only where
// somebody will ask, and heard from the journal like by any other listener.

import type { Instant } from '../../runtime/index.ts';
import { type JournalSink, SILENCE } from '../journal.ts';
import { ATTEMPT_ENDS, type AttemptEnd, TASK_STATES, type TaskState } from '../model/task.ts';
import { NONE, TASK, type TaskTable } from './task-table.ts';

/** What is remembered of one task. Times of an execution are of the latest one. */
export interface TaskDetail {
  readonly addedAt: Instant;
  /** Its state, since when, and the one before. */
  phase: TaskState;
  since: Instant;
  previous: { readonly state: TaskState; readonly since: Instant } | undefined;
  startTime: Instant | undefined;
  endTime: Instant | undefined;
  /** How the latest attempt ended; undefined while it runs or before there is one. */
  end: AttemptEnd | undefined;
  exitCode: number | undefined;
  lastRetryTime: Instant | undefined;
  lastRequeueTime: Instant | undefined;
  /** The node it is on, or was on last; NONE before. */
  node: number;
  /** The subtasks of a multi-instance task's latest attempt, in the order of their ids from 1. */
  subtasks: SubtaskDetail[];
}

/** What is remembered of one subtask. */
export interface SubtaskDetail {
  readonly node: number;
  readonly startTime: Instant;
  endTime: Instant | undefined;
}

/** What is remembered, by task. */
export type TaskDetails = Map<number, TaskDetail>;

const COMPLETING: ReadonlySet<AttemptEnd> = new Set<AttemptEnd>([
  'success', 'failure', 'terminated', 'notstarted', 'notuploaded',
]); // biome-ignore format: a list

/** A listener that writes down what it hears of tasks. */
export function createDetailsSink(details: TaskDetails, tasks: TaskTable): JournalSink {
  const at = (task: number): TaskDetail => details.get(task)!;
  return {
    ...SILENCE,
    taskAdded: (time, task) => void details.set(task, newDetail(time)),
    taskPreparing: (time, task, node) => {
      enter(at(task), time, 'preparing');
      at(task).node = node;
    },
    taskUnprepared: (time, task) => enter(at(task), time, 'active'),
    taskStarted(time, task, node) {
      const detail = at(task);
      enter(detail, time, 'running');
      if (detail.end === 'retry') detail.lastRetryTime = time;
      forgetRun(detail);
      detail.startTime = time;
      detail.node = node;
      detail.subtasks = [];
    },
    subtaskStarted: (time, task, node) =>
      void at(task).subtasks.push({ node, startTime: time, endTime: undefined }),
    subtaskEnded(time, task, node) {
      // A subtask may outlast its task, and that its task's record.
      const subtask = details.get(task)?.subtasks.find((one) => one.node === node);
      if (subtask !== undefined) subtask.endTime ??= time;
    },
    taskEnded(time, task, _, code, exitCode) {
      const detail = at(task);
      const end = ATTEMPT_ENDS[code]!;
      enter(detail, time, COMPLETING.has(end) ? 'completed' : 'active');
      detail.end = end;
      detail.endTime = time;
      detail.exitCode = Number.isNaN(exitCode) ? undefined : exitCode;
      if (end === 'requeue') detail.lastRequeueTime = time;
    },
    taskReactivated(time, task) {
      const detail = at(task);
      enter(detail, time, 'active');
      forgetRun(detail);
      detail.lastRetryTime = undefined;
    },
    taskWithdrawn(time, task) {
      const detail = details.get(task);
      if (detail === undefined || tasks.states[task] !== TASK.completed) return;
      enter(detail, time, 'completed');
      detail.end = 'terminated';
      detail.endTime = time;
    },
  };
}

const newDetail = (time: Instant): TaskDetail => ({
  addedAt: time,
  phase: TASK_STATES[TASK.active],
  since: time,
  previous: undefined,
  startTime: undefined,
  endTime: undefined,
  end: undefined,
  exitCode: undefined,
  lastRetryTime: undefined,
  lastRequeueTime: undefined,
  node: NONE,
  subtasks: [],
});

function enter(detail: TaskDetail, time: Instant, state: TaskState): void {
  detail.previous = { state: detail.phase, since: detail.since };
  detail.phase = state;
  detail.since = time;
}

function forgetRun(detail: TaskDetail): void {
  detail.startTime = undefined;
  detail.endTime = undefined;
  detail.end = undefined;
  detail.exitCode = undefined;
}
