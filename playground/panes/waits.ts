// How long tasks waited, what for, and which jobs waited most.

import { formatDuration, formatNumber, formatShare, formatTally, type Report } from '../../planner/index.ts';
import { type Column, make, section, swatch, table } from '../dom.ts';
import { CAUSES } from '../palette.ts';
import { drawBars } from '../plots/bars.ts';
import { drawHistogram } from '../plots/histogram.ts';

const JOBS_SHOWN = 10;

/** The section; a sentence instead of charts when nothing waited. */
export function makeWaits(report: Report): HTMLElement {
  const { wait, tasks } = report;
  const started = tasks.total - tasks.neverStarted;
  const never = tasks.neverStarted === 0 ? '' : ` ${formatNumber(tasks.neverStarted, 0)} never started.`;
  if (started === 0)
    return section('waits', 'Waits', tasks.total === 0 ? 'There were no tasks.' : 'No task ever started.');
  const intro = `From the moment a task was added to its first start; mean ${formatDuration(wait.mean)}, longest ${formatDuration(wait.max)}.${never}`;
  return section('waits', 'Waits', intro, histogramOf(report), causesOf(report), jobsOf(report));
}

function histogramOf({ waitHistogram, wait, tasks }: Report): HTMLElement {
  const { edges, counts } = waitHistogram;
  const place = make('div', { class: 'plot' });
  const total = tasks.total - tasks.neverStarted;
  const usual = `${formatTally(total, 'task')} by how long ${total === 1 ? 'it' : 'they'} waited`;
  const reading = make('p', { class: 'legend-note', 'aria-live': 'polite' }, usual);
  drawHistogram(place, {
    label: `Distribution of waits: half within ${formatDuration(wait.p50)}, 95% within ${formatDuration(wait.p95)}, 99% within ${formatDuration(wait.p99)}.`,
    height: 210,
    edges,
    counts,
    formatEdge: (edge) => shortDuration(edge),
    marks: [
      { value: wait.p50, label: `half ${formatDuration(wait.p50)}` },
      { value: wait.p95, label: `95% ${formatDuration(wait.p95)}` },
      { value: wait.p99, label: `99% ${formatDuration(wait.p99)}` },
    ],
    onPoint: (bin) => {
      reading.textContent =
        bin === null
          ? usual
          : `${formatTally(counts[bin]!, 'task')} (${formatShare(counts[bin]! / total)}) waited ${formatDuration(edges[bin]!)} to ${formatDuration(edges[bin + 1]!)}`;
    },
  });
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'Distribution'), reading), place);
}

/** An edge of the histogram in as few letters as possible. */
export function shortDuration(seconds: number): string {
  return formatDuration(seconds)
    .replace(' min', 'm')
    .replace(/ ([shd])\b/g, '$1');
}

function causesOf({ waitCauses }: Report): HTMLElement | undefined {
  const total = CAUSES.reduce((sum, { key }) => sum + waitCauses[key], 0);
  if (total === 0) return undefined;
  const place = make('div', { class: 'plot' });
  const parts = CAUSES.map(({ key, label, color }) => ({
    label,
    color,
    value: waitCauses[key],
    text: formatShare(waitCauses[key] / total),
  }));
  drawBars(
    place,
    `What tasks waited for: ${parts.map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
    [{ label: '', parts, total: '' }],
  );
  const rows = CAUSES.filter(({ key }) => waitCauses[key] > 0).map(({ key, label, color, meaning }) => [
    make('span', {}, swatch(color), label),
    formatShare(waitCauses[key] / total),
    formatDuration(waitCauses[key]),
    meaning,
  ]);
  const list = table('Causes of waiting', ['Cause', 'Share', 'Task time', 'Meanwhile'], rows, [
    'text',
    'number',
    'number',
    'prose',
  ]);
  return make('figure', {}, make('figcaption', {}, make('h3', {}, 'What for')), place, list);
}

function jobsOf({ jobs }: Report): HTMLElement | undefined {
  if (jobs.total < 2) return undefined;
  const rows = jobs.listed.map((job) => [
    job.id,
    formatNumber(job.tasks, 0),
    job.failed === 0 ? '–' : formatNumber(job.failed, 0),
    `${formatNumber(job.slotHours, 1)} h`,
    formatDuration(job.wait.mean),
    formatDuration(job.wait.p95),
    formatDuration(job.wait.max),
  ]);
  const head = ['Job', 'Tasks', 'Failed', 'Slot time', 'Mean wait', '95%', 'Longest'];
  const columns: readonly Column[] = ['text', 'number', 'number', 'number', 'number', 'number', 'number'];
  const title =
    jobs.total > jobs.listed.length
      ? `The ${jobs.listed.length} largest of ${formatNumber(jobs.total, 0)} jobs`
      : 'By job';
  const first = table(title, head, rows.slice(0, JOBS_SHOWN), columns);
  const rest = rows.slice(JOBS_SHOWN);
  const more =
    rest.length === 0
      ? undefined
      : make(
          'details',
          {},
          make('summary', {}, `${rest.length} more`),
          table(`${title}, continued`, head, rest, columns),
        );
  return make('figure', {}, make('figcaption', {}, make('h3', {}, title)), first, more);
}
