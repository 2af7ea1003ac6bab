// The critical path of any workload, against its definition: try every chain. Ids, ranges of numbers, several jobs.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criticalPath, mergeWorkloads, type Workload } from '../../simulator/index.ts';
import { SUCCEEDS } from '../../simulator/world/behaviour.ts';

interface Task {
  readonly id: string;
  readonly duration: number;
  readonly taskIds?: readonly string[];
  readonly taskIdRanges?: readonly { readonly start: number; readonly end: number }[];
}

/** A job of these tasks; equal specifications are one, as readers make them. */
function workloadOf(jobId: string, tasks: readonly Task[]): Workload {
  const texts = tasks.map(({ taskIds, taskIdRanges }) =>
    taskIds === undefined && taskIdRanges === undefined ? '' : JSON.stringify({ taskIds: taskIds ?? [], taskIdRanges: taskIdRanges ?? [] }),
  );
  const distinct = [...new Set(texts)];
  const spec = { commandLine: 'true', requiredSlots: 1, constraints: {} };
  return {
    jobs: [{
      added: 0,
      spec: {
        id: jobId, priority: 0, poolInfo: { poolId: 'p' }, constraints: { maxTaskRetryCount: 0 }, maxParallelTasks: -1,
        allowTaskPreemption: false, onAllTasksComplete: 'noaction', onTaskFailure: 'noaction', usesTaskDependencies: true,
      },
    }],
    specs: distinct.map((text) => (text === '' ? spec : { ...spec, dependsOn: JSON.parse(text) })),
    behaviours: [SUCCEEDS],
    count: tasks.length,
    taskAdded: new Float64Array(tasks.length),
    taskJob: new Uint32Array(tasks.length),
    taskSpec: Uint32Array.from(texts, (text) => distinct.indexOf(text)),
    taskBehaviour: new Uint32Array(tasks.length),
    taskDuration: Float64Array.from(tasks, ({ duration }) => duration),
    taskId: (task) => tasks[task]!.id,
  };
} // biome-ignore format: short

/** Whether `task` waits for `other`, read from the definition. */
const waitsFor = ({ taskIds = [], taskIdRanges = [] }: Task, other: Task): boolean =>
  taskIds.some((id) => id.toLowerCase() === other.id.toLowerCase()) ||
  (/^\d+$/.test(other.id) &&
    taskIdRanges.some(({ start, end }) => start <= Number(other.id) && Number(other.id) <= end));

/** The longest chain that ends with a task; undefined when it waits in a circle or behind one. */
function slow(tasks: readonly Task[], task: Task, above: readonly Task[]): number | undefined {
  if (above.includes(task)) return undefined;
  let longest = 0;
  for (const other of tasks.filter((one) => waitsFor(task, one))) {
    const length = slow(tasks, other, [...above, task]);
    if (length === undefined) return undefined;
    longest = Math.max(longest, length);
  }
  return longest + task.duration;
}

const longestOf = (tasks: readonly Task[]): number =>
  Math.max(0, ...tasks.map((task) => slow(tasks, task, []) ?? 0));

const COUNT = 9;
const ids = Array.from({ length: COUNT }, (_, index) => (index % 3 === 0 ? `T${index}` : `${index}`));
const tasksOfAJob: fc.Arbitrary<readonly Task[]> = fc
  .array(
    fc.record(
      {
        duration: fc.nat(20),
        taskIds: fc.array(fc.constantFrom(...ids, 't0', 'T6', 'nobody'), { maxLength: 2 }),
        taskIdRanges: fc.array(
          fc.record({ start: fc.nat(COUNT), width: fc.nat(4) }).map(({ start, width }) => ({ start, end: start + width })),
          { maxLength: 1 },
        ),
      },
      { requiredKeys: ['duration'] },
    ),
    { minLength: 1, maxLength: COUNT },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, id: ids[index]! }))); // biome-ignore format: short

test('is the longest chain there is', () => {
  fc.assert(
    fc.property(tasksOfAJob, tasksOfAJob, (one, other) => {
      const { duration, taskIds } = criticalPath(mergeWorkloads([workloadOf('a', one), workloadOf('b', other)]));
      expect(duration).toBe(Math.max(longestOf(one), longestOf(other)));
      const chain = [one, other].map((tasks) => taskIds.map((id) => tasks.find((task) => task.id === id)));
      const isChain = (tasks: readonly (Task | undefined)[]): boolean =>
        tasks.every((task) => task !== undefined) &&
        tasks.every((task, place) => place === 0 || waitsFor(task!, tasks[place - 1]!)) &&
        tasks.reduce((sum, task) => sum + task!.duration, 0) === duration;
      expect(chain.some(isChain)).toBe(true);
    }),
    { numRuns: 500 },
  );
}); // biome-ignore format: short

test('numbers that several ids write are passed over in ranges', () => {
  const tasks = [
    { id: '4', duration: 50 },
    { id: '04', duration: 70 },
    { id: '5', duration: 10 },
    { id: 'after', duration: 1, taskIdRanges: [{ start: 4, end: 5 }] },
  ];
  expect(criticalPath(workloadOf('a', tasks)).duration).toBe(70);
  expect(criticalPath(workloadOf('a', tasks.slice(2))).taskIds).toEqual(['5', 'after']);
});

test('fifty thousand tasks that all wait for all before them are no more work than their ranges', () => {
  const tasks = Array.from({ length: 50_000 }, (_, index) => ({
    id: String(index + 1),
    duration: 1,
    ...(index === 0 ? {} : { taskIdRanges: [{ start: 1, end: index }] }),
  }));
  const texts = tasks.map(({ id }) => id);
  // Specifications are made here without looking for equal ones: all differ.
  const spec = { commandLine: 'true', requiredSlots: 1, constraints: {} };
  const workload = {
    ...workloadOf('a', []),
    specs: tasks.map(({ taskIdRanges }) => (taskIdRanges === undefined ? spec : { ...spec, dependsOn: { taskIds: [], taskIdRanges } })),
    count: tasks.length,
    taskAdded: new Float64Array(tasks.length),
    taskJob: new Uint32Array(tasks.length),
    taskSpec: Uint32Array.from(tasks, (_, index) => index),
    taskBehaviour: new Uint32Array(tasks.length),
    taskDuration: new Float64Array(tasks.length).fill(1),
    taskId: (task: number) => texts[task]!,
  };
  expect(criticalPath(workload).duration).toBe(50_000);
}); // biome-ignore format: short

test('without dependencies it is the longest task, and without tasks nothing', () => {
  const tasks = [{ id: 'a', duration: 3 }, { id: 'b', duration: 8 }]; // biome-ignore format: short
  expect(criticalPath(workloadOf('a', tasks))).toEqual({ duration: 8, taskIds: ['b'] });
  expect(criticalPath(workloadOf('a', []))).toEqual({ duration: 0, taskIds: [] });
});
