// Several reports side by side: what differs in a table, where the money went in bars, nodes and waits laid over
// each other; below, any one of them in full.

import {
  type ComparisonCell,
  type ComparisonRow,
  formatMoney,
  formatShare,
  formatValue,
  type Page,
} from '../../planner/index.ts';
import { button, make, section, swatch } from '../dom.ts';
import { addExports } from '../export.ts';
import { entryPaint, PARTS } from '../palette.ts';
import { COUNTS } from '../plots/axis.ts';
import { drawBars } from '../plots/bars.ts';
import { drawReach, sharesBelow } from '../plots/reach.ts';
import { createCurve } from '../plots/sample.ts';
import { createView, type Room, type TimeView } from '../view.ts';
import { makeSingle } from './single.ts';
import { type Chart, figureOf, makeOverTime, sumSeries } from './timeline.ts';
import { shortDuration } from './waits.ts';

type Compared = Extract<Page, { kind: 'comparison' }>;

/** Measures that are always shown; the rest fold away. */
const FIRST: ReadonlySet<string> = new Set([
  'cost.total', 'cost.idle', 'cost.held', 'cost.boot', 'cost.lost', 'wait.mean', 'wait.p95', 'wait.max', 'makespan',
  'tasks.unfinished', 'tasks.failed', 'nodes.hours', 'nodes.peak', 'utilisation', 'evaluations.failed', 'control.underTime',
]); // biome-ignore format: a table

/** Everything about a comparison. */
export function makeComparison(page: Compared): HTMLElement {
  const { parts } = comparedParts(page);
  return make('div', { class: 'comparison' }, ...parts, closerOf(page));
}

/** How a comparison goes on from others. */
export interface ComparedBefore {
  /** The view that was there. */
  readonly before?: TimeView | undefined;
  /** The place of each report among the formulas that there are, which gives it its colour; else its own. */
  readonly places?: readonly number[];
}

/** What is laid side by side, the verdict first. */
export function comparedParts(
  page: Compared,
  { before, places = page.reports.map((_, index) => index) }: ComparedBefore = {},
): { readonly parts: readonly HTMLElement[]; readonly view: TimeView } {
  const { reports } = page;
  const length = Math.max(...reports.map(({ report }) => report.end.time));
  const view = createView(length, Date.parse(reports[0]!.report.start), before);
  const parts = [
    make('p', { class: 'lead' }, verdictOf(page)),
    tableOf(page, places, view.room),
    moneyOf(page),
    overTimeOf(page, view, places),
    waitsOf(page, places),
  ];
  const shown = parts.filter((part) => part !== undefined);
  for (const part of shown) addExports(part);
  return { parts: shown, view };
}

/** The cheapest and the one whose tasks wait least, in a sentence. */
function verdictOf({ comparison }: Compared): string {
  const best = (key: string): string | undefined => {
    const row = comparison.rows.find((one) => one.key === key);
    const place = row?.cells.findIndex((cell) => cell.best) ?? -1;
    return place < 0 ? undefined : `${comparison.titles[place]} (${row!.cells[place]!.formatted})`;
  };
  const cheapest = best('cost.total') ?? best('nodes.hours');
  const quickest = best('wait.p95') ?? best('wait.mean');
  if (cheapest === undefined && quickest === undefined) return 'They come out alike.';
  const words = [
    cheapest === undefined ? 'All cost the same' : `Cheapest is ${cheapest}`,
    quickest === undefined ? 'tasks wait alike' : `tasks wait least with ${quickest}`,
  ];
  return `${words.join('; ')}.`;
}

