// Reports of journals small enough to work out by hand; every expectation is that working-out.

import { describe, expect, test } from 'vitest';
import { createCollector, type Report } from '../../planner/index.ts';
import {
  added,
  type Event,
  ended,
  evaluation,
  gone,
  HOUR,
  jobStart,
  MINUTE,
  node,
  poolCreate,
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

const HOURLY = 0.23; // Standard_D4s_v5, dedicated
const SPOT = 0.046;

function reportOf(events: readonly Event[]): Report {
  const collector = createCollector();
  tell(collector, events);
  return collector.report();
}

/** One node of four slots: a minute of boot, one task of an hour, an hour idle, gone. */
const oneTask: readonly Event[] = [
  runStart(7),
  poolCreate({ dedicated: 1 }),
  jobStart(),
  node(0, 0),
  state(0, 0, 'creating'),
  added(0, 0),
  state(MINUTE, 0, 'idle'),
  started(MINUTE, 0, 0),
  state(MINUTE, 0, 'running'),
  ended(MINUTE + HOUR, 0, 0),
  state(MINUTE + HOUR, 0, 'idle'),
  gone(MINUTE + 2 * HOUR, 0),
  runEnd(MINUTE + 2 * HOUR),
];

describe('one task on one node', () => {
  const report = reportOf(oneTask);

  test('the task waited for the boot and for nothing else', () => {
    expect(report.wait).toEqual({ mean: 60, p50: 60, p90: 60, p95: 60, p99: 60, max: 60 });
    expect(report.waitCauses).toEqual({
      placing: 0,
      booting: 60,
      allocating: 0,
      busy: 0,
      unasked: 0,
      dependencies: 0,
      preparation: 0,
    });
    expect(report.boundedSlowdown.mean).toBe((60 + 3600) / 3600);
    expect(report.makespan).toBe(60 + 3600);
    expect(report.turnaround.max).toBe(60 + 3600);
    expect(report.run.mean).toBe(3600);
  });

  test('each share of the node is in one part of the bill', () => {
    expect(report.nodes.hours).toBeCloseTo(2 + 1 / 60, 12);
    expect(report.nodes.parts.useful).toBeCloseTo(1 / 4, 12);
    expect(report.nodes.parts.held).toBeCloseTo(3 / 4, 12);
    expect(report.nodes.parts.boot).toBeCloseTo(1 / 60, 12);
    expect(report.nodes.parts.idle).toBeCloseTo(1, 12);
    expect(report.cost?.total).toBeCloseTo((2 + 1 / 60) * HOURLY, 12);
    expect(report.cost?.useful).toBeCloseTo(HOURLY / 4, 12);
    expect(report.utilisation).toBeCloseTo(1 / 4 / (2 + 1 / 60), 12);
  });

  test('states, counts and ends are told', () => {
    expect(report.nodes.byState).toEqual([
      { state: 'idle', billed: true, dedicated: 1, lowPriority: 0 },
      { state: 'running', billed: true, dedicated: 1, lowPriority: 0 },
      { state: 'creating', billed: true, dedicated: 1 / 60, lowPriority: 0 },
    ]);
    expect(report.nodes.peak).toBe(1);
    expect(report.seed).toBe(7);
    expect(report.start).toBe('1970-01-01T00:00:00Z');
    expect(report.end).toEqual({ reason: 'drained', message: 'The run ended: drained.', time: 60 + 7200 });
    expect(report.notes).toEqual([]);
  });

  test('series are exact, and end where the run ends', () => {
    expect(report.series.nodes.running).toEqual({ times: [0, 60, 3660], values: [0, 1, 0] });
    expect(report.series.tasks.active).toEqual({ times: [0, 60], values: [1, 0] });
    expect(report.series.tasks.completed).toEqual({ times: [0, 3660], values: [0, 1] });
    expect(report.series.nodesByKind.dedicated).toEqual({ times: [0, 7260], values: [1, 0] });
    expect(report.series.targets.dedicated).toEqual({ times: [0], values: [1] });
    expect(report.series.hourlyCost).toEqual({ times: [0, 7260], values: [HOURLY, 0] });
  });

  test('demand is a node while the task waits or runs; supply a node once it can take tasks', () => {
    const total = 60 + 7200;
    expect(report.control.meanDemand).toBeCloseTo((60 + 3600) / total, 12);
    expect(report.control.meanSupply).toBeCloseTo(7200 / total, 12);
    expect(report.control.underTimeshare).toBeCloseTo(60 / total, 12);
    expect(report.control.overTimeshare).toBeCloseTo(3600 / total, 12);
    expect(report.control.underAccuracy).toBeCloseTo(60 / total, 12);
  });
});

describe('how attempts end', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ dedicated: 2, slots: 2 }),
    jobStart(),
    ...[0, 1].flatMap((handle) => [node(0, handle, { slots: 2 }), state(0, handle, 'idle')]),
    ...[0, 1, 2, 3].map((task) => added(0, task)),
    started(0, 0, 0),
    started(10 * SECOND, 1, 0),
    ended(40 * SECOND, 0, 0, 'retry'),
    started(50 * SECOND, 0, 0),
    ended(90 * SECOND, 1, 0, 'requeue'),
    started(100 * SECOND, 1, 1),
    ended(150 * SECOND, 0, 0),
    ended(200 * SECOND, 1, 1, 'recovery'),
    started(200 * SECOND, 2, 0),
    ended(260 * SECOND, 2, 0, 'failure'),
    withdrawn(260 * SECOND, 3),
    runEnd(300 * SECOND, 'horizon'),
  ]);

  test('counts add up', () => {
    expect(report.tasks).toEqual({
      total: 4,
      completed: 2,
      succeeded: 1,
      failed: 1,
      withdrawn: 1,
      unfinished: 2,
      neverStarted: 1,
      retries: 1,
      requeues: 1,
      recoveries: 1,
      blocked: 0,
      reactivations: 0,
    });
  });

  test('the wait is that for the first start, also of tasks that started again', () => {
    expect(report.wait.mean).toBeCloseTo((0 + 10 + 200) / 3, 12);
    expect(report.wait.max).toBe(200);
  });

  test('slowdown compares the whole turnaround with the last attempt', () => {
    expect(report.boundedSlowdown.mean).toBeCloseTo((150 / 100 + 260 / 60) / 2, 12);
  });

  test('attempts that came to nothing are lost, by the way they ended', () => {
    const hours = (seconds: number) => seconds / 2 / 3600;
    expect(report.nodes.lostBy.retry).toBeCloseTo(hours(40), 12);
    expect(report.nodes.lostBy.requeue).toBeCloseTo(hours(80), 12);
    expect(report.nodes.lostBy.recovery).toBeCloseTo(hours(100), 12);
    expect(report.nodes.lostBy.failure).toBeCloseTo(hours(60), 12);
    expect(report.nodes.parts.lost).toBeCloseTo(hours(40 + 80 + 100 + 60), 12);
    expect(report.nodes.parts.useful).toBeCloseTo(hours(100), 12);
  });
});

