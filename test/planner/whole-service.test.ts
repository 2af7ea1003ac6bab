// Reports of what only some runs have: tasks that wait for others, prepare, run on several nodes and are made to wait
// again; nodes in every state; what failed, was refused, or never ran. Every expectation is worked out by hand.

import { describe, expect, test } from 'vitest';
import { createCollector, type Report } from '../../planner/index.ts';
import type { Fact, Names } from '../../simulator/index.ts';
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
  joined,
  left,
  MINUTE,
  namesOf,
  node,
  poolCreate,
  preparing,
  reactivated,
  resizeStart,
  runEnd,
  runStart,
  SECOND,
  started,
  state,
  tell,
  unblocked,
  unprepared,
  withdrawn,
} from './script.ts';

function reportOf(events: readonly Event[], known: Partial<Names> = {}): Report {
  const collector = createCollector({ names: namesOf(known) });
  tell(collector, events);
  return collector.report();
}

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

describe('what failed', () => {
  test('attempts by code, exit code and node', () => {
    const codes = new Map([
      [3, 'BlobNotFound'],
      [4, 'FileUploadAccessDenied'],
    ]);
    const ends = [
      'retry',
      'failure',
      'terminated',
      'notstarted',
      'notuploaded',
      'requeue',
      'recovery',
    ] as const;
    const report = reportOf(
      [
        runStart(),
        poolCreate({ ...one, dedicated: 2 }),
        jobStart(),
        ...[0, 1].flatMap((handle) => [node(0, handle, one), state(0, handle, 'idle')]),
        ...ends.flatMap((end, task) => {
          const time = task * MINUTE;
          return [
            added(time, task),
            started(time, task, task % 2),
            ended(time + MINUTE, task, task % 2, end),
          ];
        }),
        runEnd(HOUR, 'horizon'),
      ],
      {
        failure: (task) => {
          const usual = ends[task] === 'terminated' ? 'TaskEnded' : 'unasked';
          return { category: 'usererror', code: codes.get(task) ?? usual, message: '' };
        },
      },
    );
    expect(report.failures).toEqual({
      total: 5,
      byCode: [
        { code: 'FailureExitCode', count: 2 },
        { code: 'BlobNotFound', count: 1 },
        { code: 'FileUploadAccessDenied', count: 1 },
        { code: 'TaskEnded', count: 1 },
      ],
      byExitCode: [],
      nodes: 2,
      byNode: [
        { poolId: 'render', nodeId: 'tvm-0', count: 3 },
        { poolId: 'render', nodeId: 'tvm-1', count: 2 },
      ],
    });
    expect(report.tasks).toMatchObject({ failed: 4, retries: 1, requeues: 1, recoveries: 1 });
    expect(report.nodes.lostBy.notstarted).toBeCloseTo(1 / 60, 12);
    expect(report.nodes.lostBy.notuploaded).toBeCloseTo(1 / 60, 12);
  });

  test('exit codes of processes that ended', () => {
    const collector = createCollector();
    tell(collector, [runStart(), poolCreate(one), jobStart(), node(0, 0, one), state(0, 0, 'idle')]);
    [1, 137, 137].forEach((exitCode, task) => {
      collector.taskAdded(0, task, 0, 1);
      collector.taskStarted(0, task, 0);
      collector.taskEnded(SECOND, task, 0, 1, exitCode);
    });
    expect(collector.report().failures.byExitCode).toEqual([
      { exitCode: 137, count: 2 },
      { exitCode: 1, count: 1 },
    ]);
  });

  test('special tasks by type', () => {
    const special = (
      event: 'SpecialTaskCompleteEvent' | 'SpecialTaskFailEvent',
      taskType: 'StartTask' | 'JobPrep',
      minutes: number,
    ): Event =>
      fact({
        time: minutes * MINUTE,
        event,
        jobId: taskType === 'JobPrep' ? 'frames' : '',
        taskName: taskType,
        taskType,
        nodeInfo: { poolId: 'render', nodeId: 'tvm-0' },
        executionInfo: {
          startTime: 0,
          endTime: minutes * MINUTE,
          exitCode: event === 'SpecialTaskFailEvent' ? 1 : 0,
          result: event === 'SpecialTaskFailEvent' ? 'Failure' : 'Success',
        },
      });
    const report = reportOf([
      runStart(),
      special('SpecialTaskCompleteEvent', 'StartTask', 30),
      special('SpecialTaskCompleteEvent', 'StartTask', 60),
      special('SpecialTaskFailEvent', 'StartTask', 60),
      special('SpecialTaskCompleteEvent', 'JobPrep', 6),
      runEnd(HOUR, 'horizon'),
    ]);
    expect(report.specialTasks).toEqual([
      {
        type: 'StartTask',
        runs: 2,
        failures: 1,
        hours: (30 + 60) / 60,
        byCode: [{ code: 'FailureExitCode', count: 1 }],
      },
      { type: 'JobPrep', runs: 1, failures: 0, hours: 6 / 60, byCode: [] },
    ]);
  });

  test('a node that cannot take a task is not a task that no node can take', () => {
    const refused = (nodeId: string): Fact => ({
      time: 0,
      event: 'TaskScheduleFailEvent',
      jobId: 'frames',
      id: 't',
      requiredSlots: 1,
      nodeInfo: { poolId: 'render', nodeId },
      schedulingError: { category: 'UserError', code: 'JobPreparationTaskFailed', message: 'it failed' },
    });
    const report = reportOf([runStart(), poolCreate(), fact(refused('tvm-0')), fact(refused('')), runEnd(0)]);
    expect(report.unschedulable.total).toBe(1);
    expect(report.unschedulable.onNodes).toEqual([{ code: 'JobPreparationTaskFailed', count: 1 }]);
  });

  test('what users asked for and were refused', () => {
    const report = reportOf([
      runStart(),
      fact({
        time: MINUTE,
        event: 'OperationRefuseEvent',
        operation: 'Pool_Resize',
        id: 'render',
        code: 'PoolBeingResized',
        message: 'it is being resized',
      }),
      runEnd(HOUR, 'horizon'),
    ]);
    expect(report.refusals).toEqual({
      total: 1,
      byCode: [{ code: 'PoolBeingResized', count: 1 }],
      listed: [
        {
          time: 60,
          operation: 'Pool_Resize',
          id: 'render',
          code: 'PoolBeingResized',
          message: 'it is being resized',
        },
      ],
    });
  });
});

