// Step functions of time in constant memory: exact while there are few steps, then buckets of doubling width
// that keep the last, least, most and time-weighted mean value. What happens at one instant counts once.
// Functions that change together share one table, because then time is looked at once for all of them.

import type { Duration } from '../../runtime/index.ts';
import type { Series } from './report.ts';

/** A table with more steps than this is kept in buckets. */
export const MOST_STEPS = 2000;
/** Most buckets; at least half of them are in use. Even. */
export const MOST_BUCKETS = 2000;
const LEAST_WIDTH = 1000;

/** Records several step functions. Each begins with 0 at time 0; times are milliseconds since the run began. */
export class SeriesTable {
  /** The values now. */
  readonly now: Float64Array;
  private readonly columns: number;
  private since: Duration = 0;
  /** Exact steps: times, and a row of values each. */
  private times: number[] = [];
  private rows: number[] = [];
  private buckets: Buckets | undefined;

  constructor(columns: number) {
    this.columns = columns;
    this.now = new Float64Array(columns);
  }

  /** From `time` on the value of a column is `value`; of several at one instant the last counts. */
  change(column: number, value: number, time: Duration): void {
    const { buckets, now } = this;
    if (buckets === undefined) this.advance(time);
    else buckets.hold(column, now[column]!, time, now);
    now[column] = value;
  }

  /** While the steps are exact: the values were as they are from the last change until `time`. */
  private advance(time: Duration): void {
    if (!(time > this.since)) return;
    this.step(time);
    this.since = time;
  }

  private step(until: Duration): void {
    const { columns, rows, now } = this;
    const before = rows.length - columns;
    let changed = before < 0;
    for (let column = 0; column < columns && !changed; column += 1)
      changed = rows[before + column] !== now[column];
    if (!changed) return;
    this.times.push(this.since);
    for (let column = 0; column < columns; column += 1) rows.push(now[column]!);
    if (this.times.length > MOST_STEPS) this.toBuckets(until);
  }

  private toBuckets(until: Duration): void {
    const { columns, times, rows } = this;
    this.buckets = new Buckets(columns);
    for (let index = 0; index < times.length; index += 1) {
      const row = Float64Array.from(rows.slice(index * columns, (index + 1) * columns));
      const time = times[index + 1] ?? until;
      for (let column = 0; column < columns; column += 1) this.buckets.hold(column, row[column]!, time, row);
    }
    this.times = [];
    this.rows = [];
  }

  /** The function of a column up to `end`, which must not be before the last change. */
  read(column: number, end: Duration): Series {
    if (this.buckets === undefined) return this.exact(column, end);
    return this.buckets.read(column, this.now, end);
  }

  private exact(column: number, end: Duration): Series {
    const times: number[] = [];
    const values: number[] = [];
    const append = (time: Duration, value: number) => {
      if (values[values.length - 1] === value) return;
      times.push(time / 1000);
      values.push(value);
    };
    this.times.forEach((time, index) => {
      append(time, this.rows[index * this.columns + column]!);
    });
    if (this.since <= end) append(this.since, this.now[column]!);
    return { times, values };
  }

  /** The largest value of a column that held for some time, or holds now. */
  most(column: number): number {
    let most = Math.max(0, this.now[column]!);
    for (let index = column; index < this.rows.length; index += this.columns)
      most = Math.max(most, this.rows[index]!);
    return this.buckets === undefined ? most : Math.max(most, this.buckets.mostOf(column));
  }

  copy(): SeriesTable {
    const copy = new SeriesTable(this.columns);
    copy.now.set(this.now);
    copy.since = this.since;
    copy.times = this.times.slice();
    copy.rows = this.rows.slice();
    copy.buckets = this.buckets?.copy();

    return copy;
  }
}

/** One step function that changes seldom. */
export class SeriesRecorder {
  private readonly table = new SeriesTable(1);

  get value(): number {
    return this.table.now[0]!;
  }

  /** From `time` on the value is `value`; of several at one instant the last counts. */
  set(time: Duration, value: number): void {
    if (value === this.table.now[0]) return;
    this.table.change(0, value, time);
  }

  read(end: Duration): Series {
    return this.table.read(0, end);
  }

