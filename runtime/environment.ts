// What one evaluation is given. The runtime asks for everything and assumes nothing.

import type { Decisions, LiveId } from '../compiler/index.ts';
import type { SampleSource } from './samples.ts';
import type { Instant } from './time.ts';

export interface Environment {
  readonly now: Instant;
  readonly samples: SampleSource;
  /** The pool's targets: read by formulas that use a target before assigning it, kept where none is assigned. */
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  /** Live values of node counts and slots; one that is absent is read from its newest sample. */
  readonly live: Readonly<Partial<Record<LiveId, number>>>;
  /** Draws for `rand()`, in [0, 1). */
  readonly random: () => number;
  /** What is left out is as recommended. */
  readonly decisions?: Partial<Decisions>;
}
