// What the service remembers of a job beside what the user said of it.

import type { Instant } from '../../runtime/index.ts';
import type { EventId } from '../kernel/queue.ts';
import type { JobSpec, JobState } from '../model/job.ts';
import type { Pool } from './account.ts';
import type { Dependencies } from './dependencies.ts';

/** A state that was left, and when it had been entered. */
export interface Former<State> {
  readonly state: State;
  readonly since: Instant;
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
  /** Who waits for whom; undefined when the job does not use task dependencies. */
  readonly dependencies: Dependencies | undefined;
  /** Executions of its tasks, those placed and not yet running included. */
  placed: number;
  /** Whether its tasks have all been added, so that none left means all complete. */
  isFilled: boolean;
  /** The job's wall-clock limit, if it has one. */
  limit: EventId;
  terminateReason: string | undefined;
}

/** Whether the job's tasks run no more: it ended, or is ending. */
export const isOver = ({ state }: Job): boolean =>
  state === 'terminating' || state === 'completed' || state === 'deleting';
