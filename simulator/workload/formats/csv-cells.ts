// Rows of comma-separated values as places of their fields in the bytes, by RFC 4180: quoted fields may hold
// separators, line breaks, and quotes written twice. A semicolon or a tab may separate too.

import { NEWLINE, RETURN, textAt } from './bytes.ts';

const QUOTE = 0x22;

/** The fields of one row; the arrays are used again for the next row. */
export interface Cells {
  count: number;
  /** Places of each field's text, without its quotes. */
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where quotes are written twice in the field. */
  doubled: Uint8Array;
}

export const createCells = (): Cells => ({
  count: 0,
  starts: new Int32Array(64),
  ends: new Int32Array(64),
  doubled: new Uint8Array(64),
});

/** Where the next row begins; negative when a quoted field that begins at `-1 - result` never ends. */
export function readCells(bytes: Uint8Array, start: number, separator: number, cells: Cells): number {
  cells.count = 0;
  let at = start;
  for (;;) {
    if (cells.count === cells.starts.length) widen(cells);
    const field = cells.count++;
    cells.doubled[field] = 0;
    if (bytes[at] === QUOTE) {
      const end = quoteEnd(bytes, at, field, cells);
      if (end < 0) return -1 - at;
      cells.starts[field] = at + 1;
      cells.ends[field] = end;
      at = end + 1;
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== NEWLINE) at++;
    } else {
      const from = at;
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== NEWLINE) at++;
      cells.starts[field] = from;
      cells.ends[field] = bytes[at - 1] === RETURN && at > from && bytes[at] !== separator ? at - 1 : at;
      trim(bytes, cells, field);
    }
    if (bytes[at] !== separator) return Math.min(at + 1, bytes.length);
    at++;
  }
}

function widen(cells: Cells): void {
  const length = cells.starts.length * 2;
  const [starts, ends, doubled] = [new Int32Array(length), new Int32Array(length), new Uint8Array(length)];
  starts.set(cells.starts);
  ends.set(cells.ends);
  doubled.set(cells.doubled);
  Object.assign(cells, { starts, ends, doubled });
}

function quoteEnd(bytes: Uint8Array, start: number, field: number, cells: Cells): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    if (bytes[at + 1] !== QUOTE) return at;
    cells.doubled[field] = 1;
    at++;
  }
  return -1;
}

function trim(bytes: Uint8Array, cells: Cells, field: number): void {
  let from = cells.starts[field]!;
  let to = cells.ends[field]!;
  while (from < to && bytes[from] === 0x20) from++;
  while (to > from && bytes[to - 1] === 0x20) to--;
  cells.starts[field] = from;
  cells.ends[field] = to;
}

/** The text of a field, its quotes undone. */
export function cellText(bytes: Uint8Array, cells: Cells, field: number): string {
  const text = textAt(bytes, cells.starts[field]!, cells.ends[field]!);
  return cells.doubled[field] === 1 ? text.replaceAll('""', '"') : text;
}

const SEPARATORS = [0x2c, 0x3b, 0x09] as const;

/** The separator that the first line uses most. */
export function separatorOf(bytes: Uint8Array): number {
  const newline = bytes.indexOf(NEWLINE);
  const head = bytes.subarray(0, newline < 0 ? bytes.length : newline);
  const counts = SEPARATORS.map((separator) =>
    head.reduce((sum, byte) => sum + (byte === separator ? 1 : 0), 0),
  );
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? SEPARATORS[0];
}
