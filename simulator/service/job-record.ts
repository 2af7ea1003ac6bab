// What the service remembers of a job beside what the user said of it.

import type { Instant } from '../../runtime/index.ts';
import type { SchedulingError } from '../journal.ts';
import type { EventId } from '../kernel/queue.ts';
import type { JobSpec, JobState } from '../model/job.ts';
import type { FailureInfo } from '../model/task.ts';
import type { Pool } from './account.ts';
import type { Dependencies } from './dependencies.ts';

/** A state that was left, and when it had been entered. */
export interface Former<State> {
  readonly state: State;
  readonly since: Instant;
}

/** The job preparation task of a job on one node, as it ran last, and what that means to the job's tasks there. */
export interface NodePreparation {
  phase: 'running' | 'completed';
  startTime: Instant;
  endTime: Instant | undefined;
  exitCode: number | undefined;
  failureInfo: FailureInfo | undefined;
  retryCount: number;
  /** Whether tasks may start without its running first, or again. */
  isReady: boolean;
  /** Whether it ever ended, and whether tasks ran, since the disk was new: such a node is cleaned up at the job's end. */
  hasCompleted: boolean;
  hasRunTasks: boolean;
}

/** The job release task of an ended job on one node. */
export interface NodeRelease {
  /** `waiting` while the node is down, which is no state of Azure's. */
  phase: 'waiting' | 'running' | 'completed';
  startTime: Instant | undefined;
  endTime: Instant | undefined;
  exitCode: number | undefined;
  failureInfo: FailureInfo | undefined;
}

export interface Job {
  readonly index: number;
  spec: JobSpec;
  readonly addedAt: Instant;
  state: JobState;
  /** When the state was entered. */
  since: Instant;
  /** The state before; undefined while in the first. */
  previous: Former<JobState> | undefined;
  /** The pool its tasks run on; undefined while no pool has that id. */
  pool: Pool | undefined;
  /** Tasks by state. */
  active: number;
  running: number;
  completed: number;
  /** How many of the completed ones failed. */
  failed: number;
  /** Nodes that cannot take its tasks, because its preparation failed there; undefined while there are none. */
  barredNodes: Set<number> | undefined;
  /** By node; undefined when the job has no preparation task. */
  readonly preparations: Map<number, NodePreparation> | undefined;
  /** By node; undefined until the job ends, and when it has none. */
  releases: Map<number, NodeRelease> | undefined;
  /** Release tasks that are not over, and until when nodes that are down are waited for. */
  openReleases: number;
  releaseDeadline: EventId;
  /** Who waits for whom; undefined when the job does not use task dependencies. */
  readonly dependencies: Dependencies | undefined;
  /** Executions of its tasks, those placed and not yet running included. */
  placed: number;
  /** Whether its tasks have all been added, so that none left means all complete. */
  isFilled: boolean;
  /** The job's wall-clock limit, if it has one. */
  limit: EventId;
  terminateReason: string | undefined;
  /** The task of its job manager; NONE when it has none. */
  managerTask: number;
  /** The first and the last of its tasks, by number; others may lie between. */
  firstTask: number;
  lastTask: number;
  /** Index of the job schedule that made it; NONE when a user did. */
  readonly schedule: number;
  /** The pool that came with it, if one did. */
  autoPool: Pool | undefined;
  /** Why it has no pool; it is completed then. */
  schedulingError: SchedulingError | undefined;
}

/** Whether the job's tasks run no more: it ended, or is ending. */
export const isOver = ({ state }: Job): boolean =>
  state === 'terminating' || state === 'completed' || state === 'deleting';
