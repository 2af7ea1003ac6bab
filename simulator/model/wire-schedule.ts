// Azure's JSON of a job schedule to and from its specification.
// Source of the properties: Azure Batch REST, Job Schedule - Add.

import { printInstant } from '../../runtime/index.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import { instant, text } from '../schema.ts';
import type { JobScheduleSpec, Schedule } from './job.ts';
import { JOB_SPECIFICATION_FIELDS, jobSpecification, jobSpecificationJson } from './wire-job.ts';
import { durations, id, limit, metadata } from './wire-parts.ts';

/** What `az batch job-schedule show` prints besides what `az batch job-schedule create` takes. */
const SCHEDULE_OUTPUT = [
  'creationTime', 'eTag', 'executionInfo', 'lastModified', 'previousState', 'previousStateTransitionTime', 'state',
  'stateTransitionTime', 'stats', 'url', 'odata.metadata',
]; // biome-ignore format: a list

/** When jobs are made. */
export const schedule = record(
  {
    doNotRunUntil: described('No job before this time; at once unless set.', instant),
    doNotRunAfter: described('No job after this time.', instant),
    startWindow: described('How late a job may be made; PT1M or more, without end unless set.', limit),
    recurrenceInterval: described('From one job to the next; PT1M or more, a single job unless set.', limit),
  },
  { what: 'when a job schedule makes jobs' },
);

/** The job that a schedule makes. */
export const JOB_SPECIFICATION_OPTIONS = { what: 'the job of a job schedule' } as const;

/** The keys of a job schedule in Azure's JSON. */
export const SCHEDULE_FIELDS = {
  id: required(described('The id of the job schedule.', id)),
  displayName: text,
  schedule: required(schedule),
  jobSpecification: required(record(JOB_SPECIFICATION_FIELDS, JOB_SPECIFICATION_OPTIONS)),
  metadata,
} as const;

export const SCHEDULE_OPTIONS = { what: 'a job schedule', silent: SCHEDULE_OUTPUT } as const;

export type ScheduleJson = RecordOf<typeof SCHEDULE_FIELDS>;

/** The schedule with Azure's usual values; `poolId` is the pool of jobs that name none. */
export function scheduleSpec(json: ScheduleJson, poolId: string): JobScheduleSpec {
  return {
    id: json.id,
    ...(json.displayName === undefined ? {} : { displayName: json.displayName }),
    schedule: json.schedule,
    jobSpecification: jobSpecification(json.jobSpecification, poolId),
    ...(json.metadata === undefined ? {} : { metadata: json.metadata }),
  };
}

/** When jobs are made, as Azure's JSON. */
export function scheduleTimesJson(times: Schedule): Readonly<Record<string, unknown>> {
  const { doNotRunUntil, doNotRunAfter, startWindow, recurrenceInterval } = times;
  return {
    ...(doNotRunUntil === undefined ? {} : { doNotRunUntil: printInstant(doNotRunUntil) }),
    ...(doNotRunAfter === undefined ? {} : { doNotRunAfter: printInstant(doNotRunAfter) }),
    ...durations({ startWindow, recurrenceInterval }),
  };
}

/** The schedule as Azure's JSON, usual values left out. */
export function scheduleJson(spec: JobScheduleSpec): Readonly<Record<string, unknown>> {
  return {
    ...spec,
    schedule: scheduleTimesJson(spec.schedule),
    jobSpecification: jobSpecificationJson(spec.jobSpecification),
  };
}
