// A report's series and lists as CSV (RFC 4180), for spreadsheets and other programs.

import { parseInstant, printInstant } from '../../runtime/index.ts';
import { valueAt } from './read-series.ts';
import type { Report, Series } from './report.ts';
import type { Table } from './tables.ts';

/** What a cell holds; nothing for what is not known. */
type Cell = string | number | null;

/** All series in columns, a row for each time at which one of them has a step; buckets give their means. */
export function seriesCsv(report: Report): string {
  const columns = seriesColumns(report);
  const times = [...new Set(columns.flatMap(([, series]) => series.times))].sort(
    (left, right) => left - right,
  );
  const header = ['seconds', 'time', ...columns.map(([name]) => name)];
  const rows = times.map((time) => [
    time,
    instantText(report, time),
    ...columns.map(([, series]) => valueAt(series, time)),
  ]);
  return toCsv([header, ...rows]);
}

function seriesColumns({ series }: Report): readonly (readonly [string, Series])[] {
  const { tasks, nodes, nodesByKind, targets, slots, hourlyCost, demand, supply } = series;
  return [
    ['activeTasks', tasks.active],
    ['runningTasks', tasks.running],
    ['completedTasks', tasks.completed],
    ['targetDedicatedNodes', targets.dedicated],
    ['targetLowPriorityNodes', targets.lowPriority],
    ['dedicatedNodes', nodesByKind.dedicated],
    ['lowPriorityNodes', nodesByKind.lowPriority],
    ['demandNodes', demand],
    ['supplyNodes', supply],
    ['slots', slots.total],
    ['usedSlots', slots.used],
    ...(hourlyCost === null ? [] : [['hourlyCost', hourlyCost] as const]),
    ...Object.entries(nodes).map(([state, one]) => [`nodes_${state}`, one] as const),
  ];
}

/** One row an evaluation; a column for each variable that some evaluation has. */
export function evaluationsCsv(report: Report): string {
  const { list } = report.evaluations;
  const names = [...new Set(list.flatMap(({ variables }) => variables.map(({ name }) => name)))];
  const header = [
    'seconds',
    'time',
    'pool',
    'targetDedicatedNodes',
    'targetLowPriorityNodes',
    'error',
    ...names,
  ];
  const rows = list.map(({ time, poolId, dedicated, lowPriority, error, variables }): Cell[] => {
    const values = new Map(variables.map(({ name, value }) => [name, value]));
    const known = names.map((name) => values.get(name) ?? null);
    return [time, instantText(report, time), poolId, dedicated, lowPriority, error?.code ?? null, ...known];
  });
  return toCsv([header, ...rows]);
}

/** One row for each of the table's, numbers as they are; a moment is an instant. */
export function tableCsv(report: Report, { columns, rows }: Table): string {
  const cellOf = (cell: Cell, place: number): Cell =>
    columns[place]!.kind === 'moment' && typeof cell === 'number' ? instantText(report, cell) : cell;
  return toCsv([columns.map(({ key }) => key), ...rows.map((row) => row.map(cellOf))]);
}

function instantText(report: Report, seconds: number): string {
  return printInstant((parseInstant(report.start) ?? 0) + seconds * 1000);
}

/** Rows as CSV, the header among them. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `${rows.map((row) => row.map(cellText).join(',')).join('\n')}\n`;
}

function cellText(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
