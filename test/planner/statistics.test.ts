// Azure's metrics, counts and statistics of journals small enough to work out by hand.

import { describe, expect, test } from 'vitest';
import {
  createStatistics,
  STATISTICS_TABLES,
  type Statistics,
  type StatisticsOptions,
  statisticsCsv,
} from '../../planner/index.ts';
import { NODE_STATES } from '../../simulator/index.ts';
import {
  added,
  blocked,
  deleted,
  type Event,
  ended,
  fact,
  gone,
  HOUR,
  jobStart,
  MINUTE,
  namesOf,
  node,
  poolCreate,
  preparing,
  reactivated,
  resizeComplete,
  resizeStart,
  runEnd,
  runStart,
  SECOND,
  started,
  state,
  tell,
  withdrawn,
} from './script.ts';

function statisticsOf(events: readonly Event[], options: StatisticsOptions = {}): Statistics {
  const collector = createStatistics(options);
  tell(collector, events);
  return collector.statistics();
}

const metric = ({ metrics }: Statistics, name: string) =>
  metrics.values
    .filter((one) => one.name === name)
    .map(({ dimensions, seconds, totals }) => ({ ...dimensions, seconds, totals }));

const CORES = 4; // Standard_D4s_v5

/** A run that begins half a minute after a full minute: two nodes, one of them preempted and back. */
const AT = 30 * SECOND;
const twoNodes: readonly Event[] = [
  runStart(1, AT),
  poolCreate({ slots: 1, dedicated: 1, lowPriority: 1, time: AT }),
  resizeStart(AT, 1, 1),
  jobStart('frames', 'render', AT),
  node(AT, 0, { slots: 1 }),
  node(AT, 1, { slots: 1, spot: true }),
  state(AT, 0, 'creating'),
  state(AT, 1, 'creating'),
  state(MINUTE, 0, 'idle'),
  added(MINUTE, 0),
  added(MINUTE, 1),
  state(MINUTE + 10 * SECOND, 1, 'idle'),
  resizeComplete(MINUTE + 10 * SECOND),
  started(2 * MINUTE, 0, 0),
  state(2 * MINUTE, 0, 'running'),
  started(2 * MINUTE + SECOND, 1, 1),
  state(2 * MINUTE + SECOND, 1, 'running'),
  ended(2 * MINUTE + 50 * SECOND, 1, 1, 'recovery'),
  state(2 * MINUTE + 50 * SECOND, 1, 'preempted'),
  state(5 * MINUTE, 1, 'creating'),
  state(6 * MINUTE, 1, 'idle'),
  started(6 * MINUTE, 1, 1),
  ended(7 * MINUTE + 30 * SECOND, 1, 1, 'failure'),
  ended(7 * MINUTE + 40 * SECOND, 0, 0),
  gone(8 * MINUTE, 1),
  runEnd(10 * MINUTE, 'horizon'),
];

