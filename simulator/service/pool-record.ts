// What the service remembers of a pool besides what its user said: counts, seats, the resize and the formula.

import type { Instant } from '../../runtime/index.ts';
import type { EventId } from '../kernel/queue.ts';
import type { NodeDeallocationOption } from '../model/node.ts';
import type { AllocationState, PoolSpec, PoolState, ResizeError } from '../model/pool.ts';
import type { ServiceChoices } from '../scenario.ts';
import { familyOf } from '../sizes.ts';
import { type Account, type ByKind, createWaiting } from './account.ts';
import type { AutoScale, Recorded } from './autoscale-settings.ts';
import { IndexList } from './index-list.ts';
import { IndexBag, IndexSet } from './index-set.ts';
import { NONE } from './task-table.ts';
import type { Waiting } from './waiting.ts';

/** A resize under way. */
export interface Resize {
  readonly startedAt: Instant;
  readonly option: NodeDeallocationOption;
  readonly isGrowing: boolean;
  /** Nodes that a core quota refuses, by kind; of the dedicated ones, those that the quota of the family does. */
  readonly refused: ByKind;
  refusedByFamily: number;
  /** Nodes beyond what a pool with inter-node communication can have. */
  refusedByLimit: number;
  /** The nodes that a user named to be removed and that are still to be let go. */
  named: readonly number[];
  /** The end of patience; none under autoscale. */
  timeout: EventId;
  /** Whether a shortfall ends the resize; under autoscale only from the next evaluation on (U-54). */
  endsShort: boolean;
}

/** Nodes that still wait for a new system, and those that get it now. */
export interface PoolUpgrade {
  readonly size: number;
  readonly waiting: number[];
  batch: readonly number[];
}

/** Seats by how many slots are free there, and which of these counts occur. */
export interface SeatGroup {
  readonly byFreeSlots: readonly IndexSet[];
  readonly counts: IndexSet;
}

export interface Pool {
  readonly index: number;
  spec: PoolSpec;
  readonly coresPerNode: number;
  /** The family that Azure counts its cores under; '' when nobody knows. */
  readonly family: string;
  /** Whether a job or job schedule made it for itself. */
  readonly isAutoPool: boolean;
  /** The jobs that are bound to it. */
  readonly jobs: Set<number>;
  readonly createdAt: Instant;
  state: PoolState;
  /** When its deletion was asked for. */
  deletedAt: Instant | undefined;
  allocationState: AllocationState;
  autoScale: AutoScale | undefined;
  /** When autoscale was last enabled or changed by a user; -Infinity for never. */
  formulaSetAt: Instant;
  /** Every metric that a formula reads, or read, with its step series. */
  readonly recordings: Recorded[];
  resize: Resize | undefined;
  resizeErrors: readonly ResizeError[];
  readonly target: ByKind;
  /** Nodes in the pool: from `creating` until they are gone, leaving and preempted ones included. */
  readonly current: ByKind;
  /** Nodes asked for that are not yet created. */
  readonly requested: [IndexBag, IndexBag];
  /** Whether low-priority nodes that could not be had are still sought (U-43). */
  seeksLowPriority: boolean;
  /** Nodes on their way out. */
  readonly leaving: ByKind;
  /** Nodes in each state, by kind; the index is the state's code. */
  readonly nodesByState: [Int32Array, Int32Array];
  /** The nodes in the pool. */
  readonly nodes: Set<number>;
  /** All nodes that ever joined, in order. */
  readonly joined: number[];
  /** Tasks of this pool's jobs by what formulas count. */
  activeTasks: number;
  runningTasks: number;
  succeededTasks: number;
  failedTasks: number;
  readonly waiting: Waiting;
  /** The multi-instance task for which idle nodes are held; NONE when there is none. */
  heldFor: number;
  /** The node in each seat; seats that are free again. */
  readonly seatNodes: number[];
  readonly freeSeats: IndexSet;
  /** Addresses that were ever used; those that are free again. */
  addressCount: number;
  readonly freeAddresses: IndexSet;
  /** A new system on its way to all nodes, if there is one. */
  upgrade: PoolUpgrade | undefined;
  /** Where placement looks, in order of preference; each node kind's seats are in one of them. */
  readonly seatGroups: readonly SeatGroup[];
  readonly groupOfKind: readonly [SeatGroup, SeatGroup];
  /** Nodes whose executions changed since the last settling. */
  readonly touchedNodes: IndexList;
  /** Running tasks made room in this instant or before; until then nobody else has to. */
  preemptedUntil: Instant;
  isUnsettled: boolean;
  /** Targets changed, or a refused resize is to be tried again. */
  isRetargeted: boolean;
}

/** One group for all nodes, or one for each kind when one is preferred. */
function groupSeats(
  slots: number,
  prefer: ServiceChoices['preferNodes'],
): Pick<Pool, 'seatGroups' | 'groupOfKind'> {
  const group = (): SeatGroup => ({
    byFreeSlots: Array.from({ length: slots + 1 }, () => new IndexSet()),
    counts: new IndexSet(),
  });
  const first = group();
  if (prefer === 'none') return { seatGroups: [first], groupOfKind: [first, first] };
  const second = group();
  return {
    seatGroups: [first, second],
    groupOfKind: prefer === 'dedicated' ? [first, second] : [second, first],
  };
}

/** A new pool's bookkeeping, empty and unsettled. */
export function createPool(
  account: Account,
  spec: PoolSpec,
  isAutoPool: boolean,
  random: () => number,
): Pool {
  const states = (): Int32Array => new Int32Array(256);
  return {
    index: account.pools.length,
    spec,
    coresPerNode: account.settings.coresOf(spec.vmSize),
    family: familyOf(spec.vmSize)?.toLowerCase() ?? '',
    isAutoPool,
    jobs: new Set(),
    createdAt: account.kernel.now,
    state: 'active',
    deletedAt: undefined,
    allocationState: 'steady',
    autoScale: undefined,
    formulaSetAt: Number.NEGATIVE_INFINITY,
    recordings: [],
    seeksLowPriority: false,
    resize: undefined,
    resizeErrors: [],
    target: [0, 0],
    current: [0, 0],
    requested: [new IndexBag(), new IndexBag()],
    leaving: [0, 0],
    nodesByState: [states(), states()],
    nodes: new Set(),
    joined: [],
    activeTasks: 0,
    runningTasks: 0,
    succeededTasks: 0,
    failedTasks: 0,
    heldFor: NONE,
    waiting: createWaiting(account, spec.taskSchedulingPolicy.jobDefaultOrder, random),
    seatNodes: [],
    freeSeats: new IndexSet(),
    addressCount: 0,
    freeAddresses: new IndexSet(),
    upgrade: undefined,
    ...groupSeats(spec.taskSlotsPerNode, account.settings.choices.preferNodes),
    touchedNodes: new IndexList(),
    preemptedUntil: 0,
    isUnsettled: false,
    isRetargeted: false,
  };
}
