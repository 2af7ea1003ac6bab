// When tasks come: whole milliseconds, never falling, from named arrival processes.

import { DAY, type Duration, HOUR, type Instant } from '../../runtime/index.ts';
import { exponential, nearest } from '../world/delay.ts';

/** Whole numbers from `from` to `to`, both included, all equally likely. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How tasks come. Times are milliseconds. */
export type Arrivals =
  | { readonly kind: 'poisson'; readonly perSecond: number }
  /** A Poisson stream whose rate changes with the hour of the week; 168 rates from Monday 00:00 local time. */
  | { readonly kind: 'diurnal'; readonly perHour: readonly number[]; readonly utcOffset: Duration }
  /** So many at a time, each burst late by up to `jitter`, its tasks within `spread`. */
  | {
      readonly kind: 'bursts';
      readonly every: Duration;
      readonly size: Range;
      readonly jitter: Duration;
      readonly spread: Duration;
    }
  | { readonly kind: 'atOnce'; readonly count: number }
  /** At these times since the beginning, ascending. */
  | { readonly kind: 'times'; readonly times: ArrayLike<Duration> };

/** Where arrivals begin, and where they end: after so many, or after so long. */
export interface ArrivalLimit {
  readonly begin: Instant;
  readonly count: number;
  readonly span: Duration;
}

/** The arrivals within the limit. At least one of `count` and `span` is finite for processes that never end. */
export function arrivalTimes(arrivals: Arrivals, limit: ArrivalLimit, random: () => number): Float64Array {
  switch (arrivals.kind) {
    case 'poisson':
      return collect(limit, poissonSteps(arrivals.perSecond / 1000, random));
    case 'diurnal':
      return collect(limit, diurnalSteps(arrivals, limit.begin, random));
    case 'bursts':
      return burstTimes(arrivals, limit, random);
    case 'atOnce':
      return new Float64Array(Math.min(arrivals.count, limit.count)).fill(limit.begin);
    case 'times':
      return collect(
        { ...limit, count: Math.min(limit.count, arrivals.times.length) },
        listed(arrivals.times),
      );
  }
}

/** From one arrival to the next, in milliseconds since the beginning, not rounded. */
type Steps = (since: Duration) => Duration;

function collect({ begin, count, span }: ArrivalLimit, next: Steps): Float64Array {
  let times = new Float64Array(firstSize(count, span));
  let found = 0;
  // What came before is read back from the list: a number carried along in a loop that runs once is boxed every time.
  for (; found < count; found++) {
    if (found === times.length) times = grown(times);
    times[found] = next(found === 0 ? 0 : times[found - 1]!);
    if (times[found]! >= span) break;
  }
  const all = found === times.length ? times : times.slice(0, found);
  for (let task = 0; task < found; task++) all[task] = begin + nearest(all[task]!);
  return all;
}

// Only a count that nothing else cuts short is worth taking all the memory at once.
const firstSize = (count: number, span: Duration): number =>
  span === Infinity ? count : Math.min(count, 1024);

function grown(times: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(times.length * 2);
  larger.set(times);
  return larger;
}

function listed(times: ArrayLike<Duration>): Steps {
  let at = 0;
  return () => times[at++] ?? Infinity;
}

const poissonSteps =
  (perMillisecond: number, random: () => number): Steps =>
  (since) =>
    since + exponential(random()) / perMillisecond;

const MONDAY: Instant = 4 * DAY;

// Time is stretched so that the stream has rate 1: each arrival uses up one exponential draw of the integral of
// the rate, hour by hour. One draw an arrival, and exact.
function diurnalSteps(
  { perHour, utcOffset }: { readonly perHour: readonly number[]; readonly utcOffset: Duration },
  begin: Instant,
  random: () => number,
): Steps {
  const local = begin + utcOffset - MONDAY;
  let hour = Math.floor(local / HOUR);
  let hourEnd = (hour + 1) * HOUR - local;
  return (last) => {
    let since = last;
    let left = exponential(random());
    for (;;) {
      const rate = perHour[((hour % 168) + 168) % 168]! / HOUR;
      const available = rate * (hourEnd - since);
      if (left < available) {
        return since + left / rate;
      }
      left -= available;
      since = hourEnd;
      hourEnd += HOUR;
      hour++;
    }
  };
}

function burstTimes(
  bursts: Extract<Arrivals, { kind: 'bursts' }>,
  { begin, count, span }: ArrivalLimit,
  random: () => number,
): Float64Array {
  const { every, size, jitter, spread } = bursts;
  const reach = jitter + spread;
  let times = new Float64Array(firstSize(count, span));
  let found = 0;
  for (let burst = 0; found < count && burst * every < span; burst++) {
    const late = jitter > 0 ? random() * jitter : 0;
    const many = size.from + (size.to > size.from ? Math.floor(random() * (size.to - size.from + 1)) : 0);
    for (let task = 0; task < many && found < count; task++) {
      const since = burst * every + late + (spread > 0 ? random() * spread : 0);
      if (found === times.length) times = grown(times);
      if (since < span) times[found++] = begin + nearest(since);
    }
  }
  times = found === times.length ? times : times.slice(0, found);
  return reach > 0 ? times.sort() : times;
}
