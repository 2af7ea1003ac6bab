// Scales and axes of all charts. Times are UTC; counts have whole ticks and quiet lines behind the marks.

import {
  axisBottom,
  axisLeft,
  type ScaleLinear,
  type ScaleTime,
  type Selection,
  scaleLinear,
  scaleUtc,
} from 'd3';

export type Group = Selection<SVGGElement, unknown, null, undefined>;
export type TimeScale = ScaleTime<number, number>;
export type ValueScale = ScaleLinear<number, number>;

/** The space around the marks. */
export const MARGIN = { top: 8, right: 14, bottom: 24, left: 46 } as const;

/** Seconds since the start, placed by the clock. */
export function timeScale(start: number, [from, to]: readonly [number, number], width: number): TimeScale {
  return scaleUtc()
    .domain([start + from * 1000, start + to * 1000])
    .range([MARGIN.left, width - MARGIN.right]);
}

/** From 0 to a round number above `most`. */
export function valueScale(most: number, height: number): ValueScale {
  return scaleLinear()
    .domain([0, most > 0 ? most * 1.04 : 1])
    .nice(4)
    .range([height - MARGIN.bottom, MARGIN.top]);
}

/** Draws the axis of time under the marks. */
export function drawTimeAxis(group: Group, scale: TimeScale, width: number, height: number): void {
  const ticks = Math.max(2, Math.min(9, Math.floor(width / 110)));
  group
    .attr('class', 'axis time')
    .attr('transform', `translate(0,${height - MARGIN.bottom})`)
    .call(axisBottom<Date>(scale).ticks(ticks).tickSizeOuter(0).tickSizeInner(4).tickPadding(5));
}

/** Draws the axis of values at the left, with lines across. */
export function drawValueAxis(
  group: Group,
  scale: ValueScale,
  width: number,
  format: (value: number) => string,
): void {
  const whole = (scale.domain()[1] ?? 1) >= 3;
  const ticks = scale.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  group
    .attr('class', 'axis value')
    .attr('transform', `translate(${MARGIN.left},0)`)
    .call(
      axisLeft<number>(scale)
        .tickValues(ticks)
        .tickFormat((value) => format(value))
        .tickSizeInner(-(width - MARGIN.left - MARGIN.right))
        .tickPadding(8),
    );
}
