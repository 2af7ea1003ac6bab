// What the service remembers of a job schedule beside what the user said of it.

import type { Instant } from '../../runtime/index.ts';
import type { EventId } from '../kernel/queue.ts';
import type { JobScheduleSpec, ScheduleState } from '../model/job.ts';
import type { Pool } from './account.ts';
import type { Former } from './job-record.ts';

export interface JobSchedule {
  readonly index: number;
  spec: JobScheduleSpec;
  readonly addedAt: Instant;
  state: ScheduleState;
  /** When the state was entered. */
  since: Instant;
  /** The state before; undefined while in the first. */
  previous: Former<ScheduleState> | undefined;
  /** The due time that was served or missed last; undefined before the first. */
  lastDue: Instant | undefined;
  /** The jobs it made, oldest first, deleted ones included. */
  readonly jobs: number[];
  /** The pool that its jobs share, once there is one. */
  pool: Pool | undefined;
  /** When it is looked at next, if anything is to come. */
  event: EventId;
  /** Whether it counts as a source of work. */
  isSource: boolean;
}