describe('account metrics', () => {
  const statistics = statisticsOf(twoNodes);

  test('cores and nodes are those at each full minute, once all of its instant has happened', () => {
    expect(statistics.metrics.startTime).toBe('1970-01-01T00:00:00Z');
    expect(metric(statistics, 'TotalNodeCount')).toEqual([{ seconds: [60], totals: [1] }]);
    expect(metric(statistics, 'TotalLowPriorityNodeCount')).toEqual([
      { seconds: [60, 8 * 60], totals: [1, 0] },
    ]);
    expect(metric(statistics, 'CoreCount')).toEqual([{ seconds: [60], totals: [CORES] }]);
    expect(metric(statistics, 'LowPriorityCoreCount')).toEqual([
      { seconds: [60, 3 * 60, 5 * 60, 8 * 60], totals: [CORES, 0, CORES, 0] },
    ]);
    expect(metric(statistics, 'CreatingNodeCount')).toEqual([
      { seconds: [60, 2 * 60, 5 * 60, 6 * 60], totals: [1, 0, 1, 0] },
    ]);
    expect(metric(statistics, 'IdleNodeCount')).toEqual([
      { seconds: [60, 3 * 60, 6 * 60, 8 * 60], totals: [1, 0, 1, 0] },
    ]);
    expect(metric(statistics, 'RunningNodeCount')).toEqual([{ seconds: [60, 2 * 60], totals: [0, 1] }]);
    expect(metric(statistics, 'PreemptedNodeCount')).toEqual([
      { seconds: [60, 3 * 60, 5 * 60], totals: [0, 1, 0] },
    ]);
    expect(metric(statistics, 'OfflineNodeCount')).toEqual([{ seconds: [60], totals: [0] }]);
  });

  test('events are summed over their minute, with their dimensions', () => {
    const both = { poolId: 'render', jobId: 'frames' };
    expect(metric(statistics, 'TaskStartEvent')).toEqual([{ ...both, seconds: [120, 360], totals: [2, 1] }]);
    expect(metric(statistics, 'TaskCompleteEvent')).toEqual([{ ...both, seconds: [420], totals: [2] }]);
    expect(metric(statistics, 'TaskFailEvent')).toEqual([{ ...both, seconds: [420], totals: [1] }]);
    expect(metric(statistics, 'PoolCreateEvent')).toEqual([{ poolId: 'render', seconds: [0], totals: [1] }]);
    expect(metric(statistics, 'PoolResizeStartEvent')).toEqual([
      { poolId: 'render', seconds: [0], totals: [1] },
    ]);
    expect(metric(statistics, 'PoolResizeCompleteEvent')).toEqual([
      { poolId: 'render', seconds: [60], totals: [1] },
    ]);
    expect(metric(statistics, 'JobStartEvent')).toEqual([{ jobId: 'frames', seconds: [0], totals: [1] }]);
  });

  test('as a table they have a row a minute and a column a metric', () => {
    const rows = statisticsCsv(statistics, 'metrics')
      .trimEnd()
      .split('\n')
      .map((row) => row.split(','));
    const [header = [], ...minutes] = rows;
    expect(minutes).toHaveLength(11);
    const at = (minute: number, name: string) => minutes[minute]![header.indexOf(name)];
    expect(at(0, 'time')).toBe('1970-01-01T00:00:00Z');
    expect(at(0, 'CoreCount')).toBe('');
    expect(at(3, 'LowPriorityCoreCount')).toBe('0');
    expect(at(4, 'LowPriorityCoreCount')).toBe('0');
    expect(at(5, 'LowPriorityCoreCount')).toBe(`${CORES}`);
    expect(at(2, 'TaskStartEvent')).toBe('2');
    expect(at(3, 'TaskStartEvent')).toBe('0');
    expect(statisticsCsv(statistics, 'events').split('\n')).toContain(
      '1970-01-01T00:07:00Z,TaskFailEvent,render,frames,1',
    );
  });

  test('a size whose cores nobody knows has no core metrics and no core time', () => {
    const unknown = statisticsOf([
      runStart(),
      poolCreate({ vmSize: 'standard_unheard_of' }),
      node(0, 0, { vmSize: 'standard_unheard_of' }),
      runEnd(HOUR),
    ]);
    expect(metric(unknown, 'CoreCount')).toEqual([]);
    expect(metric(unknown, 'TotalNodeCount')).toEqual([{ seconds: [0], totals: [1] }]);
    expect(unknown.pools[0]?.usageStats.dedicatedCoreTime).toBeUndefined();
    expect(unknown.poolUsageMetrics).toEqual([]);
    const told = statisticsOf(
      [runStart(), poolCreate({ vmSize: 'ours' }), node(0, 0, { vmSize: 'ours' }), runEnd(HOUR)],
      {
        coresOf: () => 3,
      },
    );
    expect(told.pools[0]?.usageStats.dedicatedCoreTime).toBe('PT3H');
  });
});

