// What a part of a stretch of plain tasks comes to for the ledgers: its columns turned into curves, integrals and sums.
// All are sums of whole numbers, so that they are the same to the bit as those told event by event.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { StretchPart } from '../../simulator/index.ts';
import type { PoolLedger } from './pools.ts';
import { PULSE } from './pulse.ts';
import type { Course, SeriesTable } from './series.ts';

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

/** Columns that are filled anew for each part. */
export interface PartRoom {
  readonly times: Float64Array;
  readonly demands: Int32Array;
}

/** Room for the rows of such a part. */
export const createPartRoom = ({ instants }: StretchPart): PartRoom => ({
  times: new Float64Array(instants.times.length),
  demands: new Int32Array(instants.times.length),
});

/** Sums a part up for its pool, of which it changes nothing; `room` is written over. */
export function sumPart(part: StretchPart, origin: Instant, pool: PoolLedger, room: PartRoom): PartSums {
  const { length: count, times: instants, waiting, running, busyNodes } = part.instants;
  const { waitingBefore, runningBefore, busyBefore } = part;
  const { times, demands } = room;
  // Others may wait in the pool besides those of the stretch.
  const others = pool.waiting - waitingBefore;
  const base = pool.wanted - waitingBefore - runningBefore;
  const { slots } = pool;
  const isSame = running === busyNodes;
  let [waited, ran, worked] = [0, 0, 0];
  let since = instants[0]! - origin;
  times[0] = since;
  for (let row = 1; row < count; row += 1) {
    const time = instants[row]! - origin;
    const length = time - since;
    times[row] = time;
    waited += waiting[row - 1]! * length;
    ran += running[row - 1]! * length;
    if (!isSame) worked += busyNodes[row - 1]! * length;
    since = time;
  }
  if (isSame) worked = ran;
  if (slots === 1)
    for (let row = 0; row < count; row += 1) demands[row] = base + waiting[row]! + running[row]!;
  else
    for (let row = 0; row < count; row += 1)
      demands[row] = Math.ceil((base + waiting[row]! + running[row]!) / slots);
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
export function pulseCourses({ instants, ...before }: StretchPart, { now }: SeriesTable): readonly Course[] {
  const { waiting, running, busyNodes, ended } = instants;
  const course = (values: Int32Array, start: number, columns: readonly Part[]): Course => ({
    values,
    curves: columns.map(([column, sign]) => ({ column, sign, base: now[column]! - sign * start })),
  });
  const ran: readonly Part[] = [
    [PULSE.running, 1],
    [PULSE.usedSlots, 1],
  ];
  const worked: readonly Part[] = [
    [PULSE.runningNodes, 1],
    [PULSE.idleNodes, -1],
  ];
  return [
    course(waiting, before.waitingBefore, [[PULSE.active, 1]]),
    course(ended, 0, [[PULSE.completed, 1]]),
    // Where nodes have one slot, what runs and who works are the same numbers.
    ...(running === busyNodes
      ? [course(running, before.runningBefore, [...ran, ...worked])]
      : [course(running, before.runningBefore, ran), course(busyNodes, before.busyBefore, worked)]),
  ];
}

type Part = readonly [column: number, sign: 1 | -1];
