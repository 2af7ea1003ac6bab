// Step series made ready to draw: exact steps while they are few, else time-weighted means of equal stretches, so
// that a chart of a year costs no more than one of an hour and its areas stay true.

import { type Series, stepAt } from '../../planner/index.ts';

export interface Curve {
  /** Mean over [from, to) seconds. */
  readonly mean: (from: number, to: number) => number;
  /** The mean over each stretch from one edge to the next; edges rise. */
  readonly means: (edges: Float64Array) => Float64Array;
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
  const areaUntil = (time: number, step: number) =>
    step < 0 ? 0 : areas[step]! + heights[step]! * (time - times[step]!);
  const areaAt = (time: number) => areaUntil(time, stepAt(series, time));
  return {
    series,
    mean: (from, to) => (to > from ? (areaAt(to) - areaAt(from)) / (to - from) : 0),
    means: (edges) => {
      const means = new Float64Array(Math.max(0, edges.length - 1));
      let step = stepAt(series, edges[0]!);
      let area = areaUntil(edges[0]!, step);
      for (let place = 0; place < means.length; place += 1) {
        const to = edges[place + 1]!;
        while (times[step + 1]! <= to) step += 1;
        const next = areaUntil(to, step);
        means[place] = to > edges[place]! ? (next - area) / (to - edges[place]!) : 0;
        area = next;
      }
      return means;
    },
  };
}

/** The edges of the stretches to draw in [from, to]: every step when there are at most `most`, else equal stretches. */
export function edgesOf(series: readonly Series[], from: number, to: number, most: number): Float64Array {
  const edges = new Set([from, to]);
  for (const { times, first, end } of series.map((one) => stepsIn(one, from, to))) {
    if (end - first > most) return equalStretches(from, to, most);
    for (let step = first; step < end; step += 1) edges.add(times[step]!);
    if (edges.size > most) return equalStretches(from, to, most);
  }
  return Float64Array.from(edges).sort();
}

/** The largest value that a series has in [from, to], which no mean shows. */
export function peakIn(series: Series, [from, to]: readonly [number, number]): number {
  const values = series.most ?? series.values;
  const { first, end } = stepsIn(series, from, to);
  let most = 0;
  for (let step = Math.max(0, first - 1); step < end; step += 1) most = Math.max(most, values[step]!);
  return most;
}

/** The steps that lie between two times. */
function stepsIn(series: Series, from: number, to: number) {
  const { times } = series;
  const last = stepAt(series, to);
  return { times, first: stepAt(series, from) + 1, end: times[last] === to ? last : last + 1 };
}

const equalStretches = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count + 1 }, (_, place) => from + ((to - from) * place) / count);