describe('counts', () => {
  test('of tasks: preparing ones run, blocked ones and those of an ended job are active', () => {
    const [job] = statisticsOf([
      runStart(),
      poolCreate({ slots: 4 }),
      jobStart(),
      node(0, 0),
      state(0, 0, 'idle'),
      ...[0, 1, 2, 3, 4, 5].map((task) => added(0, task, task === 5 ? 3 : 1)),
      blocked(0, 1),
      preparing(0, 2, 0),
      started(0, 3, 0),
      ended(MINUTE, 3, 0, 'failure'),
      started(0, 5, 0),
      ended(MINUTE, 5, 0),
      withdrawn(MINUTE, 4),
      runEnd(HOUR, 'horizon'),
    ]).jobs;
    expect(job?.taskCounts).toEqual({ active: 3, running: 1, completed: 2, succeeded: 1, failed: 1 });
    expect(job?.taskSlotCounts).toEqual({ active: 3, running: 1, completed: 3 + 1, succeeded: 3, failed: 1 });
  });

  test('of a task that was ended while it waited: completed without success', () => {
    const events = [runStart(), poolCreate(), jobStart(), added(0, 0), withdrawn(MINUTE, 0), runEnd(HOUR)];
    const ending = { category: 'usererror', code: 'TaskEnded', message: '' } as const;
    const [job] = statisticsOf(events, { names: namesOf({ failure: () => ending }) }).jobs;
    expect(job?.taskCounts).toMatchObject({ active: 0, completed: 1, failed: 1 });
  });

  test('of deleted tasks: none, but their statistics stay', () => {
    const [job] = statisticsOf([
      runStart(),
      poolCreate({ slots: 1 }),
      jobStart(),
      node(0, 0, { slots: 1 }),
      added(0, 0),
      added(0, 1),
      started(0, 0, 0),
      ended(MINUTE, 0, 0),
      deleted(2 * MINUTE, 0),
      runEnd(HOUR),
    ]).jobs;
    expect(job?.taskCounts).toEqual({ active: 1, running: 0, completed: 0, succeeded: 0, failed: 0 });
    expect(job?.stats).toMatchObject({ numSucceededTasks: 1, wallClockTime: 'PT1M' });
  });

  test('of nodes by state and kind', () => {
    const { pools } = statisticsOf([
      runStart(),
      poolCreate(),
      ...NODE_STATES.flatMap((name, handle) => [
        node(0, handle, { spot: name === 'preempted' }),
        state(0, handle, name),
      ]),
      fact({ time: MINUTE, event: 'PoolDeleteStartEvent', id: 'render' }),
      runEnd(HOUR),
    ]);
    expect(pools[0]?.state).toBe('deleting');
    const { total, preempted, ...others } = pools[0]!.dedicated;
    expect(total).toBe(NODE_STATES.length - 1);
    expect(preempted).toBe(0);
    expect(Object.values(others).every((count) => count === 1)).toBe(true);
    expect(pools[0]!.lowPriority).toMatchObject({ total: 1, preempted: 1, idle: 0 });
  });
});

