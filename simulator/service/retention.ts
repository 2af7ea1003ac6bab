// The files that completed tasks leave on nodes, each until its retention is over or its task is deleted: a node that
// leaves by `retaineddata` waits for the last. Which task holds which node is kept only where tasks can be deleted.
// Source: REST TaskConstraints, `retentionTime`; docs "pool and node deletion".

import type { Instant } from '../../runtime/index.ts';
import { type Account, touch } from './account.ts';

/** The end of each task's retention on each node, and the nodes that each task is on. */
export interface RetainedData {
  readonly byNode: Map<number, Map<number, Instant>>;
  readonly byTask: Map<number, Set<number>>;
}

/** A task's files stay on the node until then. */
export function retain({ nodes, retained }: Account, node: number, task: number, until: Instant): void {
  if (nodes.retainUntil[node]! < until) nodes.retainUntil[node] = until;
  if (retained === undefined) return;
  const tasks = retained.byNode.get(node) ?? new Map<number, Instant>();
  retained.byNode.set(node, tasks.set(task, until));
  const holding = retained.byTask.get(task) ?? new Set<number>();
  retained.byTask.set(task, holding.add(node));
}

/** When the last retention on the node ends; in the past when nothing is retained there. */
export function retainedUntil({ nodes, retained, kernel }: Account, node: number): Instant {
  if (retained === undefined) return nodes.retainUntil[node]!;
  let last = kernel.now;
  const tasks = retained.byNode.get(node);
  for (const [task, until] of tasks ?? []) {
    if (until <= kernel.now) tasks!.delete(task);
    else last = Math.max(last, until);
  }
  return last;
}

/** A deleted task's files are gone from all nodes at once; a node that waits for that is looked at again. */
export function dropRetained(account: Account, task: number): void {
  const { nodes, retained, pools } = account;
  for (const node of retained?.byTask.get(task) ?? []) {
    if (retained!.byNode.get(node)?.delete(task) !== true || !nodes.pending.has(node)) continue;
    const pool = pools[nodes.pools[node]!]!;
    pool.touchedNodes.push(node);
    touch(account, pool);
  }
  retained?.byTask.delete(task);
}

/** The node's disk is new: nothing is left there. */
export function forgetDisk({ nodes, kernel, retained }: Account, node: number): void {
  nodes.retainUntil[node] = kernel.now;
  retained?.byNode.delete(node);
}
