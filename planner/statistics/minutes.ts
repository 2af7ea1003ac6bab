// Metrics by the minute, kept sparsely: numbers that hold are noted where they differ from the full minute before,
// events are summed over the minute they happened in.

import { type Instant, MINUTE } from '../../runtime/index.ts';

/** The full minute at or before an instant. */
export const minuteBefore = (time: Instant): Instant => Math.floor(time / MINUTE) * MINUTE;
/** The full minute at or after an instant. */
const minuteAfter = (time: Instant): Instant => Math.ceil(time / MINUTE) * MINUTE;

/** Minutes and what holds in each, or was counted in it. */
export interface Minutes {
  readonly times: readonly Instant[];
  readonly values: readonly number[];
}

/** Several numbers that are looked at together at every full minute, when all of its instant has happened. */
export class MinuteGauges {
  private readonly now: Float64Array;
  private readonly times: Instant[] = [];
  private readonly rows: Float64Array[] = [];
  /** The first full minute that was not looked at yet. */
  private next: Instant;

  constructor(count: number, origin: Instant) {
    this.now = new Float64Array(count);
    this.next = minuteAfter(origin);
  }

  change(gauge: number, amount: number, time: Instant): void {
    if (this.next < time) {
      this.look();
      this.next = minuteAfter(time);
    }
    this.now[gauge]! += amount;
  }

  /** From the first full minute that was not looked at until the next change all is as it is now. */
  private look(): void {
    const last = this.rows.at(-1);
    if (last?.every((value, gauge) => Object.is(value, this.now[gauge])) === true) return;
    this.times.push(this.next);
    this.rows.push(this.now.slice());
  }

  /** One of the numbers at the full minutes up to `end` at which it was another than before. */
  read(gauge: number, end: Instant): Minutes {
    const times: Instant[] = [];
    const values: number[] = [];
    const add = (time: Instant, value: number) => {
      if (values.at(-1) === value) return;
      times.push(time);
      values.push(value);
    };
    this.times.forEach((time, row) => {
      add(time, this.rows[row]![gauge]!);
    });
    if (this.next <= end) add(this.next, this.now[gauge]!);
    return { times, values };
  }
}

/** How often something happened in each minute in which it did. */
export class MinuteCounts implements Minutes {
  readonly times: Instant[] = [];
  readonly values: number[] = [];

  add(time: Instant): void {
    const minute = minuteBefore(time);
    const last = this.times.length - 1;
    if (this.times[last] === minute) this.values[last]! += 1;
    else {
      this.times.push(minute);
      this.values.push(1);
    }
  }
}
