// Buckets of doubling width that step functions are kept in when they have many steps: of each bucket the last, least,
// most and time-weighted mean value of every function.

import type { Duration } from '../../runtime/index.ts';
import type { Series } from './report.ts';

/** Most buckets; at least half of them are in use. Even. */
export const MOST_BUCKETS = 2000;
/** How wide buckets are at first, in milliseconds. */
export const LEAST_WIDTH: Duration = 1000;

/** Full buckets of equal width. */
export class Buckets {
  private width = LEAST_WIDTH;
  private index = 0;
  private readonly columns: number;
  private readonly full: Rows;

  constructor(columns: number) {
    this.columns = columns;
    this.full = emptyRows(columns * MOST_BUCKETS);
  }

  /** Takes a full bucket; where the next one ends is returned. */
  add(row: Rows): Duration {
    copyRow(row, 0, this.full, this.index, this.columns);
    this.index += 1;
    if (this.index === MOST_BUCKETS) this.widen();
    return (this.index + 1) * this.width;
  }

  /** Joins the full buckets in pairs. */
  private widen(): void {
    const { columns } = this;
    const { area, least, most, last } = this.full;
    const half = (MOST_BUCKETS / 2) * columns;
    for (let place = 0; place < half; place += 1) {
      const column = place % columns;
      const left = 2 * (place - column) + column;
      const right = left + columns;
      area[place] = area[left]! + area[right]!;
      least[place] = Math.min(least[left]!, least[right]!);
      most[place] = Math.max(most[left]!, most[right]!);
      last[place] = last[right]!;
    }
    clearRows(this.full, half);
    this.width *= 2;
    this.index = MOST_BUCKETS / 2;
  }

  /** A column up to `end`; the last bucket may be shorter than the others. */
  read(column: number, filling: LastBucket, end: Duration): Series {
    const { width, columns, index, full } = this;
    const isBegun = end > index * width;
    const count = isBegun ? index + 1 : index;
    const times: number[] = [];
    const values: number[] = [];
    const least: number[] = [];
    const most: number[] = [];
    const mean: number[] = [];
    for (let bucket = 0; bucket < count; bucket += 1) {
      const place = bucket * columns + column;
      const isFull = bucket < index;
      const covered = Math.min(width, end - bucket * width);
      times.push((bucket * width) / 1000);
      values.push(bucket === count - 1 ? filling.value : full.last[place]!);
      least.push(isFull ? full.least[place]! : filling.least);
      most.push(isFull ? full.most[place]! : filling.most);
      mean.push(sixDigits((isFull ? full.area[place]! : filling.area) / covered));
    }
    return { times, values, width: width / 1000, least, most, mean };
  }

  most(column: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let place = column; place < this.full.most.length; place += this.columns)
      most = Math.max(most, this.full.most[place]!);
    return most;
  }

  copy(): Buckets {
    const copy = new Buckets(this.columns);
    copy.width = this.width;
    copy.index = this.index;
    copyRow(this.full, 0, copy.full, 0, this.columns * MOST_BUCKETS);
    return copy;
  }
}

/** Six digits are enough; most means are whole numbers that have fewer. */
const sixDigits = (mean: number): number =>
  Number.isInteger(mean) && Math.abs(mean) < 1e6 ? mean : Number(mean.toPrecision(6));

/** One column of the bucket that is being filled, and its value now. */
export interface LastBucket {
  readonly value: number;
  readonly area: number;
  readonly least: number;
  readonly most: number;
}

/** A row of columns a bucket. */
export interface Rows {
  readonly area: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly last: Float64Array;
}

/** Rows of nothing. */
export function emptyRows(length: number): Rows {
  const rows = {
    area: new Float64Array(length),
    least: new Float64Array(length),
    most: new Float64Array(length),
    last: new Float64Array(length),
  };
  clearRows(rows, 0);
  return rows;
}

/** Empties the rows from a place on. */
export function clearRows({ area, least, most }: Rows, from: number): void {
  area.fill(0, from);
  least.fill(Number.POSITIVE_INFINITY, from);
  most.fill(Number.NEGATIVE_INFINITY, from);
}

/** Copies the row in one place to another; a row is `length` long, and short: views of it would cost more than it does. */
export function copyRow(source: Rows, from: number, target: Rows, to: number, length: number): void {
  const [first, start] = [from * length, to * length];
  for (let column = 0; column < length; column += 1) {
    target.area[start + column] = source.area[first + column]!;
    target.least[start + column] = source.least[first + column]!;
    target.most[start + column] = source.most[first + column]!;
    target.last[start + column] = source.last[first + column]!;
  }
}
