// Many times boiled down: mean and percentiles, and a histogram over round numbers of seconds.

import { percentiles } from './percentiles.ts';
import type { Histogram, Spread } from './report.ts';

/** Upper edges of the wait histogram in seconds: round numbers, about three a decade. */
const WAIT_EDGES = [
  0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800, 345_600,
  604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
] as const; // biome-ignore format: a table

/** Mean and percentiles in seconds of milliseconds. */
export function spreadOf(values: Float64Array): Spread {
  if (values.length === 0) return { mean: 0, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 };
  let sum = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    sum += value;
    if (value > max) max = value;
  }
  const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = percentiles(values, [0.5, 0.9, 0.95, 0.99]);
  return {
    mean: sum / values.length / 1000,
    p50: p50 / 1000,
    p90: p90 / 1000,
    p95: p95 / 1000,
    p99: p99 / 1000,
    max: max / 1000,
  };
}

/** How many waits (milliseconds) fall between round numbers of seconds; bins beyond the longest wait are left out. */
export function waitHistogram(waits: Float64Array): Histogram {
  const counts: number[] = WAIT_EDGES.slice(1).map(() => 0);
  const limits = Float64Array.from(WAIT_EDGES.slice(1, -1), (edge) => edge * 1000);
  // Most waits are short, and are counted apart.
  const [shortest = 0] = limits;
  let short = 0;
  for (let index = 0; index < waits.length; index += 1) {
    const wait = waits[index]!;
    if (wait < shortest) {
      short += 1;
      continue;
    }
    let bin = 1;
    while (bin < limits.length && wait >= limits[bin]!) bin += 1;
    counts[bin]! += 1;
  }
  counts[0] = short;
  let used = counts.length;
  while (used > 0 && counts[used - 1] === 0) used -= 1;
  return { edges: WAIT_EDGES.slice(0, used === 0 ? 0 : used + 1), counts: counts.slice(0, used) };
}
