// The lists of a report that are tables of a few columns, as one table of tables: what never ran, what failed, what
// special tasks did. The terminal, Markdown, CSV and the page print the same rows.

import { formatBytes, formatDuration, formatNumber, formatTally, formatValue } from './format.ts';
import { clause, momentOf } from './notes.ts';
import type { Report } from './report.ts';
import { USES_LISTED, type UseSums } from './uses.ts';

/** What a column holds; all but texts are numbers, and `moment` is seconds since the run's start. */
export type ColumnKind = 'text' | 'prose' | 'count' | 'hours' | 'moment' | 'seconds' | 'bytes';

export interface TableColumn {
  /** The name in CSV. */
  readonly key: string;
  readonly label: string;
  readonly kind: ColumnKind;
}

export type Cell = string | number;

export interface Table {
  readonly key: TableKey;
  readonly title: string;
  /** A sentence about it. */
  readonly words: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

interface TableRule extends Pick<Table, 'title' | 'columns'> {
  readonly key: string;
  readonly words: (report: Report) => string;
  readonly rows: (report: Report) => readonly (readonly Cell[])[];
}

const column = (key: string, label: string, kind: ColumnKind = 'text'): TableColumn => ({ key, label, kind });
const WHY = column('message', 'Why', 'prose');
const CODE = column('code', 'Code');

const USE_COLUMNS = [
  column('processorSeconds', 'Processor', 'seconds'), column('peakMemoryBytes', 'Memory', 'bytes'),
  column('readBytes', 'Read', 'bytes'), column('writtenBytes', 'Written', 'bytes'),
  column('receivedBytes', 'Received', 'bytes'), column('sentBytes', 'Sent', 'bytes'),
] as const; // biome-ignore format: a table
const UNTOLD = 'What could not be told is left empty.';

const useCells = (use: Omit<UseSums, 'attempts'>): readonly Cell[] =>
  USE_COLUMNS.map(({ key }) => use[key as keyof typeof use] ?? '');

/** Every such table, the gravest first. */
const TABLES = [
  {
    key: 'neverRun', title: 'What never ran',
    columns: [column('jobId', 'Job'), column('tasks', 'Tasks', 'count'), column('firstTaskId', 'First task'), column('since', 'Since', 'moment'), CODE, WHY],
    words: ({ neverRun }) => `${formatTally(neverRun.tasks, 'task')} can never run as things are; the service would leave ${neverRun.tasks === 1 ? 'it' : 'them'} waiting without a word.${neverRun.causes > neverRun.listed.length ? ` The ${neverRun.listed.length} largest of ${formatNumber(neverRun.causes, 0)} groups are listed.` : ''}`,
    rows: ({ neverRun }) => neverRun.listed.map((one) => [one.jobId, one.tasks, one.firstTaskId, one.since, one.code, one.message]),
  },
  {
    key: 'idlePools', title: 'Pools that held nodes for nothing',
    columns: [column('poolId', 'Pool'), column('nodes', 'Nodes', 'count'), column('since', 'Since', 'moment'), WHY],
    words: () => 'Their nodes had nothing to run from then to the end, and were paid for.',
    rows: ({ idlePools }) => idlePools.map((one) => [one.poolId, one.nodes, one.since, one.message]),
  },
  {
    key: 'failures', title: 'Attempts that failed',
    columns: [CODE, column('attempts', 'Attempts', 'count')],
    words: ({ failures }) => `${formatTally(failures.total, 'attempt')} failed on ${formatTally(failures.nodes, 'node')}${exitCodesOf(failures)}.`,
    rows: ({ failures }) => failures.byCode.map(({ code, count }) => [code, count]),
  },
  {
    key: 'failuresByNode', title: 'Failed attempts by node',
    columns: [column('poolId', 'Pool'), column('nodeId', 'Node'), column('attempts', 'Attempts', 'count')],
    words: ({ failures }) => `The nodes with most failures, of ${formatNumber(failures.nodes, 0)}: one that stands out is worth a look.`,
    rows: ({ failures }) => failures.byNode.map(({ poolId, nodeId, count }) => [poolId, nodeId, count]),
  },
  {
    key: 'nodeErrors', title: 'Errors of nodes',
    columns: [CODE, column('errors', 'Times', 'count')],
    words: ({ nodeErrors }) => `Nodes told of ${formatTally(nodeErrors.total, 'error')}.`,
    rows: ({ nodeErrors }) => nodeErrors.byCode.map(({ code, count }) => [code, count]),
  },
  {
    key: 'refusals', title: 'Operations that were refused',
    columns: [column('time', 'When', 'moment'), column('operation', 'Operation'), column('id', 'Of'), CODE, WHY],
    words: ({ refusals }) => `${formatTally(refusals.total, 'operation')} of users ${refusals.total === 1 ? 'was' : 'were'} refused.${refusals.total > refusals.listed.length ? ` The first ${refusals.listed.length} are listed.` : ''}`,
    rows: ({ refusals }) => refusals.listed.map((one) => [one.time, one.operation, one.id, one.code, one.message]),
  },
  {
    key: 'specialTasks', title: 'Special tasks',
    columns: [column('type', 'Type'), column('runs', 'Runs', 'count'), column('failures', 'Failed', 'count'), column('hours', 'Time', 'hours'), column('codes', 'Why', 'prose')],
    words: () => 'Start, job preparation and job release tasks, once a node; a failed start task leaves its node useless.',
    rows: ({ specialTasks }) => specialTasks.map((one) => [one.type, one.runs, one.failures, one.hours, one.byCode.map(({ code, count }) => `${code} ${count}`).join(', ')]),
  },
  {
    key: 'jobEnds', title: 'How jobs ended',
    columns: [column('terminateReason', 'Reason'), column('jobs', 'Jobs', 'count')],
    words: ({ jobs }) => `Jobs by Azure's reason${jobs.ended.deleted === 0 ? '' : `; ${formatTally(jobs.ended.deleted, 'job')} deleted`}.`,
    rows: ({ jobs }) => jobs.ended.byReason.map(({ reason, count }) => [reason, count]),
  },
  {
    key: 'schedules', title: 'Job schedules',
    columns: [column('id', 'Schedule'), column('state', 'State'), column('jobs', 'Jobs', 'count'), column('misses', 'Missed', 'count')],
    words: () => 'A due time is missed when the last job still runs and the start window passes.',
    rows: ({ schedules }) => schedules.map((one) => [one.id, one.state, one.jobs, one.misses]),
  },
  {
    key: 'poolUses', title: 'What pools used',
    columns: [column('poolId', 'Pool'), column('attempts', 'Attempts', 'count'), ...USE_COLUMNS],
    words: () => `What the processes of all attempts used together, and the most memory of one. ${UNTOLD}`,
    rows: ({ uses }) => (uses?.pools ?? []).map((one) => [one.poolId, one.attempts, ...useCells(one)]),
  },
  {
    key: 'taskUses', title: 'What tasks used',
    columns: [column('jobId', 'Job'), column('id', 'Task'), column('nodeId', 'Node'), ...USE_COLUMNS],
    words: ({ uses }) => `Each attempt, those with most processor time first. ${UNTOLD}${(uses?.attempts ?? 0) > USES_LISTED ? ` The first ${formatNumber(USES_LISTED, 0)} are listed.` : ''}`,
    rows: ({ uses }) => (uses?.listed ?? []).map((one) => [one.jobId, one.id, one.nodeId, ...useCells(one)]),
  },
] as const satisfies readonly TableRule[]; // biome-ignore format: a table

export type TableKey = (typeof TABLES)[number]['key'];

/** The names of all tables. */
export const TABLE_KEYS: readonly TableKey[] = TABLES.map(({ key }) => key);

/** The table of that name, also when it is empty. */
export function tableOf(report: Report, key: TableKey): Table {
  const rule: TableRule = TABLES.find((one) => one.key === key)!;
  return {
    key,
    title: rule.title,
    columns: rule.columns,
    words: rule.words(report),
    rows: rule.rows(report),
  };
}

/** The tables that have something in them, the gravest first. */
export function tablesOf(report: Report): readonly Table[] {
  return TABLE_KEYS.map((key) => tableOf(report, key)).filter(({ rows }) => rows.length > 0);
}

/** Whether a column's cells are amounts, which line up on the right. */
export const isAmount = (kind: ColumnKind): boolean => !['text', 'prose', 'moment'].includes(kind);

/** A cell as people read it. */
export function formatCell(cell: Cell, kind: ColumnKind, { start }: Pick<Report, 'start'>): string {
  if (typeof cell === 'string') return kind === 'prose' ? clause(cell) : cell;
  switch (kind) {
    case 'moment':
      return momentOf(start, cell);
    case 'hours':
      return formatValue(cell, 'hours', '');
    case 'seconds':
      return formatDuration(cell);
    case 'bytes':
      return formatBytes(cell);
    default:
      return formatNumber(cell, 0);
  }
}

function exitCodesOf({ byExitCode }: Report['failures']): string {
  if (byExitCode.length === 0) return '';
  const told = byExitCode.slice(0, 3).map(({ exitCode, count }) => `${exitCode} (${formatNumber(count, 0)})`);
  return `; exit codes ${told.join(', ')}${byExitCode.length > told.length ? ' and others' : ''}`;
}
