// The tables that `report --table` prints, by name: steps of the series, lists of the report, and statistics.

import type { StatisticsTable, TableKey } from '../planner/index.ts';

/** Lists of the report, and what the report calls them. */
export const REPORT_TABLES = {
  'never-run': 'neverRun',
  'idle-pools': 'idlePools',
  failures: 'failures',
  'failures-by-node': 'failuresByNode',
  'node-errors': 'nodeErrors',
  refusals: 'refusals',
  'special-tasks': 'specialTasks',
  'job-ends': 'jobEnds',
  schedules: 'schedules',
  'pool-uses': 'poolUses',
  'task-uses': 'taskUses',
} as const satisfies Readonly<Record<string, TableKey>>;

/** Azure's metrics, counts and statistics. */
export const STATISTICS_NAMES: readonly string[] = [
  'metrics', 'events', 'usage', 'task-counts', 'node-counts', 'job-statistics', 'schedule-statistics', 'pool-statistics',
] satisfies readonly StatisticsTable[]; // biome-ignore format: a list

/** Every name. */
export const TABLE_NAMES: readonly string[] = [
  'series',
  'evaluations',
  ...Object.keys(REPORT_TABLES),
  ...STATISTICS_NAMES,
];
