// One mark: step areas on top of each other.

import type { Group, TimeScale, ValueScale } from './axis.ts';
import { type Curve, edgesOf } from './sample.ts';
import { pixel, stepArea } from './step-path.ts';

export interface StackLayer {
  readonly label: string;
  readonly color: string;
  /** Series that this layer is the sum of. */
  readonly curves: readonly Curve[];
}

/** Layers on top of each other. */
export interface Stack {
  /** Where the stretches begin and end, in seconds. */
  readonly edges: Float64Array;
  /** How high each layer reaches in each stretch, the lowest layer first. */
  readonly tops: readonly Float64Array[];
}

/** The layers over [from, to], bottom first, in at most so many stretches. */
export function stackUp(
  layers: readonly StackLayer[],
  [from, to]: readonly [number, number],
  most: number,
): Stack {
  const series = layers.flatMap(({ curves }) => curves.map((curve) => curve.series));
  const edges = edgesOf(series, from, to, most);
  const tops: Float64Array[] = [];
  for (const { curves } of layers) {
    const top = tops.at(-1)?.slice() ?? new Float64Array(Math.max(0, edges.length - 1));
    for (const curve of curves)
      curve.means(edges).forEach((mean, place) => {
        top[place]! += mean;
      });
    tops.push(top);
  }
  return { edges, tops };
}

/** Draws stacked layers; the paths are replaced. */
export function drawStack(
  group: Group,
  layers: readonly StackLayer[],
  { edges, tops }: Stack,
  x: TimeScale,
  y: ValueScale,
  start: number,
): void {
  const places = edges.map((time) => pixel(x(start + time * 1000)));
  const ground = new Float64Array(places.length - 1).fill(pixel(y(0)));
  const heights = tops.map((top) => top.map((value) => pixel(y(value))));
  group
    .selectAll('path')
    .data(heights)
    .join('path')
    .attr('class', 'layer')
    .style('fill', (_, layer) => layers[layer]!.color)
    .attr('d', (top, layer) => stepArea(places, top, heights[layer - 1] ?? ground));
}
