// Blocked tasks that nothing can release any more, with the task at the root of it: one that failed, one that is not
// there, one that cannot run itself, or a circle. Linear in what the tasks say. Only asked when a run has ended, or by
// whoever wants to know. Source: docs "task dependencies": blocked tasks wait for ever.

import type { Instant } from '../../runtime/index.ts';
import type { Account, Job } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { numberOf } from './dependencies.ts';
import { addedAt, findTask, taskIdOf } from './task-ids.ts';
import { ABSENT, NONE, TASK } from './task-table.ts';

/** Why a task is never released: a code of ours, what stands at the root, and since when that is so. */
export interface Root {
  readonly code: 'DependencyFailed' | 'DependencyMissing' | 'DependencyCannotRun' | 'DependencyCycle';
  /** The id at the root. */
  readonly id: string;
  readonly since: Instant;
  /** Whether others stand between the task and its root. */
  readonly isFar?: boolean;
}

/** What is known of the blocked tasks of a job while they are looked at. */
interface Search {
  readonly account: Account;
  readonly job: Job;
  readonly waits: Dependencies;
  readonly roots: Map<number, Root>;
  /** Blocked tasks by the blocked task they wait for, and for how many such each waits. */
  readonly children: Map<number, number[]>;
  readonly open: Map<number, number>;
  /** Tasks by the number that their id is; made when somebody waits for a range. */
  numbered: Map<number, number[]> | undefined;
  /** Whether a task that waits for a node can never have one. */
  readonly cannotRun: (task: number) => boolean;
}

/** The blocked tasks of a job that are never released, each with its root, in the order in which they came. */
export function neverReleased(
  account: Account,
  job: Job,
  cannotRun: (task: number) => boolean,
): ReadonlyMap<number, Root> {
  const { dependencies: waits } = job;
  const roots = new Map<number, Root>();
  if (waits === undefined || waits.size === 0) return roots;
  const search: Search = {
    account, job, waits, roots, children: new Map(), open: new Map(), numbered: undefined, cannotRun,
  }; // biome-ignore format: a list
  for (const task of waits.blocked()) lookAt(search, task);
  handDown(search, [...roots.keys()]);
  findCircles(search);
  return new Map([...roots].sort(([a], [b]) => a - b));
}

/** Looks for what a blocked task waits for: a root, or other blocked tasks. */
function lookAt(search: Search, task: number): void {
  const { account, job, waits } = search;
  const { taskIds, taskIdRanges } = account.tasks.specOf(task).dependsOn!;
  search.open.set(task, 0);
  for (const id of taskIds) {
    if (waits.isMet(id)) continue;
    const parent = findTask(account, job, id);
    weigh(search, task, id, parent < 0 ? [] : [parent]);
  }
  for (const { start, end } of taskIdRanges) {
    const missing = waits.missingIn(start, end);
    if (missing === undefined) continue;
    search.numbered ??= numbersOf(search);
    weigh(search, task, String(missing), search.numbered.get(missing) ?? []);
  }
}

/** What it means to a task that none of these parents has satisfied it. */
function weigh(search: Search, task: number, id: string, parents: readonly number[]): void {
  const { account, waits, children, open } = search;
  const { tasks } = account;
  if (parents.length === 0) {
    // It may still come.
    if (account.watch.sources > 0 && !search.job.isFilled) return;
    setRoot(search, task, { code: 'DependencyMissing', id, since: addedAt(account, task) });
    return;
  }
  // Several tasks may stand for one number: as long as one of them can still satisfy, nothing is lost.
  const hopeless = parents.filter((parent) => isHopeless(search, parent));
  if (hopeless.length === parents.length) {
    const [parent] = hopeless as [number, ...number[]];
    const isOver = tasks.states[parent] === TASK.completed;
    const name = taskIdOf(account, parent);
    const since = isOver ? waits.failedAt(name) : addedAt(account, parent);
    setRoot(search, task, { code: isOver ? 'DependencyFailed' : 'DependencyCannotRun', id: name, since });
    return;
  }
  if (!parents.every((parent) => waits.isBlocked(parent))) return;
  const [parent] = parents as [number, ...number[]];
  open.set(task, open.get(task)! + 1);
  const siblings = children.get(parent);
  if (siblings === undefined) children.set(parent, [task]);
  else siblings.push(task);
}

/** Whether a parent that has not satisfied never will, whoever is blocked apart. */
function isHopeless({ account, waits, cannotRun }: Search, parent: number): boolean {
  const state = account.tasks.states[parent];
  if (state === TASK.completed) return true;
  return state === TASK.active && !waits.isBlocked(parent) && cannotRun(parent);
}

/** Failures count before all else that a task waits for. */
function setRoot({ roots }: Search, task: number, root: Root): void {
  if (roots.get(task)?.code !== 'DependencyFailed') roots.set(task, root);
}

/** Who waits for a task that is never released is not released either. */
function handDown({ roots, children }: Search, from: number[]): void {
  for (let parent = from.pop(); parent !== undefined; parent = from.pop()) {
    for (const child of children.get(parent) ?? []) {
      if (roots.has(child)) continue;
      roots.set(child, { ...roots.get(parent)!, isFar: true });
      from.push(child);
    }
  }
}

/** Those who wait for nothing but tasks that can go on are taken out; who is left waits in a circle, or for one. */
function findCircles({ account, roots, children, open }: Search): void {
  const free = [...open].filter(([, count]) => count === 0).map(([task]) => task);
  for (let parent = free.pop(); parent !== undefined; parent = free.pop()) {
    open.delete(parent);
    for (const child of children.get(parent) ?? []) {
      const left = open.get(child)! - 1;
      open.set(child, left);
      if (left === 0) free.push(child);
    }
  }
  for (const task of open.keys()) {
    if (roots.has(task)) continue;
    roots.set(task, { code: 'DependencyCycle', id: taskIdOf(account, task), since: addedAt(account, task) });
  }
}

function numbersOf({ account, job }: Search): Map<number, number[]> {
  const { tasks } = account;
  const numbered = new Map<number, number[]>();
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.states[task] === ABSENT || tasks.jobs[task] !== job.index) continue;
    const number = numberOf(taskIdOf(account, task));
    if (number === NONE) continue;
    const same = numbered.get(number);
    if (same === undefined) numbered.set(number, [task]);
    else same.push(task);
  }
  return numbered;
}
