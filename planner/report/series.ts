// Step functions of time in constant memory: exact while there are few steps, then buckets of doubling width
// that keep the last, least, most and time-weighted mean value. What happens at one instant counts once.
// Functions that change together share one table, because then time is looked at once for all of them.

import type { Instant } from '../../runtime/index.ts';
import type { Series } from './report.ts';

/** A table with more steps than this is kept in buckets. */
export const MOST_STEPS = 2000;
/** Most buckets; at least half of them are in use. Even. */
export const MOST_BUCKETS = 2000;
const LEAST_WIDTH = 1000;

/** Records several step functions. Each begins with 0 at the origin. */
export class SeriesTable {
  /** The values now. Set them after `advance` to the instant of the change. */
  readonly now: Float64Array;
  private readonly columns: number;
  private readonly origin: Instant;
  private since: Instant;
  /** Exact steps: times, and a row of values each. */
  private times: number[] = [];
  private rows: number[] = [];
  private buckets: Buckets | undefined;
  constructor(origin: Instant, columns: number) {
    this.origin = origin;
    this.since = origin;
    this.columns = columns;
    this.now = new Float64Array(columns);
  }

  /** The values were as they are from the last change until `time`. */
  advance(time: Instant): void {
    if (!(time > this.since)) return;
    if (this.buckets === undefined) this.step(time);
    else this.buckets.hold(time - this.origin, this.now);
    this.since = time;
  }

  private step(until: Instant): void {
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

  private toBuckets(until: Instant): void {
    const { columns, times, rows } = this;
    this.buckets = new Buckets(columns);
    for (let index = 0; index < times.length; index += 1) {
      const row = Float64Array.from(rows.slice(index * columns, (index + 1) * columns));
      this.buckets.hold((times[index + 1] ?? until) - this.origin, row);
    }
    this.times = [];
    this.rows = [];
  }

  /** The function of a column up to `end`, which must not be before the last change. */
  read(column: number, end: Instant): Series {
    const length = end - this.origin;
    if (this.buckets === undefined) return this.exact(column, end);
    return this.buckets.read(column, this.now[column]!, length);
  }

  private exact(column: number, end: Instant): Series {
    const times: number[] = [];
    const values: number[] = [];
    const append = (time: Instant, value: number) => {
      if (values[values.length - 1] === value) return;
      times.push((time - this.origin) / 1000);
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
    const copy = new SeriesTable(this.origin, this.columns);
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
  private readonly table: SeriesTable;

  constructor(origin: Instant) {
    this.table = new SeriesTable(origin, 1);
  }

  get value(): number {
    return this.table.now[0]!;
  }

  /** From `time` on the value is `value`; of several at one instant the last counts. */
  set(time: Instant, value: number): void {
    if (value === this.table.now[0]) return;
    this.table.advance(time);
    this.table.now[0] = value;
  }

  read(end: Instant): Series {
    return this.table.read(0, end);
  }

  most(): number {
    return this.table.most(0);
  }
}

/** The functions in buckets of equal width. The bucket being filled is kept apart until it is full. */
class Buckets {
  private width = LEAST_WIDTH;
  private readonly columns: number;
  /** How far the functions are known, and where the bucket being filled ends. */
  private reached = 0;
  private limit = LEAST_WIDTH;
  private index = 0;
  private readonly filling: Rows;
  private readonly full: Rows;

  constructor(columns: number) {
    this.columns = columns;
    this.filling = emptyRows(columns);
    this.full = emptyRows(columns * MOST_BUCKETS);
  }

  /** The functions have these values from where they are known until the offset `until`. */
  hold(until: number, values: Float64Array): void {
    while (until > this.limit) {
      this.fill(this.limit, values);
      this.close();
    }
    this.fill(until, values);
  }

  private fill(until: number, values: Float64Array): void {
    const length = until - this.reached;
    if (!(length > 0)) return;
    this.reached = until;
    const { area, least, most, last } = this.filling;
    for (let column = 0; column < values.length; column += 1) {
      const value = values[column]!;
      area[column]! += value * length;
      if (value < least[column]!) least[column] = value;
      if (value > most[column]!) most[column] = value;
      last[column] = value;
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

  /** A column up to `length`, as if `value` held from where the functions are known. */
  read(column: number, value: number, length: number): Series {
    const copy = this.copy();
    copy.hold(length, new Float64Array(this.columns).fill(value));
    const { width, columns, index, reached, full } = copy;
    const count = reached > index * width ? index + 1 : index;
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
        const covered = Math.min(width, reached - bucket * width);
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
    copy.reached = this.reached;
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
