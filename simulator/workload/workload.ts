// A workload: Azure's jobs and tasks with the times they are added, and beside each task how it behaves.
// Tasks are columns, because there may be ten million; what they share stands once.

import type { TaskSpec } from '../model/task.ts';
import type { Behaviour } from '../world/behaviour.ts';
import type { TimedOperation } from './operation.ts';
import type { WorkloadJob, WorkloadSchedule } from './parts.ts';

export interface Workload {
  readonly schedules?: readonly WorkloadSchedule[];
  /** What users ask of the service meanwhile, in order of time. */
  readonly operations?: readonly TimedOperation[];
  readonly jobs: readonly WorkloadJob[];
  /** Shared by tasks; `taskSpec` indexes it. */
  readonly specs: readonly TaskSpec[];
  /** Shared by tasks; `taskBehaviour` indexes it. */
  readonly behaviours: readonly Behaviour[];
  /** Number of tasks: the length of each column below. */
  readonly count: number;
  /** When each task is added, whole milliseconds since the epoch, never falling. */
  readonly taskAdded: Float64Array;
  /** Index into `jobs`. */
  readonly taskJob: Uint32Array;
  readonly taskSpec: Uint32Array;
  readonly taskBehaviour: Uint32Array;
  /** How long each attempt takes, whole milliseconds, not negative. */
  readonly taskDuration: Float64Array;
  /** The id of a task inside its job. */
  readonly taskId: (task: number) => string;
}