describe('lifetime statistics', () => {
  test('of a job: all attempts run, the latest waits', () => {
    const { jobs, allJobs } = statisticsOf([
      runStart(),
      poolCreate({ slots: 1 }),
      jobStart('frames', 'render', MINUTE),
      node(0, 0, { slots: 1 }),
      added(MINUTE, 0),
      added(MINUTE, 1),
      added(MINUTE, 2),
      started(3 * MINUTE, 0, 0),
      ended(8 * MINUTE, 0, 0, 'retry'),
      started(9 * MINUTE, 0, 0),
      ended(11 * MINUTE, 0, 0, 'failure'),
      reactivated(12 * MINUTE, 0),
      started(21 * MINUTE, 0, 0),
      ended(25 * MINUTE, 0, 0),
      started(30 * MINUTE, 1, 0),
      runEnd(HOUR, 'horizon'),
    ]);
    const stats = {
      lastUpdateTime: '1970-01-01T01:00:00Z',
      wallClockTime: `PT${5 + 2 + 4 + 30}M`,
      numSucceededTasks: 1,
      numFailedTasks: 0,
      numTaskRetries: 1,
      waitTime: `PT${20 + 29}M`,
    };
    expect(jobs[0]?.stats).toEqual({ startTime: '1970-01-01T00:01:00Z', ...stats });
    expect(allJobs).toMatchObject(stats);
  });

  test('of a schedule: over its jobs', () => {
    const run = (job: number, task: number, from: number): readonly Event[] => [
      jobStart(`nightly:job-${job + 1}`, 'render', from),
      added(from, task, 1, job),
      started(from + MINUTE, task, 0),
      ended(from + 10 * MINUTE, task, 0),
    ];
    const { jobSchedules } = statisticsOf([
      runStart(),
      poolCreate({ slots: 1 }),
      fact({ time: 0, event: 'JobScheduleStateChangeEvent', id: 'nightly', state: 'active' }),
      node(0, 0, { slots: 1 }),
      ...run(0, 0, HOUR),
      ...run(1, 1, 2 * HOUR),
      jobStart('nightly-by-hand', 'render', 3 * HOUR),
      added(3 * HOUR, 2, 1, 2),
      runEnd(4 * HOUR, 'horizon'),
    ]);
    expect(jobSchedules).toEqual([
      {
        id: 'nightly',
        stats: {
          startTime: '1970-01-01T01:00:00Z',
          lastUpdateTime: '1970-01-01T04:00:00Z',
          wallClockTime: `PT${2 * 9}M`,
          numSucceededTasks: 2,
          numFailedTasks: 0,
          numTaskRetries: 0,
          waitTime: `PT${2}M`,
        },
      },
    ]);
  });

  test('of a pool: core time of its dedicated nodes, whatever they do, and usage by the hour of both kinds', () => {
    const half = 30 * MINUTE;
    const { pools, poolUsageMetrics, allPools } = statisticsOf([
      runStart(),
      poolCreate({ dedicated: 1, lowPriority: 1 }),
      node(half, 0),
      node(HOUR, 1, { spot: true }),
      state(HOUR + half, 1, 'preempted'),
      state(2 * HOUR, 0, 'deallocated'),
      state(4 * HOUR, 0, 'starting'),
      gone(5 * HOUR, 0),
      runEnd(6 * HOUR, 'horizon'),
    ]);
    expect(pools[0]?.usageStats).toEqual({
      startTime: '1970-01-01T00:00:00Z',
      lastUpdateTime: '1970-01-01T06:00:00Z',
      dedicatedCoreTime: `PT${CORES * (1.5 + 1)}H`,
    });
    expect(allPools.dedicatedCoreTime).toBe(`PT${CORES * (1.5 + 1)}H`);
    expect(
      poolUsageMetrics.map(({ startTime, endTime, totalCoreHours }) => [startTime, endTime, totalCoreHours]),
    ).toEqual([
      ['1970-01-01T00:00:00Z', '1970-01-01T01:00:00Z', CORES * 0.5],
      ['1970-01-01T01:00:00Z', '1970-01-01T02:00:00Z', CORES * 1 + CORES * 0.5],
      ['1970-01-01T04:00:00Z', '1970-01-01T05:00:00Z', CORES * 1],
    ]);
    expect(poolUsageMetrics[0]).toMatchObject({ poolId: 'render', vmSize: 'standard_d4s_v5' });
  });

  test('of a pool that was deleted and of the next one of its name: apart', () => {
    const { pools } = statisticsOf([
      runStart(),
      poolCreate({ dedicated: 1 }),
      node(0, 0),
      fact({ time: HOUR, event: 'PoolDeleteStartEvent', id: 'render' }),
      gone(HOUR, 0),
      fact({ time: HOUR, event: 'PoolDeleteCompleteEvent', id: 'render', startTime: HOUR, endTime: HOUR }),
      poolCreate({ dedicated: 1, time: 2 * HOUR }),
      node(2 * HOUR, 1),
      runEnd(4 * HOUR, 'horizon'),
    ]);
    expect(pools.map(({ id, state, usageStats }) => [id, state, usageStats.dedicatedCoreTime])).toEqual([
      ['render', 'deleted', `PT${CORES * 1}H`],
      ['render', 'active', `PT${CORES * 2}H`],
    ]);
  });

  test('asked for in the middle they change nothing', () => {
    const asked = createStatistics();
    for (const event of twoNodes) {
      tell(asked, [event]);
      asked.statistics();
    }
    expect(asked.statistics()).toEqual(statisticsOf(twoNodes));
  });
});

describe('tables', () => {
  test.each(STATISTICS_TABLES)('%s has a header and as many cells in every row', (table) => {
    const [header, ...rows] = statisticsCsv(statisticsOf(twoNodes), table).trimEnd().split('\n');
    const width = header!.split(',').length;
    expect(width).toBeGreaterThan(3);
    for (const row of rows) expect(row.split(',')).toHaveLength(width);
  });

  test('of nothing at all', () => {
    const empty = createStatistics().statistics();
    expect(empty.jobs).toEqual([]);
    for (const table of STATISTICS_TABLES) expect(statisticsCsv(empty, table)).toContain('\n');
  });
});
