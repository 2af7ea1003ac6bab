// What one evaluation is given. The runtime asks for everything and assumes nothing.

import type { LiveId, OptionWord } from '../compiler/index.ts';
import type { SampleSource } from './samples.ts';
import type { Instant } from './time.ts';

/** The choices where Azure's behaviour is not documented; the defaults are the recommended ones. */
export interface Decisions {
  /** What `min`, `max`, `avg`, `range`, `std`, `percentile` of nothing give. */
  readonly emptyAggregate: 'nan' | 'error' | 'zero';
  /** The number of Sunday in `weekday`. */
  readonly sundayIs: 0 | 7;
  /** The order of samples in a vector. */
  readonly vectorOrder: 'oldest-first' | 'newest-first';
  /** Percent asked of a window that names none. Observed: 70. */
  readonly defaultSamplePercent: number;
}

export interface Environment {
  readonly now: Instant;
  readonly samples: SampleSource;
  /** The pool's targets, read by formulas that use a target before assigning it. */
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  /** Live values of node counts and slots; one that is absent is read from its newest sample. */
  readonly live: Readonly<Partial<Record<LiveId, number>>>;
  /** Draws for `rand()`, in [0, 1). */
  readonly random: () => number;
  readonly decisions?: Partial<Decisions>;
}

export type { OptionWord };
