// Tasks of one job that wait for each other in a circle: the service accepts them, and none of them ever runs.

import type { TaskSpec } from '../model/task.ts';
import { connect, findCircle, type Graph } from './graph.ts';
import { addRange, firstAtLeast, treeOver } from './range-tree.ts';

/** A task, or several with ids `id-1`, `id-2` and so on, as far as dependencies go. */
export interface Dependent {
  readonly id: string;
  readonly count?: number;
  readonly spec: Pick<TaskSpec, 'dependsOn'>;
}

/** The indexes of tasks in a circle, in which each waits for the next and the last for the first; empty when there is none. */
export function circleIn(tasks: readonly Dependent[]): readonly number[] {
  if (tasks.every(({ spec }) => spec.dependsOn === undefined)) return [];
  const graph: Graph = { vertices: tasks.length, edges: { from: [], to: [] } };
  const lookup = createLookup(tasks);
  const tree = treeOver(numberedIn(tasks), graph);
  const parents: number[] = [];
  tasks.forEach(({ spec }, task) => {
    const { taskIds = [], taskIdRanges = [] } = spec.dependsOn ?? {};
    parents.length = 0;
    for (const { start, end } of taskIdRanges)
      addRange(tree, firstAtLeast(tree.numbers, start), firstAtLeast(tree.numbers, end + 1), parents);
    for (const id of taskIds) parents.push(...lookup(id));
    for (const parent of parents) connect(graph.edges, parent, task);
  });
  const circle = findCircle(graph.vertices, graph.edges).filter((vertex) => vertex < tasks.length);
  return circle.reverse();
}

/** The task of an id, numbered ones of a group included. */
function createLookup(tasks: readonly Dependent[]): (id: string) => readonly number[] {
  const known = new Map(tasks.map(({ id }, index) => [id.toLowerCase(), index]));
  return (id) => {
    const key = id.toLowerCase();
    const task = known.get(key);
    if (task !== undefined && tasks[task]!.count === undefined) return [task];
    const [, base = '', number = ''] = /^(.*)-([1-9]\d*)$/.exec(key) ?? [];
    const group = known.get(base);
    return group !== undefined && Number(number) <= (tasks[group]!.count ?? 0) ? [group] : [];
  };
}

/** Tasks whose ids are numbers; of several that write the same number, the first to complete counts, so none does here. */
function numberedIn(tasks: readonly Dependent[]) {
  const found = new Map<number, number | undefined>();
  tasks.forEach(({ id, count }, task) => {
    if (count !== undefined || !/^\d{1,15}$/.test(id)) return;
    const number = Number(id);
    found.set(number, found.has(number) ? undefined : task);
  });
  return [...found].flatMap(([number, vertex]) => (vertex === undefined ? [] : [{ number, vertex }]));
}
