// A timeline as JSON that a page can carry: each column as base64 of the narrowest whole numbers that hold it, names as
// plain texts. A bar takes about thirty letters in place of a hundred.

import { type TextColumn, textAt, textColumn } from './texts.ts';
import type { DrawnTimeline, Timeline } from './timeline.ts';

/** A column of numbers: `base64` holds little-endian numbers of the kind `as`, in parts of `per` to a unit. */
export interface PackedColumn {
  /** What it is unpacked into. */
  readonly column: keyof typeof COLUMNS;
  /** Of the whole kinds, the highest number stands for NaN and the one below it for infinity. */
  readonly as: keyof typeof KINDS;
  readonly per: number;
  readonly base64: string;
}

/** The same value with columns packed and columns of texts as lists. */
export type Packed<Value> = Value extends Column
  ? PackedColumn
  : Value extends TextColumn
    ? readonly string[]
    : Value extends string | number | boolean | null | readonly string[]
      ? Value
      : { readonly [Key in keyof Value]: Packed<Value[Key]> };

export type PackedTimeline = Packed<DrawnTimeline>;

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const COLUMNS = { Uint8Array, Uint16Array, Uint32Array, Float64Array } as const;

/** How numbers are packed, the narrowest first: bytes each. */
const KINDS = { uint8: 1, uint16: 2, uint32: 4, float64: 8 } as const;
const WHOLE_KINDS = ['uint8', 'uint16', 'uint32'] as const;
/** Times are seconds in whole milliseconds. */
const PARTS = [1, 1000] as const;

/** What charts draw of a timeline, packed. What evaluations said is left out: it stands in the report. */
export function packTimeline(timeline: Timeline | DrawnTimeline): PackedTimeline {
  const { start, length, pools, jobs, bars, nodes, targets, evaluations, kept } = timeline;
  const { total, every, count, time } = evaluations;
  const texts = Array.from({ length: bars.count }, (_, bar) => textAt(bars.task, bar));
  return {
    start,
    length,
    pools,
    jobs,
    bars: { ...packColumns(bars), task: texts },
    nodes: packColumns(nodes),
    targets: packColumns(targets),
    evaluations: packColumns({ total, every, count, time }),
    kept,
  };
}

/** The timeline that was packed. */
export function unpackTimeline(packed: PackedTimeline): DrawnTimeline {
  const { bars, nodes, targets, evaluations } = packed;
  return {
    ...packed,
    bars: { ...unpackColumns(bars), task: textColumn(bars.count, (bar) => bars.task[bar] ?? '') },
    nodes: unpackColumns(nodes),
    targets: unpackColumns(targets),
    evaluations: unpackColumns(evaluations),
  } as DrawnTimeline;
}

const packColumns = <Group extends object>(group: Group): Packed<Group> =>
  mapped(group, (value) =>
    ArrayBuffer.isView(value) ? packColumn(value as Column) : value,
  ) as Packed<Group>;

const unpackColumns = (group: object): object =>
  mapped(group, (value) => (isPacked(value) ? unpackColumn(value) : value));

const mapped = (group: object, change: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(group).map(([key, value]) => [key, change(value)]));

const isPacked = (value: unknown): value is PackedColumn =>
  typeof value === 'object' && value !== null && 'base64' in value;

/** One column, packed; every number comes back as it was. */
export function packColumn(values: Column): PackedColumn {
  const column = values.constructor.name as keyof typeof COLUMNS;
  for (const per of PARTS) {
    const most = mostOf(values, per);
    const as = WHOLE_KINDS.find((kind) => most <= 2 ** (8 * KINDS[kind]) - 3);
    if (as !== undefined) return { column, as, per, base64: textOf(wholeBytes(values, per, KINDS[as])) };
  }
  return { column, as: 'float64', per: 1, base64: textOf(floatBytes(values)) };
}

/** The highest number in parts of a unit; Infinity when some are not whole or below 0. */
function mostOf(values: Column, per: number): number {
  let most = 0;
  for (const value of values) {
    if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) continue;
    const parts = Math.round(value * per);
    if (parts / per !== value || value < 0 || Object.is(value, -0)) return Number.POSITIVE_INFINITY;
    if (parts > most) most = parts;
  }
  return most;
}

function wholeBytes(values: Column, per: number, width: number): Uint8Array {
  const bytes = new Uint8Array(values.length * width);
  const none = 2 ** (8 * width) - 1;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    let rest = Number.isNaN(value)
      ? none
      : value === Number.POSITIVE_INFINITY
        ? none - 1
        : Math.round(value * per);
    for (let byte = row * width; byte < (row + 1) * width; byte += 1) {
      bytes[byte] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return bytes;
}

function floatBytes(values: Column): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * KINDS.float64));
  for (let row = 0; row < values.length; row += 1) view.setFloat64(row * KINDS.float64, values[row]!, true);
  return new Uint8Array(view.buffer);
}

/** The column that was packed. */
export function unpackColumn({ column, as, per, base64 }: PackedColumn): Column {
  const bytes = bytesOf(base64);
  const view = new DataView(bytes.buffer);
  const width = KINDS[as];
  const none = 2 ** (8 * width) - 1;
  const read = READERS[as];
  const values = new COLUMNS[column](bytes.length / width);
  for (let row = 0; row < values.length; row += 1) {
    const value = read(view, row * width);
    values[row] =
      as === 'float64' || value < none - 1
        ? value / per
        : value === none
          ? Number.NaN
          : Number.POSITIVE_INFINITY;
  }
  return values;
}

const READERS: Readonly<Record<keyof typeof KINDS, (view: DataView, at: number) => number>> = {
  uint8: (view, at) => view.getUint8(at),
  uint16: (view, at) => view.getUint16(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
};

/** Letters are made of so many bytes at once, which every engine takes as arguments. */
const CHUNK = 8190;

function textOf(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    letters += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(letters);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
