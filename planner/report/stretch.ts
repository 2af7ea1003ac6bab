// What a part of a stretch of plain tasks comes to for the ledgers: its columns turned into curves, integrals and sums.
// All are sums of whole numbers, so that they are the same to the bit as those told event by event.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { StretchPart } from '../../simulator/index.ts';
import type { PoolLedger } from './pools.ts';
import { PULSE } from './pulse.ts';
import type { Curve, SeriesTable } from './series.ts';

/** A part as the ledgers want it; times since the run's origin. */
export interface PartSums {
  readonly from: Duration;
  readonly to: Duration;
  readonly count: number;
  readonly times: Float64Array;
  /** What all tasks want of the pool at each instant, in nodes. */
  readonly demands: Int32Array;
  /** Integrals from the first instant to the last: of waiting tasks, and of what runs and is busy beyond what was before. */
  readonly waited: number;
  readonly used: number;
  readonly busy: number;
  /** The differences that the part makes. */
  readonly changes: { readonly waiting: number; readonly running: number; readonly busy: number };
}

/** Sums a part up for its pool, of which it changes nothing. */
export function sumPart(part: StretchPart, origin: Instant, pool: PoolLedger): PartSums {
  const { length: count, times: instants, waiting, running, busyNodes } = part.instants;
  const { waitingBefore, runningBefore, busyBefore } = part;
  const times = new Float64Array(count);
  const demands = new Int32Array(count);
  // Others may wait in the pool besides those of the stretch.
  const others = pool.waiting - waitingBefore;
  const base = pool.wanted - waitingBefore - runningBefore;
  const { slots } = pool;
  let [waited, ran, worked] = [0, 0, 0];
  let since = instants[0]! - origin;
  times[0] = since;
  for (let row = 1; row < count; row += 1) {
    const time = instants[row]! - origin;
    const length = time - since;
    times[row] = time;
    waited += waiting[row - 1]! * length;
    ran += running[row - 1]! * length;
    worked += busyNodes[row - 1]! * length;
    since = time;
  }
  for (let row = 0; row < count; row += 1) {
    const wanted = base + waiting[row]! + running[row]!;
    demands[row] = slots === 1 ? wanted : Math.ceil(wanted / slots);
  }
  const last = count - 1;
  const from = times[0]!;
  const to = times[last]!;
  return {
    from,
    to,
    count,
    times,
    demands,
    waited: waited + others * (to - from),
    used: ran - runningBefore * (to - from),
    busy: worked - busyBefore * (to - from),
    changes: {
      waiting: waiting[last]! - waitingBefore,
      running: running[last]! - runningBefore,
      busy: busyNodes[last]! - busyBefore,
    },
  };
}

/** How the columns of the pulse go on. */
export function pulseCurves({ instants, ...before }: StretchPart, { now }: SeriesTable): readonly Curve[] {
  const { waiting, running, busyNodes, ended } = instants;
  const curve = (column: number, values: Int32Array, start: number, sign: 1 | -1 = 1): Curve => ({
    column,
    values,
    sign,
    base: now[column]! - sign * start,
  });
  return [
    curve(PULSE.active, waiting, before.waitingBefore),
    curve(PULSE.running, running, before.runningBefore),
    curve(PULSE.completed, ended, 0),
    curve(PULSE.usedSlots, running, before.runningBefore),
    curve(PULSE.idleNodes, busyNodes, before.busyBefore, -1),
    curve(PULSE.runningNodes, busyNodes, before.busyBefore),
  ];
}
