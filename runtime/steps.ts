// A metric as a step function: changes are recorded when they happen, and a sample is a reading of it at a
// sampling instant. Lag and loss are applied on reading, so nothing ticks while nobody looks.

import { createDraw } from './random.ts';
import { SAMPLE_PERIOD, type SampleSource } from './samples.ts';
import type { Duration, Instant } from './time.ts';

export interface StepSettings {
  /** Sampling instants are this plus 30 s, plus 60 s and so on. */
  readonly start: Instant;
  /** How long after its instant a sample becomes visible. */
  readonly lag: Duration;
  /** The share of samples that never become visible, 0 to 1. */
  readonly loss: number;
  readonly seed: number;
  /** Names what is measured, metric and pool, so that each loses its own samples. */
  readonly name: string;
}

/** How much must stay readable: windows up to `lookBack` old and the `newest` newest samples. */
export interface Retention {
  readonly lookBack: Duration;
  readonly newest: number;
}

const EVERYTHING: Retention = { lookBack: Infinity, newest: Infinity };
const FIRST_CAPACITY = 16;

/** A series as plain data; see `StepSeries.restored`. */
export interface StepState {
  readonly settings: StepSettings;
  readonly retention: Retention;
  readonly indices: Uint32Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  /** Points, the first sampling instant, how far samples were counted, and how many gaps are forgotten. */
  readonly figures: readonly [
    length: number,
    first: number,
    countedUntil: number,
    counted: number,
    forgottenGaps: number,
  ];
}

/**
 * One metric of one pool. Numbers its sampling instants from 1 and keeps at most one change per instant.
 * Values older than the retention are forgotten; `count` and `oldest` still know of them. While the value is NaN
 * nobody takes samples: such instants are gaps, and a series begins with its first value.
 */
export class StepSeries {
  readonly #settings: StepSettings;
  readonly #draw: (index: number) => number;
  #retention: Retention = EVERYTHING;
  #indices = new Uint32Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  /** The number of the first sampling instant ever; 0 before the first append. */
  #first = 0;
  #countedUntil = 0;
  #counted = 0;
  /** Samples that were not taken, of times that are forgotten. */
  #forgottenGaps = 0;

  constructor(settings: StepSettings) {
    this.#settings = settings;
    this.#draw = createDraw(settings.seed, `sample loss of ${settings.name}`);
  }

