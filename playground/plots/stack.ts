// One mark: step areas on top of each other.

import { area } from 'd3';
import type { Group, TimeScale, ValueScale } from './axis.ts';
import { type Curve, edgesOf } from './sample.ts';

export interface StackLayer {
  readonly label: string;
  readonly color: string;
  /** Series that this layer is the sum of. */
  readonly curves: readonly Curve[];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** The layers over [from, to], bottom first: a list of stretches each. */
export function stackUp(
  layers: readonly StackLayer[],
  [from, to]: readonly [number, number],
  most: number,
): readonly (readonly Stretch[])[] {
  const series = layers.flatMap(({ curves }) => curves.map((curve) => curve.series));
  const edges = edgesOf(series, from, to, most);
  const base = new Float64Array(Math.max(0, edges.length - 1));
  return layers.map(({ curves }) =>
    Array.from(base, (low, place) => {
      const left = edges[place]!;
      const right = edges[place + 1]!;
      const high = low + curves.reduce((sum, curve) => sum + curve.mean(left, right), 0);
      base[place] = high;
      return { from: left, to: right, low, high };
    }),
  );
}

/** Draws stacked layers; the paths are replaced. */
export function drawStack(
  group: Group,
  layers: readonly StackLayer[],
  stretches: readonly (readonly Stretch[])[],
  x: TimeScale,
  y: ValueScale,
  start: number,
): void {
  const shape = area<readonly [number, number, number]>()
    .x(([time]) => x(start + time * 1000))
    .y0(([, low]) => y(low))
    .y1(([, , high]) => y(high));
  group
    .selectAll('path')
    .data(stretches)
    .join('path')
    .attr('class', 'layer')
    .style('fill', (_, place) => layers[place]!.color)
    .attr('d', (list) =>
      shape(
        list.flatMap(({ from, to, low, high }) => [[from, low, high] as const, [to, low, high] as const]),
      ),
    );
}
