// Reports of tasks that wait for others, prepare, run on several nodes, are terminated and made to wait again. Every
// expectation is worked out by hand.

import { describe, expect, test } from 'vitest';
import type { Names } from '../../simulator/index.ts';
import {
  added,
  blocked,
  deleted,
  type Event,
  ended,
  HOUR,
  jobStart,
  joined,
  left,
  MINUTE,
  node,
  poolCreate,
  preparing,
  reactivated,
  reportOf,
  runEnd,
  runStart,
  SECOND,
  started,
  state,
  unblocked,
  unprepared,
  withdrawn,
} from './script.ts';

const one = { slots: 1 };

describe('a task that waits for another', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ ...one, dedicated: 1 }),
    jobStart(),
    node(0, 0, one),
    state(0, 0, 'idle'),
    added(0, 0),
    added(0, 1),
    blocked(0, 1),
    started(0, 0, 0),
    ended(10 * MINUTE, 0, 0),
    unblocked(10 * MINUTE, 1),
    started(12 * MINUTE, 1, 0),
    ended(15 * MINUTE, 1, 0),
    added(15 * MINUTE, 2),
    blocked(15 * MINUTE, 2),
    runEnd(HOUR, 'stalled'),
  ]);

  test('is no demand while it waits for the other, and its wait is told apart', () => {
    expect(report.waitCauses).toMatchObject({ dependencies: 10 * 60 + 45 * 60, placing: 2 * 60 });
    expect(report.wait.max).toBe(12 * 60);
    expect(report.control.meanDemand).toBeCloseTo(15 / 60, 12);
    expect(report.series.demand).toEqual({ times: [0, 15 * 60], values: [1, 0] });
  });

  test('counts as active, and at the end as blocked', () => {
    expect(report.tasks).toMatchObject({
      total: 3,
      succeeded: 2,
      unfinished: 1,
      blocked: 1,
      neverStarted: 1,
    });
    expect(report.series.tasks.active).toEqual({
      times: [0, 12 * 60, 15 * 60],
      values: [1, 0, 1],
    });
  });
});

describe('a task that a node is prepared for', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ slots: 2, dedicated: 1 }),
    jobStart(),
    node(0, 0, { slots: 2 }),
    state(0, 0, 'idle'),
    added(0, 0),
    preparing(MINUTE, 0, 0),
    unprepared(11 * MINUTE, 0, 0),
    preparing(11 * MINUTE, 0, 0),
    started(21 * MINUTE, 0, 0),
    ended(51 * MINUTE, 0, 0),
    runEnd(HOUR, 'horizon'),
  ]);

  test('takes its slot as set-up, which holds the other slot', () => {
    const shares = (minutes: number) => minutes / 2 / 60;
    expect(report.nodes.parts.boot).toBeCloseTo(shares(20), 12);
    expect(report.nodes.parts.useful).toBeCloseTo(shares(30), 12);
    expect(report.nodes.parts.held).toBeCloseTo(shares(20 + 30), 12);
    expect(report.nodes.parts.idle).toBeCloseTo(shares(2 * (1 + 9)), 12);
    expect(report.utilisation).toBeCloseTo(30 / (2 * 60), 12);
  });

  test('waits until it starts, and counts as running meanwhile, as in Azure', () => {
    expect(report.waitCauses).toMatchObject({ placing: 60, preparation: 20 * 60 });
    expect(report.wait.max).toBe(21 * 60);
    expect(report.series.tasks.running).toEqual({ times: [0, 60, 51 * 60], values: [0, 1, 0] });
    expect(report.run.mean).toBe(30 * 60);
    expect(report.control.meanDemand).toBeCloseTo(51 / 60, 12);
  });

  test('that is withdrawn, or whose node is taken away, gives its slots back', () => {
    const { nodes, tasks } = reportOf([
      runStart(),
      poolCreate({ ...one, dedicated: 2 }),
      jobStart(),
      ...[0, 1].flatMap((handle) => [node(0, handle, one), state(0, handle, 'idle')]),
      added(0, 0),
      added(0, 1),
      preparing(0, 0, 0),
      preparing(0, 1, 1),
      withdrawn(HOUR, 0),
      state(HOUR, 1, 'deallocated'),
      unprepared(2 * HOUR, 1, 1),
      state(3 * HOUR, 1, 'starting'),
      state(4 * HOUR, 1, 'idle'),
      runEnd(4 * HOUR, 'horizon'),
    ]);
    expect(nodes.parts).toEqual({ useful: 0, idle: 3, boot: 1 + 1 + 1, held: 0, lost: 0 });
    expect(tasks).toMatchObject({ withdrawn: 1, neverStarted: 2 });
  });
});

