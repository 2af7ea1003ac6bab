// Azure's compute node: its states and legal moves, which of them can take tasks, are billed, and are booting.
// Source: docs "nodes and pools"; billing: every node is billed whatever its state, a preempted one is gone.

import type { Moves } from './moves.ts';

/** All states of a node, in Azure's wire spelling. The index is the code used in columns. */
export const NODE_STATES = [
  'idle', 'rebooting', 'reimaging', 'running', 'unusable', 'creating', 'starting', 'waitingforstarttask',
  'starttaskfailed', 'unknown', 'leavingpool', 'offline', 'preempted', 'upgradingos', 'deallocating', 'deallocated',
] as const; // biome-ignore format: a table
export type NodeState = (typeof NODE_STATES)[number];

/** What can happen to any node that has a machine: it is taken out, taken away, lost, or breaks. */
const ANY = ['leavingpool', 'preempted', 'unknown', 'unusable'] as const;

/** Where a node can go from each state. A node that leaves the pool, or is preempted and not wanted, is gone. */
export const NODE_MOVES: Moves<NodeState> = {
  creating: ['starting', ...ANY],
  starting: ['waitingforstarttask', 'idle', 'offline', ...ANY],
  waitingforstarttask: ['idle', 'offline', 'starttaskfailed', 'rebooting', 'reimaging', ...ANY],
  starttaskfailed: ['rebooting', 'reimaging', 'deallocating', ...ANY],
  idle: ['running', 'offline', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  running: ['idle', 'offline', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  offline: ['idle', 'running', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  rebooting: ['starting', ...ANY],
  reimaging: ['starting', ...ANY],
  upgradingos: ['starting', ...ANY],
  unusable: ['creating', 'starting', 'rebooting', 'reimaging', 'deallocating', 'leavingpool', 'preempted', 'unknown', 'idle', 'running'],
  unknown: ['idle', 'running', 'offline', 'creating', 'starting', 'unusable', 'leavingpool', 'preempted', 'rebooting', 'reimaging', 'deallocating'],
  preempted: ['creating', 'leavingpool'],
  deallocating: ['deallocated', 'leavingpool', 'preempted'],
  deallocated: ['starting', 'leavingpool'],
  leavingpool: ['idle', 'running', 'offline', 'preempted'],
}; // biome-ignore format: a table

/** The code of a state: its index in `NODE_STATES`. */
export const nodeStateCode = (state: NodeState): number => NODE_STATES.indexOf(state);

export const SCHEDULING_STATES = ['enabled', 'disabled'] as const;
export type SchedulingState = (typeof SCHEDULING_STATES)[number];

/** States in which the node's machine is billed. */
export const BILLED_STATES: ReadonlySet<NodeState> = new Set(
  NODE_STATES.filter((state) => state !== 'preempted' && state !== 'deallocated'),
);

/** States on the way from allocation to the first task: the node costs and cannot work yet. */
export const BOOT_STATES: ReadonlySet<NodeState> = new Set([
  'creating', 'starting', 'waitingforstarttask', 'rebooting', 'reimaging', 'upgradingos',
] satisfies NodeState[]); // biome-ignore format: a table

/** States in which a node can run tasks. */
export const USABLE_STATES: ReadonlySet<NodeState> = new Set(['idle', 'running'] satisfies NodeState[]);

export const NODE_DEALLOCATION_OPTIONS = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'] as const;
/** What happens to a node's tasks before it is removed, rebooted, reimaged or deallocated. */
export type NodeDeallocationOption = (typeof NODE_DEALLOCATION_OPTIONS)[number];

export const DISABLE_SCHEDULING_OPTIONS = ['requeue', 'terminate', 'taskcompletion'] as const;
export type DisableSchedulingOption = (typeof DISABLE_SCHEDULING_OPTIONS)[number];

/** Why a node is not usable. Source: REST ComputeNodeError. */
export interface NodeError {
  readonly code: string;
  readonly message: string;
}

/** One removal names at most this many nodes. Source: REST Pool - Remove Nodes. */
export const MOST_NODES_A_REMOVAL = 100;
