// Step series made ready to draw: exact steps while they are few, else time-weighted means of equal stretches, so
// that a chart of a year costs no more than one of an hour and its areas stay true.

import { type Series, stepAt } from '../../planner/index.ts';

export interface Curve {
  /** Mean over [from, to) seconds. */
  readonly mean: (from: number, to: number) => number;
  readonly series: Series;
}

/** Prepares a series that lasts until `end` seconds. */
export function createCurve(series: Series, end: number): Curve {
  const { times, values, mean } = series;
  const heights = mean ?? values;
  const areas = new Float64Array(times.length + 1);
  for (let index = 0; index < times.length; index += 1) {
    const until = times[index + 1] ?? Math.max(end, times[index]!);
    areas[index + 1] = areas[index]! + heights[index]! * (until - times[index]!);
  }
  const areaUntil = (time: number) => {
    const step = stepAt(series, time);
    return step < 0 ? 0 : areas[step]! + heights[step]! * (time - times[step]!);
  };
  return {
    series,
    mean: (from, to) => (to > from ? (areaUntil(to) - areaUntil(from)) / (to - from) : 0),
  };
}

/** Adds curves up: the mean of a sum is the sum of the means. */
export function sumOfCurves(
  curves: readonly Curve[],
): Pick<Curve, 'mean'> & { readonly parts: readonly Curve[] } {
  return { parts: curves, mean: (from, to) => curves.reduce((sum, curve) => sum + curve.mean(from, to), 0) };
}

/** The edges of the stretches to draw in [from, to]: every step when there are at most `most`, else equal stretches. */
export function edgesOf(
  series: readonly Series[],
  from: number,
  to: number,
  most: number,
): readonly number[] {
  const edges = new Set([from, to]);
  for (const one of series) {
    for (
      let step = Math.max(0, stepAt(one, from));
      step < one.times.length && one.times[step]! < to;
      step += 1
    ) {
      if (one.times[step]! > from) edges.add(one.times[step]!);
      if (edges.size > most)
        return Array.from({ length: most + 1 }, (_, place) => from + ((to - from) * place) / most);
    }
  }
  return [...edges].sort((left, right) => left - right);
}
