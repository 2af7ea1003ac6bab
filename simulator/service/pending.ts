// What is asked of a node and has to wait: its removal, reboot, reimage or deallocation, by one of Azure's four
// options. The node takes no new tasks meanwhile. Source: REST Pool - Remove Nodes, Node - Reboot, Reimage, Deallocate.

import type { NodeDeallocationOption } from '../model/node.ts';
import { RANKS } from '../ranks.ts';
import type { Account } from './account.ts';
import { CLOSED } from './availability.ts';
import { terminateExecution } from './completion.ts';
import { returnExecution } from './executions.ts';
import { NODE, type PendingOperation } from './node-table.ts';
import { preparationsLost } from './preparations.ts';
import { restart } from './reruns.ts';
import { retainedUntil } from './retention.ts';
import { setNodeClosed, setNodeState } from './transitions.ts';

/** What an option does with the tasks of a node, and whether the node waits for their data. */
interface OptionRule {
  readonly tasks: 'requeue' | 'terminate' | 'finish';
  readonly waitsForRetention: boolean;
}

const RULES: Record<NodeDeallocationOption, OptionRule> = {
  requeue:        { tasks: 'requeue',   waitsForRetention: false },
  terminate:      { tasks: 'terminate', waitsForRetention: false },
  taskcompletion: { tasks: 'finish',    waitsForRetention: false },
  retaineddata:   { tasks: 'finish',    waitsForRetention: true },
}; // biome-ignore format: a table

/** What is done once nothing holds the node any more. */
const DEEDS: Record<PendingOperation['operation'], (account: Account, node: number) => void> = {
  remove: (account, node) => {
    preparationsLost(account, node, 'removed');
    account.machines.release(node);
  },
  reboot: (account, node) => {
    restart(account, node, 'reboot');
    setNodeState(account, node, NODE.rebooting);
    account.machines.reboot(node);
  },
  reimage: (account, node) => {
    restart(account, node, 'reimage');
    setNodeState(account, node, NODE.reimaging);
    account.machines.reimage(node);
  },
  upgrade: (account, node) => {
    restart(account, node, 'upgrade');
    setNodeState(account, node, NODE.upgradingos);
    account.machines.upgrade(node);
  },
  deallocate: (account, node) => {
    restart(account, node, 'deallocation');
    setNodeState(account, node, NODE.deallocating);
    account.machines.deallocate(node);
  },
};

/** The node takes no more tasks; what runs there ends or goes on as the option says. `checkPending` follows. */
export function beginOperation(account: Account, node: number, pending: PendingOperation): void {
  account.nodes.pending.set(node, pending);
  setNodeClosed(account, node, CLOSED.pending, true);
  const { tasks } = RULES[pending.option];
  if (tasks !== 'finish') endExecutions(account, node, tasks);
}

/** Does what is asked of a node if nothing holds it any more; nothing when nothing is asked. */
export function checkPending(account: Account, node: number): void {
  const { nodes, kernel, timers } = account;
  const pending = nodes.pending.get(node);
  if (pending === undefined || nodes.executions[node]! > 0 || nodes.states[node] === NODE.unknown) return;
  const retainUntil = RULES[pending.option].waitsForRetention ? retainedUntil(account, node) : kernel.now;
  if (retainUntil > kernel.now) {
    kernel.at(retainUntil, RANKS.ready, timers.retentionEnd, node);
    return;
  }
  DEEDS[pending.operation](account, node);
  dropPending(account, node);
}

/** What was asked of the node will not be done, or is done. */
export function dropPending(account: Account, node: number): void {
  if (account.nodes.pending.delete(node)) setNodeClosed(account, node, CLOSED.pending, false);
}

/** Ends what runs on the node: for good, or to run again; `recovery` when the node was lost. */
export function endExecutions(
  account: Account,
  node: number,
  how: 'requeue' | 'terminate' | 'recovery',
): void {
  const { nodes, executions } = account;
  // An end may end others with it, so each time the first that is left is looked at.
  for (let row = nodes.heads[node]!; row >= 0; row = nodes.heads[node]!) {
    if (how === 'terminate' && executions.isRunning(row)) terminateExecution(account, row);
    else returnExecution(account, row, how === 'recovery' ? 'recovery' : 'requeue');
  }
}
