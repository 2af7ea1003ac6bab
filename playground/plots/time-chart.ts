// A chart over time: stacked areas and step lines on shared axes, with the page's one cursor. Dragging across it
// zooms, arrow keys move the cursor, a double click shows everything again.

import { pointer, select } from 'd3';
import { make } from '../dom.ts';
import { onFrame } from '../frame.ts';
import { type TimeView, zoom } from '../view.ts';
import {
  drawTimeAxis,
  drawValueAxis,
  MARGIN,
  type TimeScale,
  timeScale,
  type ValueFormat,
  valueScale,
} from './axis.ts';
import { peakIn } from './sample.ts';
import { drawStack, type Stack, type StackLayer, stackUp } from './stack.ts';
import { drawSteps, type StepLine, stepsOf } from './steps.ts';
import { onWidth } from './width.ts';

export interface TimeChart {
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  readonly height: number;
  readonly layers: readonly StackLayer[];
  readonly lines: readonly StepLine[];
  readonly axis: ValueFormat;
}

/** Puts a chart into `place`; it follows the view and the width of the place. */
export function drawTimeChart(place: HTMLElement, chart: TimeChart, view: TimeView): void {
  const { height } = chart;
  const svg = select(place)
    .append('svg')
    .attr('class', 'chart')
    .attr('height', height)
    .attr('role', 'img')
    .attr('tabindex', 0)
    .attr('aria-label', chart.label);
  const values = svg.append('g');
  const stack = svg.append('g');
  const window = svg.append('svg').attr('class', 'window');
  const lines = window.append('g');
  const time = svg.append('g');
  const beyond = svg.append('text').attr('class', 'beyond').attr('text-anchor', 'end');
  const selection = svg.append('rect').attr('class', 'selection').attr('y', MARGIN.top);
  // Beside the drawing, so that moving it paints nothing anew.
  const ruled = `height: ${height - MARGIN.top - MARGIN.bottom}px; top: ${MARGIN.top}px`;
  const rule = make('div', { class: 'chart-rule', style: ruled, hidden: true });
  place.append(rule);
  let x: TimeScale = timeScale(view.start, view.shown(), 600);
  let width = 600;

  const draw = () => {
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${height}`);
    const shown = view.shown();
    const most = Math.max(60, Math.floor((width - MARGIN.left - MARGIN.right) * 1.5));
    x = timeScale(view.start, shown, width);
    const areas = stackUp(chart.layers, shown, most);
    const steps = chart.lines.map((one) => stepsOf(one, shown, most));
    const peaks = steps.map(({ heights }) => mostOf(heights));
    const y = valueScale(highestOf(chart.lines, areas, peaks), height);
    window.attr('width', width).attr('height', height - MARGIN.bottom + 2);
    drawValueAxis(values, y, width, chart.axis);
    drawTimeAxis(time, x, width, height);
    drawStack(stack, chart.layers, areas, x, y, view.start);
    drawSteps(lines, chart.lines, steps, x, y, view.start);
    beyond
      .attr('x', width - MARGIN.right)
      .attr('y', MARGIN.top + 10)
      .text(leavingWords(chart, shown, peaks, y.domain()[1]!));
    point();
  };
  const point = () => {
    const cursor = view.cursor();
    const at = cursor === null ? Number.NaN : x(view.start + cursor * 1000);
    const inside = at >= MARGIN.left - 0.5 && at <= width - MARGIN.right + 0.5;
    rule.hidden = !inside;
    if (inside) rule.style.transform = `translateX(${at - 0.5}px)`;
  };
  const timeAt = (event: PointerEvent) =>
    (x.invert(pointer(event, svg.node())[0]).getTime() - view.start) / 1000;

  followPointer(svg.node()!, view, timeAt, (from, to) => {
    const left = x(view.start + Math.min(from, to) * 1000);
    const right = x(view.start + Math.max(from, to) * 1000);
    selection
      .attr('x', left)
      .attr('width', Math.max(0, right - left))
      .attr('height', height - MARGIN.top - MARGIN.bottom);
  });
  followKeys(svg.node()!, view);
  const redraw = onFrame(draw, place, { keepsSize: true });
  view.listen((change) => (change === 'cursor' ? point() : redraw()));
  onWidth(place, 240, (next) => {
    width = next;
    redraw();
  });
}

function mostOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let place = 0; place < values.length; place += 1) most = Math.max(most, values[place]!);
  return most;
}

/** Says how high the lines go that leave the chart. */
function leavingWords(
  { lines, axis }: TimeChart,
  shown: readonly [number, number],
  peaks: readonly number[],
  top: number,
): string {
  const leaving = lines.filter((_, place) => peaks[place]! > top);
  return leaving
    .map(({ label, curve }) => `${label} up to ${axis.text(peakIn(curve.series, shown))} \u2191`)
    .join(', ');
}

/** The largest value to make room for; a line that may leave gets at most as much room again as the rest. */
function highestOf(lines: readonly StepLine[], { tops }: Stack, peaks: readonly number[]): number {
  const staying = peaks.filter((_, place) => !lines[place]!.mayLeave);
  const kept = Math.max(mostOf(tops.at(-1) ?? []), mostOf(staying));
  return kept === 0 ? mostOf(peaks) : Math.max(kept, Math.min(2 * kept, mostOf(peaks)));
}

/** Moves the cursor, and zooms to what is dragged over with mouse or pen; fingers scroll the page instead. */
function followPointer(
  element: SVGSVGElement,
  view: TimeView,
  timeAt: (event: PointerEvent) => number,
  mark: (from: number, to: number) => void,
): void {
  let from: number | null = null;
  const finish = (to: number) => {
    if (from === null) return;
    const [left, right] = view.shown();
    const wide = Math.abs(to - from) > (right - left) / 100;
    if (wide) view.show(Math.max(left, Math.min(from, to)), Math.min(right, Math.max(from, to)));
    from = null;
    mark(0, 0);
  };
  element.addEventListener('pointerdown', (event) => {
    view.point(timeAt(event));
    if (event.pointerType === 'touch' || event.button !== 0) return;
    from = timeAt(event);
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    view.point(timeAt(event));
    if (from !== null) mark(from, timeAt(event));
  });
  element.addEventListener('pointerup', (event) => finish(timeAt(event)));
  element.addEventListener('pointercancel', () => finish(from ?? 0));
  element.addEventListener('pointerleave', (event) => {
    if (from === null && event.pointerType !== 'touch') view.point(null);
  });
  element.addEventListener('dblclick', () => view.show(...view.whole));
}

/** Arrows move the cursor by a hundredth of the view, plus and minus zoom, escape shows everything. */
function followKeys(element: SVGSVGElement, view: TimeView): void {
  element.addEventListener('keydown', (event) => {
    const [from, to] = view.shown();
    const cursor = view.cursor() ?? (from + to) / 2;
    const step = ((to - from) / 100) * (event.shiftKey ? 10 : 1);
    if (event.key === 'ArrowRight') view.point(Math.min(to, cursor + step));
    else if (event.key === 'ArrowLeft') view.point(Math.max(from, cursor - step));
    else if (event.key === '+') zoom(view, 2);
    else if (event.key === '-') zoom(view, 0.5);
    else if (event.key === 'Escape') view.show(...view.whole);
    else return;
    event.preventDefault();
  });
}
