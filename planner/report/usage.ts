// What a class of nodes did: slot time by what it was used for, node time by state. Slot times are whole
// milliseconds times slots, so that the parts of a bill add up to it exactly.

import type { Duration } from '../../runtime/index.ts';
import { ATTEMPT_ENDS, NODE_STATES, type NodeIdentity } from '../../simulator/index.ts';
import type { PoolLedger } from './pools.ts';
import type { Parts } from './report.ts';

const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** What a slot of a billed node counts as: free in one of three ways, or used. */
export const IDLE = 0;
export const BOOT = 1;
export const HELD = 2;
export const USED = 3;
/** The part of the used slots in which a node prepares itself for a job. */
export const SETUP = 4;
const SHARES = 5;

/** What a class of nodes did, in node hours; the five parts add up to `hours`. */
export interface Usage {
  readonly pool: PoolLedger;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly slots: number;
  readonly hours: number;
  readonly parts: Parts;
  /** By index of `ATTEMPT_ENDS`. */
  readonly endedBy: readonly number[];
  /** By index of `NODE_STATES`, billed or not. */
  readonly inState: readonly number[];
}

/** So many more slots used, and so many more nodes that run something; or the integrals of these. */
export interface ShareChange {
  readonly used: number;
  readonly busy: number;
}

/** Nodes of one pool, size, kind and number of slots: how many slots and nodes count as what, over time. */
export class NodeClass {
  readonly pool: PoolLedger;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly slots: number;
  /** What an hour of such a node costs; NaN when the size has no price. */
  readonly hourly: number;
  /** Billed nodes now. */
  billed = 0;
  /** Slots now by `IDLE`, `BOOT`, `HELD`, `USED` and, of the used ones, `SETUP`; change them after `advance`. */
  readonly shares = new Float64Array(SHARES);
  /** Slot time of ended attempts by how they ended. */
  readonly endedBy = new Float64Array(ATTEMPT_ENDS.length);
  private since: Duration;
  private readonly areas = new Float64Array(SHARES);
  private readonly nodesIn = new Float64Array(NODE_STATES.length);
  /** Sum of the times at which nodes came into a state, less those at which they left it. */
  private readonly enteredAt = new Float64Array(NODE_STATES.length);

  constructor(pool: PoolLedger, identity: NodeIdentity, hourly: number, time: Duration) {
    this.pool = pool;
    this.vmSize = identity.vmSize;
    this.isDedicated = identity.isDedicated;
    this.slots = Math.max(1, identity.taskSlotsPerNode);
    this.hourly = hourly;
    this.since = time;
  }

  /** The slots were used as they are from the last change until `time`. */
  advance(time: Duration): void {
    const length = time - this.since;
    if (!(length > 0)) return;
    const { shares, areas } = this;
    this.since = time;
    areas[IDLE]! += shares[IDLE]! * length;
    areas[BOOT]! += shares[BOOT]! * length;
    areas[HELD]! += shares[HELD]! * length;
    areas[USED]! += shares[USED]! * length;
    areas[SETUP]! += shares[SETUP]! * length;
  }

  /** Until `time` the shares differed from what they are by this much times the length, on the whole; then they differ by `now`. */
  follow(time: Duration, areas: ShareChange, now: ShareChange): void {
    this.advance(time);
    this.enter(this.areas, areas);
    this.enter(this.shares, now);
  }

  private enter(parts: Float64Array, { used, busy }: ShareChange): void {
    parts[USED]! += used;
    parts[HELD]! += busy * this.slots - used;
    parts[IDLE]! -= busy * this.slots;
  }

  /** A node's slots from now on: so many used, the rest free as `part`; before, so many used and free as `from`. */
  shift(time: Duration, from: number, usedBefore: number, part: number, used: number): void {
    this.advance(time);
    const { shares, slots } = this;
    shares[from]! -= slots - usedBefore;
    shares[part]! += slots - used;
    shares[USED]! += used - usedBefore;
  }

  /** One node more in a state, or one less. */
  countState(time: Duration, state: number, sign: number): void {
    this.nodesIn[state]! += sign;
    this.enteredAt[state]! += sign * time;
  }

  /** So many nodes went from one state to another, at times of which this is the sum. */
  shiftState(from: number, to: number, nodes: number, times: number): void {
    this.nodesIn[from]! -= nodes;
    this.nodesIn[to]! += nodes;
    this.enteredAt[from]! -= times;
    this.enteredAt[to]! += times;
  }

  /** All of it up to `end`; counting may go on. Attempts that came to nothing are taken out of the used time. */
  usage(end: Duration): Usage {
    const length = end - this.since;
    const [idle = 0, empty = 0, held = 0, taken = 0, preparing = 0] = this.areas.map(
      (area, part) => area + this.shares[part]! * length,
    );
    const setup = Math.min(taken, preparing);
    const used = taken - setup;
    const boot = empty + setup;
    const wasted = this.endedBy.reduce((sum, time, way) => (way === SUCCESS ? sum : sum + time), 0);
    const lost = Math.min(used, wasted);
    const hours = (slotTime: number) => slotTime / this.slots / 3_600_000;
    return {
      pool: this.pool,
      vmSize: this.vmSize,
      isDedicated: this.isDedicated,
      slots: this.slots,
      hours: hours(used + idle + boot + held),
      parts: {
        useful: hours(used - lost),
        idle: hours(idle),
        boot: hours(boot),
        held: hours(held),
        lost: hours(lost),
      },
      endedBy: Array.from(this.endedBy, hours),
      inState: Array.from(this.nodesIn, (nodes, state) => (nodes * end - this.enteredAt[state]!) / 3_600_000),
    };
  }
}
