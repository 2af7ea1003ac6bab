// The world's second interface: what runs tasks. The service starts and stops executions; the world says
// when one ended by itself.

import type { EventId } from '../kernel/queue.ts';

/** What the world tells the service of an execution. */
export interface ExecutorEvents {
  /** The process ended by itself with this exit code. */
  ended(execution: number, exitCode: number): void;
}

export interface Executor {
  /**
   * Starts an attempt of a task and returns what `stop` needs. The execution's number is the service's; it
   * comes back in `ended`.
   */
  start(execution: number, task: number): EventId;
  /** Ends an execution that has not ended; `ended` will not be called for it. */
  stop(handle: EventId): void;
}
