// Which column of a CSV trace means what: as the map says, or by the names people usually give.

import type { Column, Unit } from '../patterns.ts';
import type { ColumnMap, CSV_COLUMNS } from '../source.ts';

export type ColumnName = (typeof CSV_COLUMNS)[number];

/** A column found in the file: its index from 0, and what one in it is worth. */
export interface FoundColumn {
  readonly index: number;
  readonly unit?: Unit;
  readonly scale: number;
}

export type FoundColumns = { readonly [Name in ColumnName]?: FoundColumn };

/** The usual names, without blanks, `_`, `-` and the unit at their end; the first that is there counts. */
const USUAL: { readonly [Name in ColumnName]: readonly string[] } = {
  submit: ['submit', 'submittime', 'submitted', 'submission', 'submissiontime', 'arrival', 'arrivaltime', 'added', 'addedat', 'created', 'createdat', 'creationtime', 'timestamp', 'time', 'at'],
  duration: ['duration', 'runtime', 'run', 'elapsed', 'walltime', 'executiontime', 'length'],
  id: ['id', 'task', 'taskid', 'taskname', 'name', 'jobnumber'],
  job: ['job', 'jobid', 'jobname'],
  slots: ['slots', 'requiredslots', 'processors', 'procs', 'cpus', 'cores', 'ncpus'],
  exitCode: ['exitcode', 'exit', 'exitstatus'],
}; // biome-ignore format: a table

const UNIT_ENDINGS: Readonly<Record<string, Unit>> = {
  s: 's', sec: 's', secs: 's', second: 's', seconds: 's', ms: 'ms', millis: 'ms', milliseconds: 'ms',
  min: 'min', mins: 'min', minutes: 'min', h: 'h', hours: 'h',
}; // biome-ignore format: a table

interface Heading {
  readonly name: string;
  readonly unit?: Unit;
}

function headingOf(written: string): Heading {
  const match = /^(.*?)(?:[\s_([-]+([a-z]+)[)\]]?)?$/i.exec(written.trim());
  const ending = match?.[2]?.toLowerCase() ?? '';
  const unit = Object.hasOwn(UNIT_ENDINGS, ending) ? UNIT_ENDINGS[ending] : undefined;
  const name = (unit === undefined ? written : match![1]!).toLowerCase().replace(/[^a-z0-9]/g, '');
  return { name, ...(unit === undefined ? {} : { unit }) };
}

/** Columns by their usual names in a header. */
export function usualColumns(header: readonly string[]): FoundColumns {
  const headings = header.map(headingOf);
  const taken = new Set<number>();
  const found: [string, FoundColumn][] = [];
  for (const [name, usual] of Object.entries(USUAL)) {
    const index = usual
      .map((word) => headings.findIndex((heading, at) => heading.name === word && !taken.has(at)))
      .find((at) => at >= 0);
    if (index === undefined) continue;
    taken.add(index);
    const unit = headings[index]!.unit;
    found.push([name, { index, scale: 1, ...(unit === undefined ? {} : { unit }) }]);
  }
  return Object.fromEntries(found);
}

/** Columns as the map says; `missing` is the first that the file does not have. */
export function mappedColumns(
  map: ColumnMap,
  header: readonly string[] | undefined,
  width: number,
): { readonly columns: FoundColumns; readonly missing?: string } {
  const found: [string, FoundColumn][] = [];
  for (const [name, column] of Object.entries(map)) {
    const index = indexOf(column, header, width);
    if (index === undefined)
      return {
        columns: {},
        missing:
          typeof column.column === 'number'
            ? `has the number ${column.column}`
            : `is called \`${column.column}\``,
      };
    const unit = column.unit ?? (header === undefined ? undefined : headingOf(header[index] ?? '').unit);
    found.push([name, { index, scale: column.scale ?? 1, ...(unit === undefined ? {} : { unit }) }]);
  }
  return { columns: Object.fromEntries(found) };
}

function indexOf(
  { column }: Column,
  header: readonly string[] | undefined,
  width: number,
): number | undefined {
  if (typeof column === 'number') return column <= width ? column - 1 : undefined;
  if (header === undefined) return undefined;
  const exact = header.indexOf(column);
  const index = exact >= 0 ? exact : header.findIndex((name) => name.toLowerCase() === column.toLowerCase());
  return index < 0 ? undefined : index;
}
