// The world's second interface: what runs tasks. The service starts and stops executions and special tasks; the
// world says when one ended by itself.

import type { Instant } from '../../runtime/index.ts';
import type { TaskUse } from '../journal.ts';
import type { FailureInfo } from '../model/task.ts';
import type { ResourceUse } from './behaviour.ts';

export type { ResourceUse } from './behaviour.ts';

/** What the world tells the service of an execution or a special task. */
export interface ExecutorEvents {
  /** The process ended by itself with this exit code, and its output files were handled. */
  ended(execution: number, exitCode: number): void;
  /** A pre-processing error: files, packages or the launch failed, and no process ran. */
  notStarted(execution: number, failure: FailureInfo): void;
  /** The process ended and an output file could not be uploaded. */
  notUploaded(execution: number, exitCode: number, failure: FailureInfo): void;
  /** Nobody can tell how it ended, as after a restart of the node's agent: it runs again, beyond any limit. */
  vanished(execution: number): void;
  specialEnded(special: number, exitCode: number): void;
  specialNotStarted(special: number, failure: FailureInfo): void;
  specialVanished(special: number): void;
  /** The world ends an execution, or a special task, for this reason; it may not run again. */
  cutShort(execution: number, failure: FailureInfo): void;
  specialCutShort(special: number, failure: FailureInfo): void;
  /** What an attempt used, as far as it was measured; told before its end. */
  attemptUsed(use: TaskUse): void;
  /** What runs on a node takes of it at present; what is not said could not be told. */
  nodeUses(node: number, use: MeasuredUse): void;
}

/** What a world of timers can foresee: attempts that only take their time and succeed. */
export interface PlainAttempts {
  /** The number of the kernel's handler that ends attempts; its argument is the execution. */
  readonly ended: number;
  /** Whether each attempt of each of the workload's tasks takes its duration and succeeds, and all nodes are heard. */
  arePlain(): boolean;
  /** An attempt that began earlier ends at an instant to come. */
  resume(execution: number, end: Instant): void;
}

/** What was measured; undefined is what could not be told. */
export type MeasuredUse = { readonly [Resource in keyof ResourceUse]?: number | undefined };

export interface Executor {
  /** All that changes in it, as plain data that a saved run can hold; absent where the world is real. */
  readonly state?: object;
  /**
   * Starts an attempt of a task: its files, its command. A retry runs where the attempt before ran, with the files
   * that are there. The execution's number is used again after the end.
   */
  start(execution: number, task: number, isRetry: boolean): void;
  /** Runs the coordination command of a multi-instance task on the execution's node; answers `ended`. */
  coordinate(execution: number, task: number): void;
  /** Ends an execution that has not ended; nothing will be told of it. */
  stop(execution: number): void;
  /** Starts a start, preparation or release task; the number is used again after the end. */
  startSpecial(special: number): void;
  stopSpecial(special: number): void;
  /** How many executions only wait for other tasks; a world that does not know leaves it out. */
  waiting?(): number;
  /** What a task, and what a special task, takes of its node while it runs; a world that does not know leaves it out. */
  uses?(task: number): ResourceUse | undefined;
  usesOfSpecial?(special: number): ResourceUse | undefined;
  /** Absent where nobody can tell beforehand how attempts go. */
  readonly plain?: PlainAttempts;
  /** What a world that measures can never tell. */
  readonly unmeasured?: readonly (keyof ResourceUse)[];
}
