// The run as files: the stand-alone report page filled with it, the report as JSON, its lists as CSV.

import { evaluationsCsv, fillPage, reportPage, seriesCsv, timelineCsv } from '../../planner/index.ts';
import { button, make, section } from '../dom.ts';
import type { RunEntry } from '../engine.ts';
import { download, fileName } from '../export.ts';

/** Where the built report page lies, beside this page. */
const PAGE = './report.html';
const NO_PAGE =
  'The report page could not be fetched; it is part of the built playground. The report as JSON holds the same.';

/** The section. */
export function makeSaving({ name, report, timeline }: RunEntry): HTMLElement {
  const title = fileName(`${report.title} ${name}`);
  const trouble = make('p', { class: 'legend-note', role: 'status' });
  const files: readonly (readonly [label: string, save: () => void])[] = [
    ['Report page (HTML)', () => void savePage()],
    [
      'Report (JSON)',
      () => download(`${title}.json`, `${JSON.stringify(report, null, 2)}\n`, 'application/json'),
    ],
    ['Series (CSV)', () => download(`${title}-series.csv`, seriesCsv(report), 'text/csv')],
    ['Evaluations (CSV)', () => download(`${title}-evaluations.csv`, evaluationsCsv(report), 'text/csv')],
    ['Attempts (CSV)', () => download(`${title}-attempts.csv`, timelineCsv(timeline), 'text/csv')],
  ];
  const savePage = async () => {
    trouble.textContent = '';
    const html = await fetch(PAGE).then(
      (found) => (found.ok ? found.text() : ''),
      () => '',
    );
    const filled = fillPage(html, reportPage(report, timeline));
    if (filled === undefined) trouble.textContent = NO_PAGE;
    else download(`${title}.html`, filled, 'text/html');
  };
  const buttons = files.map(([label, save]) => button(label, {}, save, label));
  return section(
    'saving',
    'Take it along',
    'Everything is made in this browser; the report page opens without a network.',
    make('div', { class: 'jumps' }, ...buttons),
    trouble,
  );
}
