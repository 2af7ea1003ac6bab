// Shrink toward the targets: choose the nodes, and let each go by one of Azure's four options.
// Source: docs "pool and node deletion"; the order of choice is unpublished, ours is the recommended one.

import type { NodeDeallocationOption } from '../model/node.ts';
import { type Account, type Pool, slotsOn } from './account.ts';
import { stayingNodes, withdrawRequest } from './allocation.ts';
import { isUp } from './availability.ts';
import { NODE, NODE_KINDS, type NodeKind } from './node-table.ts';
import { beginOperation, checkPending, dropPending, endExecutions } from './pending.ts';
import { dropSpecials } from './specials.ts';
import { dropNode, setNodeState } from './transitions.ts';

/** Gives up what is beyond the targets: requests first, then nodes. */
export function deallocate(account: Account, pool: Pool): void {
  const option = pool.resize?.option ?? 'requeue';
  for (const kind of NODE_KINDS) {
    let surplus = stayingNodes(pool, kind) + pool.requested[kind].size - pool.target[kind];
    for (; surplus > 0 && pool.requested[kind].size > 0; surplus--) withdrawRequest(account, pool, kind);
    if (surplus > 0)
      for (const node of chooseNodes(account, pool, kind, surplus)) letGo(account, node, option);
  }
}

/** A node leaves the pool, by an option. A preempted one has no machine and is gone at once. */
export function letGo(account: Account, node: number, option: NodeDeallocationOption): void {
  const { nodes } = account;
  if (nodes.states[node] === NODE.preempted) {
    account.machines.withdraw(node);
    dropNode(account, node);
    return;
  }
  // Only a node that can run tasks has something to wait for.
  const waits = isUp(nodes, node);
  account.pools[nodes.pools[node]!]!.leaving[nodes.kindOf(node)]++;
  setNodeState(account, node, NODE.leavingpool);
  beginOperation(account, node, { operation: 'remove', option: waits ? option : 'requeue' });
  checkPending(account, node);
}

/** The node's machine was taken away: tasks recover elsewhere, the node waits for a new one. */
export function nodePreempted(account: Account, node: number): void {
  const { nodes } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  dropPending(account, node);
  endExecutions(account, node, 'recovery');
  dropSpecials(account, node);
  if (nodes.states[node] === NODE.leavingpool) {
    pool.leaving[nodes.kindOf(node)]--;
    account.machines.withdraw(node);
    dropNode(account, node);
    return;
  }
  setNodeState(account, node, NODE.preempted);
}

/** Which nodes go first: by class of state, then what the class sorts by; ascending. */
function chooseNodes(account: Account, pool: Pool, kind: NodeKind, count: number): readonly number[] {
  const { nodes } = account;
  const candidates: { readonly node: number; readonly keys: readonly number[] }[] = [];
  for (const node of pool.nodes) {
    if (nodes.kinds[node] !== kind || nodes.states[node] === NODE.leavingpool) continue;
    candidates.push({ node, keys: removalKeys(account, node) });
  }
  candidates.sort((a, b) => compareKeys(a.keys, b.keys) || a.node - b.node);
  return candidates.slice(0, count).map((candidate) => candidate.node);
}

const BOOTING: ReadonlySet<number> = new Set([NODE.creating, NODE.starting, NODE.waitingforstarttask]);

function removalKeys(account: Account, node: number): readonly number[] {
  const { nodes } = account;
  const state = nodes.states[node]!;
  if (state === NODE.idle) return [3, nodes.since[node]!];
  if (state === NODE.running) return [4, ...workOn(account, node)];
  if (BOOTING.has(state)) return [1, -nodes.createdAt[node]!];
  return [0, nodes.since[node]!];
}

/** Busy slots and work that would be lost, in milliseconds. */
function workOn(account: Account, node: number): [slots: number, elapsed: number] {
  const { nodes, executions, tasks, kernel } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  let slots = 0;
  let elapsed = 0;
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
    slots += slotsOn(pool, tasks.specs[tasks.specsOf[executions.tasks[row]!]!]!);
    elapsed += executions.elapsed(row, kernel.now);
  }
  return [slots, elapsed];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}
