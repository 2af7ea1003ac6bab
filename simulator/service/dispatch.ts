// Waiting tasks onto free slots: as long as some task fits somewhere, the next one by priority, job and order
// of creation goes to the node that placement picks. Smaller tasks may overtake one that does not fit.

import { RANKS } from '../ranks.ts';
import { type Account, type Attempt, canRun, type Job, type Pool, slotsOn } from './account.ts';
import { restingState, takesTasks } from './availability.ts';
import { pickSuitable, suits } from './demands.ts';
import { canGather, pickGang, placeGang } from './gangs.ts';
import { NODE } from './node-table.ts';
import { mostFreeSlots, pickNode, roomiestNodes } from './placement.ts';
import { mayPreempt, preempt } from './preemption.ts';
import { beginPrepared } from './preparation.ts';
import { closeSeat, openSeat } from './seats.ts';
import { NONE, type SharedSpec } from './task-table.ts';
import { placeTask, setNodeState } from './transitions.ts';

/** Places what can be placed, then brings each touched node's state up to date: running or idle. */
export function dispatch(account: Account, pool: Pool): void {
  place(account, pool);
  pool.waiting.unpark();
  if (mayPreempt(account, pool) && preempt(account, pool)) {
    place(account, pool);
    pool.waiting.unpark();
  }
  const { nodes } = account;
  const { touchedNodes } = pool;
  for (let place = 0; place < touchedNodes.length; place++) {
    const node = touchedNodes.at(place);
    const state = nodes.states[node]!;
    if (state !== NODE.idle && state !== NODE.running) continue;
    setNodeState(account, node, restingState(nodes, node));
  }
  touchedNodes.clear();
}

function place(account: Account, pool: Pool): void {
  const reserved = account.settings.choices.largeTasks === 'reserve' ? placeInOrder(account, pool) : NONE;
  // Nothing goes to the reserved node in this settling; the next one looks for it again.
  if (reserved >= 0) closeSeat(account, pool, reserved);
  while (pool.waiting.size > 0) if (!placeNext(account, pool)) break;
  if (reserved >= 0 && takesTasks(account.nodes, reserved)) openSeat(account, pool, reserved);
}

/**
 * Places tasks in their order until one needs more slots than any node has free: the roomiest node that suits it is
 * answered, NONE when there is none. It stays the roomiest, because nothing is placed there, until the task fits (U-03).
 */
function placeInOrder(account: Account, pool: Pool): number {
  const { tasks, jobs } = account;
  const { waiting } = pool;
  do {
    const task = mostFreeSlots(pool) === 0 ? NONE : waiting.take(pool.spec.taskSlotsPerNode);
    if (task < 0) return NONE;
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    const job = jobs[tasks.jobs[task]!]!;
    const slots = slotsOn(pool, spec);
    waiting.giveBack(job.index, task, slots, spec.kind);
    if (slots > mostFreeSlots(pool)) {
      for (const node of roomiestNodes(pool)) if (suits(account, job, node, spec.demands)) return node;
      return NONE;
    }
  } while (placeNext(account, pool));
  return NONE;
}

/** Places the next task that fits somewhere; whether there may be another. */
function placeNext(account: Account, pool: Pool): boolean {
  const { tasks, jobs, settings } = account;
  const free = mostFreeSlots(pool);
  if (free === 0) return false;
  const task = takeNext(account, pool, free);
  if (task < 0) return false;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  const job = jobs[tasks.jobs[task]!]!;
  const isPlain = spec.demands === undefined && job.barredNodes === undefined;
  const attempt = isPlain
    ? placeTask(account, pool, task, pickNode(pool, spec.requiredSlots))
    : placePicky(account, pool, job, task);
  if (attempt === undefined) {
    pool.waiting.giveBack(job.index, task, slotsOn(pool, spec), spec.kind);
    if (isHeldFor(account, pool, job, spec)) {
      pool.heldFor = task;
      return false;
    }
    // Others may overtake it until the pool is settled again.
    pool.waiting.park(job.index, slotsOn(pool, spec), spec.kind);
    return true;
  }
  const { execution } = attempt;
  if (job.placed === job.spec.maxParallelTasks) pool.waiting.setOpen(job.index, false);
  const delay = settings.schedulingDelay();
  if (delay > 0) {
    const { kernel, timers, executions } = account;
    executions.events[execution] = kernel.at(kernel.now + delay, RANKS.command, timers.begin, execution);
  } else beginPrepared(account, attempt);
  return true;
}

/** Puts a task on a node, or nodes, that suit it; undefined when none does now. */
function placePicky(account: Account, pool: Pool, job: Job, task: number): Attempt | undefined {
  const { tasks } = account;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  if (spec.demands?.isMultiInstance === true) {
    const nodes = canRun(job, spec) ? pickGang(account, pool, job, spec) : undefined;
    return nodes && placeGang(account, pool, task, nodes);
  }
  const node = pickSuitable(account, pool, job, slotsOn(pool, spec), spec.demands);
  return node < 0 ? undefined : placeTask(account, pool, task, node);
}

/** Whether nobody is to overtake the task, because it gathers idle nodes. */
function isHeldFor({ settings }: Account, pool: Pool, job: Job, spec: SharedSpec): boolean {
  if (spec.demands?.isMultiInstance !== true || settings.choices.multiInstance !== 'accumulate') return false;
  return canRun(job, spec) && canGather(pool, job, spec);
}

/** The task that is placed next where so many slots are free: the one that gathers nodes, unless its job has less priority. */
function takeNext(account: Account, pool: Pool, free: number): number {
  const { waiting, heldFor } = pool;
  const task = waiting.take(free);
  if (heldFor === NONE) return task;
  pool.heldFor = NONE;
  if (task < 0 || task === heldFor) return task;
  const { tasks, jobs } = account;
  const held = jobs[tasks.jobs[heldFor]!]!;
  const job = jobs[tasks.jobs[task]!]!;
  const isOpen = held.state === 'active' && held.placed !== held.spec.maxParallelTasks;
  if (!isOpen || held.pool !== pool) return task;
  if (job.spec.priority > held.spec.priority) {
    pool.heldFor = heldFor;
    return task;
  }
  const { requiredSlots, kind } = tasks.specs[tasks.specsOf[heldFor]!]!;
  if (!waiting.remove(held.index, heldFor, requiredSlots, kind)) return task;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  waiting.giveBack(job.index, task, slotsOn(pool, spec), spec.kind);
  return heldFor;
}
