// The journal's text holds all that a report needs: read back, it gives the report of the run itself.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector } from '../../planner/index.ts';
import { ATTEMPT_ENDS, createJournalReader, createJournalWriter, SILENCE } from '../../simulator/index.ts';
import type { Fact, Names } from '../../simulator/journal.ts';
import type { FailureInfo } from '../../simulator/model/task.ts';
import { read, start } from './run.ts';
import { scenarios } from './scenarios.ts';

test('a journal that is read back gives the same report', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (text) => {
      const { scenario, workload } = await read(text);
      const { simulation, report, journal } = start(scenario, workload);
      while (simulation.advance(1_000_000) === undefined);
      const reader = createJournalReader('run.ndjson', (names) =>
        createCollector({ prices: scenario.prices, names }),
      );
      for (const line of journal().split('\n')) expect(reader.line(line)).toBeUndefined();
      expect(reader.counts.unknown).toBe(0);
      expect(reader.sink.report()).toEqual(report());
    }),
    { numRuns: 15 },
  );
});

/** What each call of a sink is told, out of a few tasks, jobs and nodes that are there from the start. */
const heard = fc.array(
  fc.record({ call: fc.nat({ max: 12 }), task: fc.nat({ max: 3 }), node: fc.nat({ max: 2 }), end: fc.nat({ max: 7 }) }),
  { maxLength: 40 },
); // biome-ignore format: a table

test('every call survives the way through the text, names and counts included', () => {
  fc.assert(
    fc.property(heard, (calls) => {
      const text = journalOf(calls);
      const again: string[] = [];
      const reader = createJournalReader(
        'run.ndjson',
        createJournalWriter((line) => void again.push(line)),
      );
      for (const line of text) expect(reader.line(line.trim())).toBeUndefined();
      expect(reader.counts.unknown).toBe(0);
      expect(again).toEqual(text);
    }),
    { numRuns: 300 },
  );
});

interface Heard {
  readonly call: number;
  readonly task: number;
  readonly node: number;
  readonly end: number;
}

/** Lines of two jobs, four tasks (one a job manager, one of three nodes) and three nodes. */
function journalOf(calls: readonly Heard[]): readonly string[] {
  const lines: string[] = [];
  let failure: FailureInfo | undefined;
  const names: Names = {
    taskId: (task) => `task ${task}`,
    jobIdOf: (task) => `job ${task % 2}`,
    requiredSlots: (task) => 1 + (task % 3),
    isJobManager: (task) => task === 0,
    nodeCount: (task) => (task === 1 ? 3 : 1),
    failure: () => failure,
    retryLimit: (task) => task - 1,
    retryCount: (task) => task,
    requeueCount: (task) => (task === 2 ? 4 : 0),
    recoveryCount: (task) => (task === 3 ? 2 : 0),
    nodeId: (node) => `tvm-${node}_d`,
    poolIdOf: () => 'pool',
  };
  const writer = createJournalWriter((line) => void lines.push(line))(names);
  for (const job of [0, 1])
    writer.fact({ time: 0, event: 'JobStartEvent', id: `job ${job}`, poolId: 'pool', priority: 0 });
  for (let task = 0; task < 4; task += 1) writer.taskAdded(0, task, task % 2, names.requiredSlots(task));
  for (let node = 0; node < 3; node += 1)
    writer.nodeAdded(0, node, {
      poolId: 'pool',
      nodeId: names.nodeId(node),
      vmSize: 'standard_d2s_v5',
      isDedicated: true,
      taskSlotsPerNode: 4,
    });
  const tellers: readonly ((time: number, one: Heard) => void)[] = [
    (time, { task }) => writer.taskBlocked(time, task),
    (time, { task }) => writer.taskUnblocked(time, task),
    (time, { task, node }) => writer.taskPreparing(time, task, node),
    (time, { task, node }) => writer.taskUnprepared(time, task, node),
    (time, { task, node }) => writer.taskStarted(time, task, node),
    (time, { task, node }) => writer.subtaskStarted(time, task, node),
    (time, { task, node }) => writer.subtaskEnded(time, task, node),
    (time, { task }) => writer.taskWithdrawn(time, task),
    (time, { task }) => {
      failure = undefined;
      writer.taskReactivated(time, task);
    },
    (time, { task }) => writer.taskDeleted(time, task),
    (time, { node, end }) => writer.nodeChanged(time, node, end),
    (time, { task, node, end }) => {
      const [code, exitCode] = ENDS[end]!;
      failure = code === undefined ? undefined : { category: 'usererror', code, message: `It was ${code}.` };
      writer.taskEnded(time, task, node, end, exitCode);
    },
    (time, { node, end }) => writer.fact(specialTask(time, names.nodeId(node), end % 2 === 0)),
  ];
  calls.forEach((one, index) => {
    tellers[one.call]!((index + 1) * 1000, one);
  });
  return lines;
}

