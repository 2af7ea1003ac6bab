// The critical path: however many nodes there are, the tasks of a workload take at least this long, because each
// task on it waits for the one before.

import type { Duration } from '../../runtime/index.ts';
import type { TaskDependencies } from '../model/task.ts';
import { type Edges, heaviestChains } from './graph.ts';
import type { Workload } from './workload.ts';

export interface CriticalPath {
  /** The sum of the durations of its tasks, one attempt each. */
  readonly duration: Duration;
  /** In the order in which they run; of equally long paths, any. */
  readonly taskIds: readonly string[];
}

/** Whether any task waits for others. */
export const hasDependencies = ({ specs }: Workload): boolean =>
  specs.some(({ dependsOn }) => dependsOn !== undefined);

/**
 * The longest chain of durations through dependencies. Tasks that can never run, because they wait in a circle or
 * behind one, are not on it; an id or a number that no task has, or that several have, is passed over.
 */
export function criticalPath(workload: Workload): CriticalPath {
  const { count } = workload;
  const graph = graphOf(workload);
  const weights = new Float64Array(graph.vertices);
  weights.set(workload.taskDuration.subarray(0, count));
  const { order, weight, before } = heaviestChains(weights, graph.edges);
  let last = -1;
  for (const vertex of order)
    if (vertex < count && (last < 0 || weight[vertex]! > weight[last]!)) last = vertex;
  const taskIds: string[] = [];
  for (let vertex = last; vertex >= 0; vertex = before[vertex]!)
    if (vertex < count) taskIds.push(workload.taskId(vertex));
  return { duration: weight[last] ?? 0, taskIds: taskIds.reverse() };
}

/**
 * The tasks, and after them vertices without a duration: one for each specification of a job that has dependencies,
 * which its tasks share, and a tree over the numbers of a job's ids, so that a range is a few edges.
 */
interface Graph {
  vertices: number;
  readonly edges: Edges;
}

function graphOf(workload: Workload): Graph {
  const { count, specs, taskJob, taskSpec } = workload;
  const graph: Graph = { vertices: count, edges: { from: [], to: [] } };
  if (!hasDependencies(workload)) return graph;
  const jobs = tasksByJob(workload);
  const gates = new Map<number, number>();
  for (let task = 0; task < count; task++) {
    const { dependsOn } = specs[taskSpec[task]!]!;
    if (dependsOn === undefined) continue;
    const key = taskJob[task]! * specs.length + taskSpec[task]!;
    let gate = gates.get(key);
    if (gate === undefined) {
      gate = graph.vertices++;
      gates.set(key, gate);
      for (const vertex of waitedFor(dependsOn, jobs[taskJob[task]!]!, graph))
        connect(graph.edges, vertex, gate);
    }
    connect(graph.edges, gate, task);
  }
  return graph;
}

function connect({ from, to }: Edges, before: number, after: number): void {
  from.push(before);
  to.push(after);
}

interface JobTasks {
  /** By id in lower case: Azure's ids are the same in whatever case. */
  readonly byId: Map<string, number>;
  /** Tasks whose id is a number, by that number; none where several ids write it. */
  readonly byNumber: Map<number, number | undefined>;
  /** Made when the first range is met. */
  tree?: RangeTree;
}

function tasksByJob({ count, jobs, taskJob, taskId }: Workload): readonly JobTasks[] {
  const found = jobs.map((): JobTasks => ({ byId: new Map(), byNumber: new Map() }));
  for (let task = 0; task < count; task++) {
    const { byId, byNumber } = found[taskJob[task]!]!;
    const id = taskId(task);
    byId.set(id.toLowerCase(), task);
    if (!/^\d{1,15}$/.test(id)) continue;
    const number = Number(id);
    byNumber.set(number, byNumber.has(number) ? undefined : task);
  }
  return found;
}

function waitedFor(dependsOn: TaskDependencies, tasks: JobTasks, graph: Graph): readonly number[] {
  const found: number[] = [];
  for (const id of dependsOn.taskIds) {
    const task = tasks.byId.get(id.toLowerCase());
    if (task !== undefined) found.push(task);
  }
  for (const { start, end } of dependsOn.taskIdRanges) {
    tasks.tree ??= treeOver(tasks.byNumber, graph);
    const { tree } = tasks;
    addRange(tree, firstAtLeast(tree.numbers, start), firstAtLeast(tree.numbers, end + 1), found);
  }
  return found;
}

function firstAtLeast(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A binary tree laid out in a row: the parent of place `p` is `p >> 1`, leaves are the last `size` places. */
interface RangeTree {
  readonly size: number;
  /** The numbers of the leaves, rising. */
  readonly numbers: Float64Array;
  readonly vertexOf: Uint32Array;
}

function treeOver(byNumber: JobTasks['byNumber'], graph: Graph): RangeTree {
  const pairs = [...byNumber].flatMap(([number, task]) => (task === undefined ? [] : [{ number, task }]));
  pairs.sort((a, b) => a.number - b.number);
  const size = pairs.length;
  const vertexOf = new Uint32Array(2 * size);
  pairs.forEach(({ task }, index) => {
    vertexOf[size + index] = task;
  });
  for (let place = size - 1; place > 0; place--) {
    vertexOf[place] = graph.vertices++;
    connect(graph.edges, vertexOf[2 * place]!, vertexOf[place]!);
    connect(graph.edges, vertexOf[2 * place + 1]!, vertexOf[place]!);
  }
  return { size, numbers: Float64Array.from(pairs, ({ number }) => number), vertexOf };
}

/** Adds the few vertices that stand for the leaves from `first` up to but not including `end`. */
function addRange({ size, vertexOf }: RangeTree, first: number, end: number, found: number[]): void {
  let [low, high] = [first + size, end + size];
  for (; low < high; low >>= 1, high >>= 1) {
    if (low % 2 === 1) found.push(vertexOf[low++]!);
    if (high % 2 === 1) found.push(vertexOf[--high]!);
  }
}
