// Who goes by which way: stretches of plain tasks by the lane as far as nothing can intervene, all else by the kernel,
// event by event. Both give the same report; what is remembered at the end of either is the same.

import { type Instant, SAMPLE_PERIOD } from '../../runtime/index.ts';
import { passTasks } from '../feed.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { applyStretch, recordStretch } from '../service/stretch-transitions.ts';
import type { StretchPart } from '../stretch.ts';
import { appliesNow, type LaneRun } from './conditions.ts';
import { advanceLane, fileSeats, type LaneLimit, nextInstant } from './lane.ts';
import {
  countsOf,
  createRoom,
  endOf,
  type LaneRoom,
  type OpenLane,
  openLane,
  outcomeOf,
} from './open-lane.ts';
import { beginPart, createPart, ROWS, tellPart } from './tell.ts';

/** Advances a run as the kernel does: to an instant, about so many events; whether there may be more before it. */
export type Advance = (until: Instant, most?: number) => boolean;

/** Events by the general way between two questions whether the short one is open: few at first, then ever more. */
const LEAST_PATIENCE = 16;
const MOST_PATIENCE = 65_536;

/** The kernel's own advance, or one that takes the short way where it can. */
export function createAdvance(run: LaneRun, mayApply: boolean): Advance {
  const { kernel } = run.account;
  if (!mayApply) return (until, most) => kernel.advance(until, most);
  const driver = {
    room: createRoom(),
    part: undefined,
    firstOfLast: firstOfLast(run),
    patience: LEAST_PATIENCE,
  };
  return (until, most = Number.POSITIVE_INFINITY) => advance(run, driver, until, most);
}

/** What a driver keeps from one stretch to the next; nothing of it has to be saved. */
interface Driver {
  readonly room: LaneRoom;
  part: StretchPart | undefined;
  /** The first of the tasks that come last: their coming fills the job, which only the general way sees to. */
  readonly firstOfLast: number;
  patience: number;
}

function firstOfLast({ workload: { taskAdded, count } }: LaneRun): number {
  let first = Math.max(0, count - 1);
  while (first > 0 && taskAdded[first - 1] === taskAdded[first]) first--;
  return first;
}

function advance(run: LaneRun, driver: Driver, until: Instant, most: number): boolean {
  const { kernel } = run.account;
  const limit = kernel.events + most;
  while (kernel.events < limit) {
    const paid = stretch(run, driver, { until, events: limit - kernel.events });
    if (kernel.events >= limit) break;
    driver.patience = paid ? LEAST_PATIENCE : Math.min(2 * driver.patience, MOST_PATIENCE);
    // After a stretch, the one instant before which it ended.
    const target = paid ? Math.min(until, kernel.peek()) : until;
    const isMore = kernel.advance(target, paid ? limit - kernel.events : patienceOf(driver, kernel, limit));
    if (kernel.isStopped || (!isMore && target === until)) return false;
  }
  return true;
}

const patienceOf = ({ patience }: Driver, { events }: Kernel, limit: number): number =>
  Math.min(patience, limit - events);

/** Goes by the lane as far as it leads; whether that was worth it. */
function stretch(run: LaneRun, driver: Driver, limit: LaneLimit): boolean {
  const applies = appliesNow(run);
  if (applies === undefined) return false;
  const { account, feed, workload } = run;
  const isFed = feed.nextTask >= workload.count;
  const last = isFed ? workload.count : Math.max(feed.nextTask, driver.firstOfLast);
  const open = openLane(run, applies, driver.room, last);
  if (open.executions.length !== applies.job.placed) return false;
  const lastComes = isFed ? Number.POSITIVE_INFINITY : workload.taskAdded[last]!;
  const until = Math.min(limit.until, open.nextOther - 1, lastComes - 1);
  const { lane } = open;
  if (nextInstant(lane) > until) return false;
  const part = partFor(driver, open);
  goAlong(run, open, part, { until, events: limit.events });
  if (part.instants.length > 0) tellPart(account.journal, part, lane);
  fileSeats(lane.seats);
  const outcome = outcomeOf(open, run);
  account.journal.stretches!.end(endOf(outcome));
  account.kernel.pass(lane.now, lane.events);
  applyStretch(account, open.pool, open.job, outcome);
  passTasks(account.kernel, workload, feed, lane.next);
  return lane.events > 2 * (open.executions.length + open.pool.seatNodes.length);
}

/** The part to fill, with room for all slots. */
function partFor(driver: Driver, { lane, job, pool }: OpenLane): StretchPart {
  const { slots } = lane;
  const known = driver.part;
  const isBig = known !== undefined && known.ends.tasks.length >= known.instants.times.length + slots;
  const node = pool.seatNodes.find((one) => one >= 0)!;
  const part = isBig
    ? known
    : createPart({ job: job.index, node, rows: ROWS, slots, perNode: lane.seats.slots });
  part.node = node;
  driver.part = part;
  beginPart(part, lane);
  return part;
}

/** Fills and tells parts up to the limit; where metrics are recorded, by way of each sampling instant. */
function goAlong(run: LaneRun, open: OpenLane, part: StretchPart, limit: LaneLimit): void {
  const { lane, pool } = open;
  const isRecorded = pool.recordings.length > 0;
  for (;;) {
    const sampled = isRecorded ? sampleAfter(pool.createdAt, nextInstant(lane)) : Number.POSITIVE_INFINITY;
    const until = Math.min(limit.until, sampled);
    const from = lane.settlings;
    while (advanceLane(lane, part, { until, events: limit.events }))
      tellPart(run.account.journal, part, lane);
    if (!isRecorded || lane.settlings === from) return;
    recordStretch(run.account, pool, lane.now, countsOf(open));
  }
}

/** The sampling instant at or after a time: what holds there is what held last before. */
const sampleAfter = (start: Instant, time: Instant): Instant =>
  start + Math.max(1, Math.ceil((time - start) / SAMPLE_PERIOD)) * SAMPLE_PERIOD;
