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
    return this.buckets.read(column, this.now[column]!, this.since - this.origin, length);
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

/** The functions in buckets of equal width. The bucket that is being filled is kept apart until it is full. */
class Buckets {
  private width = LEAST_WIDTH;
  private readonly columns: number;
  /** How far the functions are known, and where the bucket being filled ends. */
  private reached = 0;
  private limit = LEAST_WIDTH;
  private index = 0;
  private readonly area: Float64Array;
  private readonly least: Float64Array;
  private readonly most: Float64Array;
  private readonly last: Float64Array;

  constructor(columns: number) {
    this.columns = columns;
    this.area = new Float64Array(columns * MOST_BUCKETS);
    this.least = new Float64Array(columns * MOST_BUCKETS).fill(Number.POSITIVE_INFINITY);
    this.most = new Float64Array(columns * MOST_BUCKETS).fill(Number.NEGATIVE_INFINITY);
    this.last = new Float64Array(columns * MOST_BUCKETS);
  }

  /** The functions have these values from where they are known until the offset `until`. */
  hold(until: number, values: Float64Array): void {
    while (until > this.limit) {
      this.fill(this.limit, values);
      this.open();
    }
    this.fill(until, values);
  }

  private fill(until: number, values: Float64Array): void {
    const length = until - this.reached;
    if (!(length > 0)) return;
    this.reached = until;
    const { columns, area, least, most, last } = this;
    const start = this.index * columns;
    for (let column = 0; column < columns; column += 1) {
      const place = start + column;
      const value = values[column]!;
      area[place]! += value * length;
      if (value < least[place]!) least[place] = value;
      if (value > most[place]!) most[place] = value;
      last[place] = value;
    }
  }

  private open(): void {
    if (this.index + 1 === MOST_BUCKETS) this.widen();
    else this.index += 1;
    this.limit = (this.index + 1) * this.width;
  }

  /** Joins buckets in pairs; the next to be filled is the first of the free half. */
  private widen(): void {
    const { columns, area, least, most, last } = this;
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
    area.fill(0, half);
    least.fill(Number.POSITIVE_INFINITY, half);
    most.fill(Number.NEGATIVE_INFINITY, half);
    this.width *= 2;
    this.index = MOST_BUCKETS / 2;
  }

  /** A column, as if its value now held from offset `since` until `length`. */
  read(column: number, value: number, since: number, length: number): Series {
    const copy = length > since ? this.copy() : this;
    if (length > since) copy.hold(length, copy.rowOf(value));
    const { width, columns } = copy;
    const count = copy.reached > copy.index * width ? copy.index + 1 : copy.index;
    const places = Array.from({ length: count }, (_, index) => index * columns + column);
    const values = places.map((place) => copy.last[place]!);
    if (count > 0) values[count - 1] = value;
    return {
      times: places.map((_, index) => (index * width) / 1000),
      values,
      width: width / 1000,
      least: places.map((place) => copy.least[place]!),
      most: places.map((place) => copy.most[place]!),
      mean: places.map((place, index) => {
        const covered = Math.min(width, copy.reached - index * width);
        return Number((copy.area[place]! / covered).toPrecision(6));
      }),
    };
  }

  private rowOf(value: number): Float64Array {
    return new Float64Array(this.columns).fill(value);
  }

  mostOf(column: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let place = column; place < this.most.length; place += this.columns)
      most = Math.max(most, this.most[place]!);
    return most;
  }

  copy(): Buckets {
    const copy = new Buckets(this.columns);
    copy.width = this.width;
    copy.reached = this.reached;
    copy.limit = this.limit;
    copy.index = this.index;
    copy.area.set(this.area);
    copy.least.set(this.least);
    copy.most.set(this.most);
    copy.last.set(this.last);
    return copy;
  }
}