describe('what never ran', () => {
  const never = (jobId: string, tasks: number, code: string): Event =>
    fact({
      time: 10 * HOUR,
      event: 'NeverRunEvent',
      jobId,
      code,
      message: 'they need 8 slots of 4.',
      tasks,
      firstTaskId: 't1',
      since: HOUR,
    });
  const idle = fact({
    time: 10 * HOUR,
    event: 'PoolIdleEvent',
    id: 'render',
    nodes: 3,
    since: 4 * HOUR,
    message: 'its formula asks for 3 nodes',
  });

  test('is told with its reason and its moment, the largest group first', () => {
    const report = reportOf([
      runStart(),
      never('small', 2, 'TaskRequiresMoreSlotsThanNode'),
      never('large', 40, 'DependencyNeverSatisfied'),
      idle,
      runEnd(10 * HOUR, 'horizon'),
    ]);
    expect(report.neverRun).toMatchObject({ tasks: 42, causes: 2 });
    expect(report.neverRun.listed[0]).toEqual({
      jobId: 'large',
      code: 'DependencyNeverSatisfied',
      message: 'they need 8 slots of 4.',
      tasks: 40,
      firstTaskId: 't1',
      since: 3600,
    });
    expect(report.idlePools).toEqual([
      { poolId: 'render', nodes: 3, since: 4 * 3600, message: 'its formula asks for 3 nodes' },
    ]);
    expect(report.notes).toEqual([
      '40 tasks of job large can never run, since 1970-01-01T01:00:00Z, 1 h into the run: they need 8 slots of 4 (DependencyNeverSatisfied).',
      '2 tasks of job small can never run, since 1970-01-01T01:00:00Z, 1 h into the run: they need 8 slots of 4 (TaskRequiresMoreSlotsThanNode).',
      'Pool render has held 3 nodes for nothing since 1970-01-01T04:00:00Z, 4 h into the run: its formula asks for 3 nodes.',
    ]);
  });

  test('in very many ways is counted', () => {
    const many = Array.from({ length: 150 }, (_, index) => never(`job-${index}`, 1, 'PoolNotFound'));
    const report = reportOf([runStart(), ...many, runEnd(10 * HOUR, 'horizon')]);
    expect(report.neverRun).toMatchObject({ tasks: 150, causes: 150 });
    expect(report.neverRun.listed).toHaveLength(100);
    expect(report.notes).toHaveLength(5 + 1);
    expect(report.notes.at(-1)).toContain('145 more groups of tasks');
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
