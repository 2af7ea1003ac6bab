// One chart: when a workload's tasks come. Bars are tasks that were drawn or read, an area for each generator what is
// expected of it, with a handle to drag: up and down is how much, left and right is when.

import { area, curveStepAfter, type D3DragEvent, drag, select } from 'd3';
import {
  COUNTS,
  drawTimeAxis,
  drawValueAxis,
  type Group,
  type TimeScale,
  timeScale,
  type ValueScale,
  valueScale,
} from './axis.ts';

export interface ArrivalSeries {
  readonly label: string;
  readonly color: string;
  /** Tasks an hour in each stretch. */
  readonly perHour: Float64Array;
  /** What a screen reader is told of its handle. */
  readonly describe: string;
}

export interface ArrivalChart {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** The length of a stretch, in seconds. */
  readonly stretch: number;
  /** Tasks an hour that were drawn, in each stretch; empty when there are none yet. */
  readonly drawn: ArrayLike<number>;
  readonly series: readonly ArrivalSeries[];
}

/** A handle was dragged: so many times as high as at its beginning, and so many seconds later. */
export type Dragged = (series: number, factor: number, seconds: number, isBegin: boolean) => void;

const HEIGHT = 170;
/** How far from its middle a handle can be taken hold of, in pixels. */
const GRIP = 16;
const KEYS: Readonly<Record<string, readonly [factor: number, seconds: number]>> = {
  ArrowUp: [1.1, 0], ArrowDown: [1 / 1.1, 0], ArrowLeft: [1, -1800], ArrowRight: [1, 1800],
  PageUp: [2, 0], PageDown: [0.5, 0],
}; // biome-ignore format: a table

/** Makes the chart; `draw` puts other data into it, `width` in pixels. */
export function makeArrivalChart(onDrag: Dragged): {
  readonly element: SVGSVGElement;
  readonly draw: (chart: ArrivalChart, width: number) => void;
} {
  const svg = select(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
    .attr('class', 'arrivals')
    .attr('role', 'group')
    .attr('aria-label', 'When tasks come');
  const [values, bars, areas, times, handles] = ['values', 'bars', 'areas', 'times', 'handles'].map((name) =>
    svg.append('g').attr('class', name),
  ) as [Group, Group, Group, Group, Group];
  let ground: Ground | undefined;
  const move = makeDrag(handles, () => ground, onDrag);
  const draw = (chart: ArrivalChart, width: number) => {
    svg.attr('viewBox', `0 0 ${width} ${HEIGHT}`).attr('width', width).attr('height', HEIGHT);
    const length = Math.max(1, chart.drawn.length, ...chart.series.map(({ perHour }) => perHour.length));
    const x = timeScale(chart.start, [0, length * chart.stretch], width);
    const most = Math.max(...Array.from(chart.drawn), ...chart.series.map(({ perHour }) => mostOf(perHour)));
    const y = valueScale(Math.max(1, most), HEIGHT);
    drawValueAxis(values, y, width, COUNTS);
    drawTimeAxis(times, x, width, HEIGHT);
    const scales = { x, y, stretch: chart.stretch, start: chart.start };
    drawBars(bars, chart.drawn, scales);
    drawAreas(areas, chart.series, scales);
    ground = groundOf(chart.series, scales);
    drawHandles(handles, ground, move, onDrag);
  };
  return { element: svg.node()!, draw };
}

interface Scales {
  readonly x: TimeScale;
  readonly y: ValueScale;
  readonly stretch: number;
  readonly start: number;
}

const mostOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0);

const placeOf = ({ x, start, stretch }: Scales, at: number): number => x(start + at * stretch * 1000);

function drawBars(group: Group, drawn: ArrayLike<number>, scales: Scales): void {
  const bottom = scales.y(0);
  const width = Math.max(0.5, placeOf(scales, 1) - placeOf(scales, 0) - 0.5);
  group
    .selectAll('rect')
    .data(Array.from(drawn))
    .join('rect')
    .attr('class', 'drawn')
    .attr('x', (_, at) => placeOf(scales, at))
    .attr('width', width)
    .attr('y', (value) => scales.y(value))
    .attr('height', (value) => bottom - scales.y(value));
}

