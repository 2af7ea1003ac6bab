// Whether a node takes tasks: one rule for placement, counts and reports. A node that is idle or running does, unless
// something closed it: its scheduling is disabled, or an operation waits for its tasks.

import { NODE, type NodeTable } from './node-table.ts';

/** Why an idle or running node takes no tasks; bits of the column `closed`. */
export const CLOSED = { disabled: 1, pending: 2 } as const;
export type Closure = (typeof CLOSED)[keyof typeof CLOSED];

/** Whether tasks can be placed on the node now, as far as it has free slots. */
export function takesTasks(nodes: NodeTable, node: number): boolean {
  const state = nodes.states[node]!;
  return (state === NODE.idle || state === NODE.running) && nodes.closed[node] === 0;
}

/** Whether the user disabled the node's scheduling. */
export const isDisabled = (nodes: NodeTable, node: number): boolean =>
  (nodes.closed[node]! & CLOSED.disabled) !== 0;

/** Whether a node in this state is up: it takes tasks unless something closed it. */
export const isUpState = (state: number): boolean =>
  state === NODE.idle || state === NODE.running || state === NODE.offline;

/** Whether the node is up. */
export const isUp = (nodes: NodeTable, node: number): boolean => isUpState(nodes.states[node]!);

/** The state of a node that is up: running, idle, or offline when nothing runs and scheduling is disabled. */
export function restingState(nodes: NodeTable, node: number): number {
  if (nodes.executions[node]! > 0) return NODE.running;
  return isDisabled(nodes, node) ? NODE.offline : NODE.idle;
}
