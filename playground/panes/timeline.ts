// The run over time: an overview to choose a stretch from, nodes against targets and demand, the evaluations as ticks,
// tasks, and what an hour costs. One cursor runs through all of them.

import {
  formatDuration,
  formatMoney,
  formatNumber,
  type Report,
  toCsv,
  valueAt,
} from '../../planner/index.ts';
import { button, make } from '../dom.ts';
import { addExport } from '../export.ts';
import { STATES } from '../palette.ts';
import { COUNTS } from '../plots/axis.ts';
import { drawOverview } from '../plots/overview.ts';
import { type Curve, createCurve } from '../plots/sample.ts';
import type { StackLayer } from '../plots/stack.ts';
import { drawTimeChart, type TimeChart } from '../plots/time-chart.ts';
import { clockText, pan, type TimeView, zoom } from '../view.ts';
import { makeEvaluationStrip } from './evaluation-strip.ts';
import { type LegendItem, makeLegend } from './legend.ts';

/** What others put among the charts. */
export interface Among {
  /** Under the strip of evaluations. */
  readonly evaluations?: HTMLElement;
  /** After the charts. */
  readonly end?: readonly HTMLElement[];
}

/** The section; `onChoose` is told which evaluation was clicked. */
export function makeTimeline(
  report: Report,
  view: TimeView,
  onChoose: (evaluation: number) => void,
  { evaluations, end = [] }: Among = {},
): HTMLElement {
  const [nodes, ...others] = chartsOf(report).map((chart) => figureOf(chart, view));
  const strip = report.evaluations.total === 0 ? undefined : makeEvaluationStrip(report, view, onChoose);
  const { width } = report.series.tasks.running;
  const coarse =
    width === undefined ? '' : ` Busy curves are means over ${formatDuration(width)}; all totals are exact.`;
  const intro = `Drag a mouse across a chart, or over the whole run, to look closer; + and − do so too.${coarse}`;
  const whole = makeOverview(report, view);
  return makeOverTime(view, intro, whole, nodes, strip, evaluations, ...others, ...end);
}

/** The section of everything that goes by time; its title stays in sight with the clock and the buttons. */
export function makeOverTime(
  view: TimeView,
  intro: string,
  ...children: readonly (HTMLElement | undefined)[]
): HTMLElement {
  return make(
    'section',
    { id: 'timeline', 'aria-labelledby': 'timeline-title' },
    makeToolbar(view, make('h2', { id: 'timeline-title' }, 'Over time')),
    make('p', { class: 'intro' }, intro),
    ...children,
  );
}

/** Buttons that move the view, and the time under the cursor. */
function makeToolbar(view: TimeView, heading: HTMLElement): HTMLElement {
  const clock = make('output', { class: 'clock' });
  const update = () => {
    const cursor = view.cursor();
    const [from, to] = view.shown();
    clock.textContent =
      cursor === null
        ? `${clockText(view, from)} – ${clockText(view, to)} UTC`
        : `${clockText(view, cursor)} UTC, ${formatDuration(Math.round(cursor))} in`;
    clock.classList.toggle('pointing', cursor !== null);
  };
  update();
  view.listen(update);
  const buttons = make(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': 'What the charts show' },
    button('Earlier', {}, () => pan(view, -0.5), '‹'),
    button('Later', {}, () => pan(view, 0.5), '›'),
    button('Closer', {}, () => zoom(view, 2), '+'),
    button('Wider', {}, () => zoom(view, 0.5), '−'),
    button('All: show the whole run', {}, () => view.show(...view.whole), 'All'),
  );
  return make('div', { class: 'toolbar' }, heading, clock, buttons);
}

function makeOverview({ series, end }: Report, view: TimeView): HTMLElement {
  const place = make('div', { class: 'plot' });
  const layers: readonly StackLayer[] = [
    { label: 'running', color: 'var(--useful)', curves: [createCurve(series.tasks.running, end.time)] },
    { label: 'waiting', color: 'var(--waiting)', curves: [createCurve(series.tasks.active, end.time)] },
  ];
  drawOverview(place, 'Tasks over the whole run; drag to choose what the charts below show.', layers, view);
  const note = make('p', { class: 'legend-note' }, 'tasks running and waiting');
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'Whole run'), note), place);
}

/** A time chart with its title. */
export interface Chart extends TimeChart {
  readonly title: string;
  /** How values are written in the legend. */
  readonly format: (value: number) => string;
}

