// What the world says of a node, from its first machine to its end, and what that means for its tasks.
// Source: REST ComputeNodeState; docs "nodes and pools", "error handling", "Spot VMs".

import { printTimestamp } from '../../runtime/index.ts';
import type { NodeError } from '../model/node.ts';
import { type Account, nodeInfoOf, type Pool } from './account.ts';
import { isUpState, restingState } from './availability.ts';
import { LOW_PRIORITY, NODE, OUTSIDE } from './node-table.ts';
import { packagesInstalled } from './packages.ts';
import { beginOperation, checkPending, dropPending, endExecutions } from './pending.ts';
import { resumeReleases } from './release.ts';
import { restart } from './reruns.ts';
import { forgetDisk } from './retention.ts';
import { SPECIAL } from './special-table.ts';
import { type SpecialOver, startSpecial } from './specials.ts';
import { NONE } from './task-table.ts';
import { dropNode, enterNode, setNodeState } from './transitions.ts';

/** The world obtained a machine for a node that was asked for, or another for one that lost its own. */
export function nodeCreated(account: Account, node: number): void {
  const { nodes, kernel } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  nodes.createdAt[node] = kernel.now;
  forgetDisk(account, node);
  nodes.freeSlots[node] = pool.spec.taskSlotsPerNode;
  if (nodes.states[node] === OUTSIDE) {
    pool.requested[nodes.kindOf(node)].remove(node);
    enterNode(account, node, nodeIdOf(account, pool, node));
    return;
  }
  if (nodes.states[node] === NODE.unusable) restart(account, node, 'newmachine');
  dropPending(account, node);
  nodes.errors.delete(node);
  setNodeState(account, node, NODE.creating);
}

/** The machine is there and its agent starts: a restart that still waited for the data of tasks is overtaken. */
export function nodeStarting(account: Account, node: number): void {
  const { nodes, kernel } = account;
  dropPending(account, node);
  nodes.bootedAt[node] = kernel.now;
  nodes.errors.delete(node);
  setNodeState(account, node, NODE.starting);
}

/** The agent is ready: the start task runs first, beside the tasks when nobody waits for it. */
export function nodeBooted(account: Account, node: number): void {
  const { nodes, pools } = account;
  const { startTask } = pools[nodes.pools[node]!]!.spec;
  packagesInstalled(account, node);
  nodes.startTasks.delete(node);
  if (startTask !== undefined) startSpecial(account, SPECIAL.start, node, NONE);
  const waits = startTask?.waitForSuccess === true;
  setNodeState(account, node, waits ? NODE.waitingforstarttask : restingState(nodes, node));
  resumeReleases(account, node);
}

/** The start task is over: a node that waits for it goes on, or is of no use. */
export function startTaskOver(account: Account, { node, failure, ...over }: SpecialOver): void {
  const { nodes, kernel } = account;
  nodes.startTasks.set(node, {
    state: 'completed',
    startTime: over.startedAt,
    endTime: kernel.now,
    ...(over.exitCode === null ? {} : { exitCode: over.exitCode }),
    ...(failure === undefined ? {} : { failureInfo: failure }),
    retryCount: over.retries,
    result: failure === undefined ? 'success' : 'failure',
  });
  if (nodes.states[node] !== NODE.waitingforstarttask) return;
  setNodeState(account, node, failure === undefined ? restingState(nodes, node) : NODE.starttaskfailed);
  resumeReleases(account, node);
}

/** The machine of a released node is gone. */
export function nodeReleased(account: Account, node: number): void {
  const pool = account.pools[account.nodes.pools[node]!]!;
  pool.leaving[account.nodes.kindOf(node)]--;
  dropNode(account, node);
}

/** The node's machine was taken away: tasks recover elsewhere, the node waits for a new one. */
export function nodePreempted(account: Account, node: number): void {
  const { nodes, pools } = account;
  dropPending(account, node);
  endExecutions(account, node, 'recovery');
  restart(account, node, 'newmachine');
  if (nodes.states[node] === NODE.leavingpool) {
    pools[nodes.pools[node]!]!.leaving[LOW_PRIORITY]--;
    account.machines.withdraw(node);
    dropNode(account, node);
    return;
  }
  nodes.errors.delete(node);
  setNodeState(account, node, NODE.preempted);
}

/** The machine is off. */
export function nodeDeallocated(account: Account, node: number): void {
  setNodeState(account, node, NODE.deallocated);
}

/** The agent is not heard any more: its tasks may still run, and nobody knows. */
export function nodeLost(account: Account, node: number): void {
  const { nodes } = account;
  const state = nodes.states[node]!;
  if (state === NODE.leavingpool || state === NODE.unusable) return;
  nodes.lostFrom.set(node, state);
  setNodeState(account, node, NODE.unknown);
}

/** The agent is heard again: the node goes on where it was. */
export function nodeFound(account: Account, node: number): void {
  const { nodes } = account;
  const before = nodes.lostFrom.get(node);
  if (nodes.states[node] !== NODE.unknown || before === undefined) return;
  setNodeState(account, node, isUpState(before) ? restingState(nodes, node) : before);
  resumeReleases(account, node);
  // What was asked of it may be done now.
  account.pools[nodes.pools[node]!]!.touchedNodes.push(node);
}

/** The node cannot run tasks any more; those it had recover elsewhere. */
export function nodeFailed(account: Account, node: number, error: NodeError): void {
  const { nodes, kernel, journal } = account;
  endExecutions(account, node, 'recovery');
  if (nodes.states[node] === NODE.leavingpool) {
    // There is nothing to wait for on a node that is of no use.
    if (nodes.pending.has(node)) beginOperation(account, node, { operation: 'remove', option: 'requeue' });
    checkPending(account, node);
    return;
  }
  dropPending(account, node);
  restart(account, node, 'reboot');
  nodes.errors.set(node, error);
  journal.fact({ time: kernel.now, event: 'NodeErrorEvent', nodeInfo: nodeInfoOf(account, node), ...error });
  setNodeState(account, node, NODE.unusable);
}

/** An id in the style of Azure's: pool, running number, creation time. */
function nodeIdOf(account: Account, pool: Pool, node: number): string {
  const stamp = printTimestamp(account.kernel.now).slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  return `tvm-${pool.index + 1}_${node + 1}-${stamp}z`;
}
