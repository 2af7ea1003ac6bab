// A workload: Azure's jobs and tasks with the times they are added, and beside each task how it behaves.
// Tasks are columns, because there may be ten million; what they share stands once.

import type { Instant } from '../../runtime/index.ts';
import type { JobSpec } from '../model/job.ts';
import type { TaskSpec } from '../model/task.ts';
import type { Ending } from '../world/behaviour.ts';

export interface WorkloadJob {
  readonly spec: JobSpec;
  /** When the job is added; not after its first task. */
  readonly added: Instant;
}

export interface Workload {
  readonly jobs: readonly WorkloadJob[];
  /** Shared by tasks; `taskSpec` indexes it. */
  readonly specs: readonly TaskSpec[];
  /** Shared by tasks; `taskEnding` indexes it. */
  readonly endings: readonly Ending[];
  /** Number of tasks: the length of each column below. */
  readonly count: number;
  /** When each task is added, whole milliseconds since the epoch, never falling. */
  readonly taskAdded: Float64Array;
  /** Index into `jobs`. */
  readonly taskJob: Uint32Array;
  readonly taskSpec: Uint32Array;
  readonly taskEnding: Uint16Array;
  /** How long each attempt takes, whole milliseconds, not negative. */
  readonly taskDuration: Float64Array;
  /** The id of a task inside its job. */
  readonly taskId: (task: number) => string;
}