function chartsOf(report: Report): readonly Chart[] {
  const charts = [nodesChart(report), tasksChart(report), moneyChart(report)];
  return charts.filter((chart) => chart !== undefined);
}

function nodesChart({ series, end, nodes }: Report): Chart {
  const layers = STATES.map(({ label, color, states }): StackLayer => {
    const present = states.map((state) => series.nodes[state]).filter((one) => one !== undefined);
    return { label, color, curves: present.map((one) => createCurve(one, end.time)) };
  }).filter(({ curves }) => curves.length > 0);
  const target = sumSeries(series.targets.dedicated, series.targets.lowPriority);
  return {
    title: 'Nodes',
    label: `Nodes by state over time, at most ${nodes.peak} at once, with the target and the demand as lines.`,
    height: 236,
    layers,
    lines: [
      {
        label: 'demand',
        color: 'var(--demand)',
        dashes: '',
        curve: createCurve(series.demand, end.time),
        mayLeave: true,
      },
      { label: 'target', color: 'var(--target)', dashes: '5 3', curve: createCurve(target, end.time) },
    ],
    axis: COUNTS,
    format: countText,
  };
}

function tasksChart({ series, end, tasks }: Report): Chart {
  return {
    title: 'Tasks',
    label: `Tasks running and waiting over time; ${tasks.total} tasks in all.`,
    height: 180,
    layers: [
      { label: 'running', color: 'var(--useful)', curves: [createCurve(series.tasks.running, end.time)] },
      { label: 'waiting', color: 'var(--waiting)', curves: [createCurve(series.tasks.active, end.time)] },
    ],
    lines: [],
    axis: COUNTS,
    format: countText,
  };
}

function moneyChart({ series, end, prices }: Report): Chart | undefined {
  if (series.hourlyCost === null) return undefined;
  const format = (value: number) => formatMoney(value, prices.currency);
  return {
    title: 'Cost of an hour',
    label: 'What the nodes cost an hour, over time.',
    height: 120,
    layers: [{ label: 'an hour', color: 'var(--money)', curves: [createCurve(series.hourlyCost, end.time)] }],
    lines: [],
    axis: { whole: false, text: format },
    format,
  };
}

/** A chart with its title and legend. */
export function figureOf(chart: Chart, view: TimeView): HTMLElement {
  const place = make('div', { class: 'plot' });
  const items: readonly LegendItem[] = [
    ...chart.layers.map(({ label, color, curves }) => ({ label, color, shape: 'area' as const, curves })),
    ...chart.lines.map(({ label, color, dashes, curve }) => ({
      label,
      color,
      shape: dashes === '' ? ('line' as const) : ('dashes' as const),
      curves: [curve],
    })),
  ];
  const caption = make('figcaption', {}, make('h3', {}, chart.title), makeLegend(items, chart.format, view));
  drawTimeChart(place, chart, view);
  const figure = make('figure', {}, caption, place);
  addExport(figure, { csv: () => chartCsv(chart, view) });
  return figure;
}

/** The values of a chart, a row for each time at which one of them changes; buckets give their means. */
function chartCsv({ layers, lines }: Chart, { start }: TimeView): string {
  const columns: readonly { readonly label: string; readonly curves: readonly Curve[] }[] = [
    ...layers,
    ...lines.map(({ label, curve }) => ({ label, curves: [curve] })),
  ];
  const series = columns.flatMap(({ curves }) => curves.map((curve) => curve.series));
  const times = [...new Set(series.flatMap((one) => one.times))].sort((one, other) => one - other);
  const rows = times.map((time) => [
    time,
    new Date(start + time * 1000).toISOString(),
    ...columns.map(({ curves }) => curves.reduce((sum, { series }) => sum + valueAt(series, time), 0)),
  ]);
  return toCsv([['seconds', 'time', ...columns.map(({ label }) => label)], ...rows]);
}

/** Two exact or bucketed series added up at the steps of both. */
export function sumSeries(
  left: Report['series']['demand'],
  right: Report['series']['demand'],
): Report['series']['demand'] {
  const times = [...new Set([...left.times, ...right.times])].sort((one, other) => one - other);
  return { times, values: times.map((time) => valueAt(left, time) + valueAt(right, time)) };
}

function countText(value: number): string {
  return formatNumber(value, Number.isInteger(value) || value >= 100 ? 0 : 1);
}
