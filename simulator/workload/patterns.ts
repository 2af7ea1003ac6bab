// What several parts of the `workload` section share: patterns for the jobs and tasks that are made, and columns.

import {
  JOB_FIELDS,
  JOB_OPTIONS,
  type JobJson,
  TASK_FIELDS,
  TASK_OPTIONS,
  type TaskJson,
} from '../model/wire.ts';
import { described, record, required } from '../record.ts';
import { byKind, choice, identifier, mapped, number, type Shape, text } from '../schema.ts';

/** A job's JSON in which the id may be left out. */
export type JobPattern = Omit<JobJson, 'id'> & { readonly id?: string };

/** A job's Azure JSON without the need for an id: the pattern for jobs that are made. */
export const jobPattern: Shape<JobPattern> = record({ ...JOB_FIELDS, id: identifier }, JOB_OPTIONS);
/** A task's Azure JSON without an id: the pattern for tasks that are made. */
export const taskPattern: Shape<TaskJson> = record(TASK_FIELDS, TASK_OPTIONS);

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
