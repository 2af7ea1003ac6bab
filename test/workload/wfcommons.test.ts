// Workflows in WfFormat: what becomes of them, small ones by hand and real ones counted, and their critical paths
// computed again by plain recursion.

import { describe, expect, test } from 'vitest';
import {
  criticalPath, printColumnFile, printJobsYaml, readTrace, type TraceSection, type Workload,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { TRACES_ARE_HERE, traceBytes } from './traces.ts';

const START = 1_000_000;
const making = { seed: 1, start: START, poolId: 'pool' };

interface Task {
  readonly id: string;
  readonly parents?: readonly string[];
  readonly children?: readonly string[];
  readonly inputFiles?: readonly string[];
  readonly outputFiles?: readonly string[];
}

const fileOf = (tasks: readonly Task[], runs: readonly object[], files: readonly object[] = []) => ({
  name: 'by hand',
  schemaVersion: '1.5',
  workflow: {
    specification: { tasks: tasks.map((task) => ({ name: task.id, parents: [], children: [], ...task })), files },
    execution: { makespanInSeconds: 100.5, executedAt: '2025-03-03T00:00:00Z', tasks: runs },
  },
}); // biome-ignore format: a table

function read(name: string, bytes: Uint8Array, options: Partial<TraceSection> = {}) {
  const { workload, complaints, makespan } = readTrace({ name, bytes }, { file: name, ...options }, making);
  const said = complaints.map(({ diagnostic }) => diagnostic);
  return { workload: workload!, said, makespan };
}

const readData = (data: object, options: Partial<TraceSection> = {}) =>
  read('flow.json', new TextEncoder().encode(JSON.stringify(data)), options);

const specOf = ({ specs, taskSpec }: Workload, task: number) => specs[taskSpec[task]!]!;
const behaviourOf = ({ behaviours, taskBehaviour }: Workload, task: number) =>
  behaviours[taskBehaviour[task]!]!;
const idsOf = (workload: Workload) =>
  Array.from({ length: workload.count }, (_, task) => workload.taskId(task));
const parentsOf = (workload: Workload) =>
  idsOf(workload).map((_, task) => specOf(workload, task).dependsOn?.taskIds ?? []);

/** The critical path by the definition, with nothing but recursion and memory. */
function slowPath(workload: Workload): number {
  const ids = idsOf(workload);
  const parents = parentsOf(workload);
  const known = new Map<number, number>();
  const upTo = (task: number): number => {
    const length = known.get(task) ?? workload.taskDuration[task]! +
      parents[task]!.reduce((most, id) => Math.max(most, upTo(ids.indexOf(id))), 0);
    known.set(task, length);
    return length;
  }; // biome-ignore format: short
  return ids.reduce((most, _, task) => Math.max(most, upTo(task)), 0);
}

/** Checks that the ids of a path are a chain in the workload and sums it. */
function lengthOf(workload: Workload, path: readonly string[]): number {
  const ids = idsOf(workload);
  const parents = parentsOf(workload);
  path.forEach((id, place) => {
    if (place > 0) expect(parents[ids.indexOf(id)]).toContain(path[place - 1]);
  });
  return path.reduce((sum, id) => sum + workload.taskDuration[ids.indexOf(id)]!, 0);
}

describe('a workflow by hand', () => {
  const diamond = fileOf(
    [
      { id: 'split', children: ['left', 'right'], outputFiles: ['halves'] },
      { id: 'left', parents: ['split'], children: ['join'], inputFiles: ['halves'] },
      { id: 'right', parents: ['split'], children: ['join'], inputFiles: ['halves', 'side'] },
      { id: 'join', parents: ['left', 'right'] },
    ],
    [
      { id: 'split', runtimeInSeconds: 10, coreCount: 1.5, avgCPU: 140, memoryInBytes: 4096 },
      { id: 'left', runtimeInSeconds: 20.0004, readBytes: 1000, writtenBytes: 50 },
      { id: 'right', runtimeInSeconds: 30, coreCount: 4 },
      { id: 'join', runtimeInSeconds: 5 },
    ],
    [{ id: 'halves', sizeInBytes: 700 }, { id: 'side', sizeInBytes: 50 }],
  ); // biome-ignore format: a table

  test('is one job with dependencies, all of it added at the start', () => {
    const { workload, said, makespan } = readData(diamond);
    expect(said).toEqual([]);
    expect(makespan).toBe(100_500);
    expect(workload.jobs).toHaveLength(1);
    expect(workload.jobs[0]).toMatchObject({
      added: START,
      spec: { id: 'flow', displayName: 'by hand', usesTaskDependencies: true },
    });
    expect(idsOf(workload)).toEqual(['split', 'left', 'right', 'join']);
    expect(parentsOf(workload)).toEqual([[], ['split'], ['split'], ['left', 'right']]);
    expect([...workload.taskAdded]).toEqual([START, START, START, START]);
    expect([...workload.taskDuration]).toEqual([10_000, 20_000, 30_000, 5_000]);
  });

  test('takes slots from cores, rounded up, unless it is told otherwise', () => {
    const slotsOf = (options: Partial<TraceSection>) => {
      const { workload } = readData(diamond, options);
      return idsOf(workload).map((_, task) => specOf(workload, task).requiredSlots);
    };
    expect(slotsOf({})).toEqual([2, 1, 4, 1]);
    expect(slotsOf({ slots: 'processors' })).toEqual([2, 1, 4, 1]);
    expect(slotsOf({ slots: 'one' })).toEqual([1, 1, 1, 1]);
    expect(slotsOf({ slots: 3 })).toEqual([3, 3, 3, 3]);
  });

  test('uses of its node what the run used', () => {
    const { workload } = readData(diamond);
    expect(behaviourOf(workload, 0)).toEqual({
      ending: { kind: 'succeeds' },
      uses: { cores: 1.4, memoryBytes: 4096 },
    });
    expect(behaviourOf(workload, 1).uses).toEqual({ diskReadBytes: 50, diskWriteBytes: 2 });
    expect(behaviourOf(workload, 3)).toEqual({ ending: { kind: 'succeeds' } });
  });

  test('moves files only when asked', () => {
    const { workload } = readData(diamond, { files: 'move' });
    expect(behaviourOf(workload, 0).upload).toEqual({ bytes: 700, files: 1 });
    expect(behaviourOf(workload, 2).download).toEqual({ bytes: 750, files: 2 });
    expect(behaviourOf(readData(diamond).workload, 2).download).toBeUndefined();
  });

  test('has the longer way through the diamond for a critical path', () => {
    const { workload } = readData(diamond);
    expect(criticalPath(workload)).toEqual({
      duration: 10_000 + 30_000 + 5_000,
      taskIds: ['split', 'right', 'join'],
    });
  });

  test.each([
    ['compact', 'flow.json', (workload: Workload) => [...printColumnFile(workload)].join('')],
    ['written out', 'flow.yaml', printJobsYaml],
  ])('reads back the same when it is printed, %s', (_, name, print) => {
    const { workload } = readData(diamond, { files: 'move' });
    const again = read(name, new TextEncoder().encode(print(workload)));
    expect(again.said).toEqual([]);
    const rows = (one: Workload) =>
      idsOf(one).map((id, task) => [id, one.taskDuration[task], specOf(one, task), behaviourOf(one, task)]);
    expect(rows(again.workload)).toEqual(rows(workload));
    expect(again.workload.jobs).toEqual(workload.jobs);
    expect(criticalPath(again.workload)).toEqual(criticalPath(workload));
  });

  test('of version 1.4 means the same', () => {
    const { workload, said, makespan } = readData({
      name: 'old',
      schemaVersion: '1.4',
      workflow: {
        makespanInSeconds: 60,
        tasks: [
          { name: 'split', id: 'ID01', runtimeInSeconds: 10, cores: 2, files: [{ name: 'halves', link: 'output', sizeInBytes: 7 }] },
          { name: 'join', id: 'ID02', parents: ['split'], runtimeInSeconds: 4, files: [{ name: 'halves', link: 'input', sizeInBytes: 7 }] },
          { name: 'end_ID03', id: 'ID03', parents: ['ID02'], runtimeInSeconds: 1 },
        ],
      },
    }, { files: 'move' }); // biome-ignore format: a table
    expect(said).toEqual([]);
    expect(makespan).toBe(60_000);
    expect(idsOf(workload)).toEqual(['split_ID01', 'join_ID02', 'end_ID03']);
    expect(parentsOf(workload)).toEqual([[], ['split_ID01'], ['join_ID02']]);
    expect(specOf(workload, 0).requiredSlots).toBe(2);
    expect(behaviourOf(workload, 0).upload).toEqual({ bytes: 7, files: 1 });
    expect(behaviourOf(workload, 1).download).toEqual({ bytes: 7, files: 1 });
  });
});

describe('ids', () => {
  const idsFor = (...ids: readonly string[]) => {
    const { workload } = readData(fileOf(ids.map((id) => ({ id })), ids.map((id) => ({ id, runtimeInSeconds: 1 })))); // biome-ignore format: short
    return idsOf(workload).map((id, task) => [id, specOf(workload, task).displayName]);
  };

  test('that Azure accepts are kept, others are made of what is left of them', () => {
    expect(idsFor('ID_1', 'A.B:c/d#1', '..', 'ID-2')).toEqual([
      ['ID_1', undefined],
      ['A-B-c-d-1', 'A.B:c/d#1'],
      ['task', '..'],
      ['ID-2', undefined],
    ]);
  });

  test('are unique without regard to case, and none that was fit gives way to one that was made', () => {
    expect(idsFor('a.b', 'A-B', 'a-b-2', 'a b').map(([id]) => id)).toEqual([
      'a-b-3',
      'A-B',
      'a-b-2',
      'a-b-4',
    ]);
  });

  test('of 70 letters keep their end', () => {
    const [[id] = []] = idsFor(`${'x'.repeat(66)}_123`);
    expect(id).toBe(`${'x'.repeat(60)}_123`);
  });
});

describe('oddities are told', () => {
  const runs = (...ids: readonly string[]) => ids.map((id) => ({ id, runtimeInSeconds: 1 }));
  const codes = (data: object, options: Partial<TraceSection> = {}) =>
    readData(data, options).said.map(({ code, severity }) => `${severity} ${code.replace('workload-', '')}`);

  test('what only one side says is a dependency too', () => {
    const data = fileOf(
      [{ id: 'a', children: ['b', 'c'] }, { id: 'b', parents: ['a'] }, { id: 'c', parents: ['b'] }],
      runs('a', 'b', 'c'),
    ); // biome-ignore format: a table
    const { workload, said } = readData(data);
    expect(said.map(({ message }) => message)).toEqual([
      '2 of 3 dependencies are named by one of their two tasks only; all of them count',
    ]);
    expect(parentsOf(workload)).toEqual([[], ['a'], ['b', 'a']]);
  });

  test('a file in which no task names its children disagrees with nothing', () => {
    expect(codes(fileOf([{ id: 'a' }, { id: 'b', parents: ['a'] }], runs('a', 'b')))).toEqual([]);
    expect(codes(fileOf([{ id: 'a', children: ['b'] }, { id: 'b' }], runs('a', 'b')))).toEqual([]);
  });

  test('circles, also of one, and what waits behind them', () => {
    const circle = fileOf(
      [
        { id: 'first' },
        { id: 'a', parents: ['c', 'first'] },
        { id: 'b', parents: ['a'] },
        { id: 'c', parents: ['b'] },
        { id: 'behind', parents: ['c'] },
      ],
      runs('first', 'a', 'b', 'c', 'behind'),
    );
    const { workload, said } = readData(circle);
    expect(said.map(({ message }) => message)).toEqual([
      'tasks wait for each other in a circle: `b` → `c` → `a` → `b`; 4 of 5 tasks never run',
    ]);
    expect(criticalPath(workload)).toEqual({ duration: 1000, taskIds: ['first'] });
    expect(codes(fileOf([{ id: 'a', parents: ['a'] }], runs('a')))).toEqual(['warning circle']);
  });

  test('a limit cuts dependencies on what is left out', () => {
    const data = fileOf(
      [{ id: 'a', parents: ['c'] }, { id: 'b', parents: ['a'] }, { id: 'c' }],
      runs('a', 'b', 'c'),
    );
    expect(codes(data, { limit: 2 })).toEqual(['info cut-dependencies']);
    const { workload } = readData(data, { limit: 2 });
    expect(workload.count).toBe(2);
    expect(parentsOf(workload)).toEqual([[], ['a']]);
  });

  test('more than 64,000 characters of ids', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `${'t'.repeat(60)}${1000 + index}`);
    const wide = (count: number) => fileOf([...ids(count).map((id) => ({ id })), { id: 'end', parents: ids(count) }], runs(...ids(count), 'end'));
    expect(codes(wide(1000))).toEqual([]);
    expect(codes(wide(1001))).toEqual(['warning long-dependencies']);
    expect(parentsOf(readData(wide(1001)).workload)[1001]).toHaveLength(1001);
  }); // biome-ignore format: short

  test('bad files, with their place', () => {
    const wrong = [
      ['{ "schemaVersion": "1.5", "workflow": 3 }', 'scenario-wrong-type'],
      ['{ "schemaVersion": "1.5", "workflow": {} }', 'scenario-missing'],
      ['{ "workflow": { "specification": { "tasks": [] } } }', 'scenario-missing'],
      ['{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "name": "x" }] } } }', 'scenario-missing'],
      ['{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "x" }] }, "execution": { "tasks": [{ "id": "x", "runtimeInSeconds": -1 }] } } }', 'scenario-out-of-range'],
      ['{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "x" }] }, "execution": { "tasks": [{ "id": "x", "runtimeInSeconds": "1" }] } } }', 'scenario-wrong-type'],
      ['{ "schemaVersion": "1.5", "workflow": ', 'document-broken-yaml'],
    ] as const; // biome-ignore format: a table
    for (const [text, code] of wrong) {
      const { workload, said } = read('flow.json', new TextEncoder().encode(text));
      expect(workload).toBeUndefined();
      expect(said.map((one) => one.code)).toEqual([code]);
    }
  });
});

