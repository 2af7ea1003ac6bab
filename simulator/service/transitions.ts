// The only writer of states: each change keeps the counts that are needed at every instant, tells the journal
// and marks the pool unsettled. Who may change what into what is decided by those who call. Those of jobs stand in
// job-transitions.ts.

import { NODE_MOVE_BITS, NODE_STATES } from '../model/node.ts';
import { ALLOCATION_MOVES, type AllocationState, POOL_MOVES, type PoolState } from '../model/pool.ts';
import { ATTEMPT_ENDS, type AttemptEnd } from '../model/task.ts';
import {
  type Account,
  type Attempt,
  canRun,
  FUTILE_ATTEMPTS,
  type Job,
  type Pool,
  slotsOn,
  touch,
} from './account.ts';
import { type Closure, takesTasks } from './availability.ts';
import { countCores } from './cores.ts';
import { exitActionsOf } from './exit-conditions.ts';
import { NODE, OUTSIDE } from './node-table.ts';
import { retain } from './retention.ts';
import { closeSeat, openSeat, takeSlots } from './seats.ts';
import { taskIdOf } from './task-ids.ts';
import { FAILED, NONE, type SharedSpec, TASK } from './task-table.ts';

/** Codes of ATTEMPT_ENDS. */
export const END = Object.fromEntries(ATTEMPT_ENDS.map((end, code) => [end, code])) as Record<
  AttemptEnd,
  number
>;

/** A new task is active: it waits for the tasks it depends on, then for a node. */
export function enterTask(account: Account, job: Job, task: number): void {
  const { tasks, watch, kernel, journal } = account;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  job.active++;
  if (task < job.firstTask) job.firstTask = task;
  if (task > job.lastTask) job.lastTask = task;
  watch.lastProgress = kernel.now;
  watch.futileAttempts = 0;
  journal.taskAdded(kernel.now, task, job.index, spec.requiredSlots);
  if (spec.dependsOn !== undefined && job.dependencies?.block(task, spec.dependsOn) === true) {
    watch.blocked++;
    journal.taskBlocked(kernel.now, task);
  } else queueTask(account, job, task, spec);
}

/** An active task waits for a node, if its job's pool exists. */
export function queueTask(account: Account, job: Job, task: number, spec: SharedSpec): void {
  const { watch } = account;
  if (canRun(job, spec)) watch.unfinished++;
  else watch.neverSchedulable++;
  const { pool } = job;
  if (pool !== undefined) {
    pool.activeTasks += spec.weight;
    pool.waiting.append(job.index, task, slotsOn(pool, spec), spec.kind);
    touch(account, pool);
  } else account.poolless.append(job.index, task, spec.requiredSlots, spec.kind);
}

/** A task of a job with dependencies is over: tasks that waited for it and for nothing else go on. */
export function releaseDependents(
  account: Account,
  { task, spec, job }: Pick<Attempt, 'task' | 'spec' | 'job'>,
  end: AttemptEnd,
  exitCode: number,
): void {
  const { tasks, watch, kernel, journal } = account;
  const id = taskIdOf(account, task);
  if (exitActionsOf(spec.spec.exitConditions, end, exitCode).dependencyAction === 'block') {
    job.dependencies!.fail(id, kernel.now);
    return;
  }
  for (const released of job.dependencies!.satisfy(id)) {
    watch.blocked--;
    journal.taskUnblocked(kernel.now, released);
    queueTask(account, job, released, tasks.specs[tasks.specsOf[released]!]!);
  }
}

/** Puts a task on a node: its slots are taken from now on. The task is not running yet. */
export function placeTask(account: Account, pool: Pool, task: number, node: number): Attempt {
  const { nodes, executions, tasks } = account;
  const execution = executions.open(task, node, nodes.heads[node]!);
  nodes.heads[node] = execution;
  nodes.executions[node]!++;
  tasks.links[task] = execution;
  tasks.lastNodes?.set(task, node);
  if (account.restartingManagers.size > 0) account.restartingManagers.delete(task);
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  const job = account.jobs[tasks.jobs[task]!]!;
  job.placed++;
  takeSlots(account, pool, node, slotsOn(pool, spec));
  pool.touchedNodes.push(node);
  return { execution, task, node, spec, job, pool };
}

/** The placed task begins an attempt. */
export function beginAttempt(account: Account, attempt: Attempt): void {
  const { execution, task, node, spec, job, pool } = attempt;
  const { kernel } = account;
  account.executions.startedAt[execution] = kernel.now;
  account.watch.lastProgress = kernel.now;
  if (account.tasks.states[task] === TASK.active) {
    pool.activeTasks -= spec.weight;
    pool.runningTasks++;
    job.active--;
    job.running++;
  }
  account.tasks.states[task] = TASK.running;
  account.nodes.tasksRun[node]!++;
  account.journal.taskStarted(kernel.now, task, node);
  // A start that was scheduled comes between two settlings, and formulas count it.
  if (pool.recordings.length > 0) touch(account, pool);
}

