// Step functions of time in constant memory: exact while there are few steps, then buckets of doubling width
// that keep the last, least, most and time-weighted mean value. What happens at one instant counts once.
// Functions that change together share one table, because then time is looked at once for all of them.

import type { Duration } from '../../runtime/index.ts';
import {
  Buckets,
  clearRows,
  copyRow,
  emptyRows,
  type LastBucket,
  LEAST_WIDTH,
  type Rows,
} from './buckets.ts';
import type { Series } from './report.ts';

/** A table with more steps than this is kept in buckets. */
export const MOST_STEPS = 2000;

/** What several columns follow: whole numbers, and how each column is made of them. */
export interface Course {
  readonly values: Int32Array;
  readonly curves: readonly Curve[];
}

/** A column that is always `base` and the value of its course, added or taken off. */
export interface Curve {
  readonly column: number;
  readonly base: number;
  readonly sign: 1 | -1;
}

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
  /** Where the bucket being filled ends; below every time while the steps are exact. */
  private limit = -1;
  private readonly filling: Rows;
  /** Up to where each column is in the bucket being filled: to change one costs nothing for the others. */
  private readonly reached: Float64Array;

  constructor(columns: number) {
    this.columns = columns;
    this.now = new Float64Array(columns);
    this.filling = emptyRows(columns);
    this.reached = new Float64Array(columns);
  }

  /** From `time` on the value of a column is `value`; of several at one instant the last counts. */
  change(column: number, value: number, time: Duration): void {
    if (time > this.limit) this.open(time);
    const { now, filling, reached } = this;
    const length = time - reached[column]!;
    if (length > 0) {
      const held = now[column]!;
      reached[column] = time;
      filling.area[column]! += held * length;
      if (held < filling.least[column]!) filling.least[column] = held;
      if (held > filling.most[column]!) filling.most[column] = held;
    }
    now[column] = value;
  }

  /** Several changes at once: at each of the first `count` times, which rise, each course has its next value. */
  follow(times: Float64Array, count: number, courses: readonly Course[]): void {
    let row = 0;
    for (; row < count && this.buckets === undefined; row += 1)
      for (const { values, curves } of courses)
        for (const { column, base, sign } of curves)
          this.change(column, base + sign * values[row]!, times[row]!);
    while (row < count) {
      if (times[row]! > this.limit) this.closeUntil(this.buckets!, times[row]!);
      const { limit } = this;
      let end = row + 1;
      while (end < count && times[end]! <= limit) end += 1;
      for (const course of courses) this.fill(course, times, row, end);
      row = end;
    }
  }

  /** Enters a course from one row to before another, all in the bucket being filled: summed once for all its curves. */
  private fill({ values, curves }: Course, times: Float64Array, from: number, to: number): void {
    const { area, least, most } = sumUp(values, times, from, to);
    const since = times[to - 1]!;
    const length = since - times[from]!;
    const { now, filling, reached } = this;
    for (const { column, base, sign } of curves) {
      this.change(column, base + sign * values[from]!, times[from]!);
      now[column] = base + sign * values[to - 1]!;
      if (length === 0) continue;
      reached[column] = since;
      filling.area[column]! += base * length + sign * area;
      filling.least[column] = Math.min(filling.least[column]!, base + sign * (sign > 0 ? least : most));
      filling.most[column] = Math.max(filling.most[column]!, base + sign * (sign > 0 ? most : least));
    }
  }

  /** Makes ready for a change at `time`: keeps the exact steps, or closes the buckets before it. */
  private open(time: Duration): void {
    if (this.buckets === undefined && time > this.since) {
      this.step(time);
      this.since = time;
    }
    if (this.buckets !== undefined) this.closeUntil(this.buckets, time);
  }

  private closeUntil(buckets: Buckets, time: Duration): void {
    while (time > this.limit) {
      for (let column = 0; column < this.columns; column += 1) {
        this.filling.last[column] = this.now[column]!;
        if (this.reached[column]! < this.limit) this.hold(column, this.now[column]!, this.limit);
      }
      this.limit = buckets.add(this.filling);
      clearRows(this.filling, 0);
    }
  }

  private hold(column: number, value: number, until: Duration): void {
    const { area, least, most } = this.filling;
    area[column]! += value * (until - this.reached[column]!);
    least[column] = Math.min(least[column]!, value);
    most[column] = Math.max(most[column]!, value);
    this.reached[column] = until;
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

  /** Tells the exact steps again, to buckets; the values now hold until `until`. */
  private toBuckets(until: Duration): void {
    const { columns, times, rows, now } = this;
    const values = now.slice();
    this.buckets = new Buckets(columns);
    this.limit = LEAST_WIDTH;
    this.reached.fill(0);
    clearRows(this.filling, 0);
    now.fill(0);
    times.forEach((time, index) => {
      for (let column = 0; column < columns; column += 1)
        this.change(column, rows[index * columns + column]!, time);
    });
    values.forEach((value, column) => {
      this.change(column, value, until);
    });
    this.times = [];
    this.rows = [];
  }

  /** The function of a column up to `end`, which must not be before the last change, nor after the next. */
  read(column: number, end: Duration): Series {
    const { buckets } = this;
    if (buckets === undefined) return this.exact(column, end);
    // What holds now holds until then, so these buckets would be closed so by any later change.
    this.closeUntil(buckets, end);
    return buckets.read(column, this.heldUntil(column, end), end);
  }

  /** The bucket that is being filled, of one column, as if it ended here; it goes on being filled. */
  private heldUntil(column: number, end: Duration): LastBucket {
    const { filling, now, reached } = this;
    const value = now[column]!;
    const length = end - reached[column]!;
    const area = filling.area[column]!;
    const least = filling.least[column]!;
    const most = filling.most[column]!;
    if (length <= 0) return { value, area, least, most };
    return { value, area: area + value * length, least: Math.min(least, value), most: Math.max(most, value) };
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
    return this.buckets === undefined
      ? most
      : Math.max(most, this.filling.most[column]!, this.buckets.most(column));
  }

  copy(): SeriesTable {
    const copy = new SeriesTable(this.columns);
    copy.now.set(this.now);
    copy.since = this.since;
    copy.times = this.times.slice();
    copy.rows = this.rows.slice();
    copy.buckets = this.buckets?.copy();
    copy.limit = this.limit;
    copyRow(this.filling, 0, copy.filling, 0, this.columns);
    copy.reached.set(this.reached);
    return copy;
  }
}

/** The integral of a step function over some rows, and its bounds there; apart, so that the engine compiles it soon. */
function sumUp(values: Int32Array, times: Float64Array, from: number, to: number) {
  let area = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let since = times[from]!;
  for (let row = from + 1; row < to; row += 1) {
    const time = times[row]!;
    const held = values[row - 1]!;
    area += held * (time - since);
    since = time;
    if (held < least) least = held;
    if (held > most) most = held;
  }
  return { area, least, most };
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
