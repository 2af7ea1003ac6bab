// What went wrong besides evaluations: resizes that ended in an error, tasks no node could take, attempts and nodes
// that failed, operations that were refused.

import { formatDuration, formatNumber, type Report, type TableKey, tableOf } from '../../planner/index.ts';
import { type Column, make, section, table } from '../dom.ts';
import { clockText, type TimeView } from '../view.ts';
import { makeListing } from './listing.ts';

const LISTED = 12;
const TABLES: readonly TableKey[] = ['failures', 'failuresByNode', 'nodeErrors', 'refusals'];

/** The section, or nothing when nothing went wrong. */
export function makeTroubles(report: Report, view: TimeView): HTMLElement | undefined {
  const tables = TABLES.map((key) => tableOf(report, key)).filter(({ rows }) => rows.length > 0);
  const parts = [
    resizesOf(report, view),
    unschedulableOf(report),
    ...tables.map((one) => makeListing(one, view)),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return section('troubles', 'Troubles', undefined, ...parts);
}

function resizesOf({ resizes }: Report, view: TimeView): HTMLElement | undefined {
  const failed = resizes.list.filter(({ code }) => code !== '' && code !== 'Success');
  if (resizes.failed === 0) return undefined;
  const rows = failed.map(({ start, end, dedicated, lowPriority, code, message }) => [
    clockText(view, start),
    end === null ? '–' : formatDuration(end - start),
    `${dedicated} + ${lowPriority}`,
    make('span', {}, make('b', {}, code), ` ${message}`),
  ]);
  const head = ['Began (UTC)', 'Took', 'Asked for', 'Error'];
  const columns: readonly Column[] = ['text', 'number', 'number', 'prose'];
  const words = `${formatNumber(resizes.failed, 0)} of ${formatNumber(resizes.total, 0)} resizes ended with an error. The pool was ${formatNumber(resizes.hoursShort, 1)} node hours short of its target, ${formatNumber(resizes.hoursShortAfterError, 1)} of them after such an error.`;
  const rest = rows.slice(LISTED);
  return make(
    'figure',
    {},
    make('figcaption', {}, make('h3', {}, 'Resizes that failed'), make('p', { class: 'legend-note' }, words)),
    table('Resizes that failed', head, rows.slice(0, LISTED), columns),
    rest.length === 0
      ? undefined
      : make(
          'details',
          {},
          make('summary', {}, `${rest.length} more`),
          table('More resizes that failed', head, rest, columns),
        ),
  );
}

function unschedulableOf({ unschedulable }: Report): HTMLElement | undefined {
  if (unschedulable.total === 0) return undefined;
  const rows = unschedulable.listed.map(({ jobId, id, requiredSlots, code, message }) => [
    jobId,
    id,
    formatNumber(requiredSlots, 0),
    make('span', {}, make('b', {}, code), ` ${message}`),
  ]);
  const rest = rows.slice(LISTED);
  const head = ['Job', 'Task', 'Slots', 'Why'];
  const columns: readonly Column[] = ['text', 'text', 'number', 'prose'];
  const more = unschedulable.total > rows.length ? ` The first ${rows.length} are listed.` : '';
  const words = `${formatNumber(unschedulable.total, 0)} tasks wait in vain: a formula that counts them asks for nodes that cannot help.${more}`;
  return make(
    'figure',
    {},
    make('figcaption', {}, make('h3', {}, 'Unschedulable tasks'), make('p', { class: 'legend-note' }, words)),
    table('Unschedulable tasks', head, rows.slice(0, LISTED), columns),
    rest.length === 0
      ? undefined
      : make(
          'details',
          {},
          make('summary', {}, `${rest.length} more`),
          table('More unschedulable tasks', head, rest, columns),
        ),
  );
}
