// The columns of all nodes, and what the service remembers of each beside Azure's own fields.
// A node is a whole number, never used again; its seat in the pool is.

import {
  type NodeDeallocationOption,
  type NodeError,
  nodeStateCode,
  type StartTaskInfo,
} from '../model/node.ts';
import type { ApplicationPackageReference } from '../model/task.ts';
import { longer, NONE } from './task-table.ts';

/** Codes of the node states the service itself writes. */
export const NODE = {
  idle: nodeStateCode('idle'),
  running: nodeStateCode('running'),
  creating: nodeStateCode('creating'),
  starting: nodeStateCode('starting'),
  waitingforstarttask: nodeStateCode('waitingforstarttask'),
  starttaskfailed: nodeStateCode('starttaskfailed'),
  leavingpool: nodeStateCode('leavingpool'),
  offline: nodeStateCode('offline'),
  preempted: nodeStateCode('preempted'),
  rebooting: nodeStateCode('rebooting'),
  reimaging: nodeStateCode('reimaging'),
  upgradingos: nodeStateCode('upgradingos'),
  deallocating: nodeStateCode('deallocating'),
  deallocated: nodeStateCode('deallocated'),
  unusable: nodeStateCode('unusable'),
  unknown: nodeStateCode('unknown'),
} as const;

/** Not an Azure state: asked for and not yet created, or gone. Such a node is not in the pool. */
export const OUTSIDE = 255;

/** Index of dedicated and low-priority in whatever is kept for each kind. */
export const DEDICATED = 0;
export const LOW_PRIORITY = 1;
export type NodeKind = typeof DEDICATED | typeof LOW_PRIORITY;
export const NODE_KINDS: readonly NodeKind[] = [DEDICATED, LOW_PRIORITY];

/** What is asked of a node and waits until its tasks, and with `retaineddata` their data, are gone. */
export interface PendingOperation {
  readonly operation: 'remove' | 'reboot' | 'reimage' | 'deallocate' | 'upgrade';
  readonly option: NodeDeallocationOption;
}

/** Rows of nodes, addressed by a number that is never used again. */
export class NodeTable {
  count = 0;
  /** A code of NODE_STATES, or OUTSIDE. */
  states = new Uint8Array(64);
  pools = new Int32Array(64);
  kinds = new Uint8Array(64);
  /** Place in the pool while it takes tasks; NONE otherwise. Lowest seats are used again first. */
  seats = new Int32Array(64);
  freeSlots = new Int32Array(64);
  /** First of the node's executions; NONE when it has none. */
  heads = new Int32Array(64);
  /** Executions on the node, those placed and not yet running included. */
  executions = new Int32Array(64);
  /** When the state was entered. */
  since = new Float64Array(64);
  /** When the machine it has now was created. */
  createdAt = new Float64Array(64);
  /** When the last retention of a task's data on the node ends. */
  retainUntil = new Float64Array(64);
  /** When its first machine was created, and when its agent started last. */
  allocatedAt = new Float64Array(64);
  bootedAt = new Float64Array(64);
  /** Attempts of tasks that began on the node, and tasks that succeeded there. */
  tasksRun = new Int32Array(64);
  tasksSucceeded = new Int32Array(64);
  /** Place of its address among those of the pool; lowest ones are used again first. */
  addresses = new Int32Array(64);
  /** Why the node takes no tasks though it is idle or running: bits of CLOSED; 0 when it does. */
  closed = new Uint8Array(64);
  /** What waits to be done with a node; few nodes have something. */
  readonly pending = new Map<number, PendingOperation>();
  /** Where an unknown node was before. */
  readonly lostFrom = new Map<number, number>();
  /** Why an unusable node is so. */
  readonly errors = new Map<number, NodeError>();
  /** Application packages that were installed on a node; none for pools without. */
  readonly packages = new Map<number, readonly ApplicationPackageReference[]>();
  /** How the last start task went that is over. */
  readonly startTasks = new Map<number, StartTaskInfo>();
  readonly ids: string[] = [];

  add(pool: number, kind: NodeKind): number {
    const node = this.count++;
    if (node === this.states.length) this.grow();
    this.states[node] = OUTSIDE;
    this.pools[node] = pool;
    this.kinds[node] = kind;
    this.seats[node] = NONE;
    this.freeSlots[node] = 0;
    this.heads[node] = NONE;
    this.executions[node] = 0;
    this.closed[node] = 0;
    this.bootedAt[node] = Number.NaN;
    this.tasksRun[node] = 0;
    this.tasksSucceeded[node] = 0;
    this.ids.push('');
    return node;
  }

  /** The node is gone: what few nodes have is forgotten. */
  forget(node: number): void {
    this.pending.delete(node);
    this.lostFrom.delete(node);
    this.errors.delete(node);
    this.packages.delete(node);
    this.startTasks.delete(node);
  }

  kindOf(node: number): NodeKind {
    return this.kinds[node] as NodeKind;
  }

  private grow(): void {
    const length = this.states.length * 2;
    this.states = longer(this.states, new Uint8Array(length));
    this.pools = longer(this.pools, new Int32Array(length));
    this.kinds = longer(this.kinds, new Uint8Array(length));
    this.seats = longer(this.seats, new Int32Array(length));
    this.freeSlots = longer(this.freeSlots, new Int32Array(length));
    this.heads = longer(this.heads, new Int32Array(length));
    this.executions = longer(this.executions, new Int32Array(length));
    this.closed = longer(this.closed, new Uint8Array(length));
    this.allocatedAt = longer(this.allocatedAt, new Float64Array(length));
    this.bootedAt = longer(this.bootedAt, new Float64Array(length));
    this.tasksRun = longer(this.tasksRun, new Int32Array(length));
    this.tasksSucceeded = longer(this.tasksSucceeded, new Int32Array(length));
    this.addresses = longer(this.addresses, new Int32Array(length));
    this.since = longer(this.since, new Float64Array(length));
    this.createdAt = longer(this.createdAt, new Float64Array(length));
    this.retainUntil = longer(this.retainUntil, new Float64Array(length));
  }
}
