// How people write durations that vary: a number, an ISO text, or a named distribution.

import { printDuration } from '../runtime/index.ts';
import { type RecordOf, record, required, tagged } from './record.ts';
import { type At, byKind, duration, list, mapped, number, outOfRange, type Shape } from './schema.ts';
import type { Delay } from './world/delay.ts';

const SPREAD = number({ least: 0, most: 10 });

const UNIFORM = { from: required(duration), to: required(duration) } as const;
const LOGNORMAL = { median: required(duration), sigma: required(SPREAD), least: duration } as const;

const uniform = mapped(
  record(UNIFORM, { what: 'a uniform distribution' }),
  (found: RecordOf<typeof UNIFORM>, at: At) =>
    found.to < found.from ? outOfRange(at, found.to / 1000, '`to` not before `from`') : found,
);

const lognormal = mapped(
  record(LOGNORMAL, { what: 'a lognormal distribution' }),
  (found: RecordOf<typeof LOGNORMAL>, at: At) =>
    found.median === 0 ? outOfRange(at, 0, 'a median above 0') : found,
);

const values = mapped(list(duration), (found, at) =>
  found.length === 0 ? outOfRange(at, found, 'at least one value') : found,
);

/** The named distributions, each with its figures. */
export const DISTRIBUTIONS = {
  constant: duration,
  uniform,
  exponential: record({ mean: required(duration) }, { what: 'an exponential distribution' }),
  lognormal,
  weibull: record(
    { shape: required(number({ least: 0.01, most: 100 })), scale: required(duration) },
    { what: 'a Weibull distribution' },
  ),
  empirical: values,
} as const;

const named = tagged(DISTRIBUTIONS, 'a distribution');

/** What a tagged distribution reads to, as the model has it. */
export function delayOf(found: NonNullable<ReturnType<typeof named.read>>): Delay {
  switch (found.kind) {
    case 'constant':
      return { kind: 'constant', value: found.value };
    case 'empirical':
      return { kind: 'empirical', values: found.value };
    case 'uniform':
      return { kind: 'uniform', ...found.value };
    case 'exponential':
      return { kind: 'exponential', ...found.value };
    case 'lognormal':
      return { kind: 'lognormal', ...found.value };
    case 'weibull':
      return { kind: 'weibull', ...found.value };
  }
}

const constant: Shape<Delay> = mapped(duration, (value): Delay => ({ kind: 'constant', value }));

/** A duration that may vary: seconds, ISO 8601 text, or a mapping that names a distribution. */
export const delay: Shape<Delay> = byKind<Delay>({
  number: constant,
  text: constant,
  mapping: mapped(named, delayOf),
});

/** The duration as it is written. */
export function delayJson(found: Delay): unknown {
  switch (found.kind) {
    case 'constant':
      return printDuration(found.value);
    case 'uniform':
      return { uniform: { from: printDuration(found.from), to: printDuration(found.to) } };
    case 'exponential':
      return { exponential: { mean: printDuration(found.mean) } };
    case 'lognormal': {
      const { median, sigma, least } = found;
      const bounds = least === undefined ? {} : { least: printDuration(least) };
      return { lognormal: { median: printDuration(median), sigma, ...bounds } };
    }
    case 'weibull':
      return { weibull: { shape: found.shape, scale: printDuration(found.scale) } };
    case 'empirical':
      return { empirical: found.values.map(printDuration) };
  }
}