  /** A series that goes on from where `state` was read. */
  static restored(state: StepState): StepSeries {
    const series = new StepSeries(state.settings);
    series.#retention = state.retention;
    series.#indices = state.indices.slice();
    series.#values = state.values.slice();
    [series.#length, series.#first, series.#countedUntil, series.#counted, series.#forgottenGaps] =
      state.figures;
    return series;
  }

  /** All there is to a series, as plain data. */
  state(): StepState {
    return {
      settings: this.#settings,
      retention: this.#retention,
      indices: this.#indices.slice(),
      values: this.#values.slice(),
      figures: [this.#length, this.#first, this.#countedUntil, this.#counted, this.#forgottenGaps],
    };
  }

  /** The value appended last; undefined before the first append. */
  get latest(): number | undefined {
    return this.#length === 0 ? undefined : this.#values[this.#length - 1];
  }

  /** The points kept at the moment; for tests and budgets. */
  get length(): number {
    return this.#length;
  }

  /** Says how much must stay readable from now on; what is already forgotten stays forgotten. */
  retain(retention: Retention): void {
    this.#retention = retention;
  }

  /** The metric has this value from `time` on, or none when it is NaN. Times must not fall. */
  append(time: Instant, value: number): void {
    const index = Math.max(1, Math.ceil((time - this.#settings.start) / SAMPLE_PERIOD));
    const last = this.#length - 1;
    if (Number.isNaN(value) && this.#endsIn(index)) return;
    if (last < 0) {
      this.#first = index;
      this.#countedUntil = index - 1;
    } else if (this.#indices[last] === index) {
      this.#values[last] = value;
      if (last > 0 && this.#values[last - 1] === value) this.#length = last;
      return;
    } else if (this.#values[last] === value) {
      return;
    }
    if (this.#length === this.#indices.length) this.#makeRoom(time);
    this.#indices[this.#length] = index;
    this.#values[this.#length] = value;
    this.#length++;
  }

  /** Values of the samples visible at `now` with `after` < time <= `until`, oldest first. */
  window(now: Instant, after: Instant, until: Instant): number[] {
    const { start, lag } = this.#settings;
    const from = Math.max(this.#oldestKept(), Math.floor((after - start) / SAMPLE_PERIOD) + 1);
    const to = this.#indexAt(Math.min(until, now - lag));
    const found: number[] = [];
    if (!(from <= to)) return found;
    let point = this.#pointAt(from);
    for (let index = from; index <= to; index++) {
      while (point + 1 < this.#length && this.#indices[point + 1]! <= index) point++;
      const value = this.#values[point]!;
      if (!Number.isNaN(value) && !this.#isLost(index)) found.push(value);
    }
    return found;
  }

  /** Values of the `count` newest samples visible at `now`, oldest first; fewer when fewer exist. */
  newest(now: Instant, count: number): number[] {
    const found: number[] = [];
    const oldest = this.#oldestKept();
    let index = this.#indexAt(now - this.#settings.lag);
    if (!(index >= oldest)) return found;
    for (let point = this.#pointAt(index); index >= oldest && found.length < count; index--) {
      while (this.#indices[point]! > index) point--;
      const value = this.#values[point]!;
      if (!Number.isNaN(value) && !this.#isLost(index)) found.push(value);
    }
    return found.reverse();
  }

  /** How many samples are visible at `now`, forgotten ones included. */
  count(now: Instant): number {
    if (this.#length === 0) return 0;
    const until = this.#indexAt(now - this.#settings.lag);
    const gaps = this.#forgottenGaps + this.#gaps(this.#length, until);
    if (this.#settings.loss <= 0) return Math.max(0, until - this.#first + 1 - gaps);
    if (until < this.#countedUntil) {
      this.#countedUntil = this.#first - 1;
      this.#counted = 0;
    }
    while (this.#countedUntil < until) if (!this.#isLost(++this.#countedUntil)) this.#counted++;
    return this.#counted - gaps;
  }

  /** The time of the oldest sample visible at `now`, forgotten ones included; undefined when there is none. */
  oldest(now: Instant): Instant | undefined {
    if (this.#length === 0) return undefined;
    const until = this.#indexAt(now - this.#settings.lag);
    for (let index = this.#first; index <= until; index++) {
      if (this.#isTaken(index)) return this.#settings.start + index * SAMPLE_PERIOD;
    }
    return undefined;
  }

  /** There is no value from this instant on: whether the series is as if nothing had been appended. */
  #endsIn(index: number): boolean {
    const last = this.#length - 1;
    if (last < 0 || Number.isNaN(this.#values[last]!)) return true;
    if (this.#first !== index) return false;
    this.#length = 0;
    return true;
  }

  /** Samples not taken in the first so many points, up to an instant. */
  #gaps(points: number, until: number): number {
    let gaps = 0;
    for (let point = 0; point < points; point++) {
      if (!Number.isNaN(this.#values[point]!)) continue;
      const end = point + 1 < this.#length ? this.#indices[point + 1]! - 1 : until;
      for (let index = this.#indices[point]!; index <= Math.min(end, until); index++)
        if (!this.#isLost(index)) gaps++;
    }
    return gaps;
  }

  #indexAt(time: Instant): number {
    return Math.floor((time - this.#settings.start) / SAMPLE_PERIOD);
  }

  #isLost(index: number): boolean {
    const { start, loss } = this.#settings;
    // Drawn by the instant itself, so that a sample's fate does not depend on when its series began.
    return loss > 0 && this.#draw(Math.floor(start + index * SAMPLE_PERIOD)) < loss;
  }

  /** Whether there is a sample of the instant: somebody took it, as far as that is remembered, and it is not lost. */
  #isTaken(index: number): boolean {
    const isGap = index >= this.#oldestKept() && Number.isNaN(this.#values[this.#pointAt(index)]!);
    return !isGap && !this.#isLost(index);
  }

  #oldestKept(): number {
    return this.#length === 0 ? Infinity : this.#indices[0]!;
  }

  /** The last point at or before a sampling instant that is not before the oldest kept one. */
  #pointAt(index: number): number {
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#indices[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Forgets what nobody can ask for any more, and doubles the room when that was less than half. */
  #makeRoom(now: Instant): void {
    const cut = this.#pointAt(Math.max(this.#oldestKept(), this.#oldestNeeded(now)));
    const kept = this.#length - cut;
    this.#forgottenGaps += this.#gaps(cut, Infinity);
    const capacity = kept * 2 > this.#indices.length ? this.#indices.length * 2 : this.#indices.length;
    const indices = capacity === this.#indices.length ? this.#indices : new Uint32Array(capacity);
    const values = capacity === this.#values.length ? this.#values : new Float64Array(capacity);
    indices.set(this.#indices.subarray(cut, this.#length));
    values.set(this.#values.subarray(cut, this.#length));
    this.#indices = indices;
    this.#values = values;
    this.#length = kept;
  }

  #oldestNeeded(now: Instant): number {
    const { lookBack, newest } = this.#retention;
    if (newest === Infinity || lookBack === Infinity) return 0;
    let index = this.#indexAt(now - this.#settings.lag);
    const oldest = this.#oldestKept();
    for (let found = 0; index >= oldest && found < newest; index--) if (this.#isTaken(index)) found++;
    return Math.min(index + 1, this.#indexAt(now - lookBack));
  }
}

/** A source over several series, by metric name; series may join the map later. */
export function createStepSource(series: ReadonlyMap<string, StepSeries>): SampleSource {
  return {
    window: (metric, now, after, until) => series.get(metric)?.window(now, after, until) ?? [],
    newest: (metric, now, count) => series.get(metric)?.newest(now, count) ?? [],
    count: (metric, now) => series.get(metric)?.count(now) ?? 0,
    oldest: (metric, now) => series.get(metric)?.oldest(now),
  };
}
