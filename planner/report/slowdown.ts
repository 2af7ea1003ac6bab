// How much longer a task took because it had to wait.

import type { Duration } from '../../runtime/index.ts';

/** Runs shorter than this count as this long in the slowdown. Source: Feitelson's bounded slowdown. */
const SLOWDOWN_BOUND = 10_000;

/** The bounded slowdown of a task that took so long since it came, of which it ran so long. */
export const slowdown = (turnaround: Duration, length: Duration): number =>
  Math.max(1, turnaround / Math.max(length, SLOWDOWN_BOUND));
