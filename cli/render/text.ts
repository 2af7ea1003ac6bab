// A report as text for a terminal: what happened in sentences, the headline numbers, three lines drawn over time.

import {
  describe,
  formatCell,
  formatDuration,
  formatNumber,
  isAmount,
  type Report,
  summarise,
  type Table,
  type TableKey,
  tablesOf,
} from '../../planner/index.ts';
import type { Style } from '../style.ts';
import { HEADLINES, isNothing } from './headlines.ts';
import { mostOf, sparkline } from './sparkline.ts';
import { renderTable } from './table.ts';

/** The report in a screen or two. */
export function renderReport(report: Report, style: Style, columns: number): string {
  const rows = summarise(report).filter(({ key, value }) => HEADLINES.has(key) && !isNothing(value));
  const parts = [
    `${style('bold', titleOf(report))}\n${style('dim', subtitleOf(report))}\n`,
    `${describe(report).map(({ text }) => text).join('\n')}\n`,
    renderTable(rows.map(({ label, formatted }) => [label, formatted]), style),
    ...tablesOf(report).filter(isTold).map((table) => drawTable(report, table, style)),
    drawings(report, style, Math.max(20, Math.min(columns, 100) - 30)),
    report.notes.map((note) => `${style('yellow', 'note')}: ${note}\n`).join(''),
  ]; // biome-ignore format: a list
  return parts.filter((part) => part !== '').join('\n');
}

/** Tables that a terminal has room for; what never ran is told in notes. */
const TOLD: ReadonlySet<TableKey> = new Set([
  'failures', 'nodeErrors', 'refusals', 'specialTasks', 'schedules', 'poolUses', 'taskUses',
]); // biome-ignore format: a list
const ROWS_SHOWN = 5;

/** Failures by exit code alone are among the headlines already. */
const isTold = ({ key, rows }: Table): boolean =>
  TOLD.has(key) && !(key === 'failures' && rows.length === 1 && rows[0]![0] === 'FailureExitCode');

function drawTable(report: Report, { title, columns, rows }: Table, style: Style): string {
  const shown = rows
    .slice(0, ROWS_SHOWN)
    .map((row) => row.map((cell, place) => formatCell(cell, columns[place]!.kind, report)));
  const head = columns.map(({ label }) => ({ text: label, tone: 'dim' as const }));
  const isLeft = (place: number): boolean => !isAmount(columns[place]!.kind);
  const rest = rows.length - shown.length;
  const more = rest === 0 ? '' : `${style('dim', `and ${formatNumber(rest, 0)} more`)}\n`;
  return `${style('bold', title)}\n${renderTable([head, ...shown], style, isLeft)}${more}`;
}

/** What the report is about. */
export const titleOf = (report: Report): string => (report.title === '' ? 'Report' : report.title);

/** When the run was and with which seed. */
export function subtitleOf({ start, end, seed }: Report): string {
  return `from ${start}, ${formatDuration(end.time)} in all${seed === null ? '' : `, seed ${seed}`}`;
}

function drawings({ series, end }: Report, style: Style, columns: number): string {
  const waiting = series.tasks.active;
  const most = Math.max(mostOf(series.demand, end.time, columns), mostOf(series.supply, end.time, columns));
  const rows = [
    ['tasks waiting', waiting, mostOf(waiting, end.time, columns)],
    ['nodes needed', series.demand, most],
    ['nodes working', series.supply, most],
  ] as const;
  if (rows.every(([, , height]) => height === 0)) return '';
  return rows
    .map(
      ([label, line, height]) =>
        `${label.padEnd(13)}  ${style('blue', sparkline(line, end.time, columns, height))} ${formatNumber(Math.ceil(height - 1e-6), 0)}\n`,
    )
    .join('');
}
