// The Standard Workload Format of the Parallel Workloads Archive: header lines begin with `;`, and each other line
// is a job of 18 numbers. Source: https://www.cs.huji.ac.il/labs/parallel/workload/swf.html

import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import type { MakingOf } from '../generate.ts';
import type { TraceSection } from '../source.ts';
import { isBlank, lineAt, NEWLINE, numberAt, partAt, textAt } from './bytes.ts';
import { anyError, Faults, type Line } from './faults.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { Rows, replay } from './rows.ts';

const SEMICOLON = 0x3b;
const FIELDS = [
  'the job number', 'the submit time', 'the wait time', 'the run time', 'the number of processors', 'the CPU time',
  'the memory', 'the number of processors asked for', 'the time asked for', 'the memory asked for', 'the status',
  'the user', 'the group', 'the application', 'the queue', 'the partition', 'the preceding job', 'the think time',
]; // biome-ignore format: a list
const [NUMBER, SUBMIT, RUN, USED, ASKED, STATUS] = [0, 1, 3, 4, 7, 10];
const LEAST_FIELDS = 5;
const FAILED = 0;
const CANCELLED = 5;

/** Reads a trace. Jobs that ran for a negative time, or on no processor, are left out and counted. */
export function readSwf(file: TraceFile, section: TraceSection, making: MakingOf): TraceReading {
  const faults = new Faults(file.name);
  const rows = readRows(file.bytes, section, faults);
  const found = faults.complaints();
  if (anyError(found)) return { complaints: found };
  const idOf = (number: number): string => String(number);
  return { workload: replay(rows, { section, making, jobId: file.jobId, idOf }), complaints: found };
}

/** The fields of one line; the arrays are used again for the next line. */
interface LineFields {
  readonly values: Float64Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many fields the line has. */
  count: number;
  /** The line's number and its first byte. */
  number: number;
  start: number;
}

function readRows(bytes: Uint8Array, section: TraceSection, faults: Faults): Rows {
  const rows = new Rows();
  const size = FIELDS.length;
  const fields: LineFields = {
    values: new Float64Array(size), starts: new Int32Array(size), ends: new Int32Array(size), count: 0, number: 0, start: 0,
  }; // biome-ignore format: short
  const failing = section.failedJobs === 'fail';
  let total = 0;
  let left = 0;
  let firstLeft: Line | undefined;
  for (let next = 0; next < bytes.length; ) {
    fields.number++;
    fields.start = next;
    next = readLine(bytes, next, fields);
    if (fields.count === 0) continue;
    total++;
    if (!checkLine(bytes, fields, faults)) {
      if (faults.isFull) break;
      continue;
    }
    if (!addRow(fields, rows, failing) && left++ === 0)
      firstLeft = lineAt(bytes, fields.start, fields.number);
  }
  if (firstLeft !== undefined) {
    const holes = { count: left, total, why: 'they ran for a negative time or on no processor' };
    faults.note(firstLeft, (span) => complaints.dropped(span, holes));
  }
  return rows;
}

/** Reads the fields of the line at `from`, none for a header or a blank line; gives where the next line begins. */
function readLine(bytes: Uint8Array, from: number, fields: LineFields): number {
  fields.count = 0;
  let at = from;
  while (isBlank(bytes[at])) at++;
  if (bytes[at] === SEMICOLON) {
    const newline = bytes.indexOf(NEWLINE, at);
    return newline < 0 ? bytes.length : newline + 1;
  }
  while (at < bytes.length && bytes[at] !== NEWLINE) {
    const start = at;
    while (at < bytes.length && !isBlank(bytes[at]) && bytes[at] !== NEWLINE) at++;
    if (fields.count < FIELDS.length) {
      fields.starts[fields.count] = start;
      fields.ends[fields.count] = at;
      fields.values[fields.count++] = numberAt(bytes, start, at);
    }
    while (isBlank(bytes[at])) at++;
  }
  return at + 1;
}

/** Adds the job of a line; false when it never ran. */
function addRow({ values, count }: LineFields, rows: Rows, failing: boolean): boolean {
  const asked = count > ASKED && values[ASKED]! > 0 ? values[ASKED]! : values[USED]!;
  if (values[RUN]! < 0 || asked <= 0) return false;
  const row = rows.add();
  const status = count > STATUS ? values[STATUS]! : -1;
  rows.submit[row] = values[SUBMIT]! * 1000;
  rows.duration[row] = values[RUN]! * 1000;
  rows.slots[row] = asked;
  rows.exitCode[row] = failing && (status === FAILED || status === CANCELLED) ? 1 : 0;
  rows.id[2 * row] = values[NUMBER]!;
  return true;
}

/** Whether the line is long enough and holds only numbers; complains when not. */
function checkLine(bytes: Uint8Array, fields: LineFields, faults: Faults): boolean {
  const { values, count, start, number } = fields;
  if (count < LEAST_FIELDS) {
    const line = lineAt(bytes, start, number);
    const holes = { found: count, expected: FIELDS.length };
    const part = { from: 0, to: line.text.length };
    faults.add(line, part, (span) => complaints['short-line'](span, holes));
    return false;
  }
  for (let field = 0; field < count; field++) {
    if (!Number.isNaN(values[field]!)) continue;
    const line = lineAt(bytes, start, number);
    const [from, to] = [fields.starts[field]!, fields.ends[field]!];
    const part = partAt(bytes, start, from, to, line);
    const written = textAt(bytes, from, Math.min(to, from + LONGEST_WORD));
    const holes = { field: FIELDS[field]!, written, expected: 'a number', hint: 'unknown is written -1' };
    faults.add(line, part, (span) => complaints['not-a-number'](span, holes));
    return false;
  }
  return true;
}

const LONGEST_WORD = 40;