describe('the parts of the bill', () => {
  test('a node that leaves is idle, unless retained data holds it', () => {
    const leaving = (option: 'taskcompletion' | 'retaineddata') =>
      reportOf([
        runStart(),
        poolCreate({ dedicated: 1 }),
        node(0, 0),
        state(0, 0, 'idle'),
        resizeStart(HOUR, 0, 0, option),
        state(HOUR, 0, 'leavingpool'),
        gone(3 * HOUR, 0),
        runEnd(3 * HOUR),
      ]).nodes.parts;
    expect(leaving('taskcompletion')).toEqual({ useful: 0, idle: 3, boot: 0, held: 0, lost: 0 });
    expect(leaving('retaineddata')).toEqual({ useful: 0, idle: 1, boot: 0, held: 2, lost: 0 });
  });

  test('a preempted node is not billed, a broken one counts as boot, low-priority has its own price', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ lowPriority: 1 }),
      node(0, 0, { spot: true }),
      state(HOUR, 0, 'idle'),
      state(2 * HOUR, 0, 'preempted'),
      state(5 * HOUR, 0, 'creating'),
      state(6 * HOUR, 0, 'unusable'),
      runEnd(9 * HOUR, 'horizon'),
    ]);
    expect(report.nodes.parts).toEqual({ useful: 0, idle: 1, boot: 1 + 1 + 3, held: 0, lost: 0 });
    expect(report.cost?.total).toBeCloseTo(6 * SPOT, 12);
    expect(report.nodes.preemptions).toBe(1);
    expect(report.nodes.lowPriorityHours).toBe(6);
    expect(report.nodes.byState.find((row) => row.state === 'preempted')?.lowPriority).toBe(3);
  });

  test('a size without a price makes no cost and says so', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ vmSize: 'standard_unheard_of' }),
      node(0, 0, { vmSize: 'standard_unheard_of' }),
      runEnd(HOUR, 'horizon'),
    ]);
    expect(report.cost).toBeNull();
    expect(report.series.hourlyCost).toBeNull();
    expect(report.nodes.hours).toBe(1);
    expect(report.notes.join()).toContain('standard_unheard_of');
  });

  test('an attempt that outlives its node is not paid for twice', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ slots: 1 }),
      jobStart(),
      node(0, 0, { slots: 1, spot: true }),
      state(0, 0, 'idle'),
      added(0, 0),
      started(0, 0, 0),
      state(HOUR, 0, 'preempted'),
      ended(3 * HOUR, 0, 0, 'recovery'),
      runEnd(3 * HOUR, 'horizon'),
    ]);
    expect(report.nodes.parts).toEqual({ useful: 0, idle: 0, boot: 0, held: 0, lost: 1 });
  });
});

