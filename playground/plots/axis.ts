// Scales and axes of all charts. Times are UTC; counts have whole ticks and quiet lines behind the marks.

import {
  axisBottom,
  axisLeft,
  type ScaleLinear,
  type ScaleTime,
  type Selection,
  scaleLinear,
  scaleUtc,
  utcFormat,
} from 'd3';

export type Group = Selection<SVGGElement, unknown, null, undefined>;
export type TimeScale = ScaleTime<number, number>;
export type ValueScale = ScaleLinear<number, number>;

/** The space around the marks. */
export const MARGIN = { top: 8, right: 22, bottom: 24, left: 46 } as const;

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
    .call(
      axisBottom<Date>(scale)
        .ticks(ticks)
        .tickFormat((time) => tickText(time, scale))
        .tickSizeOuter(0)
        .tickSizeInner(4)
        .tickPadding(5),
    );
  // A label at the end of the axis ends where the chart does, if the one before it leaves it room.
  const isLast = (time: Date) => width - scale(time) < LABEL / 2;
  const labels = group.selectAll<SVGTextElement, Date>('.tick text');
  const [before, last] = labels.data().slice(-2);
  if (before !== undefined && last !== undefined && width - scale(before) < LABEL * 1.5 + GAP)
    labels.filter(isLast).text('');
  labels
    .attr('text-anchor', (time) => (isLast(time) ? 'end' : 'middle'))
    .attr('x', (time) => (isLast(time) ? width - scale(time) : 0));
}

/** About as wide as the longest label of a time, and between two of them. */
const LABEL = 70;
const GAP = 6;

const DAY = 86_400_000;

/** As much of the time as the tick says: seconds, the clock, the day, the month, the year. */
function tickText(time: Date, scale: TimeScale): string {
  const [from = time, to = time] = scale.domain();
  const length = to.getTime() - from.getTime();
  const ms = time.getTime();
  if (ms % 60_000 !== 0) return utcFormat(ms % 1000 === 0 ? '%H:%M:%S' : '%S.%L')(time);
  if (ms % DAY !== 0) return utcFormat('%H:%M')(time);
  if (length < 16 * DAY) return utcFormat('%a %-d %b')(time);
  return utcFormat(length < 300 * DAY ? '%-d %b' : length < 1200 * DAY ? '%b %Y' : '%Y')(time);
}

/** A count in few letters, for axes: `800`, `12k`, `3.5M`. */
export function compactCount(count: number): string {
  const [size, letter] = count >= 1e6 ? [1e6, 'M'] : count >= 1e4 ? [1e3, 'k'] : [1, ''];
  return `${Number((count / size).toFixed(1))}${letter}`;
}

/** How values are written on their axis; `whole` when there is nothing between whole numbers. */
export interface ValueFormat {
  readonly whole: boolean;
  readonly text: (value: number) => string;
}

/** An axis of counts. */
export const COUNTS: ValueFormat = { whole: true, text: compactCount };

/** Draws the axis of values at the left, with lines across. */
export function drawValueAxis(group: Group, scale: ValueScale, width: number, format: ValueFormat): void {
  const ticks = scale.ticks(4).filter((tick) => !format.whole || Number.isInteger(tick));
  group
    .attr('class', 'axis value')
    .attr('transform', `translate(${MARGIN.left},0)`)
    .call(
      axisLeft<number>(scale)
        .tickValues(ticks)
        .tickFormat(format.text)
        .tickSizeInner(-(width - MARGIN.left - MARGIN.right))
        .tickPadding(8),
    );
}
