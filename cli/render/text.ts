// A report as text for a terminal: its numbers in words, and three lines drawn over time.

import type { Report } from '../../planner/index.ts';
import type { Style } from '../style.ts';
import { showCount } from './quantities.ts';
import { mostOf, sparkline } from './sparkline.ts';
import { rowsOf, subtitleOf, titleOf } from './summary.ts';

/** The report in a screen or less. */
export function renderReport(report: Report, style: Style, columns: number): string {
  const lines = [
    style('bold', titleOf(report)),
    style('dim', subtitleOf(report)),
    '',
    ...rowsOf(report).map(([label, text]) => `${style('cyan', label.padEnd(12))} ${text}`),
    ...drawings(report, style, Math.max(20, Math.min(columns, 100) - 34)),
    ...report.notes.map((note) => `\n${style('yellow', 'note')}: ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}

function drawings({ series, end }: Report, style: Style, columns: number): string[] {
  const waiting = series.tasks.active;
  const most = Math.max(mostOf(series.demand, end.time, columns), mostOf(series.supply, end.time, columns));
  const rows = [
    ['tasks waiting', waiting, mostOf(waiting, end.time, columns)],
    ['nodes needed', series.demand, most],
    ['nodes there', series.supply, most],
  ] as const;
  if (rows.every(([, , height]) => height === 0)) return [];
  return [
    '',
    ...rows.map(
      ([label, line, height]) =>
        `${style('cyan', label.padEnd(13))} ${style('blue', sparkline(line, end.time, columns, height))} up to ${showCount(Math.ceil(height))}`,
    ),
  ];
}
