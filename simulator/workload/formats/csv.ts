// Comma-separated values with a column map. Times are numbers in a unit, or date-time text; the first row is a
// header unless it holds nothing but figures.

import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import type { MakingOf } from '../generate.ts';
import type { ColumnMap, TraceSection } from '../source.ts';
import { lineAt, linesIn, placeAt, textAt } from './bytes.ts';
import { cellText, createCells, readCells, separatorOf } from './csv-cells.ts';
import { type ColumnName, type FoundColumns, mappedColumns, usualColumns } from './csv-columns.ts';
import { type Reader, readRow, WORDS } from './csv-row.ts';
import { anyError, Faults } from './faults.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { Rows, replay } from './rows.ts';

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
  if (!isHeader) readRow(reader, columns, rows, jobs);
  while (!faults.isFull && nextRow(reader)) readRow(reader, columns, rows, jobs);
  rows.jobs.push(...jobs.keys());
  return { rows, columns };
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
      const { line, part } = placeAt(bytes, reader, quote, quote + 1);
      reader.faults.add(line, part, (span) => complaints['open-quote'](span));
      reader.next = bytes.length;
      return false;
    }
    reader.next = next;
    if (cells.count > 1 || cells.ends[0]! > cells.starts[0]!) return true;
  }
  return false;
}

const looksLikeFigure = (text: string): boolean => text === '' || /^[+-]?\.?\d/.test(text);

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
    return lacking === undefined ? columns : refuse(`is mapped to ${WORDS[lacking]}`);
  }
  // A single column needs no name.
  const usual = header === undefined ? {} : usualColumns(header);
  const columns =
    needed.length === 1 && first.length === 1 ? { [needed[0]!]: { index: 0, scale: 1 } } : usual;
  const lacking = needed.find((name) => columns[name] === undefined);
  return lacking === undefined ? columns : refuse(`holds ${WORDS[lacking]}`);
}
