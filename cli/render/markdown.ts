// A report as Markdown, for a pull request or a wiki: the numbers of the text, as a table.

import type { Report } from '../../planner/index.ts';
import { rowsOf, subtitleOf, titleOf } from './summary.ts';

/** The report as a heading, a table and its notes. */
export function renderMarkdown(report: Report): string {
  const rows = rowsOf(report).map(([label, text]) => `| ${label} | ${text.replaceAll('|', '\\|')} |`);
  const notes = report.notes.map((note) => `> ${note}\n`);
  return `${[`## ${titleOf(report)}`, '', subtitleOf(report), '', '| | |', '|---|---|', ...rows, '', ...notes].join('\n').trimEnd()}\n`;
}
