// What a reader may want to look up: the pools and their formulas, special tasks, jobs and schedules, and every
// measure of the report.

import {
  formatMoney,
  formatNumber,
  formatShare,
  type Report,
  summarise,
  type TableKey,
  tableOf,
} from '../../planner/index.ts';
import { make, section, table } from '../dom.ts';
import type { TimeView } from '../view.ts';
import { makeListing } from './listing.ts';

const TABLES: readonly TableKey[] = ['specialTasks', 'jobEnds', 'schedules'];

/** The section. */
export function makeDetails(report: Report, view: TimeView): HTMLElement {
  const tables = TABLES.map((key) => tableOf(report, key)).filter(({ rows }) => rows.length > 0);
  return section(
    'details',
    'Details',
    undefined,
    poolsOf(report),
    formulasOf(report),
    ...tables.map((one) => makeListing(one, view)),
    measuresOf(report),
  );
}

function poolsOf({ pools }: Report): HTMLElement | undefined {
  if (pools.length < 2) return undefined;
  const rows = pools.map(({ id, vmSize, taskSlotsPerNode, tasks, nodes, cost, utilisation, control }) => [
    id,
    vmSize,
    formatNumber(taskSlotsPerNode, 0),
    formatNumber(tasks.total, 0),
    formatNumber(nodes.peak, 0),
    `${formatNumber(nodes.hours, 1)} h`,
    cost === null ? '–' : formatMoney(cost.total, cost.currency),
    formatShare(utilisation),
    formatShare(control.underTimeshare),
  ]);
  const head = ['Pool', 'Size', 'Slots', 'Tasks', 'Most nodes', 'Node time', 'Cost', 'In use', 'Short'];
  const list = table('Pools', head, rows, [
    'text',
    'text',
    'number',
    'number',
    'number',
    'number',
    'number',
    'number',
    'number',
  ]);
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'Pools')), list);
}

function formulasOf({ pools }: Report): HTMLElement | undefined {
  const formulas = pools.filter(({ formula }) => formula !== '');
  if (formulas.length === 0) return undefined;
  const blocks = formulas.map(({ id, formula }) =>
    make(
      'figure',
      {},
      make('figcaption', {}, make('h3', {}, `Formula of ${id}`)),
      make('pre', { tabindex: 0 }, make('code', {}, formula)),
    ),
  );
  return make('div', {}, ...blocks);
}

function measuresOf(report: Report): HTMLElement {
  const rows = summarise(report).map(({ group, label, formatted }) => [group, label, formatted]);
  const list = table('Every measure', ['', 'Measure', 'Value'], rows, ['text', 'text', 'number']);
  return make('details', { class: 'measures' }, make('summary', {}, 'Every measure'), list);
}
