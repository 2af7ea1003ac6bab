// The shape of the workload, redrawn at every change: what is expected of each generator at once, what was drawn as
// soon as the worker says so.

import { formatDuration, formatNumber, toCsv } from '../../planner/index.ts';
import { parseInstant } from '../../runtime/index.ts';
import { make } from '../dom.ts';
import { addExport } from '../export.ts';
import { secondsOf } from '../form/quantities.ts';
import { valueAt, withValue } from '../form/value-path.ts';
import { onFrame } from '../frame.ts';
import { entryPaint } from '../palette.ts';
import type { Playground } from '../playground.ts';
import { type ArrivalChart, makeArrivalChart } from '../plots/arrivals.ts';
import type { JsonObject } from '../state.ts';
import type { WorkloadShape } from '../workload-shape.ts';
import { moved, scaled } from './drag.ts';
import { endOf, expectedTasks, type Generator, generatorOf, generatorsOf } from './expected.ts';
import { partsOf } from './parts.ts';

const FIRST_START = Date.UTC(2025, 2, 3);
const WEEK = 604_800;
const MOST_STRETCHES = 200;

/** The preview of the workload, with handles. */
export function makePreview({ store, runner }: Playground): {
  readonly element: HTMLElement;
  readonly update: (scenario: JsonObject) => void;
} {
  const words = make('p', { class: 'note shape-words' });
  let begun: JsonObject | undefined;
  const chart = makeArrivalChart((at, factor, seconds, isBegin) => {
    const { scenario } = store.state();
    const part = partsOf(scenario).filter(({ kind }) => kind === 'generate')[at];
    if (part === undefined) return;
    if (isBegin || begun === undefined) begun = part.value as JsonObject;
    if (isBegin) return;
    const next = moved(scaled(begun, factor), seconds);
    // A handle is not dragged out of what can be simulated; one that is out of it can be dragged back.
    const isTooMuch = generatorOf(next) === undefined && generatorOf(begun) !== undefined;
    if (!isTooMuch) store.change({ scenario: withValue(scenario, part.way, next) });
  });
  const durations = make('div', { class: 'durations', role: 'img' });
  const frame = make('div', { class: 'plot preview-chart' }, chart.element as unknown as HTMLElement);
  const redraw = onFrame(() => {
    const { scenario } = store.state();
    const { shape } = runner.runs();
    const width = frame.clientWidth;
    if (width === 0) return;
    chart.draw(chartOf(scenario, shape), width);
    words.textContent = shape === undefined ? '' : wordsOf(shape);
    drawDurations(durations, shape);
  });
  new ResizeObserver(redraw).observe(frame);
  runner.listen(redraw);
  const caption = make('figcaption', {}, make('h3', {}, 'Tasks an hour'), words);
  const element = make('figure', { class: 'preview' }, caption, frame, durations);
  addExport(element, { csv: () => chartCsv(chartOf(store.state().scenario, runner.runs().shape)) });
  return { element, update: redraw };
}

/** A row a stretch: when it begins, and tasks an hour as they were drawn and as each generator is expected to bring. */
function chartCsv({ start, stretch, drawn, series }: ArrivalChart): string {
  const count = Math.max(drawn.length, ...series.map(({ perHour }) => perHour.length));
  const rows = Array.from({ length: count }, (_, at) => [
    new Date(start + at * stretch * 1000).toISOString(),
    drawn[at] ?? null,
    ...series.map(({ perHour }) => perHour[at] ?? 0),
  ]);
  return toCsv([['time', 'drawn', ...series.map(({ label }) => label)], ...rows]);
}

function chartOf(scenario: JsonObject, shape: WorkloadShape | undefined): ArrivalChart {
  const start = parseInstant(String(scenario.start ?? '')) ?? FIRST_START;
  const generators = generatorsOf(scenario);
  const stretch = shape?.stretch ?? stretchFor(lengthOf(scenario, generators));
  const count = shape?.arrivals.length ?? Math.ceil(lengthOf(scenario, generators) / stretch);
  const stretches = { start, length: stretch * 1000, count };
  const parts = partsOf(scenario).filter(({ kind }) => kind === 'generate');
  const series = generators.map((generator, at) => {
    // A refused one keeps its place, so that each handle stays with its own part.
    const tasksIn = generator === undefined ? new Float64Array(count) : expectedTasks(generator, stretches);
    const perHour = tasksIn.map((tasks) => (tasks * 3600) / stretch);
    const label = String(valueAt(parts[at]?.value, ['job', 'id']) ?? `generator ${at + 1}`);
    const most = Math.round(perHour.reduce((top, value) => Math.max(top, value), 0));
    return { label, color: entryPaint(at).color, perHour, describe: `at most ${most} tasks an hour` };
  });
  return { start, stretch, series, drawn: (shape?.arrivals ?? []).map((tasks) => (tasks * 3600) / stretch) };
}

const stretchFor = (seconds: number): number =>
  [60, 300, 900, 3600, 10_800, 21_600, 86_400].find((stretch) => seconds / stretch <= MOST_STRETCHES) ??
  seconds / MOST_STRETCHES;

function lengthOf({ until }: JsonObject, generators: readonly (Generator | undefined)[]): number {
  const ends = generators.map((one) => (one === undefined ? 0 : endOf(one)));
  const longest = Math.max(0, ...ends) / 1000;
  return secondsOf(until) ?? (longest === 0 ? WEEK : longest);
}

const wordsOf = ({ tasks, jobs, median, slotHours }: WorkloadShape): string =>
  `${formatNumber(tasks, 0)} task${tasks === 1 ? '' : 's'} in ${formatNumber(jobs, 0)} job${jobs === 1 ? '' : 's'}; half of them take less than ${formatDuration(median)}; together ${formatNumber(slotHours, slotHours < 10 ? 1 : 0)} slot hours.`;

/** How long tasks take, as a strip of bars. */
function drawDurations(place: HTMLElement, shape: WorkloadShape | undefined): void {
  const { edges = [], counts = [] } = shape?.durations ?? {};
  const most = Math.max(1, ...counts);
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const bars = counts.slice(Math.max(0, first), last + 1).map((count, at) => {
    const edge = edges[at + Math.max(0, first)]!;
    const text = edge === Number.POSITIVE_INFINITY ? 'longer' : `< ${formatDuration(edge)}`;
    const bar = make('span', { class: 'bar', style: `--share: ${count / most}` });
    return make(
      'span',
      { class: 'bin', title: `${formatNumber(count, 0)} tasks, ${text}` },
      bar,
      make('small', {}, text),
    );
  });
  place.setAttribute('aria-label', `How long tasks take: ${bars.map(({ title }) => title).join('; ')}`);
  place.replaceChildren(make('h3', {}, 'How long they take'), make('div', { class: 'bins' }, ...bars));
}