test('seventy thousand tasks, each with an id and a behaviour of its own, in time that grows with the file alone', () => {
  // Ids that all begin alike and are too long; a chain through all tasks, and a tree beside it.
  const COUNT = 70_000;
  const idOf = (index: number) => `a.rather.long.prefix.which.all.of.these.tasks.have.in.common.${index}`;
  const tasks = Array.from({ length: COUNT }, (_, index): Task => ({
    id: idOf(index),
    parents: index === 0 ? [] : [idOf(index - 1), idOf(Math.floor((index - 1) / 3))],
  }));
  const runs = tasks.map(({ id }, index) => ({ id, runtimeInSeconds: 1, avgCPU: index / 1000 }));
  const { workload, said } = readData(fileOf(tasks, runs));
  expect(said).toEqual([]);
  expect(workload.count).toBe(COUNT);
  expect(workload.behaviours.length).toBeGreaterThan(65_536);
  expect(behaviourOf(workload, COUNT - 1).uses?.cores).toBe(0.699_99);
  expect(new Set(idsOf(workload).map((id) => id.toLowerCase())).size).toBe(COUNT);
  const path = criticalPath(workload);
  expect([path.duration, path.taskIds.length]).toEqual([COUNT * 1000, COUNT]);
}); // biome-ignore format: short

