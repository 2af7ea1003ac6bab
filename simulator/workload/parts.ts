// What a workload is made of besides its columns: jobs and job schedules with the behaviours of their special tasks,
// and tasks that come one by one.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { JobScheduleSpec, JobSpec } from '../model/job.ts';
import type { TaskSpec } from '../model/task.ts';
import type { JobBehaviour, TimedBehaviour } from '../world/behaviour.ts';

export interface WorkloadJob {
  readonly spec: JobSpec;
  /** When the job is added; not after its first task. */
  readonly added: Instant;
  /** How its special tasks behave. */
  readonly behaviour?: JobBehaviour;
}

/** A job schedule, and the tasks that each of its jobs is given. */
export interface WorkloadSchedule {
  readonly spec: JobScheduleSpec;
  readonly added: Instant;
  readonly behaviour?: JobBehaviour;
  readonly tasks: readonly TaskTemplate[];
}

/** Tasks that are added to a job so long after it was made. */
export interface TaskTemplate {
  readonly id: string;
  /** With more than one, their ids are `id-1`, `id-2` and so on. */
  readonly count?: number;
  readonly after: Duration;
  readonly spec: TaskSpec;
  readonly timed: TimedBehaviour;
}
