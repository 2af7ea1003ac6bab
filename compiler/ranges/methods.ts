// What each overload of a method gives, for any history of its metric. The record answers for exactly the
// catalog's overloads. What the same evaluation has learnt of the history already comes in as evidence.

import type { MethodOverloadId } from '../catalog/index.ts';
import { sinceNow } from './functions.ts';
import { between, eitherOf, exactly, hasNumber, type Numbers, negated, rising } from './numbers.ts';
import { NO_VALUE, ofInstant, ofInterval, ofNumbers, ofVector, type Range } from './range.ts';
import { finiteOf, type RangeSite } from './site.ts';

/** What is known of a metric's history where a method is called. */
export interface HistorySite extends RangeSite {
  readonly values: Numbers;
  /** What `Count()` gives. */
  readonly count: Numbers;
  /** What `GetSamplePercent` of the same window gives. */
  readonly percent: Numbers;
}

/** A method on ranges of its overload's kinds. */
export type MethodRange = (args: readonly Range[], site: HistorySite) => Range;

/** How often a metric is sampled, in milliseconds. */
const PERIOD = 30_000;

/** The ages of a window's bounds, in milliseconds; undefined when there is none that works. */
export function windowAges(bounds: readonly Range[], site: RangeSite): readonly Numbers[] | undefined {
  const ages = bounds.map((bound) => ageOf(bound, site));
  return ages.every(hasNumber) ? ages : undefined;
}

function ageOf({ timestamp, timeinterval }: Range, site: RangeSite): Numbers {
  const raw = [
    ...(timestamp === undefined ? [] : [negated(timestamp.fromNow)]),
    ...(timeinterval === undefined ? [] : [timeinterval]),
  ].reduce(eitherOf);
  return rising(finiteOf(site, raw), (age) => Math.max(0, age), raw.whole);
}

/** The fewest samples a window is expected to have. */
function fewestExpected(ages: readonly Numbers[]): number {
  const [first, second = exactly(0)] = ages;
  const width = Math.max(0, first!.low - second.high, second.low - first!.high);
  return Math.max(1, Math.floor(width / PERIOD));
}

function request(bounds: readonly Range[], wanted: Numbers, site: HistorySite): Range {
  const asked = finiteOf(site, wanted);
  const ages = windowAges(bounds, site);
  if (ages === undefined || !hasNumber(asked)) return NO_VALUE;
  if (site.percent.low < asked.high) site.fail('insufficient-samples');
  const percent = between(Math.max(site.percent.low, asked.low), site.percent.high);
  if (!hasNumber(percent)) return NO_VALUE;
  // A percent is cut to a whole number, so there are at least so many; rounding of the share is below 1e-6.
  const share = (percent.low * fewestExpected(ages)) / 100;
  const least = percent.low > 0 ? Math.max(1, Math.ceil(share - 1e-6)) : 0;
  if (least > site.world.mostSamples) return NO_VALUE;
  return ofVector({ least, most: site.world.mostSamples, elements: site.values });
}

function newest([count]: readonly Range[], site: HistorySite): Range {
  const asked = rising(finiteOf(site, count!.double!), Math.trunc, true);
  if (!hasNumber(asked)) return NO_VALUE;
  const most = Math.max(0, Math.min(asked.high, site.world.mostSamples, site.count.high));
  const least = Math.max(0, Math.min(asked.low, site.count.low));
  return ofVector({ least, most, elements: site.values });
}

function percentOf(bounds: readonly Range[], site: HistorySite): Range {
  return windowAges(bounds, site) === undefined ? NO_VALUE : ofNumbers(site.percent);
}

const historyBegin: MethodRange = (_, { world, count }) => {
  const { now, decisions } = world;
  const older = {
    instant: between(-Infinity, now.high),
    fromNow: between(-Infinity, 0),
  };
  if (count.low > 0) return ofInstant(older);
  const none =
    decisions.historyBeginWithoutSamples === 'now'
      ? { instant: now, fromNow: exactly(0) }
      : { instant: exactly(0), fromNow: sinceNow(exactly(0), now) };
  return ofInstant({
    instant: eitherOf(older.instant, none.instant),
    fromNow: eitherOf(older.fromNow, none.fromNow),
  });
};

const byDefault = ({ world }: HistorySite): Numbers => exactly(world.decisions.defaultSamplePercent);

// biome-ignore format: table
export const METHOD_RANGES = {
  'GetSample(count)':             newest,
  'GetSample(from)':              (args, site) => request(args, byDefault(site), site),
  'GetSample(from, percent)':     ([from, percent], site) => request([from!], percent!.double!, site),
  'GetSample(from, to)':          (args, site) => request(args, byDefault(site), site),
  'GetSample(from, to, percent)': ([from, to, percent], site) => request([from!, to!], percent!.double!, site),
  'GetSamplePercent(from)':       percentOf,
  'GetSamplePercent(from, to)':   percentOf,
  'GetSamplePeriod()':            () => ofInterval(exactly(PERIOD)),
  'Count()':                      (_, { count }) => ofNumbers(count),
  'HistoryBeginTime()':           historyBegin,
} satisfies Record<MethodOverloadId, MethodRange>;
