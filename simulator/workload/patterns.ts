// What several parts of the `workload` section share: patterns for the jobs and tasks that are made, and columns.

import type { Instant } from '../../runtime/index.ts';
import { complainOf } from '../model/fault.ts';
import { jobFaults } from '../model/job-faults.ts';
import { taskFaults } from '../model/task-faults.ts';
import {
  id,
  JOB_OPTIONS,
  jobSpec,
  TASK_FIELDS,
  TASK_OPTIONS,
  type TaskJson,
  taskSpec,
} from '../model/wire.ts';
import { described, record, required } from '../record.ts';
import { type At, below, byKind, choice, mapped, number, type Shape, text } from '../schema.ts';
import { BEHAVING_JOB_FIELDS, type BehavingJobJson, jobBehaviourOf } from '../special-section.ts';
import type { WorkloadJob } from './parts.ts';

/** A job's JSON in which the id may be left out. */
export type JobPattern = Omit<BehavingJobJson, 'id'> & { readonly id?: string };

/** A job's Azure JSON without the need for an id: the pattern for jobs that are made. */
export const jobPattern: Shape<JobPattern> = record({ ...BEHAVING_JOB_FIELDS, id }, JOB_OPTIONS);
/** A task's Azure JSON without an id: the pattern for tasks that are made. */
export const taskPattern: Shape<TaskJson> = record(TASK_FIELDS, TASK_OPTIONS);

interface Patterns {
  readonly job?: JobPattern;
  readonly task?: TaskJson;
}

/** What was found, after saying what the service refuses in jobs and tasks of these patterns. */
export function checkPatterns<Found extends Patterns>(found: Found, at: At): Found {
  const job = jobSpec({ id: 'job', ...found.job }, '');
  complainOf(jobFaults(job), below(at, 'job'));
  if (found.task !== undefined) complainOf(taskFaults(taskSpec(found.task), job), below(at, 'task'));
  return found;
}

/** A job of the pattern, in the pool unless it names one. */
export function jobOf(
  json: BehavingJobJson,
  { poolId, added }: { readonly poolId: string; readonly added: Instant },
): WorkloadJob {
  const behaviour = jobBehaviourOf(json);
  return { spec: jobSpec(json, poolId), added, ...(behaviour === undefined ? {} : { behaviour }) };
}

/** The units a column of times may be in; `iso` is date-time text, or a duration such as PT5M. */
export const UNITS = ['s', 'ms', 'min', 'h', 'iso'] as const;
export type Unit = (typeof UNITS)[number];

/** Which column, by its name in the header or its number from 1, and what one in it is worth. */
export interface Column {
  readonly column: string | number;
  readonly unit?: Unit;
  /** Figures are multiplied with this. */
  readonly scale?: number;
}

const columnName = byKind<string | number>({ text, number: number({ least: 1, whole: true }) });
const COLUMN = {
  column: required(described('Its name in the header, or its number from 1.', columnName)),
  unit: described('The unit of its figures; seconds unless set, and iso for date-time text.', choice(UNITS)),
  scale: described('Figures are multiplied with this.', number({ least: 0 })),
} as const;

/** A column: its name, its number, or a mapping with its unit. */
export const column: Shape<Column> = byKind<Column>({
  text: mapped(text, (name): Column => ({ column: name })),
  number: mapped(number({ least: 1, whole: true }), (index): Column => ({ column: index })),
  mapping: record(COLUMN, { what: 'a column' }),
});
