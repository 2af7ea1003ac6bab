// Who waits for whom in a workflow: the union of what tasks say of their parents and of their children, and what is
// odd about it.

import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import { type At, below, complain, spanAt } from '../../schema.ts';
import { type Edges, findCircle, heaviestChains } from '../graph.ts';
import type { Workflow } from './wf-format.ts';

/** The first of some oddities, and how many there are. */
interface Tally {
  count: number;
  at?: At;
  id: string;
}

const createTally = (): Tally => ({ count: 0, id: '' });

function tally(into: Tally, at: At, id: string): void {
  if (into.count++ > 0) return;
  into.at = at;
  into.id = id;
}

const BY_PARENTS = 1;
const BY_CHILDREN = 2;
const BOTH = 3;

/** For each of the first `count` tasks the tasks it waits for; undefined when ids are repeated. */
export function dependenciesOf(
  workflow: Workflow,
  count: number,
): readonly (readonly number[])[] | undefined {
  const indexes = indexesOf(workflow);
  if (indexes === undefined) return undefined;
  const { tasks, tasksAt } = workflow;
  /** By the waited for task times their number plus the waiting one: who says so. */
  const links = new Map<number, number>();
  const unknown = createTally();
  for (const [side, key] of [
    [BY_PARENTS, 'parents'],
    [BY_CHILDREN, 'children'],
  ] as const) {
    // biome-ignore format: short
    tasks.forEach((task, index) => {
      task[key].forEach((name, place) => {
        const other = indexes.get(name);
        if (other === undefined) {
          tally(unknown, below(below(below(tasksAt, index), key), place), name);
          return;
        }
        const [before, after] = side === BY_PARENTS ? [other, index] : [index, other];
        const link = before * tasks.length + after;
        links.set(link, (links.get(link) ?? 0) | side);
      });
    });
  }
  tellUnknown(unknown);
  tellOneSided(workflow, links);
  return parentsOf(workflow, links, count);
}

/** The place of each task by what it is called. */
function indexesOf({ tasks, tasksAt }: Workflow): ReadonlyMap<string, number> | undefined {
  const indexes = new Map<string, number>();
  let isRepeated = false;
  tasks.forEach(({ id }, index) => {
    if (!indexes.has(id)) indexes.set(id, index);
    else {
      isRepeated = true;
      const at = below(tasksAt, index);
      complain(at, () => complaints['repeated-task'](spanAt(at), { id }));
    }
  });
  tasks.forEach(({ names }, index) => {
    for (const name of names) if (!indexes.has(name)) indexes.set(name, index);
  });
  return isRepeated ? undefined : indexes;
}

function parentsOf(
  { tasks, tasksAt }: Workflow,
  links: ReadonlyMap<number, number>,
  count: number,
): readonly (readonly number[])[] {
  const parents: number[][] = Array.from({ length: count }, () => []);
  const edges: Edges = { from: [], to: [] };
  const cut = createTally();
  for (const link of links.keys()) {
    const [before, after] = [Math.floor(link / tasks.length), link % tasks.length];
    if (after >= count) continue;
    if (before >= count) {
      tally(cut, below(tasksAt, after), '');
      continue;
    }
    parents[after]!.push(before);
    edges.from.push(before);
    edges.to.push(after);
  }
  const { at } = cut;
  if (at !== undefined) complain(at, () => complaints['cut-dependencies'](spanAt(at), { count: cut.count }));
  tellCircle(tasks.slice(0, count).map(({ id }) => id), edges, tasksAt); // biome-ignore format: short
  return parents;
}

function tellUnknown({ at, count, id }: Tally): void {
  if (at !== undefined) complain(at, () => complaints['unknown-task'](spanAt(at), { count, id }));
}

// A file in which only one kind of list is filled says everything once; that is no disagreement.
function tellOneSided({ tasks, tasksAt }: Workflow, links: ReadonlyMap<number, number>): void {
  const kinds = new Set(links.values());
  if (!kinds.has(BOTH) && kinds.size < 2) return;
  const odd = createTally();
  for (const [link, said] of links) {
    if (said === BOTH) continue;
    const [before, after] = [Math.floor(link / tasks.length), link % tasks.length];
    tally(odd, below(tasksAt, said === BY_PARENTS ? after : before), '');
  }
  const { at, count } = odd;
  if (at === undefined) return;
  complain(at, () => complaints['one-sided'](spanAt(at), { count, total: links.size }));
}

const MOST_SHOWN = 5;

function tellCircle(ids: readonly string[], edges: Edges, tasksAt: At): void {
  const circle = findCircle(ids.length, edges);
  const [first] = circle;
  if (first === undefined) return;
  const { order } = heaviestChains(new Float64Array(ids.length), edges);
  const shown = circle.slice(0, MOST_SHOWN).map((task) => `\`${ids[task]}\``);
  const more = circle.length > MOST_SHOWN ? ['…'] : [];
  const holes = {
    circle: [...shown, ...more, `\`${ids[first]}\``].join(' → '),
    count: ids.length - order.length,
    total: ids.length,
  };
  const at = below(tasksAt, first);
  complain(at, () => complaints.circle(spanAt(at), holes));
}
