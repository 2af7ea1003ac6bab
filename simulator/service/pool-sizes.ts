// Commands on the size of a pool, named as Azure's operations. Source: REST Pool - Resize, Stop Resize, Remove Nodes.

import type { Duration } from '../../runtime/index.ts';
import { MOST_NODES_A_REMOVAL, type NodeDeallocationOption } from '../model/node.ts';
import { MOST_COMMUNICATING_NODES, RESIZE_TIMEOUT } from '../model/pool.ts';
import type { Account, Pool } from './account.ts';
import { NODE } from './node-table.ts';
import { findNode } from './nodes.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { beginResize, stopResize as stop } from './resizing.ts';
import { NONE } from './task-table.ts';

/** What any change of size by hand is given. */
interface Way {
  /** PT15M unless set, whatever the pool's was. */
  readonly resizeTimeout?: Duration;
  readonly nodeDeallocationOption?: NodeDeallocationOption;
}

/** Changes the targets of a fixed pool; a target that is absent stays. */
export function resizePool(
  account: Account,
  pool: Pool,
  given: Way & { readonly targetDedicatedNodes?: number; readonly targetLowPriorityNodes?: number },
): Refusal | undefined {
  if (pool.autoScale !== undefined) return REFUSALS.autoScaleEnabled;
  const refusal = unsteady(pool) ?? badTimeout(given);
  if (refusal !== undefined) return refusal;
  const { targetDedicatedNodes, targetLowPriorityNodes } = given;
  if (targetDedicatedNodes === undefined && targetLowPriorityNodes === undefined) return REFUSALS.noTarget;
  const target = [targetDedicatedNodes ?? pool.target[0], targetLowPriorityNodes ?? pool.target[1]] as const;
  if (target.some((nodes) => !Number.isInteger(nodes) || nodes < 0)) return REFUSALS.badTarget;
  if (pool.spec.enableInterNodeCommunication && target[0] + target[1] > MOST_COMMUNICATING_NODES)
    return REFUSALS.tooManyCommunicating;
  begin(account, pool, [...target], given);
  return undefined;
}

/** Stops a resize under way; the pool keeps what it has. */
export function stopResize(account: Account, pool: Pool): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  if (pool.allocationState !== 'resizing') return REFUSALS.poolNotResizing;
  stop(account, pool);
  return undefined;
}

/** Removes nodes by name; the targets fall by as many. An autoscaled pool may grow again at its next evaluation. */
export function removeNodes(
  account: Account,
  pool: Pool,
  given: Way & { readonly nodeList: readonly (string | number)[] },
): Refusal | undefined {
  const refusal = unsteady(pool) ?? badTimeout(given);
  if (refusal !== undefined) return refusal;
  const { nodes } = account;
  const { nodeList } = given;
  if (nodeList.length === 0 || nodeList.length > MOST_NODES_A_REMOVAL) return REFUSALS.badNodeList;
  const named = new Set(nodeList.map((name) => findNode(account, pool, name)));
  if (named.has(NONE)) return REFUSALS.nodeNotFound;
  const target: [number, number] = [...pool.target];
  for (const node of named) {
    if (nodes.states[node] === NODE.leavingpool) return REFUSALS.nodeNotReady;
    const kind = nodes.kindOf(node);
    target[kind] = Math.max(0, target[kind] - 1);
  }
  begin(account, pool, target, given, [...named]);
  return undefined;
}

function begin(
  account: Account,
  pool: Pool,
  target: [number, number],
  { resizeTimeout = RESIZE_TIMEOUT.usual, nodeDeallocationOption = 'requeue' }: Way,
  named: readonly number[] = [],
): void {
  pool.spec = { ...pool.spec, resizeTimeout };
  beginResize(account, pool, target, { option: nodeDeallocationOption, timeout: resizeTimeout, named });
}

/** Why a pool's size cannot be changed by hand now. */
export function unsteady(pool: Pool): Refusal | undefined {
  if (pool.state === 'deleting') return REFUSALS.poolBeingDeleted;
  return pool.allocationState === 'steady' ? undefined : REFUSALS.poolBeingResized;
}

const badTimeout = ({ resizeTimeout }: Way): Refusal | undefined =>
  resizeTimeout !== undefined && resizeTimeout < RESIZE_TIMEOUT.least ? REFUSALS.badResizeTimeout : undefined;
