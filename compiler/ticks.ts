// The finest intervals of the language: the service counts time in ticks of 100 ns.

/** 100 ns, in milliseconds. */
export const TICK = 1e-4;

/** Ticks are counted by this whole number: a ten-thousandth is no double, so that a product by one would be off. */
const TICKS_PER_MILLISECOND = 10_000;

/** From this many milliseconds on a double tells ticks no longer apart, and intervals are left as they are. */
export const LARGEST_TICKED: number = Number.MAX_SAFE_INTEGER / TICKS_PER_MILLISECOND;

/** The nearest whole number of ticks, in milliseconds: what the service can tell apart. */
export function roundToTick(milliseconds: number): number {
  if (Math.abs(milliseconds) >= LARGEST_TICKED) return milliseconds;
  return Math.round(milliseconds * TICKS_PER_MILLISECOND) / TICKS_PER_MILLISECOND;
}
