// A step function of time in constant memory: exact while it has few steps, then buckets of doubling width
// that keep the last, least, most and time-weighted mean value. What happens at one instant counts once.

import type { Instant } from '../../runtime/index.ts';
import type { Series } from './report.ts';

/** A series with more change points than this is kept in buckets. */
export const MOST_STEPS = 2000;
/** Most buckets of a series; at least half of them are in use. */
export const MOST_BUCKETS = 1000;
const LEAST_WIDTH = 1000;

interface Buckets {
  width: number;
  count: number;
  readonly area: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly last: Float64Array;
}

/** Records one step function. `origin` is the instant at which it begins with the value 0. */
export class SeriesRecorder {
  value = 0;
  /** The largest value that held for some time. */
  peak = 0;
  private since: Instant;
  private readonly origin: Instant;
  private times: number[] = [];
  private values: number[] = [];
  private buckets: Buckets | undefined;

  constructor(origin: Instant) {
    this.origin = origin;
    this.since = origin;
  }

  /** From `time` on the value is `value`; of several at one instant the last counts. */
  set(time: Instant, value: number): void {
    if (value === this.value) return;
    if (time > this.since) this.commit(time);
    this.value = value;
  }

  /** The function up to `end`, times in seconds since the origin. Recording may go on. */
  read(end: Instant): Series {
    const copy = this.copy();
    if (end > copy.since) copy.commit(end);
    return copy.buckets === undefined
      ? copy.exact(end)
      : inBuckets(copy.buckets, copy.value, end - copy.origin);
  }

  /** The largest value up to now, the present one included. */
  most(): number {
    return Math.max(this.peak, this.value);
  }

  private commit(until: Instant): void {
    const { since, value } = this;
    this.since = until;
    if (value > this.peak) this.peak = value;
    if (this.buckets === undefined) {
      if (this.values[this.values.length - 1] === value) return;
      this.times.push(since);
      this.values.push(value);
      if (this.times.length > MOST_STEPS) this.buckets = this.toBuckets(until);
    } else {
      fill(this.buckets, since - this.origin, until - this.origin, value);
    }
  }

  private toBuckets(until: Instant): Buckets {
    const buckets = emptyBuckets();
    for (let index = 0; index < this.times.length; index += 1) {
      const to = this.times[index + 1] ?? until;
      fill(buckets, this.times[index]! - this.origin, to - this.origin, this.values[index]!);
    }
    this.times = [];
    this.values = [];
    return buckets;
  }

  copy(): SeriesRecorder {
    const copy = new SeriesRecorder(this.origin);
    copy.value = this.value;
    copy.since = this.since;
    copy.times = this.times.slice();
    copy.values = this.values.slice();
    const { buckets } = this;
    if (buckets !== undefined) {
      copy.buckets = {
        ...buckets,
        area: buckets.area.slice(),
        least: buckets.least.slice(),
        most: buckets.most.slice(),
        last: buckets.last.slice(),
      };
    }
    return copy;
  }

  private exact(end: Instant): Series {
    const times = this.times.map((time) => (time - this.origin) / 1000);
    const values = this.values.slice();
    if (values.length === 0 || values[values.length - 1] !== this.value) {
      times.push((end - this.origin) / 1000);
      values.push(this.value);
    }
    return { times, values };
  }
}

function emptyBuckets(): Buckets {
  return {
    width: LEAST_WIDTH,
    count: 0,
    area: new Float64Array(MOST_BUCKETS),
    least: new Float64Array(MOST_BUCKETS).fill(Number.POSITIVE_INFINITY),
    most: new Float64Array(MOST_BUCKETS).fill(Number.NEGATIVE_INFINITY),
    last: new Float64Array(MOST_BUCKETS),
  };
}

/** The function has `value` between the two offsets from the origin. */
function fill(buckets: Buckets, from: number, to: number, value: number): void {
  while (to > buckets.width * MOST_BUCKETS) widen(buckets);
  const { width, area, least, most, last } = buckets;
  let index = Math.floor(from / width);
  for (let start = from; start < to; index += 1) {
    const stop = Math.min(to, (index + 1) * width);
    area[index]! += value * (stop - start);
    if (value < least[index]!) least[index] = value;
    if (value > most[index]!) most[index] = value;
    last[index] = value;
    start = stop;
  }
  buckets.count = Math.max(buckets.count, index);
}

function widen(buckets: Buckets): void {
  const { area, least, most, last } = buckets;
  const half = Math.ceil(buckets.count / 2);
  for (let index = 0; index < half; index += 1) {
    const left = 2 * index;
    const right = left + 1;
    const both = right < buckets.count;
    area[index] = area[left]! + (both ? area[right]! : 0);
    least[index] = Math.min(least[left]!, both ? least[right]! : Number.POSITIVE_INFINITY);
    most[index] = Math.max(most[left]!, both ? most[right]! : Number.NEGATIVE_INFINITY);
    last[index] = both ? last[right]! : last[left]!;
  }
  area.fill(0, half);
  least.fill(Number.POSITIVE_INFINITY, half);
  most.fill(Number.NEGATIVE_INFINITY, half);
  last.fill(0, half);
  buckets.count = half;
  buckets.width *= 2;
}

function inBuckets(buckets: Buckets, finalValue: number, length: number): Series {
  const { width, count } = buckets;
  const times: number[] = [];
  const values: number[] = [];
  const mean: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const covered = Math.min(width, length - index * width);
    times.push((index * width) / 1000);
    values.push(buckets.last[index]!);
    mean.push(Number((buckets.area[index]! / covered).toPrecision(6)));
  }
  if (count > 0) values[count - 1] = finalValue;
  return {
    times,
    values,
    width: width / 1000,
    least: Array.from(buckets.least.subarray(0, count)),
    most: Array.from(buckets.most.subarray(0, count)),
    mean,
  };
}
