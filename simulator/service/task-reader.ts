// What Azure shows of a task and of its subtasks, computed when somebody asks. Times are there where the account keeps
// details. Source: REST Task - Get, TaskExecutionInformation, Task - List Subtasks.

import type { Instant } from '../../runtime/index.ts';
import { type FailureInfo, TASK_STATES, type TaskSpec, type TaskState } from '../model/task.ts';
import type { Account, Job } from './account.ts';
import { exitFailure, taskEndedFailure } from './failures.ts';
import type { TaskDetail } from './task-details.ts';
import { findTask, taskIdOf } from './task-ids.ts';
import { FAILED, NONE, TASK } from './task-table.ts';

/** A task as Azure shows it; what is not known or not there yet is left out. */
export interface TaskView {
  readonly id: string;
  readonly state: TaskState;
  readonly spec: TaskSpec;
  readonly creationTime?: Instant;
  readonly stateTransitionTime?: Instant;
  readonly previousState?: TaskState;
  readonly previousStateTransitionTime?: Instant;
  readonly executionInfo: TaskExecutionInfo;
  readonly nodeInfo?: TaskNodeInfo;
}

export interface TaskExecutionInfo {
  readonly startTime?: Instant;
  readonly endTime?: Instant;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly retryCount: number;
  readonly lastRetryTime?: Instant;
  readonly requeueCount: number;
  readonly lastRequeueTime?: Instant;
  readonly result?: 'success' | 'failure';
}

export interface TaskNodeInfo {
  readonly affinityId: string;
  readonly poolId: string;
  readonly nodeId: string;
}

/** A subtask as Azure shows it; the primary is the task itself and none of these. */
export interface SubtaskView {
  readonly id: number;
  readonly state: 'preparing' | 'running' | 'completed';
  readonly startTime?: Instant;
  readonly endTime?: Instant;
  readonly nodeInfo: TaskNodeInfo;
}

/** The task of a job with this id; undefined when there is none. */
export function taskOf(account: Account, job: Job, id: string): TaskView | undefined {
  const task = findTask(account, job, id);
  if (task < 0) return undefined;
  const { tasks } = account;
  const detail = account.details?.get(task);
  const node = nodeOf(account, task, detail);
  return {
    id: taskIdOf(account, task),
    state: TASK_STATES[tasks.states[task]!]!,
    spec: tasks.specOf(task),
    ...present({
      creationTime: detail?.addedAt,
      stateTransitionTime: detail?.since,
      previousState: detail?.previous?.state,
      previousStateTransitionTime: detail?.previous?.since,
      nodeInfo: node < 0 ? undefined : nodeInfo(account, node),
    }),
    executionInfo: executionInfo(account, task, detail),
  };
}

/** The subtasks of a multi-instance task, by their ids; none while it waits, and for any other task. */
export function listSubtasks(account: Account, job: Job, id: string): readonly SubtaskView[] {
  const task = findTask(account, job, id);
  const known = account.details?.get(task)?.subtasks ?? [];
  if (task < 0 || known.length > 0) {
    return known.map(({ node, startTime, endTime }, index) => ({
      id: index + 1,
      state: endTime === undefined ? 'running' : 'completed',
      startTime,
      ...present({ endTime }),
      nodeInfo: nodeInfo(account, node),
    }));
  }
  const { executions, gangs } = account;
  return [...(gangs.get(task)?.subtasks ?? [])].map((subtask, index) => ({
    id: index + 1,
    state: executions.isRunning(subtask) ? 'running' : 'preparing',
    nodeInfo: nodeInfo(account, executions.nodes[subtask]!),
  }));
}

function executionInfo({ tasks }: Account, task: number, detail: TaskDetail | undefined): TaskExecutionInfo {
  const isCompleted = tasks.states[task] === TASK.completed;
  const isFailed = tasks.links[task] === FAILED;
  return {
    retryCount: tasks.retries[task]!,
    requeueCount: tasks.requeues[task]!,
    ...present({
      startTime: detail?.startTime,
      lastRetryTime: detail?.lastRetryTime,
      lastRequeueTime: detail?.lastRequeueTime,
    }),
    ...(isCompleted
      ? present({
          endTime: detail?.endTime,
          exitCode: detail?.exitCode,
          failureInfo: isFailed ? (tasks.failures.get(task) ?? usualFailure(detail)) : undefined,
          result: isFailed ? ('failure' as const) : ('success' as const),
        })
      : {}),
  };
}

/** Why a task failed of which nothing more is kept. */
const usualFailure = (detail: TaskDetail | undefined): FailureInfo =>
  detail?.end === 'terminated' ? taskEndedFailure('servererror') : exitFailure();

/** The node that a task runs on or ran on last; NONE when it has none, or nobody knows. */
function nodeOf({ tasks, executions }: Account, task: number, detail: TaskDetail | undefined): number {
  const state = tasks.states[task]!;
  const isPlaced = state === TASK.running || state === TASK.preparing;
  if (isPlaced) return executions.nodes[tasks.links[task]!]!;
  return state === TASK.completed ? (detail?.node ?? NONE) : NONE;
}

const nodeInfo = ({ nodes, pools }: Account, node: number): TaskNodeInfo => ({
  affinityId: nodes.ids[node]!,
  poolId: pools[nodes.pools[node]!]!.spec.id,
  nodeId: nodes.ids[node]!,
});

type Present<Found> = { [Key in keyof Found]?: Exclude<Found[Key], undefined> };

/** The fields that have a value. */
const present = <Found extends object>(found: Found): Present<Found> =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Present<Found>;
