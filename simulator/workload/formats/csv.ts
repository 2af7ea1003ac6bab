// Comma-separated values with a column map. Times are numbers in a unit, or date-time text; the first row is a
// header unless it holds nothing but figures.

import { type Duration, parseDuration, parseInstant } from '../../../runtime/index.ts';
import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import type { MakingOf } from '../generate.ts';
import type { ColumnMap, TraceSection } from '../source.ts';
import { lineAt, NEWLINE, numberAt, textAt } from './bytes.ts';
import { type Cells, cellText, createCells, readCells, separatorOf } from './csv-cells.ts';
import {
  type ColumnName,
  type FoundColumn,
  type FoundColumns,
  mappedColumns,
  usualColumns,
} from './csv-columns.ts';
import { anyError, Faults, type Line, type Part } from './faults.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { Rows, replay, UNIT_SIZES } from './rows.ts';

/** Reads a trace; a job a row. */
export function readCsv(file: TraceFile, section: TraceSection, making: MakingOf): TraceReading {
  const faults = new Faults(file.name);
  const table = readTable(file.bytes, { map: section.columns, needed: ['submit', 'duration'] }, faults);
  const found = faults.complaints();
  if (table === undefined || anyError(found)) return { complaints: found };
  const { bytes } = file;
  const hasId = table.columns.id !== undefined;
  const idOf = (start: number, end: number, row: number): string =>
    hasId && end > start ? textAt(bytes, start, end) : `task-${row + 1}`;
  return { workload: replay(table.rows, { section, making, jobId: file.jobId, idOf }), complaints: found };
}

/** Reads one column of times or durations, in milliseconds, in the order of the file. */
export function readColumn(
  file: TraceFile,
  column: ColumnMap,
  name: 'submit' | 'duration',
): {
  readonly values?: Float64Array;
  readonly complaints: TraceReading['complaints'];
} {
  const faults = new Faults(file.name);
  const map = column[name] === undefined ? undefined : { [name]: column[name] };
  const table = readTable(file.bytes, { map, needed: [name] }, faults);
  const found = faults.complaints();
  if (table === undefined || anyError(found)) return { complaints: found };
  return { values: table.rows[name].slice(0, table.rows.count), complaints: found };
}

interface TableOptions {
  readonly map: ColumnMap | undefined;
  readonly needed: readonly ColumnName[];
}

interface Table {
  readonly rows: Rows;
  readonly columns: FoundColumns;
}

function readTable(bytes: Uint8Array, options: TableOptions, faults: Faults): Table | undefined {
  const reader: Reader = {
    bytes,
    separator: separatorOf(bytes),
    cells: createCells(),
    faults,
    line: 0,
    next: 0,
    start: 0,
  };
  const rows = new Rows();
  if (!nextRow(reader)) return { rows, columns: {} };
  const { cells } = reader;
  const first = Array.from({ length: cells.count }, (_, field) => cellText(bytes, cells, field));
  const isHeader = first.some((text) => !looksLikeFigure(text));
  const columns = findColumns(first, isHeader, options, reader);
  if (columns === undefined) return undefined;
  const jobs = new Map<string, number>();
  if (!isHeader && !readRow(reader, columns, rows, jobs)) return { rows, columns };
  while (nextRow(reader)) if (!readRow(reader, columns, rows, jobs)) break;
  rows.jobs.push(...jobs.keys());
  return { rows, columns };
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly separator: number;
  readonly cells: Cells;
  readonly faults: Faults;
  /** The number of the row's first line, its first byte, and the first byte after it. */
  line: number;
  start: number;
  next: number;
}

/** Moves to the next row that is not blank; false at the end, or where a quote is never closed. */
function nextRow(reader: Reader): boolean {
  const { bytes, cells } = reader;
  while (reader.next < bytes.length) {
    reader.line += reader.next === 0 ? 1 : linesIn(bytes, reader.start, reader.next);
    reader.start = reader.next;
    const next = readCells(bytes, reader.start, reader.separator, cells);
    if (next < 0) {
      const quote = -1 - next;
      const line = lineAt(bytes, reader.start, reader.line);
      const part = { from: quote - reader.start, to: quote - reader.start + 1 };
      reader.faults.add(line, part, (span) => complaints['open-quote'](span));
      reader.next = bytes.length;
      return false;
    }
    reader.next = next;
    if (cells.count > 1 || cells.ends[0]! > cells.starts[0]!) return true;
  }
  return false;
}

function linesIn(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1))
    lines++;
  return lines;
}

const looksLikeFigure = (text: string): boolean => text === '' || /^[+-]?\.?\d/.test(text);

