// Reports of nodes in every state, and of jobs, schedules and pools that come and go. Every expectation is worked out
// by hand.

import { describe, expect, test } from 'vitest';
import {
  added,
  type Event,
  fact,
  gone,
  HOUR,
  jobStart,
  MINUTE,
  node,
  poolCreate,
  reportOf,
  resizeStart,
  runEnd,
  runStart,
  state,
} from './script.ts';

const one = { slots: 1 };

describe('nodes in every state', () => {
  test('an hour of each is billed and counts as it should', () => {
    const partsIn = (name: Parameters<typeof state>[2]) => {
      const { nodes, cost } = reportOf([
        runStart(),
        poolCreate({ ...one, dedicated: 1 }),
        node(0, 0, one),
        state(0, 0, name),
        runEnd(HOUR, 'horizon'),
      ]);
      const [part] = Object.entries(nodes.parts).find(([, hours]) => hours > 0) ?? ['not billed'];
      expect(cost?.total).toBeCloseTo(part === 'not billed' ? 0 : 0.23, 12);
      return part;
    };
    expect(
      Object.fromEntries(
        (
          [
            'idle', 'running', 'offline', 'leavingpool', 'deallocating', 'creating', 'starting', 'waitingforstarttask',
            'rebooting', 'reimaging', 'upgradingos', 'unusable', 'unknown', 'starttaskfailed', 'preempted', 'deallocated',
          ] as const
        ).map((name) => [name, partsIn(name)]),
      ),
    ).toEqual({
      idle: 'idle', running: 'idle', offline: 'idle', leavingpool: 'idle', deallocating: 'idle',
      creating: 'boot', starting: 'boot', waitingforstarttask: 'boot', rebooting: 'boot', reimaging: 'boot',
      upgradingos: 'boot', unusable: 'boot', unknown: 'boot', starttaskfailed: 'boot',
      preempted: 'not billed', deallocated: 'not billed',
    });
  }); // biome-ignore format: a table

  test('a deallocated node meets its target, a preempted one does not', () => {
    const short = (name: 'deallocated' | 'preempted') =>
      reportOf([
        runStart(),
        poolCreate({ ...one, dedicated: 1 }),
        node(0, 0, one),
        state(0, 0, 'idle'),
        state(HOUR, 0, name),
        runEnd(3 * HOUR, 'horizon'),
      ]).resizes.hoursShort;
    expect(short('deallocated')).toBe(0);
    expect(short('preempted')).toBe(2);
  });

  test('nodes that broke are counted by what they became', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ ...one, dedicated: 1, lowPriority: 1 }),
      node(0, 0, one),
      node(0, 1, { ...one, spot: true }),
      state(0, 0, 'unknown'),
      state(MINUTE, 0, 'unusable'),
      fact({
        time: MINUTE,
        event: 'NodeErrorEvent',
        nodeInfo: { poolId: 'render', nodeId: 'tvm-0' },
        code: 'DiskFull',
        message: 'no space is left',
      }),
      state(2 * MINUTE, 0, 'idle'),
      state(3 * MINUTE, 0, 'unusable'),
      state(3 * MINUTE, 1, 'starttaskfailed'),
      state(4 * MINUTE, 1, 'preempted'),
      runEnd(HOUR, 'horizon'),
    ]);
    expect(report.nodes.broken).toEqual({ unusable: 2, unknown: 1, starttaskfailed: 1 });
    expect(report.nodes.preemptions).toBe(1);
    expect(report.pools[0]?.nodes.preemptions).toBe(1);
    expect(report.nodeErrors).toEqual({
      total: 1,
      byCode: [{ code: 'DiskFull', count: 1 }],
      listed: [
        { time: 60, poolId: 'render', nodeId: 'tvm-0', code: 'DiskFull', message: 'no space is left' },
      ],
    });
  });
});

describe('jobs, schedules and pools that come and go', () => {
  test('jobs by why they ended, and the jobs and misses of a schedule', () => {
    const ends = (id: string, terminateReason: string): Event =>
      fact({ time: HOUR, event: 'JobTerminateCompleteEvent', id, terminateReason });
    const report = reportOf([
      runStart(),
      poolCreate(one),
      fact({ time: 0, event: 'JobScheduleStateChangeEvent', id: 'nightly', state: 'active' }),
      jobStart('nightly:job-1'),
      jobStart('nightly:job-2'),
      jobStart('alone'),
      fact({ time: HOUR, event: 'JobScheduleMissEvent', id: 'nightly', dueTime: HOUR }),
      ends('nightly:job-1', 'AllTasksComplete'),
      ends('nightly:job-2', 'AllTasksComplete'),
      ends('alone', 'UserTerminate'),
      fact({ time: HOUR, event: 'JobDeleteCompleteEvent', id: 'alone' }),
      fact({ time: HOUR, event: 'JobScheduleStateChangeEvent', id: 'nightly', state: 'completed' }),
      runEnd(HOUR, 'horizon'),
    ]);
    expect(report.jobs.ended).toEqual({
      byReason: [
        { reason: 'AllTasksComplete', count: 2 },
        { reason: 'UserTerminate', count: 1 },
      ],
      deleted: 1,
    });
    expect(report.schedules).toEqual([{ id: 'nightly', state: 'completed', jobs: 2, misses: 1 }]);
  });

  test('a job that moves takes its waiting tasks with it', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ ...one, id: 'small' }),
      poolCreate({ id: 'large', slots: 4 }),
      jobStart('frames', 'small'),
      added(0, 0),
      added(0, 1, 4),
      fact({ time: HOUR, event: 'JobUpdateEvent', id: 'frames', poolId: 'large' }),
      runEnd(4 * HOUR, 'horizon'),
    ]);
    expect(report.pools.map(({ tasks }) => tasks.total)).toEqual([0, 2]);
    expect(report.pools.map(({ control }) => control.meanDemand)).toEqual([1 / 4, (2 * 3) / 4]);
    expect(report.pools.map(({ waitCauses }) => waitCauses.unasked)).toEqual([3600, 2 * 3 * 3600]);
  });

  test('tasks that wait for a pool are counted by what the pool turns out to be', () => {
    const report = reportOf([
      runStart(),
      jobStart('frames', 'late'),
      added(0, 0, 4),
      poolCreate({ id: 'late', slots: 4, time: HOUR }),
      runEnd(3 * HOUR, 'horizon'),
    ]);
    expect(report.control.meanDemand).toBeCloseTo(2 / 3, 12);
    expect(report.waitCauses.unasked).toBe(2 * 3600);
  });

  test('a deleted pool is asked for nothing any more', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ ...one, dedicated: 2 }),
      node(0, 0, one),
      state(0, 0, 'idle'),
      fact({ time: HOUR, event: 'PoolDeleteStartEvent', id: 'render' }),
      resizeStart(HOUR, 0, 0, 'requeue'),
      gone(HOUR, 0),
      fact({ time: HOUR, event: 'PoolDeleteCompleteEvent', id: 'render', startTime: HOUR, endTime: HOUR }),
      runEnd(3 * HOUR, 'horizon'),
    ]);
    expect(report.resizes.hoursShort).toBe(1);
    expect(report.series.targets.dedicated).toEqual({ times: [0, 3600], values: [2, 0] });
  });
});