describe('why tasks wait', () => {
  test('each stretch of the wait has its cause', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ slots: 1, autoscale: true }),
      jobStart(),
      added(0, 0),
      added(0, 1),
      evaluation(
        5 * MINUTE,
        '$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
      ),
      node(9 * MINUTE, 0, { slots: 1 }),
      state(11 * MINUTE, 0, 'idle'),
      started(11 * MINUTE + 2 * SECOND, 0, 0),
      ended(41 * MINUTE, 0, 0),
      started(41 * MINUTE, 1, 0),
      ended(50 * MINUTE, 1, 0),
      runEnd(50 * MINUTE),
    ]);
    expect(report.waitCauses).toEqual({
      unasked: 2 * 5 * 60,
      allocating: 2 * 4 * 60,
      booting: 2 * 2 * 60,
      placing: 2,
      busy: 30 * 60,
      dependencies: 0,
      preparation: 0,
    });
    const waited = Object.values(report.waitCauses).reduce((sum, seconds) => sum + seconds, 0);
    expect(waited).toBeCloseTo(report.wait.mean * 2, 9);
  });

  test('a task no node can take is neither demand nor waiting', () => {
    const report = reportOf([
      runStart(),
      poolCreate({ slots: 2 }),
      jobStart(),
      added(0, 0, 3),
      {
        kind: 'fact',
        fact: {
          time: 0,
          event: 'TaskScheduleFailEvent',
          jobId: 'frames',
          id: '0',
          requiredSlots: 3,
          schedulingError: { category: 'UserError', code: 'TaskTooLarge', message: 'It needs 3 slots of 2.' },
        },
      },
      runEnd(HOUR, 'stalled'),
    ]);
    expect(report.control.meanDemand).toBe(0);
    expect(report.waitCauses.unasked).toBe(0);
    expect(report.tasks.neverStarted).toBe(1);
    expect(report.unschedulable.listed).toHaveLength(1);
    expect(report.notes).toHaveLength(2);
  });
});

