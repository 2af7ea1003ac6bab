// One mark: a step line.

import type { Group, TimeScale, ValueScale } from './axis.ts';
import { type Curve, edgesOf } from './sample.ts';
import { pixel, stepLine } from './step-path.ts';

export interface StepLine {
  readonly label: string;
  readonly color: string;
  readonly dashes: string;
  readonly curve: Curve;
  /** Whether the line may leave the chart at the top, so that it does not flatten the rest. */
  readonly mayLeave?: boolean;
}

/** The steps of a line: how high it is from one edge to the next, edges in seconds. */
export interface Steps {
  readonly edges: Float64Array;
  readonly heights: Float64Array;
}

/** The steps of a line over [from, to], at most so many. */
export function stepsOf({ curve }: StepLine, [from, to]: readonly [number, number], most: number): Steps {
  const edges = edgesOf([curve.series], from, to, most);
  return { edges, heights: curve.means(edges) };
}

/** Draws step lines; the paths are replaced. */
export function drawSteps(
  group: Group,
  lines: readonly StepLine[],
  steps: readonly Steps[],
  x: TimeScale,
  y: ValueScale,
  start: number,
): void {
  group
    .selectAll('path')
    .data(steps)
    .join('path')
    .attr('class', 'line')
    .style('stroke', (_, place) => lines[place]!.color)
    .attr('stroke-dasharray', (_, place) => lines[place]!.dashes)
    .attr('d', ({ edges, heights }) =>
      stepLine(
        edges.map((time) => pixel(x(start + time * 1000))),
        heights.map((value) => pixel(y(value))),
      ),
    );
}
