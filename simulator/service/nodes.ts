// Commands on nodes, named as Azure's operations. What is asked of a node waits for its tasks as the option says.
// Source: REST Nodes - Reboot, Reimage, Deallocate, Start, Disable Scheduling, Enable Scheduling.

import type { DisableSchedulingOption, NodeDeallocationOption, NodeState } from '../model/node.ts';
import { NODE_STATES } from '../model/node.ts';
import type { Account, Pool } from './account.ts';
import { CLOSED, isDisabled } from './availability.ts';
import { NODE, OUTSIDE, type PendingOperation } from './node-table.ts';
import { beginOperation, endExecutions } from './pending.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { NONE } from './task-table.ts';
import { setNodeClosed, setNodeState } from './transitions.ts';

export { upgradeOs } from './node-upgrades.ts';

/** The node of the pool with that id, or at that place among all that ever joined, from 1; NONE when it is not there. */
export function findNode({ nodes }: Account, pool: Pool, name: string | number): number {
  if (typeof name === 'number') {
    const node = pool.joined[name - 1] ?? NONE;
    return node >= 0 && nodes.states[node] !== OUTSIDE ? node : NONE;
  }
  const id = name.toLowerCase();
  for (const node of pool.nodes) if (nodes.ids[node]!.toLowerCase() === id) return node;
  return NONE;
}

/** States in which a node can be restarted: it works, or restarting is what helps. */
const RESTARTABLE: ReadonlySet<NodeState> = new Set([
  'idle',
  'running',
  'offline',
  'unusable',
  'starttaskfailed',
]);
const DEALLOCATABLE: ReadonlySet<NodeState> = new Set(['idle', 'running', 'offline']);

/** What a node in this state is refused with; `nodeNotReady` where nothing is said. */
const STATE_REFUSALS: Partial<Record<NodeState, Refusal>> = {
  creating: REFUSALS.nodeBeingCreated,
  starting: REFUSALS.nodeBeingStarted,
  waitingforstarttask: REFUSALS.nodeBeingStarted,
  rebooting: REFUSALS.nodeBeingRebooted,
  reimaging: REFUSALS.nodeBeingReimaged,
  unusable: REFUSALS.nodeUnusable,
};

/** What a node is refused with for which something else is asked already. */
const PENDING_REFUSALS: Record<PendingOperation['operation'], Refusal> = {
  reboot: REFUSALS.nodeBeingRebooted,
  reimage: REFUSALS.nodeBeingReimaged,
  deallocate: REFUSALS.nodeOtherwiseBusy,
  upgrade: REFUSALS.nodeOtherwiseBusy,
  remove: REFUSALS.nodeNotReady,
};

/** Restarts the node's system. */
export const rebootNode = (account: Account, node: number, option: NodeDeallocationOption = 'requeue') =>
  ask(account, node, { operation: 'reboot', option }, RESTARTABLE);

/** Installs the node's system anew: its disk is lost. */
export const reimageNode = (account: Account, node: number, option: NodeDeallocationOption = 'requeue') =>
  ask(account, node, { operation: 'reimage', option }, RESTARTABLE);

/** Turns the node's machine off: it is not billed, and still of the pool. */
export const deallocateNode = (account: Account, node: number, option: NodeDeallocationOption = 'requeue') =>
  ask(account, node, { operation: 'deallocate', option }, DEALLOCATABLE);

function ask(
  account: Account,
  node: number,
  asked: PendingOperation,
  states: ReadonlySet<NodeState>,
): Refusal | undefined {
  const { nodes } = account;
  const state = NODE_STATES[nodes.states[node]!]!;
  const pending = nodes.pending.get(node);
  if (pending !== undefined) return PENDING_REFUSALS[pending.operation];
  if (!states.has(state)) return STATE_REFUSALS[state] ?? REFUSALS.nodeNotReady;
  beginOperation(account, node, asked);
  return undefined;
}

/** Turns a deallocated node on again. */
export function startNode(account: Account, node: number): Refusal | undefined {
  if (account.nodes.states[node] !== NODE.deallocated) return REFUSALS.nodeNotDeallocated;
  account.machines.start(node);
  return undefined;
}

/** States in which scheduling means nothing any more. */
const PAST_SCHEDULING: ReadonlySet<number> = new Set([NODE.leavingpool, NODE.preempted]);

/** The node takes no more tasks; those it has end, run again elsewhere, or finish. Then it is `offline`. */
export function disableScheduling(
  account: Account,
  node: number,
  option: DisableSchedulingOption = 'requeue',
): Refusal | undefined {
  const { nodes } = account;
  if (isDisabled(nodes, node)) return REFUSALS.sameSchedulingState;
  if (PAST_SCHEDULING.has(nodes.states[node]!)) return REFUSALS.nodeNotReady;
  setNodeClosed(account, node, CLOSED.disabled, true);
  if (option !== 'taskcompletion') endExecutions(account, node, option);
  return undefined;
}

/** The node takes tasks again. */
export function enableScheduling(account: Account, node: number): Refusal | undefined {
  const { nodes } = account;
  if (!isDisabled(nodes, node)) return REFUSALS.sameSchedulingState;
  setNodeClosed(account, node, CLOSED.disabled, false);
  if (nodes.states[node] === NODE.offline) setNodeState(account, node, NODE.idle);
  return undefined;
}