/** The placed task waits on its node for the job's preparation. It counts as running. */
export function prepareTask(account: Account, { task, node, spec, job, pool }: Attempt): void {
  const { kernel, tasks, watch, journal } = account;
  tasks.states[task] = TASK.preparing;
  watch.lastProgress = kernel.now;
  pool.activeTasks -= spec.weight;
  pool.runningTasks++;
  job.active--;
  job.running++;
  journal.taskPreparing(kernel.now, task, node);
  if (pool.recordings.length > 0) touch(account, pool);
}

/** A task that waited for its job's preparation is terminated: it is completed and never ran. */
export function completePreparing(account: Account, attempt: Attempt): void {
  const { tasks, watch, kernel, journal } = account;
  const { task, node, job, pool } = attempt;
  tasks.states[task] = TASK.completed;
  tasks.links[task] = FAILED;
  pool.runningTasks--;
  pool.failedTasks++;
  job.running--;
  job.completed++;
  job.failed++;
  watch.lastProgress = kernel.now;
  journal.taskUnprepared(kernel.now, task, node);
  journal.taskWithdrawn(kernel.now, task);
  if (job.dependencies !== undefined) releaseDependents(account, attempt, 'terminated', Number.NaN);
  if (--watch.unfinished === 0) watch.onIdle();
}

/** How an attempt can end that completes its task. */
export type Completion = Exclude<AttemptEnd, 'retry' | 'requeue' | 'recovery'>;

/** An attempt ends and the task is over; `closeExecution` follows. */
export function completeTask(account: Account, attempt: Attempt, end: Completion, exitCode: number): void {
  const { tasks, nodes, watch, kernel } = account;
  const { task, node, spec, job, pool } = attempt;
  tasks.states[task] = TASK.completed;
  tasks.links[task] = end === 'success' ? NONE : FAILED;
  pool.runningTasks--;
  job.running--;
  job.completed++;
  if (end === 'success') {
    pool.succeededTasks++;
    nodes.tasksSucceeded[node]!++;
  } else {
    pool.failedTasks++;
    job.failed++;
  }
  retain(account, node, task, kernel.now + spec.retention);
  watch.lastProgress = kernel.now;
  watch.futileAttempts = 0;
  account.journal.taskEnded(kernel.now, task, node, END[end], exitCode);
  if (job.dependencies !== undefined) releaseDependents(account, attempt, end, exitCode);
  if (--watch.unfinished === 0) watch.onIdle();
}

/** An attempt ends with a non-zero exit and the task will run again on the same node, which keeps its slots. */
export function retryTask(account: Account, attempt: Attempt, exitCode: number): void {
  const { executions, tasks, kernel } = account;
  const { execution, task, node, spec, job, pool } = attempt;
  account.journal.taskEnded(kernel.now, task, node, END.retry, exitCode);
  executions.startedAt[execution] = Number.NaN;
  tasks.states[task] = TASK.active;
  if (tasks.retries[task]! < 0xffff) tasks.retries[task]!++;
  noteFutile(account);
  pool.runningTasks--;
  pool.activeTasks += spec.weight;
  job.running--;
  job.active++;
  touch(account, pool);
}

/** Why a task leaves its node and waits again: a user's doing, a lost node, a preparation that failed. */
export type ReturnReason = 'requeue' | 'recovery' | 'unprepared';

/** A task leaves its node and waits again. */
export function returnTask(account: Account, attempt: Attempt, end: ReturnReason): void {
  const { executions, tasks, kernel } = account;
  const { execution, task, node, spec, job, pool } = attempt;
  const isPreparing = tasks.states[task] === TASK.preparing;
  if (isPreparing || executions.isRunning(execution)) {
    if (isPreparing) account.journal.taskUnprepared(kernel.now, task, node);
    else if (end !== 'unprepared') account.journal.taskEnded(kernel.now, task, node, END[end], Number.NaN);
    pool.runningTasks--;
    pool.activeTasks += spec.weight;
    job.running--;
    job.active++;
    if (end !== 'unprepared') {
      const column = end === 'requeue' ? tasks.requeues : tasks.recoveries;
      if (column[task]! < 0xffff) column[task]!++;
    }
    noteFutile(account);
    if (task === job.managerTask) account.restartingManagers.add(task);
  }
  tasks.states[task] = TASK.active;
  pool.waiting.giveBack(job.index, task, slotsOn(pool, spec), spec.kind);
  touch(account, pool);
}

/** An attempt that completed nothing: something moved, but nothing got done. */
function noteFutile({ watch, kernel }: Account): void {
  watch.lastProgress = kernel.now;
  if (++watch.futileAttempts === FUTILE_ATTEMPTS) watch.onFutile();
}

