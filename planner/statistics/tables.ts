// Statistics as CSV tables: metrics with a row a minute, events with a row for each choice of dimensions, and Azure's
// lists with a row an entry.

import { type Instant, MINUTE, parseInstant, printInstant } from '../../runtime/index.ts';
import { toCsv } from '../report/csv.ts';
import { EVENTS, GAUGES, type MetricName } from './metric-names.ts';
import type { JobStatistics, MetricValues, Statistics } from './statistics.ts';

type Cell = string | number | null;
type Rows = readonly (readonly Cell[])[];

/** Every table with its header. */
const TABLES = {
  metrics: (statistics) => metricRows(statistics),
  events: ({ metrics }) => [
    ['time', 'name', 'poolId', 'jobId', 'total'],
    ...metrics.values
      .filter(({ kind }) => kind === 'events')
      .flatMap(({ name, dimensions: { poolId = null, jobId = null }, seconds, totals }) =>
        seconds.map((second, index) => [timeAt(metrics, second), name, poolId, jobId, totals[index]!]),
      ),
  ],
  usage: ({ poolUsageMetrics }) => listed(poolUsageMetrics, ['poolId', 'startTime', 'endTime', 'vmSize', 'totalCoreHours']),
  'task-counts': ({ jobs }) => [
    ['jobId', 'state', 'count', ...COUNTS],
    ...jobs.flatMap(({ id, state, taskCounts, taskSlotCounts }) => [
      [id, state, 'tasks', ...COUNTS.map((name) => taskCounts[name])],
      [id, state, 'slots', ...COUNTS.map((name) => taskSlotCounts[name])],
    ]),
  ],
  'node-counts': ({ pools }) => {
    const names = Object.keys(pools[0]?.dedicated ?? {}) as (keyof (typeof pools)[number]['dedicated'])[];
    return [
      ['poolId', 'state', 'kind', ...names],
      ...pools.flatMap((pool) =>
        (['dedicated', 'lowPriority'] as const).map((kind) => [
          pool.id, pool.state, kind, ...names.map((name) => pool[kind][name]),
        ]),
      ),
    ];
  },
  'job-statistics': ({ jobs }) => [
    ['jobId', ...JOB_FIELDS],
    ...jobs.map(({ id, stats }) => [id, ...JOB_FIELDS.map((name) => stats[name])]),
  ],
  'schedule-statistics': ({ jobSchedules }) => [
    ['jobScheduleId', ...JOB_FIELDS],
    ...jobSchedules.map(({ id, stats }) => [id, ...JOB_FIELDS.map((name) => stats[name])]),
  ],
  'pool-statistics': ({ pools }) => [
    ['poolId', 'startTime', 'lastUpdateTime', 'dedicatedCoreTime'],
    ...pools.map(({ id, usageStats: { startTime, lastUpdateTime, dedicatedCoreTime = null } }) => [
      id, startTime, lastUpdateTime, dedicatedCoreTime,
    ]),
  ],
} as const satisfies Readonly<Record<string, (statistics: Statistics) => Rows>>; // biome-ignore format: a table

const COUNTS = ['active', 'running', 'completed', 'succeeded', 'failed'] as const;
const JOB_FIELDS = [
  'startTime', 'lastUpdateTime', 'wallClockTime', 'numSucceededTasks', 'numFailedTasks', 'numTaskRetries', 'waitTime',
] as const satisfies readonly (keyof JobStatistics)[]; // biome-ignore format: a list

export type StatisticsTable = keyof typeof TABLES;

/** The names of all tables of statistics. */
export const STATISTICS_TABLES = Object.keys(TABLES) as readonly StatisticsTable[];

/** One of the tables as CSV. */
export function statisticsCsv(statistics: Statistics, table: StatisticsTable): string {
  return toCsv(TABLES[table](statistics));
}

function listed<Row extends object>(rows: readonly Row[], fields: readonly (keyof Row & string)[]): Rows {
  return [fields, ...rows.map((row) => fields.map((name) => row[name] as Cell))];
}

const timeAt = ({ startTime }: { readonly startTime: string }, seconds: number): string =>
  printInstant(originOf(startTime) + seconds * 1000);

const originOf = (startTime: string): Instant => parseInstant(startTime) ?? 0;

/** A row for every minute up to the last: cores and nodes as they were, events over all dimensions. */
function metricRows({ metrics, lastUpdateTime }: Statistics): Rows {
  const last = (originOf(lastUpdateTime) - originOf(metrics.startTime)) / MINUTE;
  const minutes = Array.from({ length: Math.floor(last) + 1 }, (_, minute) => minute);
  const names: readonly MetricName[] = [...GAUGES, ...EVENTS];
  const columns = names.map((name) => columnOf(name, metrics.values, minutes.length));
  return [
    ['time', ...names],
    ...minutes.map((minute) => [
      timeAt(metrics, minute * 60),
      ...columns.map((column) => (column === undefined ? null : (column[minute] ?? null))),
    ]),
  ];
}

/** A metric minute by minute; undefined when the statistics do not know it. */
function columnOf(
  name: MetricName,
  all: readonly MetricValues[],
  length: number,
): readonly (number | undefined)[] | undefined {
  const mine = all.filter((one) => one.name === name);
  if ((GAUGES as readonly string[]).includes(name)) {
    const [gauge] = mine;
    return gauge === undefined ? undefined : heldValues(gauge, length);
  }
  const sums = new Array<number>(length).fill(0);
  for (const { seconds, totals } of mine)
    seconds.forEach((second, index) => {
      sums[second / 60]! += totals[index]!;
    });
  return sums;
}

/** Nothing for a minute that had begun before the journal did. */
function heldValues({ seconds, totals }: MetricValues, length: number): readonly (number | undefined)[] {
  let place = -1;
  return Array.from({ length }, (_, minute) => {
    while (place + 1 < seconds.length && seconds[place + 1]! / 60 <= minute) place += 1;
    return totals[place];
  });
}