function tableOf({ comparison, reports }: Compared, places: readonly number[], room: Room): HTMLElement {
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, ''),
    ...reports.map(({ title }, index) =>
      make('th', { scope: 'col', class: 'number' }, swatch(entryPaint(places[index]!).color), title),
    ),
  );
  const currency = reports[0]?.report.prices.currency ?? '';
  const rows = comparison.rows.filter(tells).map((row) => rowOf(row, currency));
  const grid = make(
    'table',
    { class: 'compared' },
    make('caption', { class: 'hidden' }, 'Measures side by side'),
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
  const more = make('button', { type: 'button' });
  const show = (everything: boolean) => {
    room.isEverything = everything;
    grid.classList.toggle('everything', everything);
    more.setAttribute('aria-expanded', String(everything));
    more.textContent = everything ? 'The main measures' : 'Every measure';
  };
  more.addEventListener('click', () => show(!room.isEverything));
  show(room.isEverything);
  const runs = Math.min(...comparison.runs);
  const seeds =
    runs > 1
      ? ` Means over ${runs} seeds; ± is the 95% interval of the difference to the first, paired by seed.`
      : '';
  const intro = `The best of each row is marked; the smaller figure is the ratio to the first.${seeds}`;
  const scroll = make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Measures side by side' },
    grid,
  );
  return section('measures', 'Side by side', intro, scroll, make('p', { class: 'switches' }, more));
}

/** Rows in which every cell is empty or 0 say nothing. */
function tells(row: ComparisonRow): boolean {
  return FIRST.has(row.key) || row.cells.some(({ value }) => value !== null && value !== 0);
}

function rowOf(row: ComparisonRow, currency: string): HTMLElement {
  const cells = row.cells.map((cell, index) =>
    make(
      'td',
      { class: `number${cell.best ? ' best' : ''}` },
      make(
        'span',
        { class: 'amount' },
        cell.formatted,
        cell.best ? make('span', { class: 'hidden' }, ' (best)') : undefined,
      ),
      asideOf(cell, index, row, currency),
    ),
  );
  return make(
    'tr',
    { class: FIRST.has(row.key) ? undefined : 'rest' },
    make('th', { scope: 'row' }, row.label),
    ...cells,
  );
}

function asideOf(
  cell: ComparisonCell,
  index: number,
  row: ComparisonRow,
  currency: string,
): HTMLElement | undefined {
  if (index === 0) return undefined;
  const { ratio, difference, verdict } = cell;
  const mark = verdict === 'better' ? 'better' : verdict === 'worse' ? 'worse' : undefined;
  if (difference !== undefined && row.better !== null) {
    if (difference.low === 0 && difference.high === 0) return undefined;
    const sign = difference.mean > 0 ? '+' : '';
    const reach = formatValue((difference.high - difference.low) / 2, row.unit, currency);
    return make(
      'small',
      { class: mark },
      `${sign}${formatValue(difference.mean, row.unit, currency)} ± ${reach}`,
    );
  }
  if (ratio === null || row.better === null || verdict === 'same') return undefined;
  const words = ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
  if (words === '1.00') return undefined;
  return make('small', { class: mark }, `×${words}`);
}

function moneyOf({ comparison, reports }: Compared): HTMLElement | undefined {
  const currency = reports[0]?.report.prices.currency ?? '';
  const rows = new Map(comparison.rows.map((row) => [row.key, row.cells]));
  const amount = (key: string, index: number) => rows.get(`cost.${key}`)?.[index]?.value ?? null;
  if (reports.some((_, index) => amount('total', index) === null)) return undefined;
  const place = make('div', { class: 'plot' });
  const bars = reports.map(({ title }, index) => ({
    label: title,
    parts: PARTS.map(({ key, label, color }) => {
      const value = amount(key, index) ?? 0;
      return { label, color, value, text: formatMoney(value, currency) };
    }),
    total: formatMoney(amount('total', index) ?? 0, currency),
  }));
  const label = `Where the money went: ${bars.map((bar) => `${bar.label} ${bar.total}`).join(', ')}.`;
  drawBars(place, label, bars);
  const legend = make(
    'ul',
    { class: 'legend' },
    ...PARTS.map((part) => make('li', { title: part.meaning }, swatch(part.color), part.label)),
  );
  const figure = make('figure', {}, make('figcaption', {}, legend), place);
  return section('money', 'Where the money went', undefined, figure);
}

