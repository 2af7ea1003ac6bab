// The finest intervals of the language: the service counts time in ticks of 100 ns.

/** 100 ns, in milliseconds. */
export const TICK = 1e-4;

const TICK_UP = 1 / 10_000;

/** From this many milliseconds on a double tells ticks no longer apart, and intervals are left as they are. */
export const LARGEST_TICKED: number = Number.MAX_SAFE_INTEGER * TICK_UP;

/** The nearest whole number of ticks, in milliseconds: what the service can tell apart. */
export function roundToTick(milliseconds: number): number {
  return Math.abs(milliseconds) < LARGEST_TICKED ? Math.round(milliseconds / TICK) * TICK_UP : milliseconds;
}
