// One mark: a step line.

import { line } from 'd3';
import type { Group, TimeScale, ValueScale } from './axis.ts';
import { type Curve, edgesOf } from './sample.ts';

export interface StepLine {
  readonly label: string;
  readonly color: string;
  readonly dashes: string;
  readonly curve: Curve;
  /** Whether the line may leave the chart at the top, so that it does not flatten the rest. */
  readonly mayLeave?: boolean;
}

type Point = readonly [time: number, value: number];

/** The corners of a step line over [from, to]. */
export function stepCorners(
  { curve }: StepLine,
  [from, to]: readonly [number, number],
  most: number,
): readonly Point[] {
  const edges = edgesOf([curve.series], from, to, most);
  return edges.slice(0, -1).flatMap((left, place): readonly Point[] => {
    const right = edges[place + 1]!;
    const value = curve.mean(left, right);
    return [
      [left, value],
      [right, value],
    ];
  });
}

/** Draws step lines; the paths are replaced. */
export function drawSteps(
  group: Group,
  lines: readonly StepLine[],
  corners: readonly (readonly Point[])[],
  x: TimeScale,
  y: ValueScale,
  start: number,
): void {
  const shape = line<Point>()
    .x(([time]) => x(start + time * 1000))
    .y(([, value]) => y(value));
  group
    .selectAll('path')
    .data(corners)
    .join('path')
    .attr('class', 'line')
    .style('stroke', (_, place) => lines[place]!.color)
    .attr('stroke-dasharray', (_, place) => lines[place]!.dashes)
    .attr('d', (points) => shape(points));
}