describe('evaluations and resizes', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ autoscale: true }),
    evaluation(0, '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue', {
      code: 'InsufficientSampleData',
      detail: 'Line 1, Col 24: Insufficient data from data set: $RunningTasks wanted 100%, received 0%',
    }),
    evaluation(
      5 * MINUTE,
      '$TargetDedicatedNodes=3;$TargetLowPriorityNodes=1;$NodeDeallocationOption=taskcompletion;samples=[1,2,3];text=a;b',
    ),
    resizeStart(5 * MINUTE, 3, 1),
    node(5 * MINUTE, 0),
    state(5 * MINUTE, 0, 'idle'),
    resizeComplete(20 * MINUTE, 'AccountCoreQuotaReached'),
    runEnd(60 * MINUTE, 'horizon'),
  ]);

  test('targets and variables are read out of the results', () => {
    expect(report.evaluations).toMatchObject({ total: 2, failed: 1, every: 1 });
    expect(report.evaluations.errors).toEqual([{ code: 'InsufficientSampleData', count: 1 }]);
    expect(report.evaluations.list[0]?.error?.message).toContain('wanted 100%, received 0%');
    expect(report.evaluations.list[1]).toMatchObject({
      time: 300,
      dedicated: 3,
      lowPriority: 1,
      variables: [
        { name: 'samples', value: '[1,2,3]' },
        { name: 'text', value: 'a;b' },
      ],
    });
  });

  test('a failed resize counts, and what it leaves short', () => {
    expect(report.resizes).toMatchObject({ total: 1, failed: 1 });
    expect(report.resizes.errors).toEqual([{ code: 'AccountCoreQuotaReached', count: 1 }]);
    expect(report.resizes.hoursShort).toBeCloseTo((3 * 55) / 60, 12);
    expect(report.resizes.hoursShortAfterError).toBeCloseTo((3 * 40) / 60, 12);
    expect(report.resizes.list).toHaveLength(1);
    expect(report.resizes.list[0]).toMatchObject({ start: 300, end: 1200, dedicated: 3, lowPriority: 1 });
  });

  test('very many evaluations are thinned evenly and the report says so', () => {
    const many = Array.from({ length: 12_000 }, (_, index) =>
      evaluation(index * 5 * MINUTE, `$TargetDedicatedNodes=${index};$TargetLowPriorityNodes=0`),
    );
    const { evaluations, notes } = reportOf([runStart(), poolCreate({ autoscale: true }), ...many]);
    expect(evaluations).toMatchObject({ total: 12_000, every: 4 });
    expect(evaluations.list.map(({ dedicated }) => dedicated)).toEqual(
      Array.from({ length: 3000 }, (_, index) => index * 4),
    );
    expect(notes.join()).toContain('every 4th');
  });
});

describe('several pools', () => {
  const report = reportOf([
    runStart(),
    poolCreate({ id: 'small', slots: 1, dedicated: 1 }),
    poolCreate({ id: 'large', slots: 4, dedicated: 1, time: HOUR }),
    jobStart('a', 'small'),
    jobStart('b', 'large', HOUR),
    node(HOUR, 0, { id: 'small', slots: 1 }),
    node(HOUR, 1, { id: 'large', slots: 4 }),
    state(HOUR, 0, 'idle'),
    state(HOUR, 1, 'idle'),
    added(HOUR, 0, 1, 0),
    added(HOUR, 1, 4, 1),
    started(HOUR, 0, 0),
    started(HOUR, 1, 1),
    ended(2 * HOUR, 0, 0),
    ended(3 * HOUR, 1, 1),
    runEnd(4 * HOUR, 'horizon'),
  ]);

  test('each has its own section, and the whole is their sum', () => {
    expect(report.pools.map(({ id }) => id)).toEqual(['small', 'large']);
    expect(report.pools.map(({ nodes }) => nodes.parts.useful)).toEqual([1, 2]);
    expect(report.pools.map(({ control }) => control.meanDemand)).toEqual([1 / 4, 2 / 4]);
    expect(report.control.meanDemand).toBe(3 / 4);
    expect(report.control.meanSupply).toBe((2 * 3) / 4);
    expect(report.series.demand).toEqual({ times: [0, 3600, 7200, 10800], values: [0, 2, 1, 0] });
    expect(report.jobs.listed.map(({ id, slotHours }) => [id, slotHours])).toEqual([
      ['b', 4 * 2],
      ['a', 1],
    ]);
    expect(report.utilisation).toBeCloseTo((1 + 4 * 2) / (3 + 4 * 3), 12);
  });
});

describe('odd journals', () => {
  test('nothing at all', () => {
    const report = createCollector().report();
    expect(report.tasks.total).toBe(0);
    expect(report.end.reason).toBe('unknown');
    expect(report.cost).toEqual({ currency: 'USD', total: 0, useful: 0, idle: 0, boot: 0, held: 0, lost: 0 });
  });

  test('asking for a report in the middle changes nothing', () => {
    const asked = createCollector();
    const silent = createCollector();
    for (const event of oneTask) {
      tell(asked, [event]);
      tell(silent, [event]);
      asked.report();
    }
    expect(asked.report()).toEqual(silent.report());
  });

  test('a report is JSON', () => {
    const report = reportOf(oneTask);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