function overTimeOf({ reports }: Compared, view: TimeView, places: readonly number[]): HTMLElement {
  const chart = (
    title: string,
    height: number,
    read: (index: number) => Parameters<typeof createCurve>[0],
  ): Chart => ({
    title,
    label: `${title} over time, a line for each of ${reports.map((one) => one.title).join(', ')}.`,
    height,
    layers: [],
    lines: reports.map(({ title: label, report }, index) => ({
      label,
      ...entryPaint(places[index]!),
      curve: createCurve(read(index), report.end.time),
    })),
    axis: COUNTS,
    format: (value) => formatValue(Math.round(value * 10) / 10, 'count', ''),
  });
  const charts = [
    chart('Nodes asked for', 180, (index) => {
      const { dedicated, lowPriority } = reports[index]!.report.series.targets;
      return sumSeries(dedicated, lowPriority);
    }),
    chart('Nodes that can take tasks', 220, (index) => reports[index]!.report.series.supply),
    chart('Tasks waiting', 200, (index) => reports[index]!.report.series.tasks.active),
  ];
  return makeOverTime(
    view,
    'Drag a mouse across a chart to look closer; + and − do so too.',
    ...charts.map((one) => figureOf(one, view)),
  );
}

function waitsOf({ reports }: Compared, places: readonly number[]): HTMLElement | undefined {
  const longest = reports
    .map(({ report }) => report.waitHistogram.edges)
    .sort((left, right) => right.length - left.length)[0];
  if (longest === undefined || longest.length === 0) return undefined;
  const widest = longest.slice(1);
  const values = reports.map(() => make('b', { class: 'value' }));
  const reading = make('span', { class: 'legend-note' }, 'Share of tasks that started within a time');
  const legend = make(
    'ul',
    { class: 'legend' },
    ...reports.map(({ title }, index) =>
      make(
        'li',
        {},
        swatch(entryPaint(places[index]!).color, 'line'),
        make('span', {}, title),
        values[index],
      ),
    ),
  );
  const lines = reports.map(({ title, report }, index) => ({
    label: title,
    ...entryPaint(places[index]!),
    counts: report.waitHistogram.counts,
  }));
  const shares = lines.map(({ counts }) => sharesBelow(counts, widest.length));
  const place = make('div', { class: 'plot' });
  drawReach(place, {
    label: `Share of tasks that started within a time, a line for each of ${reports.map(({ title }) => title).join(', ')}.`,
    height: 240,
    edges: widest,
    formatEdge: shortDuration,
    lines,
    onPoint: (edge) => {
      reading.textContent =
        edge === null
          ? 'Share of tasks that started within a time'
          : `Started within ${shortDuration(widest[edge]!)}`;
      values.forEach((value, index) => {
        value.textContent = edge === null ? '' : formatShare(shares[index]![edge]!);
      });
    },
  });
  return section(
    'waits',
    'Waits',
    undefined,
    make('figure', {}, make('figcaption', {}, reading, legend), place),
  );
}

const UNHEARD =
  'Who ran where is on the report page of a single run: `lazurite simulate SCENARIO --report FILE.html` makes it.';

function closerOf({ reports }: Compared): HTMLElement {
  const place = make('div');
  const buttons = reports.map(({ title }, index) =>
    button(
      `Look closer at ${title}`,
      { 'aria-pressed': 'false' },
      () => show(index),
      swatch(entryPaint(index).color),
      title,
    ),
  );
  const show = (index: number) => {
    buttons.forEach((one, other) => {
      one.setAttribute('aria-pressed', String(other === index));
    });
    place.replaceChildren(
      makeSingle(reports[index]!.report, { timeline: undefined, withoutPlaces: UNHEARD }),
    );
  };
  show(0);
  return make(
    'div',
    { class: 'closer' },
    section(
      'closer',
      'Look closer',
      'One of them in full.',
      make('div', { class: 'tabs', role: 'group', 'aria-label': 'Which to show' }, ...buttons),
    ),
    place,
  );
}
