// Azure's compute node: its states and legal moves, which of them can take tasks, are billed, and are booting.
// Source: docs "nodes and pools"; billing: every node is billed whatever its state, a preempted one is gone.

import type { Instant } from '../../runtime/index.ts';
import { type Moves, moveBits } from './moves.ts';
import type { StartTask } from './pool.ts';
import type { FailureInfo } from './task.ts';

/** All states of a node, in Azure's wire spelling. The index is the code used in columns. */
export const NODE_STATES = [
  'idle', 'rebooting', 'reimaging', 'running', 'unusable', 'creating', 'starting', 'waitingforstarttask',
  'starttaskfailed', 'unknown', 'leavingpool', 'offline', 'preempted', 'upgradingos', 'deallocating', 'deallocated',
] as const; // biome-ignore format: a table
export type NodeState = (typeof NODE_STATES)[number];

/** What can happen to any node that is live: it is taken out, taken away, lost, or breaks. */
const ANY = ['leavingpool', 'preempted', 'unknown', 'unusable'] as const;

/**
 * Where a node can go from each state; one that has left, or was preempted and is not wanted any more, is gone. From
 * `unknown` a node that is heard again goes back to where it was, and from `leavingpool` one that still waited for
 * its tasks goes back to work when it is wanted after all.
 */
export const NODE_MOVES: Moves<NodeState> = {
  creating:            ['starting', ...ANY],
  starting:            ['waitingforstarttask', 'idle', 'offline', ...ANY],
  waitingforstarttask: ['idle', 'offline', 'starttaskfailed', ...ANY],
  starttaskfailed:     ['rebooting', 'reimaging', ...ANY],
  idle:                ['running', 'offline', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  running:             ['idle', 'offline', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  offline:             ['idle', 'rebooting', 'reimaging', 'upgradingos', 'deallocating', ...ANY],
  rebooting:           ['starting', ...ANY],
  reimaging:           ['starting', ...ANY],
  upgradingos:         ['starting', ...ANY],
  unusable:            ['creating', 'starting', 'rebooting', 'reimaging', 'leavingpool', 'preempted'],
  unknown: [
    'idle', 'running', 'offline', 'creating', 'starting', 'waitingforstarttask', 'starttaskfailed', 'rebooting',
    'reimaging', 'upgradingos', 'unusable', 'leavingpool', 'preempted',
  ],
  preempted:           ['creating'],
  deallocating:        ['deallocated', 'leavingpool'],
  deallocated:         ['starting', 'leavingpool'],
  leavingpool:         ['idle', 'running', 'offline'],
}; // biome-ignore format: a table

/** The same in bits, by the codes of states. */
export const NODE_MOVE_BITS = moveBits(NODE_STATES, NODE_MOVES);

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

/** Codes of the errors that Azure lists on a node; others show in the state alone. */
export const NODE_ERROR_CODES = { diskFull: 'DiskFull', package: 'ApplicationPackageError' } as const;

/** A node as Azure shows it. Source: REST ComputeNode. */
export interface ComputeNode {
  readonly id: string;
  readonly state: NodeState;
  readonly schedulingState: SchedulingState;
  readonly stateTransitionTime: Instant;
  /** Absent until it starts for the first time. */
  readonly lastBootTime?: Instant;
  /** When its first machine was obtained; healing and preemption do not change it. */
  readonly allocationTime: Instant;
  readonly ipAddress: string;
  readonly affinityId: string;
  readonly vmSize: string;
  /** These four leave out start, preparation and release tasks. */
  readonly totalTasksRun: number;
  readonly totalTasksSucceeded: number;
  readonly runningTasksCount: number;
  readonly runningTaskSlotsCount: number;
  readonly startTask?: StartTask;
  readonly startTaskInfo?: StartTaskInfo;
  readonly errors: readonly NodeError[];
  readonly isDedicated: boolean;
}

/** How the start task of a node goes. Source: REST StartTaskInformation. */
export interface StartTaskInfo {
  readonly state: 'running' | 'completed';
  /** Of the run that is the last. */
  readonly startTime: Instant;
  readonly endTime?: Instant;
  readonly exitCode?: number;
  readonly failureInfo?: FailureInfo;
  readonly retryCount: number;
  readonly result?: 'success' | 'failure';
}

/** One removal names at most this many nodes. Source: REST Pool - Remove Nodes. */
export const MOST_NODES_A_REMOVAL = 100;

/** The share of a pool's nodes whose system is upgraded at a time. Source: REST RollingUpgradePolicy. */
export const UPGRADE_SHARE = 0.2;
