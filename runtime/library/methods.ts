// What each overload of a method does with the samples of its metric. Windows, ages and percentages follow
// the sampling model of the service: a sample every 30 seconds, the ages of a window from its newer to its older end.

import type { MethodOverloadId } from '../../compiler/index.ts';
import type { Span } from '../../grammar/index.ts';
import { EVALUATION } from '../diagnostics.ts';
import { type Frame, failForSamples, type Reading, warn } from '../frame.ts';
import { SAMPLE_PERIOD } from '../samples.ts';
import { type Duration, printInterval } from '../time.ts';
import { type Interval, interval, type Timestamp, timestamp, type Value, type Vector } from '../value.ts';
import { finiteArgument, type Site, wholeArgument } from './call.ts';

export interface MethodSite extends Site {
  readonly metric: string;
  /** The opening parenthesis: where the service puts a failing sample request. */
  readonly open: Span;
}

/**
 * A method on arguments of its overload's kinds, absent ones undefined; undefined when it ended the evaluation.
 * Arguments stand apart, not in a list, because sample requests are most of what formulas call.
 */
export type MethodBody = (
  frame: Frame,
  site: MethodSite,
  first?: Value,
  second?: Value,
  third?: Value,
) => Value | undefined;

// biome-ignore format: table
export const METHOD_BODIES = {
  'GetSample(count)':             (frame, site, count) => newest(count as number, frame, site),
  'GetSample(from)':              (frame, site, from) => request(from!, NOW, undefined, frame, site),
  'GetSample(from, percent)':     (frame, site, from, percent) => request(from!, NOW, percent as number, frame, site),
  'GetSample(from, to)':          (frame, site, from, to) => request(from!, to!, undefined, frame, site),
  'GetSample(from, to, percent)': (frame, site, from, to, percent) => request(from!, to!, percent as number, frame, site),
  'GetSamplePercent(from)':       (frame, site, from) => read(from!, NOW, frame, site)?.percent,
  'GetSamplePercent(from, to)':   (frame, site, from, to) => read(from!, to!, frame, site)?.percent,
  'GetSamplePeriod()':            () => interval(SAMPLE_PERIOD),
  'Count()':                      ({ environment }, { metric }) => environment.samples.count(metric, environment.now),
  'HistoryBeginTime()':           historyBegin,
} satisfies Record<MethodOverloadId, MethodBody>;

/** The bound of a window that names only one. */
const NOW: Interval = interval(0);

function newest(count: number, frame: Frame, site: MethodSite): Vector | undefined {
  const whole = wholeArgument(frame, site, 'count', count);
  if (whole === undefined) return undefined;
  if (whole >= 1) {
    const { samples, now } = frame.environment;
    return inOrder(samples.newest(site.metric, now, whole), frame);
  }
  warn(frame, EVALUATION['count-not-positive'](site.span, { value: count }));
  return [];
}

function request(
  from: Value,
  to: Value,
  percent: number | undefined,
  frame: Frame,
  site: MethodSite,
): Vector | undefined {
  const asked = percent ?? frame.decisions.defaultSamplePercent;
  const wanted = finiteArgument(frame, site, 'percent', asked);
  const reading = wanted === undefined ? undefined : read(from, to, frame, site);
  if (wanted === undefined || reading === undefined) return undefined;
  if (reading.percent >= wanted) return reading.values;
  const holes = { metric: site.metric, wanted, received: reading.percent };
  return failForSamples(frame, EVALUATION['insufficient-samples'](site.open, holes));
}

/**
 * The samples of a window, and how complete they are. A bound is an age, or an instant; one bound alone means
 * until now. The expected number is one for each whole period of the window, and at least one.
 */
function read(from: Value, to: Value, frame: Frame, site: MethodSite): Reading | undefined {
  const first = ageOf(from, frame, site);
  const second = to === NOW ? 0 : ageOf(to, frame, site);
  if (first === undefined || second === undefined) return undefined;
  const newer = Math.min(first, second);
  const older = Math.max(first, second);
  if (newer === older) warn(frame, EVALUATION['window-empty'](site.span));
  const last = frame.reading;
  if (last !== undefined && last.metric === site.metric && last.newer === newer && last.older === older)
    return last;
  frame.reading = readWindow(frame, { metric: site.metric, newer, older });
  return frame.reading;
}

/** What is asked for between two ages of a metric, and how complete it is. */
export function readWindow(
  frame: Pick<Frame, 'environment' | 'decisions'>,
  { metric, newer, older }: Pick<Reading, 'metric' | 'newer' | 'older'>,
): Reading {
  const { samples, now } = frame.environment;
  const shift = frame.decisions.windowBounds === 'older-included' ? FINER_THAN_SAMPLES : 0;
  const values = samples.window(metric, now, now - older - shift, now - newer - shift);
  const percent = Math.min(100, Math.floor((100 * values.length) / expectedSamples(older - newer)));
  return { metric, newer, older, values: inOrder(values, frame), percent };
}

/** How many samples the service expects in a window of this length. */
export const expectedSamples = (length: Duration): number => Math.max(1, Math.floor(length / SAMPLE_PERIOD));

/** Moves a window that includes its newer end so that it includes its older one. */
const FINER_THAN_SAMPLES: Duration = 1e-3;

function ageOf(bound: Value, frame: Frame, site: MethodSite): Duration | undefined {
  const { kind } = bound as Interval | Timestamp;
  const raw =
    kind === 'timestamp'
      ? frame.environment.now - (bound as Timestamp).instant
      : (bound as Interval).duration;
  const age = finiteArgument(frame, site, 'bound', raw);
  if (age === undefined || age >= 0) return age;
  warn(frame, EVALUATION['window-in-future'](site.span, { interval: printInterval(-age) }));
  return 0;
}

function inOrder(values: Vector, { decisions }: Pick<Frame, 'decisions'>): Vector {
  return decisions.vectorOrder === 'oldest-first' ? values : values.toReversed();
}

function historyBegin({ environment, decisions }: Frame, site: MethodSite): Timestamp {
  const { samples, now } = environment;
  const none = decisions.historyBeginWithoutSamples === 'now' ? now : 0;
  return timestamp(samples.oldest(site.metric, now) ?? none);
}
