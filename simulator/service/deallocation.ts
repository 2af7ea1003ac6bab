// Shrink toward the targets: choose the nodes, and let each go by one of Azure's four options.
// Source: docs "pool and node deletion"; the order of choice is unpublished, ours is the recommended one.

import { NODE_STATES, type NodeDeallocationOption, type NodeState } from '../model/node.ts';
import { type Account, type Pool, slotsOn } from './account.ts';
import { stayingNodes, withdrawRequest } from './allocation.ts';
import { isUp } from './availability.ts';
import { NODE, NODE_KINDS, type NodeKind, OUTSIDE } from './node-table.ts';
import { beginOperation, checkPending } from './pending.ts';
import { dropNode, setNodeState } from './transitions.ts';

/** Gives up what a user named, and what is beyond the targets: requests first, then nodes. */
export function deallocate(account: Account, pool: Pool): void {
  const { resize } = pool;
  if (resize === undefined) return;
  const { option, named } = resize;
  resize.named = [];
  for (const node of named) if (isThere(account, node)) letGo(account, node, option);
  for (const kind of NODE_KINDS) {
    let surplus = stayingNodes(pool, kind) + pool.requested[kind].size - pool.target[kind];
    for (; surplus > 0 && pool.requested[kind].size > 0; surplus--) withdrawRequest(account, pool, kind);
    if (surplus > 0)
      for (const node of chooseNodes(account, pool, kind, surplus)) letGo(account, node, option);
  }
}

const isThere = ({ nodes }: Account, node: number): boolean =>
  nodes.states[node] !== OUTSIDE && nodes.states[node] !== NODE.leavingpool;

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

/** The order in which a shrink takes nodes, by state (U-11); a node with a job manager goes after all others. */
const REMOVAL_CLASSES: Readonly<Record<NodeState, number>> = {
  preempted: 0, unusable: 0, starttaskfailed: 0, unknown: 0, deallocating: 0, deallocated: 0,
  creating: 1, starting: 1, waitingforstarttask: 1, rebooting: 1, reimaging: 1, upgradingos: 1,
  offline: 2,
  idle: 3,
  running: 4,
  leavingpool: 6,
}; // biome-ignore format: a table
const BOOTING = 1;
const RUNNING = 4;
const MANAGING = 5;

function removalKeys(account: Account, node: number): readonly number[] {
  const { nodes } = account;
  const rank = REMOVAL_CLASSES[NODE_STATES[nodes.states[node]!]!];
  if (rank === BOOTING) return [rank, -nodes.createdAt[node]!];
  if (rank !== RUNNING) return [rank, nodes.since[node]!];
  return [managesJob(account, node) ? MANAGING : rank, ...workOn(account, node)];
}

function managesJob({ nodes, executions, tasks }: Account, node: number): boolean {
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
    if (tasks.specs[tasks.specsOf[executions.tasks[row]!]!]!.demands?.managesJob === true) return true;
  }
  return false;
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
