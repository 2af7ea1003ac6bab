// A report as Markdown, for a pull request or a wiki.

import { describe, type Report, summarise } from '../../planner/index.ts';
import { isNothing } from './headlines.ts';
import { subtitleOf, titleOf } from './text.ts';

/** The report as a heading, its sentences, and a table of every measure that is not zero. */
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
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
