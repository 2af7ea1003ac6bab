// One row of a CSV trace into the columns of a trace.

import { type Duration, parseDuration, parseInstant } from '../../../runtime/index.ts';
import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import { lineAt, numberAt, placeAt } from './bytes.ts';
import { type Cells, cellText } from './csv-cells.ts';
import type { ColumnName, FoundColumn, FoundColumns } from './csv-columns.ts';
import type { Faults } from './faults.ts';
import { type Rows, UNIT_SIZES } from './rows.ts';

/** Where reading stands, and the fields of the row it stands on. */
export interface Reader {
  readonly bytes: Uint8Array;
  readonly separator: number;
  readonly cells: Cells;
  readonly faults: Faults;
  /** The number of the row's first line, its first byte, and the first byte after it. */
  line: number;
  start: number;
  next: number;
}

/** The columns as a message names them. */
export const WORDS: { readonly [Name in ColumnName]: string } = {
  submit: 'the time of submission', duration: 'the duration', id: 'the id', job: 'the job',
  slots: 'the number of slots', exitCode: 'the exit code',
}; // biome-ignore format: a table

/** Puts the row the reader stands on into `rows`; complains of what is wrong with it. */
export function readRow(reader: Reader, columns: FoundColumns, rows: Rows, jobs: Map<string, number>): void {
  const { bytes, cells } = reader;
  const row = rows.add();
  rows.slots[row] = 1;
  if (isCutShort(reader, columns)) return;
  const { submit, duration, slots, exitCode, id, job } = columns;
  if (submit !== undefined) rows.submit[row] = timeAt(reader, submit, 'submit', false);
  if (duration !== undefined) rows.duration[row] = timeAt(reader, duration, 'duration', true);
  if (slots !== undefined && !isEmpty(cells, slots)) rows.slots[row] = figureAt(reader, slots, 'slots');
  if (exitCode !== undefined && !isEmpty(cells, exitCode))
    rows.exitCode[row] = figureAt(reader, exitCode, 'exitCode');
  if (id !== undefined) {
    rows.id[2 * row] = cells.starts[id.index]!;
    rows.id[2 * row + 1] = cells.ends[id.index]!;
  }
  if (job !== undefined) {
    const name = cellText(bytes, cells, job.index);
    const index = jobs.get(name) ?? jobs.size;
    jobs.set(name, index);
    rows.job[row] = index;
  }
}

const isEmpty = (cells: Cells, { index }: FoundColumn): boolean => cells.starts[index] === cells.ends[index];

function isCutShort(reader: Reader, columns: FoundColumns): boolean {
  const { cells, bytes, start, line, faults } = reader;
  for (const [name, { index }] of Object.entries(columns)) {
    if (index < cells.count) continue;
    const text = lineAt(bytes, start, line);
    const holes = { field: WORDS[name as ColumnName], wanted: index + 1, found: cells.count };
    faults.add(text, { from: 0, to: text.text.length }, (span) => complaints['missing-field'](span, holes));
    return true;
  }
  return false;
}

function complainAt(reader: Reader, field: number, make: Parameters<Faults['add']>[2]): void {
  const { bytes, cells, faults } = reader;
  const { line, part } = placeAt(bytes, reader, cells.starts[field]!, cells.ends[field]!);
  faults.add(line, part, make);
}

function figureAt(reader: Reader, { index, scale }: FoundColumn, name: ColumnName): number {
  const { bytes, cells } = reader;
  const value = numberAt(bytes, cells.starts[index]!, cells.ends[index]!);
  if (!Number.isNaN(value)) return value * scale;
  const holes = {
    field: WORDS[name],
    written: cellText(bytes, cells, index),
    expected: 'a number',
    hint: '',
  };
  complainAt(reader, index, (span) => complaints['not-a-number'](span, holes));
  return 0;
}

function timeAt(
  reader: Reader,
  { index, unit, scale }: FoundColumn,
  name: ColumnName,
  isDuration: boolean,
): Duration {
  const { bytes, cells } = reader;
  const value = unit === 'iso' ? Number.NaN : numberAt(bytes, cells.starts[index]!, cells.ends[index]!);
  const written = Number.isNaN(value) || value < 0 ? cellText(bytes, cells, index) : '';
  const found = Number.isNaN(value) ? timeIn(written, isDuration) : value * UNIT_SIZES[unit ?? 's'];
  if (found === undefined) {
    const text = isDuration ? 'a duration such as PT5M' : 'a time such as 2025-03-03T00:00:00Z';
    const holes = {
      field: WORDS[name],
      written,
      expected: unit === 'iso' ? text : `a number, or ${text}`,
      hint: '',
    };
    complainAt(reader, index, (span) => complaints['not-a-number'](span, holes));
    return 0;
  }
  if (isDuration && found < 0) {
    complainAt(reader, index, (span) => complaints['negative-time'](span, { field: WORDS[name], written }));
    return 0;
  }
  return found * scale;
}

const CLOCK = /^(?:(\d+)[-. ])?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/;

function timeIn(text: string, isDuration: boolean): number | undefined {
  if (!isDuration) {
    // As databases and traces write it: a blank instead of T, more than seven digits, a zone such as +01 or +0100.
    const zoned = /:\d\d(?:\.\d+)?[+-]\d\d(\d\d)?$/.test(text.trim());
    const iso = text
      .trim()
      .replace(/ +/, 'T')
      .replace(/(\.\d{7})\d+/, '$1');
    return parseInstant(
      zoned ? iso.replace(/([+-]\d\d)(\d\d)?$/, (_, hours, minutes) => `${hours}:${minutes ?? '00'}`) : iso,
    );
  }
  const clock = CLOCK.exec(text.trim());
  if (clock === null) return parseDuration(text.trim());
  const [, days, hours, minutes, seconds] = clock;
  return (((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
