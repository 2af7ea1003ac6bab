// The world's second interface: what runs tasks. The service starts and stops executions; the world says
// when one ended by itself.

/** What the world tells the service of an execution. */
export interface ExecutorEvents {
  /** The process ended by itself with this exit code. */
  ended(execution: number, exitCode: number): void;
}

export interface Executor {
  /** Starts an attempt of a task. The execution's number is the service's; it is used again after the end. */
  start(execution: number, task: number): void;
  /** Ends an execution that has not ended; `ended` will not be called for it. */
  stop(execution: number): void;
}