const WORDS: { readonly [Name in ColumnName]: string } = {
  submit: 'the time of submission', duration: 'the duration', id: 'the id', job: 'the job',
  slots: 'the number of slots', exitCode: 'the exit code',
}; // biome-ignore format: a table

function findColumns(
  first: readonly string[],
  isHeader: boolean,
  { map, needed }: TableOptions,
  { bytes, line, start, faults }: Reader,
): FoundColumns | undefined {
  const header = isHeader ? first : undefined;
  const names = isHeader
    ? first.map((name) => `\`${name}\``).join(', ')
    : `${first.length} columns and no header`;
  const refuse = (wanted: string): undefined => {
    const text = lineAt(bytes, start, line);
    faults.add(text, { from: 0, to: text.text.length }, (span) =>
      complaints['no-column'](span, { wanted, found: names }),
    );
  };
  if (map !== undefined) {
    const { columns, missing } = mappedColumns(map, header, first.length);
    if (missing !== undefined) return refuse(missing);
    const lacking = needed.find((name) => columns[name] === undefined);
    return lacking === undefined ? columns : refuse(`mapped to ${WORDS[lacking]}`);
  }
  // A single column needs no name.
  const usual = header === undefined ? {} : usualColumns(header);
  const columns =
    needed.length === 1 && first.length === 1 ? { [needed[0]!]: { index: 0, scale: 1 } } : usual;
  const lacking = needed.find((name) => columns[name] === undefined);
  return lacking === undefined ? columns : refuse(WORDS[lacking]);
}

/** Reads the row the reader stands on; returns whether reading should go on. */
function readRow(reader: Reader, columns: FoundColumns, rows: Rows, jobs: Map<string, number>): boolean {
  const { bytes, cells } = reader;
  const row = rows.add();
  rows.slots[row] = 1;
  let goOn = true;
  const field = (name: ColumnName): FoundColumn | undefined => {
    const column = columns[name];
    if (column === undefined || column.index < cells.count) return column;
    goOn = complainAt(reader, undefined, (span) =>
      complaints['missing-field'](span, { field: WORDS[name], found: cells.count }),
    );
    return undefined;
  };
  const submit = field('submit');
  if (submit !== undefined) rows.submit[row] = timeAt(reader, submit, 'submit', false);
  const duration = field('duration');
  if (duration !== undefined) rows.duration[row] = timeAt(reader, duration, 'duration', true);
  const slots = field('slots');
  if (slots !== undefined) rows.slots[row] = figureAt(reader, slots, 'slots');
  const exitCode = field('exitCode');
  if (exitCode !== undefined) rows.exitCode[row] = figureAt(reader, exitCode, 'exitCode');
  const id = columns.id?.index;
  if (id !== undefined && id < cells.count) {
    rows.id[2 * row] = cells.starts[id]!;
    rows.id[2 * row + 1] = cells.ends[id]!;
  }
  const job = columns.job?.index;
  if (job !== undefined && job < cells.count) {
    const name = cellText(bytes, cells, job);
    const index = jobs.get(name) ?? jobs.size;
    jobs.set(name, index);
    rows.job[row] = index;
  }
  return goOn && !reader.faults.isFull;
}

function complainAt(reader: Reader, field: number | undefined, make: Parameters<Faults['add']>[2]): boolean {
  const line: Line = lineAt(reader.bytes, reader.start, reader.line);
  const { cells } = reader;
  const end = line.text.length;
  const part: Part =
    field === undefined
      ? { from: 0, to: end }
      : {
          from: Math.min(end, cells.starts[field]! - reader.start),
          to: Math.min(end, cells.ends[field]! - reader.start),
        };
  return reader.faults.add(line, part, make);
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
  const written = (): string => cellText(bytes, cells, index);
  const found = Number.isNaN(value)
    ? timeIn(written(), isDuration)
    : value * (UNIT_SIZES[unit ?? 's'] ?? 1000);
  if (found === undefined) {
    const expected = `${unit === 'iso' ? '' : 'a number, or '}${isDuration ? 'a duration such as PT5M' : 'a time such as 2025-03-03T00:00:00Z'}`;
    const hint = unit === undefined ? 'say the unit in `columns`' : '';
    complainAt(reader, index, (span) =>
      complaints['not-a-number'](span, { field: WORDS[name], written: written(), expected, hint }),
    );
    return 0;
  }
  if (isDuration && found < 0) {
    complainAt(reader, index, (span) =>
      complaints['negative-time'](span, { field: WORDS[name], written: written() }),
    );
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