describe.skipIf(!TRACES_ARE_HERE)('real runs', () => {
  const FILES = [
    { name: 'helloworld-forkjoin-10-chameleon.json', tasks: 10, links: 16, work: 1028.704, path: 307.36, on: 3, makespan: 437 },
    { name: 'rnaseq-dirt02-001.json', tasks: 197, links: 451, work: 2580.36, path: 759.454, on: 8, makespan: 3131 },
    { name: '1000genome-chameleon-22ch-250k-001.json.gz', tasks: 902, links: 1166, work: 53_409.625, path: 313.98, on: 3, makespan: 10_417 },
  ] as const; // biome-ignore format: a table

  test.each(FILES)('$name', ({ name, tasks, links, work, path, on, makespan }) => {
    const run = read(name, traceBytes(`wfcommons/${name}`));
    const { workload } = run;
    expect(run.said).toEqual([]);
    expect(run.makespan).toBe(makespan * 1000);
    expect(workload.count).toBe(tasks);
    expect(parentsOf(workload).flat()).toHaveLength(links);
    expect(workload.taskDuration.reduce((sum, duration) => sum + duration, 0) / 1000).toBe(work);
    const { duration, taskIds } = criticalPath(workload);
    expect(duration / 1000).toBe(path);
    expect(duration).toBe(slowPath(workload));
    expect(taskIds).toHaveLength(on);
    expect(lengthOf(workload, taskIds)).toBe(duration);
  });
});
