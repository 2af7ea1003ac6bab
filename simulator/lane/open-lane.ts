// From the account to a lane and back: what a stretch must know, as plain columns, and what came of it.

import type { Instant } from '../../runtime/index.ts';
import type { Account, Pool } from '../service/account.ts';
import { NODE } from '../service/node-table.ts';
import { placementPolicy } from '../service/placement.ts';
import type {
  NodeOutcome,
  PoolCounts,
  RunningAttempt,
  StretchOutcome,
} from '../service/stretch-transitions.ts';
import type { StretchEnd } from '../stretch.ts';
import type { LaneRun, Place } from './conditions.ts';
import { EndHeap, MOST_STARTS } from './end-heap.ts';
import { hotLane, hotSeats } from './hot.ts';
import type { Lane, LaneSeats } from './lane.ts';

/** Columns that every stretch of a run uses again. */
export interface LaneRoom {
  readonly tasks: Int32Array;
  readonly seatOf: Int32Array;
  readonly startedAt: Float64Array;
}

/** Room for the attempts of a stretch; pages that nobody writes to take no memory. */
export const createRoom = (): LaneRoom => ({
  tasks: new Int32Array(MOST_STARTS),
  seatOf: new Int32Array(MOST_STARTS),
  startedAt: new Float64Array(MOST_STARTS),
});

/** A lane with the executions it was opened with. */
export interface OpenLane extends Place {
  readonly lane: Lane;
  readonly executions: readonly number[];
  /** When something else is due than the ends of these and of those that begin. */
  readonly nextOther: Instant;
  /** Tasks of the pool that ran or had succeeded before. */
  readonly begunBefore: number;
}

/** The present of the account as a lane; `last` is the first task that may not come by it. */
export function openLane(
  { account, workload, feed }: LaneRun,
  { job, pool }: Place,
  room: LaneRoom,
  last: number,
): OpenLane {
  const { kernel, executions, executor, nodes } = account;
  const running = kernel.scheduled(executor.plain!.ended);
  const slots = pool.seatNodes.length * pool.spec.taskSlotsPerNode;
  const lane = hotLane({
    now: kernel.now,
    settlings: 0,
    events: 0,
    next: feed.nextTask,
    queued: pool.waiting.size === 0 ? feed.nextTask : pool.waiting.firstOfRun(job.index),
    last,
    added: workload.taskAdded,
    durations: workload.taskDuration,
    starts: running.arguments.length,
    carried: running.arguments.length,
    ...room,
    base: kernel.now,
    heap: new EndHeap(),
    seats: seatsOf(account, pool),
    slots,
  });
  lane.heap.reach(slots);
  running.arguments.forEach((execution, place) => {
    room.tasks[place] = executions.tasks[execution]!;
    room.seatOf[place] = nodes.seats[executions.nodes[execution]!]!;
    room.startedAt[place] = executions.startedAt[execution]!;
    lane.heap.push((running.times[place]! - lane.base) * MOST_STARTS + place);
  });
  return {
    lane,
    job,
    pool,
    executions: running.arguments,
    nextOther: running.nextOther,
    begunBefore: pool.succeededTasks + pool.runningTasks,
  };
}

function seatsOf({ nodes }: Account, pool: Pool): LaneSeats {
  const { seatNodes } = pool;
  const count = seatNodes.length;
  const column = (read: (node: number) => number): Int32Array =>
    Int32Array.from(seatNodes, (node) => (node < 0 ? 0 : read(node)));
  return hotSeats({
    group: pool.seatGroups[0]!,
    policy: placementPolicy(pool.spec.taskSchedulingPolicy.nodeFillType),
    slots: pool.spec.taskSlotsPerNode,
    tasksOn: column((node) => nodes.executions[node]!),
    busy: pool.nodesByState[0][NODE.running]! + pool.nodesByState[1][NODE.running]!,
    ended: new Int32Array(count),
    lastEnd: new Float64Array(count).fill(Number.NaN),
    endedIn: new Float64Array(count),
    since: Float64Array.from(seatNodes, (node) => (node < 0 ? 0 : nodes.since[node]!)),
  });
}

/** What formulas count of the pool, as the lane is now. */
export function countsOf({ lane, begunBefore }: OpenLane): PoolCounts {
  const running = lane.heap.size;
  const succeeded = begunBefore + lane.starts - lane.carried - running;
  return { active: lane.next - lane.queued, running, succeeded };
}

/** What came of the stretch, for the account. */
export function outcomeOf(open: OpenLane, { account, workload, feed }: LaneRun): StretchOutcome {
  const { lane, pool, executions } = open;
  const from = feed.nextTask;
  const began = lane.starts - lane.carried;
  const running = runningIn(lane, pool);
  const stillCarried = lane.heap.size - running.length;
  return {
    now: lane.now,
    added: { from, to: lane.next, specs: workload.taskSpec.subarray(from, lane.next) },
    started: { from: lane.queued - began, to: lane.queued },
    succeeded: began - running.length + lane.carried - stillCarried,
    over: executions.filter((_, place) => Number.isNaN(lane.startedAt[place]!)),
    counts: countsOf(open),
    running,
    nodes: nodesIn(account, lane, pool),
  };
}

/** What the sinks are told at the end. */
export function endOf({ running, nodes }: StretchOutcome): StretchEnd {
  return {
    tasks: Int32Array.from(running, ({ task }) => task),
    startedAt: Float64Array.from(running, ({ startedAt }) => startedAt),
    nodes: Int32Array.from(nodes, ({ node }) => node),
    tasksOn: Int32Array.from(nodes, ({ tasksOn }) => tasksOn),
  };
}

function runningIn(
  { starts, carried, tasks, seatOf, startedAt, durations }: Lane,
  pool: Pool,
): RunningAttempt[] {
  const found: RunningAttempt[] = [];
  for (let place = carried; place < starts; place++) {
    const start = startedAt[place]!;
    if (Number.isNaN(start)) continue;
    const task = tasks[place]!;
    const node = pool.seatNodes[seatOf[place]!]!;
    found.push({ task, node, startedAt: start, end: start + durations[task]! });
  }
  return found;
}

/** The nodes on which something began or ended. */
function nodesIn({ nodes }: Account, { seats }: Lane, { seatNodes }: Pool): NodeOutcome[] {
  const found: NodeOutcome[] = [];
  seatNodes.forEach((node, seat) => {
    if (node < 0) return;
    const tasksOn = seats.tasksOn[seat]!;
    const ended = seats.ended[seat]!;
    const started = tasksOn - nodes.executions[node]! + ended;
    if (started + ended === 0) return;
    found.push({
      node,
      freeSlots: seats.slots - tasksOn,
      tasksOn,
      started,
      ended,
      lastEnd: seats.lastEnd[seat]!,
      isRunning: tasksOn > 0,
      since: tasksOn > 0 ? seats.since[seat]! : seats.lastEnd[seat]!,
    });
  });
  return found;
}
