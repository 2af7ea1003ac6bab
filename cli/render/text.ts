// A report as text for a terminal: what happened in sentences, the headline numbers, three lines drawn over time.

import { describe, formatDuration, formatNumber, type Report, summarise } from '../../planner/index.ts';
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
    drawings(report, style, Math.max(20, Math.min(columns, 100) - 30)),
    report.notes.map((note) => `${style('yellow', 'note')}: ${note}\n`).join(''),
  ]; // biome-ignore format: a list
  return parts.filter((part) => part !== '').join('\n');
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
