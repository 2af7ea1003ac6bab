// What the modelled world is like: delays, failures, preemption, capacity. Two named worlds, and objects.
// The figures of the usual world are modelling decisions fitted to public reports; all can be set.

import { type Duration, HOUR, MINUTE, SECOND } from '../../runtime/index.ts';
import { type Delay, NO_DELAY } from './delay.ts';

export interface World {
  /** From a resize to its first node entering `creating`. */
  readonly allocation: Delay;
  /** Node k of a resize of N nodes waits up to this long times N beyond the first. */
  readonly allocationSpread: Duration;
  /** `creating` to `starting`, and `starting` to ready or to the start task. */
  readonly creating: Delay;
  readonly starting: Delay;
  /** How long the pool's start task takes and how often an attempt of it fails (exit code 1). */
  readonly startTask: { readonly duration: Delay; readonly failureProbability: number };
  /** `leavingpool`, once nothing holds the node any more, until it is gone. */
  readonly leaving: Delay;
  /** From the moment a task could be placed to its start. */
  readonly scheduling: Delay;
  /** From a task's end until its slot can be used again. */
  readonly slotReuse: Duration;
  /** How fast files of tasks are moved, and what each of them takes besides. */
  readonly transfer: { readonly bytesPerSecond: number; readonly perFile: Duration };
  /** Between attempts after a non-zero exit. */
  readonly retry: Delay;
  /** How late samples become visible, and the share of them that never does. */
  readonly samples: { readonly lag: Duration; readonly loss: number };
  /** Low-priority nodes are taken at this rate, and come back after `recovery`. */
  readonly preemption: { readonly perNodeHour: number; readonly recovery: Delay };
  /** Most nodes the region gives, by time since the start: steps ascending, the first at 0. */
  readonly capacity: {
    readonly dedicated: readonly CapacityStep[];
    readonly lowPriority: readonly CapacityStep[];
  };
}

export interface CapacityStep {
  readonly at: Duration;
  readonly nodes: number;
}

/** No delay anywhere, no lost samples, nothing fails. */
export const IDEAL_WORLD: World = {
  allocation: NO_DELAY,
  allocationSpread: 0,
  creating: NO_DELAY,
  starting: NO_DELAY,
  startTask: { duration: NO_DELAY, failureProbability: 0 },
  leaving: NO_DELAY,
  scheduling: NO_DELAY,
  slotReuse: 0,
  transfer: { bytesPerSecond: Number.POSITIVE_INFINITY, perFile: 0 },
  retry: NO_DELAY,
  samples: { lag: 0, loss: 0 },
  preemption: { perNodeHour: 0, recovery: NO_DELAY },
  capacity: { dedicated: [], lowPriority: [] },
};

/** What a Linux pool without a custom image usually sees. */
export const DEFAULT_WORLD: World = {
  allocation: { kind: 'lognormal', median: 240 * SECOND, sigma: 0.4, least: 45 * SECOND },
  allocationSpread: 0.3 * SECOND,
  creating: { kind: 'lognormal', median: 45 * SECOND, sigma: 0.3 },
  starting: { kind: 'lognormal', median: 40 * SECOND, sigma: 0.3 },
  startTask: { duration: NO_DELAY, failureProbability: 0 },
  leaving: { kind: 'lognormal', median: 60 * SECOND, sigma: 0.3 },
  scheduling: { kind: 'uniform', from: 2 * SECOND, to: 5 * SECOND },
  slotReuse: SECOND,
  transfer: { bytesPerSecond: 60e6, perFile: SECOND / 10 },
  retry: { kind: 'uniform', from: 0, to: 5 * SECOND },
  samples: { lag: MINUTE, loss: 0.02 },
  preemption: { perNodeHour: 0.02, recovery: { kind: 'exponential', mean: HOUR / 2 } },
  capacity: { dedicated: [], lowPriority: [] },
};
