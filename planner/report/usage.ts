// What a class of nodes did: slot time by what it was used for, node time by state. Slot times are whole
// milliseconds times slots, so that the parts of a bill add up to it exactly.

import { ATTEMPT_ENDS, NODE_STATES } from '../../simulator/index.ts';
import type { PoolLedger } from './pools.ts';
import type { Parts } from './report.ts';

const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** What the free slots of a node that runs nothing count as. */
export const IDLE = 0;
export const BOOT = 1;
export const HELD = 2;

/** Slot time (slots times milliseconds) of the billed nodes of a class by use, and node time by state. */
export interface Tally {
  used: number;
  /** Free slots by `IDLE`, `BOOT`, `HELD`. */
  readonly free: Float64Array;
  /** Slot time of ended attempts by how they ended. */
  readonly endedBy: Float64Array;
  readonly inState: Float64Array;
}

/** Nodes of one pool, size, kind and number of slots. */
export interface NodeClass {
  readonly pool: PoolLedger;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly slots: number;
  readonly tally: Tally;
  /** What an hour of such a node costs; NaN when the size has no price. */
  readonly hourly: number;
  /** Billed nodes now. */
  billed: number;
}

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

/** Attempts that came to nothing are taken out of the used time; the rest of it was useful, or still runs. */
export function usageOf(kind: NodeClass, tally: Tally): Usage {
  const { used, free, endedBy, inState } = tally;
  const wasted = endedBy.reduce((sum, time, end) => (end === SUCCESS ? sum : sum + time), 0);
  const lost = Math.min(used, wasted);
  const hours = (slotTime: number) => slotTime / kind.slots / 3_600_000;
  return {
    pool: kind.pool,
    vmSize: kind.vmSize,
    isDedicated: kind.isDedicated,
    slots: kind.slots,
    hours: hours(used + free[IDLE]! + free[BOOT]! + free[HELD]!),
    parts: {
      useful: hours(used - lost),
      idle: hours(free[IDLE]!),
      boot: hours(free[BOOT]!),
      held: hours(free[HELD]!),
      lost: hours(lost),
    },
    endedBy: Array.from(endedBy, hours),
    inState: Array.from(inState, (time) => time / 3_600_000),
  };
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return {
    used: 0,
    free: new Float64Array(3),
    endedBy: new Float64Array(ATTEMPT_ENDS.length),
    inState: new Float64Array(NODE_STATES.length),
  };
}
