// How long things take: named distributions as data, and one function that draws from them.

import { randomLogNormal, randomUniform, randomWeibull } from 'd3-random';
import type { Duration } from '../../runtime/index.ts';

/** A distribution of durations; every figure is milliseconds unless its name says otherwise. */
export type Delay =
  | { readonly kind: 'constant'; readonly value: Duration }
  | { readonly kind: 'uniform'; readonly from: Duration; readonly to: Duration }
  | { readonly kind: 'exponential'; readonly mean: Duration }
  | {
      readonly kind: 'lognormal';
      readonly median: Duration;
      readonly sigma: number;
      readonly least?: Duration;
    }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: Duration }
  /** Drawn from these values with equal chance. */
  | { readonly kind: 'empirical'; readonly values: readonly Duration[] };

export const NO_DELAY: Delay = { kind: 'constant', value: 0 };

/** The nearest whole number, of two the larger. `Math.round` says the same and takes four times as long. */
export const nearest = (value: number): number => Math.floor(value + 0.5);

/** An exponential draw of mean 1 from a uniform one of 53 bits, whose difference to 1 is exact. */
export const exponential = (draw: number): number => -Math.log(1 - draw);

/** Makes a sampler of whole, non-negative milliseconds that draws from `random` (uniform in [0, 1)). */
export function delaySampler(delay: Delay, random: () => number): () => Duration {
  if (delay.kind === 'constant') {
    const value = Math.max(0, nearest(delay.value));
    return () => value;
  }
  const draw = rawSampler(delay, random);
  return () => Math.max(0, nearest(draw()));
}

/**
 * A sampler whose only state is that of `random`, so that a run can be saved between draws. The other one keeps
 * half of each pair of normal draws for the next; this one does not, and so gives other values from the same seed.
 */
export function statelessSampler(delay: Delay, random: () => number): () => Duration {
  return delay.kind === 'lognormal' ? () => delaySampler(delay, random)() : delaySampler(delay, random);
}

function rawSampler(delay: Delay, random: () => number): () => number {
  switch (delay.kind) {
    case 'constant':
      return () => delay.value;
    case 'uniform':
      return randomUniform.source(random)(delay.from, delay.to);
    case 'exponential':
      return () => exponential(random()) * delay.mean;
    case 'lognormal': {
      const draw = randomLogNormal.source(random)(Math.log(delay.median), delay.sigma);
      const least = delay.least ?? 0;
      return () => Math.max(least, draw());
    }
    case 'weibull':
      return randomWeibull.source(random)(delay.shape, 0, delay.scale);
    case 'empirical':
      return () => delay.values[Math.floor(random() * delay.values.length)] ?? 0;
  }
}
