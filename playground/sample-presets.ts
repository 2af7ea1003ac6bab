// Samples to begin with, each a story in a few words: a table of shapes over slots of 30 seconds.

import { createRandom } from '../runtime/index.ts';
import { resized, type Slots } from './sample-slots.ts';

export interface SamplePreset {
  readonly id: string;
  readonly label: string;
  readonly prose: string;
  /** The samples, from those that were there; `top` is a large value of the metric. */
  readonly make: (given: { readonly before: Slots; readonly length: number; readonly top: number }) => Slots;
}

const each = (length: number, value: (at: number) => number | undefined): Slots =>
  Array.from({ length }, (_, at) => value(at));

/** How long ago a burst begins, in slots: five minutes. */
const BURST = 10;

// biome-ignore format: a table
export const SAMPLE_PRESETS: readonly SamplePreset[] = [
  { id: 'empty',  label: 'Empty queue', prose: 'every sample is there, and 0',
    make: ({ length }) => each(length, () => 0) },
  { id: 'steady', label: 'Steady',      prose: 'the same value all the time',
    make: ({ length, top }) => each(length, () => top / 2) },
  { id: 'ramp',   label: 'Ramp',        prose: 'from nothing to a large value',
    make: ({ length, top }) => each(length, (at) => Math.round((top * at * 100) / Math.max(1, length - 1)) / 100) },
  { id: 'burst',  label: 'Burst',       prose: 'nothing, and for five minutes a large value',
    make: ({ length, top }) => each(length, (at) => (length - at <= Math.min(BURST, length / 2) ? top : 0)) },
  { id: 'gaps',   label: 'Gaps of 30 %', prose: 'the same values, but 3 of 10 samples did not arrive',
    make: ({ before, length, top }) => withGaps(before.some((value) => value !== undefined) ? resized(before, length) : each(length, () => top / 2)) },
  { id: 'none',   label: 'No samples',  prose: 'as in a pool that was only just made',
    make: () => [] },
];

/** Takes away 30 % of the samples that are there, always the same ones. */
function withGaps(slots: Slots): Slots {
  const random = createRandom(1, 'gaps');
  const order = slots
    .map((value, at) => ({ at, isThere: value !== undefined, draw: random() }))
    .filter(({ isThere }) => isThere)
    .sort((a, b) => a.draw - b.draw);
  const gone = new Set(order.slice(0, Math.round(order.length * 0.3)).map(({ at }) => at));
  return slots.map((value, at) => (gone.has(at) ? undefined : value));
}

/** A large value of what a metric counts. */
export const topOf = (unit: string): number => (unit === 'percent' ? 1 : unit === 'nodes' ? 10 : 40);