describe('a task on three nodes', () => {
  const three: Partial<Names> = { nodeCount: () => 3 };
  const begin: readonly Event[] = [
    runStart(),
    poolCreate({ ...one, dedicated: 3, joinsNodes: true }),
    jobStart(),
    ...[0, 1, 2].flatMap((handle) => [node(0, handle, one), state(0, handle, 'idle')]),
    added(0, 0),
    started(10 * MINUTE, 0, 0),
    joined(10 * MINUTE, 0, 1),
    joined(12 * MINUTE, 0, 2),
  ];

  test('is a demand of three, and all its nodes work for it', () => {
    const report = reportOf(
      [
        ...begin,
        ended(40 * MINUTE, 0, 0),
        left(40 * MINUTE, 0, 2),
        left(40 * MINUTE + 5 * SECOND, 0, 1),
        runEnd(HOUR, 'horizon'),
      ],
      three,
    );
    const useful = (30 + 30 + 5 / 60 + 28) / 60;
    expect(report.nodes.parts.useful).toBeCloseTo(useful, 12);
    expect(report.nodes.parts.lost).toBe(0);
    expect(report.nodes.parts.idle).toBeCloseTo(3 - useful, 12);
    expect(report.jobs.listed[0]?.slotHours).toBeCloseTo(useful, 12);
    expect(report.series.demand).toEqual({ times: [0, 40 * 60], values: [3, 0] });
    expect(report.tasks).toMatchObject({ total: 1, succeeded: 1 });
  });

  test('loses the time of all of them when its attempt is lost, whichever ends first', () => {
    const report = reportOf(
      [
        ...begin,
        left(22 * MINUTE, 0, 2),
        ended(40 * MINUTE, 0, 0, 'retry'),
        left(41 * MINUTE, 0, 1),
        started(42 * MINUTE, 0, 0),
        joined(42 * MINUTE, 0, 1),
        runEnd(HOUR, 'horizon'),
      ],
      three,
    );
    expect(report.nodes.lostBy.retry).toBeCloseTo((30 + 31 + 10) / 60, 12);
    expect(report.nodes.parts.lost).toBeCloseTo((30 + 31 + 10) / 60, 12);
    expect(report.nodes.parts.useful).toBeCloseTo((18 + 18) / 60, 12);
  });

  test('in a pool that cannot run it is no demand', () => {
    const report = reportOf(
      [runStart(), poolCreate({ ...one, dedicated: 3 }), jobStart(), added(0, 0), runEnd(HOUR, 'stalled')],
      three,
    );
    expect(report.control.meanDemand).toBe(0);
    expect(Object.values(report.waitCauses).every((seconds) => seconds === 0)).toBe(true);
  });
});

describe('a failed task that is made to wait again', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ ...one, dedicated: 1 }),
    jobStart(),
    node(0, 0, one),
    state(0, 0, 'idle'),
    added(MINUTE, 0),
    started(2 * MINUTE, 0, 0),
    ended(12 * MINUTE, 0, 0, 'failure'),
    reactivated(20 * MINUTE, 0),
    started(30 * MINUTE, 0, 0),
    ended(50 * MINUTE, 0, 0),
    added(50 * MINUTE, 1),
    withdrawn(50 * MINUTE, 1),
    reactivated(51 * MINUTE, 1),
    runEnd(HOUR, 'horizon'),
  ]);

  test('is unfinished until it completes again, and counts once', () => {
    expect(report.tasks).toMatchObject({
      total: 2, succeeded: 1, failed: 0, withdrawn: 0, unfinished: 1, reactivations: 2,
    }); // biome-ignore format: a list
    expect(report.series.tasks.completed).toEqual({
      times: [0, 12 * 60, 20 * 60, 50 * 60],
      values: [0, 1, 0, 1],
    });
    expect(report.jobs.listed[0]).toMatchObject({ completed: 1, failed: 0 });
  });

  test('keeps its first wait, and its turnaround is that of the whole', () => {
    expect(report.wait.max).toBe(60);
    expect(report.turnaround.mean).toBe(49 * 60);
    expect(report.run.mean).toBe(20 * 60);
    expect(report.boundedSlowdown.mean).toBeCloseTo(49 / 20, 12);
    expect(report.nodes.lostBy.failure).toBeCloseTo(10 / 60, 12);
  });
});

describe('a task that a user terminates while it waits', () => {
  const report = reportOf(
    [
      runStart(),
      poolCreate({ ...one, dedicated: 1 }),
      jobStart(),
      added(0, 0),
      added(0, 1),
      blocked(0, 1),
      withdrawn(10 * MINUTE, 0),
      withdrawn(20 * MINUTE, 1),
      reactivated(30 * MINUTE, 1),
      deleted(40 * MINUTE, 0),
      runEnd(HOUR, 'horizon'),
    ],
    { failure: () => ({ category: 'usererror', code: 'TaskEnded', message: '' }) },
  );

  test('is completed without success, has no turnaround, and can be made to wait again', () => {
    expect(report.tasks).toMatchObject({
      total: 2, completed: 1, failed: 1, withdrawn: 0, unfinished: 1, neverStarted: 2, blocked: 0, reactivations: 1,
    }); // biome-ignore format: a list
    expect(report.series.tasks.completed).toEqual({
      times: [0, 10 * 60, 20 * 60, 30 * 60],
      values: [0, 1, 2, 1],
    });
    expect(report.turnaround.max).toBe(0);
    expect(report.makespan).toBe(20 * 60);
    expect(report.jobs.listed[0]).toMatchObject({ completed: 1, failed: 1 });
  });

  test('is demand until then', () => {
    expect(report.series.demand).toEqual({ times: [0, 10 * 60, 30 * 60], values: [1, 0, 1] });
    expect(report.waitCauses).toMatchObject({ allocating: (10 + 30) * 60, dependencies: 20 * 60 });
  });
});