/** The code and the exit code of each end, in the order of ATTEMPT_ENDS. */
const ENDS: readonly (readonly [string | undefined, number])[] = [
  [undefined, 0], [undefined, 3], ['TaskEnded', Number.NaN], [undefined, 3], [undefined, Number.NaN],
  [undefined, Number.NaN], ['BlobNotFound', Number.NaN], ['FileUploadAccessDenied', 0],
]; // biome-ignore format: a table

function specialTask(time: number, nodeId: string, isSuccess: boolean): Fact {
  return {
    time,
    event: 'SpecialTaskCompleteEvent',
    jobId: 'job 0',
    taskName: 'jobpreparation',
    taskType: 'JobPrep',
    nodeInfo: { poolId: 'pool', nodeId },
    executionInfo: {
      startTime: 0,
      endTime: time,
      exitCode: isSuccess ? 0 : null,
      result: isSuccess ? 'Success' : 'Failure',
      ...(isSuccess
        ? {}
        : { schedulingError: { category: 'usererror', code: 'BlobNotFound', message: 'It was not there.' } }),
    },
  };
}

test('names come again: a node after it was gone, a job and a task after they were deleted', () => {
  const told: string[] = [];
  const reader = createJournalReader('run.ndjson', (names) => ({
    ...SILENCE,
    taskAdded: (_, task, job) => void told.push(`task ${task} ${names.taskId(task)} of job ${job}`),
    nodeAdded: (_, node) => void told.push(`node ${node} ${names.nodeId(node)}`),
    taskEnded: (_, task, node, end) => void told.push(`task ${task} on ${node}: ${ATTEMPT_ENDS[end]}`),
  }));
  const line = (operationName: string, properties: object) =>
    reader.line(JSON.stringify({ time: '2025-03-03T00:00:00.000Z', operationName, properties }));
  const nodeInfo = { poolId: 'p', nodeId: 'n' };
  for (let time = 0; time < 2; time += 1) {
    line('JobStartEvent', { id: 'j', poolId: 'p', priority: 0 });
    line('NodeAddEvent', { nodeInfo });
    line('TaskAddEvent', { jobId: 'j', id: 't' });
    line('TaskStartEvent', { jobId: 'j', id: 't', nodeInfo });
    line('NodeRemoveEvent', { nodeInfo });
    line('TaskRecoverEvent', { jobId: 'j', id: 't', nodeInfo });
  }
  expect(told).toEqual([
    'node 0 n',
    'task 0 t of job 0',
    'task 0 on 0: recovery',
    'node 1 n',
    'task 1 t of job 1',
    'task 1 on 1: recovery',
  ]);
});

test('lines that are no records are complained of with their number, and the rest is read', () => {
  const reader = createJournalReader('broken.ndjson', (names) => createCollector({ names }));
  const lines = [
    '{"time":"2025-03-03T00:00:00.000Z","operationName":"JobStartEvent","properties":{"id":"j","poolId":"p","priority":0}}',
    '{"time":"2025-03-03T00:00:0',
    '{"time":"yesterday","operationName":"TaskStartEvent","properties":{}}',
    '{"time":"2025-03-03T00:00:01.000Z","operationName":"TaskStartEvent","properties":{"jobId":"j","id":"t"}}',
    '{"time":"2025-03-03T00:00:02.000Z","operationName":"SomethingElse","properties":{}}',
    '',
  ];
  const complaints = lines.map((line) => reader.line(line)?.diagnostic.code);
  expect(complaints).toEqual([
    undefined,
    'journal-not-a-record',
    'journal-no-time',
    'journal-bad-record',
    undefined,
    undefined,
  ]);
  expect(reader.counts).toEqual({ read: 3, unknown: 1 });
});
