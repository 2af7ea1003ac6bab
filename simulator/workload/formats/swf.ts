// The Standard Workload Format of the Parallel Workloads Archive: header lines begin with `;`, and each other line
// is a job of 18 numbers. Source: https://www.cs.huji.ac.il/labs/parallel/workload/swf.html

import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import type { MakingOf } from '../generate.ts';
import type { TraceSection } from '../source.ts';
import { isBlank, lineAt, NEWLINE, numberAt, textAt } from './bytes.ts';
import { anyError, Faults } from './faults.ts';
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

interface Left {
  count: number;
  line: number;
  start: number;
}

function readRows(bytes: Uint8Array, section: TraceSection, faults: Faults): Rows {
  const rows = new Rows();
  const fields = new Float64Array(FIELDS.length);
  const starts = new Int32Array(FIELDS.length + 1);
  const ends = new Int32Array(FIELDS.length);
  const left: Left = { count: 0, line: 0, start: 0 };
  const failing = section.failedJobs === 'fail';
  let line = 0;
  let total = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    let at = start;
    while (isBlank(bytes[at])) at++;
    const lineStart = start;
    if (bytes[at] === SEMICOLON || bytes[at] === NEWLINE || at >= bytes.length) {
      start = nextLine(bytes, at);
      continue;
    }
    let count = 0;
    while (at < bytes.length && bytes[at] !== NEWLINE) {
      const from = at;
      while (at < bytes.length && !isBlank(bytes[at]) && bytes[at] !== NEWLINE) at++;
      if (count < FIELDS.length) {
        starts[count] = from;
        ends[count] = at;
        fields[count] = numberAt(bytes, from, at);
      }
      count++;
      while (isBlank(bytes[at])) at++;
    }
    start = at + 1;
    total++;
    const read = Math.min(count, FIELDS.length);
    if (!checkLine({ bytes, lineStart, line, read, fields, starts, ends }, faults)) break;
    const asked = read > ASKED && fields[ASKED]! > 0 ? fields[ASKED]! : fields[USED]!;
    if (fields[RUN]! < 0 || asked <= 0) {
      if (left.count++ === 0) Object.assign(left, { line, start: lineStart });
      continue;
    }
    const row = rows.add();
    const status = read > STATUS ? fields[STATUS]! : -1;
    rows.submit[row] = fields[SUBMIT]! * 1000;
    rows.duration[row] = fields[RUN]! * 1000;
    rows.slots[row] = asked;
    rows.exitCode[row] = failing && (status === FAILED || status === CANCELLED) ? 1 : 0;
    rows.id[2 * row] = fields[NUMBER]!;
  }
  if (left.count > 0) {
    const why = 'they ran for a negative time or on no processor';
    const holes = { count: left.count, total, why };
    faults.note(lineAt(bytes, left.start, left.line), (span) => complaints.dropped(span, holes));
  }
  return rows;
}

function nextLine(bytes: Uint8Array, at: number): number {
  const newline = bytes.indexOf(NEWLINE, at);
  return newline < 0 ? bytes.length : newline + 1;
}

interface LineFields {
  readonly bytes: Uint8Array;
  readonly lineStart: number;
  readonly line: number;
  readonly read: number;
  readonly fields: Float64Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Complains of a line that is too short or holds text; returns whether reading should go on. */
function checkLine(found: LineFields, faults: Faults): boolean {
  const { bytes, lineStart, line, read, fields, starts, ends } = found;
  if (read < LEAST_FIELDS) {
    const text = lineAt(bytes, lineStart, line);
    const holes = { found: read, expected: FIELDS.length };
    return faults.add(text, { from: 0, to: text.text.length }, (span) =>
      complaints['short-line'](span, holes),
    );
  }
  for (let field = 0; field < read; field++) {
    if (!Number.isNaN(fields[field]!)) continue;
    const written = textAt(bytes, starts[field]!, ends[field]!);
    const part = { from: starts[field]! - lineStart, to: ends[field]! - lineStart };
    const holes = { field: FIELDS[field]!, written, expected: 'a number', hint: 'unknown is written -1' };
    return faults.add(lineAt(bytes, lineStart, line), part, (span) =>
      complaints['not-a-number'](span, holes),
    );
  }
  return true;
}
