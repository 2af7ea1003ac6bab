// Reports of what failed, was refused, or never ran. Every expectation is worked out by hand.

import { describe, expect, test } from 'vitest';
import { createCollector } from '../../planner/index.ts';
import type { Fact } from '../../simulator/index.ts';
import {
  added,
  type Event,
  ended,
  fact,
  HOUR,
  jobStart,
  MINUTE,
  node,
  poolCreate,
  reportOf,
  runEnd,
  runStart,
  SECOND,
  started,
  state,
  tell,
} from './script.ts';

const one = { slots: 1 };

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