  most(): number {
    return this.table.most(0);
  }
}

/**
 * The functions in buckets of equal width. The bucket being filled is kept apart until it is full, and each of its
 * columns is known up to that column's last change: to change one costs nothing for the others.
 */
class Buckets {
  private width = LEAST_WIDTH;
  private readonly columns: number;
  /** Up to where each column is known, and where the bucket being filled ends. */
  private readonly reached: Float64Array;
  private limit = LEAST_WIDTH;
  private index = 0;
  private readonly filling: Rows;
  private readonly full: Rows;

  constructor(columns: number) {
    this.columns = columns;
    this.reached = new Float64Array(columns);
    this.filling = emptyRows(columns);
    this.full = emptyRows(columns * MOST_BUCKETS);
  }

  /** A column has `value` from where it is known until `until`; `now` has the values of all. */
  hold(column: number, value: number, until: number, now: Float64Array): void {
    if (until > this.limit) this.closeUntil(until, now);
    const length = until - this.reached[column]!;
    if (!(length > 0)) return;
    const { area, least, most } = this.filling;
    this.reached[column] = until;
    area[column]! += value * length;
    if (value < least[column]!) least[column] = value;
    if (value > most[column]!) most[column] = value;
  }

  private closeUntil(until: number, now: Float64Array): void {
    while (until > this.limit) {
      for (let column = 0; column < this.columns; column += 1) {
        this.hold(column, now[column]!, this.limit, now);
        this.filling.last[column] = now[column]!;
      }
      this.close();
    }
  }

  private close(): void {
    copyRow(this.filling, 0, this.full, this.index, this.columns);
    clearRows(this.filling, 0);
    this.index += 1;
    if (this.index === MOST_BUCKETS) this.widen();
    this.limit = (this.index + 1) * this.width;
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

  /** A column up to `end`. */
  read(column: number, now: Float64Array, end: number): Series {
    const copy = this.copy();
    const value = now[column]!;
    copy.hold(column, value, end, now);
    const { width, columns, index, full } = copy;
    const count = end > index * width ? index + 1 : index;
    if (count > index) copyRow(copy.filling, 0, full, index, columns);
    const places = Array.from({ length: count }, (_, bucket) => bucket * columns + column);
    const values = places.map((place) => full.last[place]!);
    if (count > 0) values[count - 1] = value;
    return {
      times: places.map((_, bucket) => (bucket * width) / 1000),
      values,
      width: width / 1000,
      least: places.map((place) => full.least[place]!),
      most: places.map((place) => full.most[place]!),
      mean: places.map((place, bucket) => {
        const covered = Math.min(width, end - bucket * width);
        return Number((full.area[place]! / covered).toPrecision(6));
      }),
    };
  }

  mostOf(column: number): number {
    let most = this.filling.most[column]!;
    const { most: all } = this.full;
    for (let place = column; place < all.length; place += this.columns) most = Math.max(most, all[place]!);
    return most;
  }

  copy(): Buckets {
    const copy = new Buckets(this.columns);
    copy.width = this.width;
    copy.reached.set(this.reached);
    copy.limit = this.limit;
    copy.index = this.index;
    copyRow(this.filling, 0, copy.filling, 0, this.columns);
    copyRow(this.full, 0, copy.full, 0, this.columns * MOST_BUCKETS);
    return copy;
  }
}

/** A row of columns a bucket. */
interface Rows {
  readonly area: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly last: Float64Array;
}

function emptyRows(length: number): Rows {
  const rows = {
    area: new Float64Array(length),
    least: new Float64Array(length),
    most: new Float64Array(length),
    last: new Float64Array(length),
  };
  clearRows(rows, 0);
  return rows;
}

function clearRows({ area, least, most }: Rows, from: number): void {
  area.fill(0, from);
  least.fill(Number.POSITIVE_INFINITY, from);
  most.fill(Number.NEGATIVE_INFINITY, from);
}

/** Copies the row in one place to another; a row is `length` long. */
function copyRow(source: Rows, from: number, target: Rows, to: number, length: number): void {
  for (const name of ['area', 'least', 'most', 'last'] as const) {
    target[name].set(source[name].subarray(from * length, (from + 1) * length), to * length);
  }
}
