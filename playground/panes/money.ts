// Where the money went: the bill in five parts, the arithmetic behind it, and the node hours by state.

import {
  formatMoney,
  formatNumber,
  formatPrice,
  formatShare,
  formatValue,
  type Parts,
  type Report,
} from '../../planner/index.ts';
import { make, section, swatch, table } from '../dom.ts';
import { PARTS } from '../palette.ts';
import { drawBars } from '../plots/bars.ts';

/** The section; in node hours when there are no prices. */
export function makeMoney(report: Report): HTMLElement {
  const { nodes } = report;
  if (nodes.hours === 0) return section('money', 'Money', 'No node was there, so nothing was paid.');
  return section('money', 'Money', introOf(report), partsOf(report), linesOf(report), statesOf(report));
}

function introOf({ cost, prices }: Report): string {
  if (cost === null) return 'There is no price for every size, so the parts below are node hours.';
  return `Node hours times the price of an hour; ${prices.source}, ${prices.date}. Batch itself is free; storage and network are not in it.`;
}

function partsOf({ cost, nodes }: Report): HTMLElement {
  const amounts: Parts = cost ?? nodes.parts;
  const total = cost?.total ?? nodes.hours;
  const text = (value: number) => (cost === null ? hours(value) : formatMoney(value, cost.currency));
  const place = make('div', { class: 'plot' });
  const parts = PARTS.map(({ key, label, color }) => ({
    label,
    color,
    value: amounts[key],
    text: text(amounts[key]),
  }));
  drawBars(place, `Where the money went: ${parts.map((part) => `${part.label} ${part.text}`).join(', ')}.`, [
    { label: '', parts, total: '' },
  ]);
  const rows = PARTS.map(({ key, label, color, meaning }) => [
    make('span', {}, swatch(color), label),
    text(amounts[key]),
    formatShare(total === 0 ? 0 : amounts[key] / total),
    hours(nodes.parts[key]),
    meaning,
  ]);
  const sum = ['Total', text(total), '100%', hours(nodes.hours), ''].map((words) => make('b', {}, words));
  const list = table(
    'Parts of the bill',
    ['Part', 'Amount', 'Share', 'Node time', 'What it is'],
    [...rows, sum],
    ['text', 'number', 'number', 'number', 'prose'],
  );
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'Where it went')), place, list);
}

function linesOf({ prices }: Report): HTMLElement {
  const rows = prices.lines.map(({ vmSize, kind, hours: time, hourly, amount }) => [
    vmSize,
    kind === 'dedicated' ? 'dedicated' : 'low-priority',
    hours(time),
    hourly === null ? 'unknown' : formatPrice(hourly, prices.currency),
    amount === null ? '–' : formatMoney(amount, prices.currency),
  ]);
  const list = table('The bill', ['Size', 'Kind', 'Node time', 'An hour', 'Amount'], rows, [
    'text',
    'text',
    'number',
    'number',
    'number',
  ]);
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'The bill')), list);
}

function statesOf({ nodes }: Report): HTMLElement {
  const total = nodes.byState.reduce((sum, row) => sum + row.dedicated + row.lowPriority, 0);
  const rows = nodes.byState.map(({ state, billed, dedicated, lowPriority }) => [
    state,
    hours(dedicated),
    hours(lowPriority),
    formatShare((dedicated + lowPriority) / total),
    billed ? '' : 'not billed',
  ]);
  const list = table('Node time by state', ['State', 'Dedicated', 'Low-priority', 'Share', ''], rows, [
    'text',
    'number',
    'number',
    'number',
    'text',
  ]);
  const { started, preemptions } = nodes;
  const words = `${formatNumber(started, 0)} nodes started, ${preemptions === 0 ? 'none was preempted' : `${formatNumber(preemptions, 0)} preemptions`}.`;
  return make(
    'figure',
    {},
    make('figcaption', {}, make('h3', {}, 'Node time by state'), make('p', { class: 'legend-note' }, words)),
    list,
  );
}

const hours = (value: number): string => (value === 0 ? '–' : formatValue(value, 'hours', ''));
