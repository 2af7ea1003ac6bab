// The critical path: however many nodes there are, the tasks of a workload take at least this long, because each
// task on it waits for the one before.

import type { Duration } from '../../runtime/index.ts';
import type { TaskDependencies } from '../model/task.ts';
import { connect, type Graph, heaviestChains } from './graph.ts';
import { addRange, firstAtLeast, type Numbered, type RangeTree, treeOver } from './range-tree.ts';
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
    tasks.tree ??= treeOver(numberedIn(tasks.byNumber), graph);
    const { tree } = tasks;
    addRange(tree, firstAtLeast(tree.numbers, start), firstAtLeast(tree.numbers, end + 1), found);
  }
  return found;
}

const numberedIn = (byNumber: JobTasks['byNumber']): readonly Numbered[] =>
  [...byNumber].flatMap(([number, vertex]) => (vertex === undefined ? [] : [{ number, vertex }]));