/** A waiting task will never run: its job is over. It stays active, and nothing counts it any more. */
export function withdrawTask(account: Account, job: Job, task: number): void {
  const { watch, tasks } = account;
  account.journal.taskWithdrawn(account.kernel.now, task);
  if (job.dependencies?.isBlocked(task) === true) {
    job.dependencies.forget(task);
    watch.blocked--;
    return;
  }
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  if (job.pool !== undefined) {
    job.pool.activeTasks -= spec.weight;
    if (job.pool.heldFor === task) job.pool.heldFor = NONE;
    touch(account, job.pool);
  }
  if (!canRun(job, spec)) watch.neverSchedulable--;
  else if (--watch.unfinished === 0) watch.onIdle();
}

/** The execution's row is over; its slots are given back by `freeSlots`, now or later. */
export function closeExecution(account: Account, { execution, node, job, pool }: Attempt): void {
  const { executions, nodes } = account;
  nodes.heads[node] = executions.close(execution, nodes.heads[node]!);
  nodes.executions[node]!--;
  job.placed--;
  pool.touchedNodes.push(node);
  touch(account, pool);
}

/** The node enters a state; availability.ts says whether it takes tasks there. */
export function setNodeState(account: Account, node: number, state: number): void {
  const { nodes, kernel } = account;
  const before = nodes.states[node]!;
  if (before === state) return;
  if ((NODE_MOVE_BITS[before]! & (1 << state)) === 0) throw illegal('node', NODE_STATES, before, state);
  const pool = account.pools[nodes.pools[node]!]!;
  if (before === NODE.unknown) nodes.lostFrom.delete(node);
  const counts = pool.nodesByState[nodes.kindOf(node)];
  counts[before]!--;
  counts[state]!++;
  nodes.states[node] = state;
  nodes.since[node] = kernel.now;
  if (takesTasks(nodes, node)) openSeat(account, pool, node);
  else closeSeat(account, pool, node);
  account.journal.nodeChanged(kernel.now, node, state);
  touch(account, pool);
}

/** Something forbids the node to take tasks from now on, or does so no more; other closures stay. */
export function setNodeClosed(account: Account, node: number, closure: Closure, isClosed: boolean): void {
  const { nodes } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  if (isClosed) nodes.closed[node]! |= closure;
  else nodes.closed[node]! &= ~closure;
  if (takesTasks(nodes, node)) openSeat(account, pool, node);
  else closeSeat(account, pool, node);
  // Its state may have to follow: idle or offline.
  pool.touchedNodes.push(node);
  touch(account, pool);
}

/** A node asked for joins the pool, in `creating`. */
export function enterNode(account: Account, node: number, id: string): void {
  const { nodes, kernel } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  const kind = nodes.kindOf(node);
  nodes.ids[node] = id;
  nodes.freeSlots[node] = pool.spec.taskSlotsPerNode;
  nodes.states[node] = NODE.creating;
  nodes.since[node] = kernel.now;
  nodes.allocatedAt[node] = kernel.now;
  nodes.addresses[node] = takeAddress(pool);
  pool.nodes.add(node);
  pool.joined.push(node);
  pool.current[kind]++;
  pool.nodesByState[kind][NODE.creating]!++;
  account.journal.nodeAdded(kernel.now, node, {
    poolId: pool.spec.id,
    nodeId: id,
    vmSize: pool.spec.vmSize,
    isDedicated: kind === 0,
    taskSlotsPerNode: pool.spec.taskSlotsPerNode,
  });
  account.journal.nodeChanged(kernel.now, node, NODE.creating);
  touch(account, pool);
}

/** A leaving or preempted node is gone from the pool. */
export function dropNode(account: Account, node: number): void {
  const { nodes, kernel } = account;
  const pool = account.pools[nodes.pools[node]!]!;
  const kind = nodes.kindOf(node);
  closeSeat(account, pool, node);
  pool.nodesByState[kind][nodes.states[node]!]!--;
  nodes.states[node] = OUTSIDE;
  nodes.forget(node);
  pool.freeAddresses.add(nodes.addresses[node]!);
  pool.nodes.delete(node);
  pool.current[kind]--;
  countCores(account, pool, kind, -1);
  account.journal.nodeRemoved(kernel.now, node);
  touch(account, pool);
}

/** The lowest address that no node of the pool has. */
function takeAddress(pool: Pool): number {
  const free = pool.freeAddresses.first();
  if (free < 0) return pool.addressCount++;
  pool.freeAddresses.remove(free);
  return free;
}

/** The pool is steady, resizing or stopping from now on. */
export function setAllocationState(pool: Pool, state: AllocationState): void {
  if (!ALLOCATION_MOVES[pool.allocationState].includes(state)) {
    throw new Error(`a pool cannot go from ${pool.allocationState} to ${state}`);
  }
  pool.allocationState = state;
}

/** The pool is in this state from now on. */
export function setPoolState(pool: Pool, state: PoolState): void {
  if (!POOL_MOVES[pool.state].includes(state))
    throw new Error(`a pool cannot go from ${pool.state} to ${state}`);
  pool.state = state;
}

/** A move that no table has: a bug of ours. */
const illegal = (what: string, states: readonly string[], from: number, to: number): Error =>
  new Error(`a ${what} cannot go from ${states[from]} to ${states[to]}`);
