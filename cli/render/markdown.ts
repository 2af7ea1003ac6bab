// A report as Markdown, for a pull request or a wiki.

import {
  describe,
  formatCell,
  isAmount,
  type Report,
  summarise,
  type Table,
  tablesOf,
} from '../../planner/index.ts';
import { isNothing } from './headlines.ts';
import { subtitleOf, titleOf } from './text.ts';

const ROWS_SHOWN = 20;

/** The report as a heading, its sentences, a table of every measure that is not zero, and what went wrong. */
export function renderMarkdown(report: Report): string {
  const rows = summarise(report)
    .filter(({ value }) => !isNothing(value))
    .map(({ label, formatted }) => `| ${label} | ${formatted} |`);
  const notes = report.notes.map((note) => `> ${note}\n`);
  const lines = [
    `## ${titleOf(report)}`,
    '',
    `*${subtitleOf(report)}*`,
    '',
    ...describe(report).map(({ text }) => `- ${text}`),
    '',
    '| | |',
    '|---|--:|',
    ...rows,
    '',
    ...notes,
    ...tablesOf(report).flatMap((table) => linesOf(report, table)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function linesOf(report: Report, { title, words, columns, rows }: Table): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const shown = rows
    .slice(0, ROWS_SHOWN)
    .map((row) => line(row.map((cell, place) => formatCell(cell, columns[place]!.kind, report))));
  const rest = rows.length - shown.length;
  return [
    '',
    `### ${title}`,
    '',
    words,
    '',
    line(columns.map(({ label }) => label)),
    `|${columns.map(({ kind }) => (isAmount(kind) ? '--:' : '---')).join('|')}|`,
    ...shown,
    ...(rest === 0 ? [] : ['', `and ${rest} more`]),
  ];
}