function drawAreas(group: Group, series: readonly ArrivalSeries[], scales: Scales): void {
  const shape = area<number>()
    .x((_, at) => placeOf(scales, at))
    .y0(scales.y(0))
    .y1((value) => scales.y(value))
    .curve(curveStepAfter);
  group
    .selectAll<SVGPathElement, ArrivalSeries>('path')
    .data(series)
    .join('path')
    .attr('class', 'expected')
    .style('--color', ({ color }) => color)
    .attr('d', ({ perHour }) => shape([...perHour, perHour.at(-1) ?? 0]));
}

/** What the handles stand on at present. */
interface Ground {
  readonly series: readonly ArrivalSeries[];
  readonly scales: Scales;
  /** The highest stretch of each series. */
  readonly tops: readonly { readonly at: number; readonly most: number }[];
}

function groundOf(series: readonly ArrivalSeries[], scales: Scales): Ground {
  const tops = series.map(({ perHour }) => {
    const most = mostOf(perHour);
    return {
      at:
        Math.max(
          0,
          perHour.findIndex((value) => value >= most * 0.999),
        ) + 0.5,
      most,
    };
  });
  return { series, scales, tops };
}

interface Hand {
  readonly x: number;
  readonly y: number;
}

type Dragging = D3DragEvent<SVGCircleElement, ArrivalSeries, Hand>;

/** The behaviour of dragging: it goes by the ground on which it began, whatever is drawn meanwhile. */
function makeDrag(group: Group, present: () => Ground | undefined, onDrag: Dragged) {
  let begun = { x: 0, y: 0, height: 1, at: 0, scales: undefined as Scales | undefined };
  // Places are the hand's own, of mouse and finger alike, not how far a circle was moved: circles follow what is drawn.
  return drag<SVGCircleElement, ArrivalSeries, Hand>()
    .container(group.node()!)
    .subject(({ x, y }: Hand) => ({ x, y }))
    .on('start', ({ x, y }: Dragging, { label }) => {
      const ground = present();
      if (ground === undefined) return;
      const { series, scales, tops } = ground;
      const at = series.findIndex((one) => one.label === label);
      begun = { x, y, at, scales, height: Math.max(8, scales.y(0) - scales.y(tops[at]?.most ?? 0)) };
      onDrag(at, 1, 0, true);
    })
    .on('drag', ({ x, y }: Dragging) => {
      const { x: scale } = begun.scales ?? {};
      if (scale === undefined) return;
      const seconds = (scale.invert(x).getTime() - scale.invert(begun.x).getTime()) / 1000;
      onDrag(begun.at, Math.max(0.02, (begun.height + begun.y - y) / begun.height), seconds, false);
    });
}

type Move = ReturnType<typeof makeDrag>;

function drawHandles(group: Group, { series, scales, tops }: Ground, move: Move, onDrag: Dragged): void {
  const left = (at: number) => Math.min(scales.x.range()[1]!, placeOf(scales, tops[at]!.at));
  const top = (at: number) => scales.y(tops[at]!.most);
  // A finger takes hold of more than it sees; where two are close, what is seen stands in front.
  group
    .selectAll<SVGCircleElement, ArrivalSeries>('circle.grip')
    .data(series)
    .join((enter) =>
      enter
        .insert('circle', '.handle')
        .attr('class', 'grip')
        .attr('r', GRIP)
        .attr('fill', 'transparent')
        .call(move),
    )
    .attr('cx', (_, at) => left(at))
    .attr('cy', (_, at) => top(at));
  group
    .selectAll<SVGCircleElement, ArrivalSeries>('circle.handle')
    .data(series)
    .join((enter) =>
      enter
        .append('circle')
        .attr('class', 'handle')
        .attr('tabindex', 0)
        .attr('role', 'slider')
        .attr('r', 7)
        .call(move),
    )
    .style('--color', ({ color }) => color)
    .attr('aria-label', ({ label }) => `${label}: how much, and when`)
    .attr('aria-valuetext', ({ describe }) => describe)
    .attr('aria-valuenow', (_, at) => Math.round(tops[at]!.most))
    .attr('cx', (_, at) => left(at))
    .attr('cy', (_, at) => top(at))
    .on('keydown', (event: KeyboardEvent, one) => {
      const key = KEYS[event.key];
      if (key === undefined) return;
      event.preventDefault();
      const at = series.indexOf(one);
      onDrag(at, 1, 0, true);
      onDrag(at, ...key, false);
    });
}
