// What a stretch of plain tasks changed, written down at once: the states and counts that transitions.ts would have
// kept event by event. The journal hears of it otherwise.

import type { Instant } from '../../runtime/index.ts';
import { type Account, type Job, type Pool, touch } from './account.ts';
import { NODE } from './node-table.ts';
import { recordMetrics } from './sampling.ts';
import { NONE, TASK } from './task-table.ts';

/** What came of a stretch that is over: the tasks of one job on the nodes of one pool. */
export interface StretchOutcome {
  readonly now: Instant;
  /** Tasks of the workload that came, and waiting ones that started: each from a number to before another. */
  readonly added: { readonly from: number; readonly to: number; readonly specs: Uint32Array };
  readonly started: { readonly from: number; readonly to: number };
  /** How many tasks succeeded. */
  readonly succeeded: number;
  /** The pool's counts at the end. */
  readonly counts: PoolCounts;
  /** Executions that began before the stretch and ended in it. */
  readonly over: readonly number[];
  /** Tasks that started and run, in the order of their starts. */
  readonly running: readonly RunningAttempt[];
  readonly nodes: readonly NodeOutcome[];
}

export interface RunningAttempt {
  readonly task: number;
  readonly node: number;
  readonly startedAt: Instant;
  readonly end: Instant;
}

/** What a stretch did on a node. */
export interface NodeOutcome {
  readonly node: number;
  readonly freeSlots: number;
  readonly tasksOn: number;
  readonly started: number;
  readonly ended: number;
  /** NaN when nothing ended. */
  readonly lastEnd: Instant;
  readonly isRunning: boolean;
  /** Since when it is running, or idle. */
  readonly since: Instant;
}

/** Brings the account to where the stretch ended. The seats are filed already. */
export function applyStretch(account: Account, pool: Pool, job: Job, outcome: StretchOutcome): void {
  const { tasks } = account;
  const { added, started, over, running, nodes } = outcome;
  tasks.addPlannedRun(job.index, added.specs);
  tasks.states.fill(TASK.completed, started.from, started.to);
  tasks.links.fill(NONE, started.from, started.to);
  for (const execution of over) endCarried(account, execution);
  for (const attempt of running) beginRunning(account, attempt);
  for (const node of nodes) applyNode(account, pool, node);
  const hasServed = started.to > started.from;
  pool.waiting.setRun(job.index, started.to, added.to, added.from, hasServed);
  countStretch(account, pool, job, outcome);
}

/** Plain tasks of the workload come, all at this instant, and wait; the journal hears of it otherwise. */
export function enterTasks(account: Account, pool: Pool, job: Job, from: number, specs: Uint32Array): void {
  const { tasks, watch, kernel } = account;
  const to = from + specs.length;
  const first = pool.waiting.size === 0 ? from : pool.waiting.firstOfRun(job.index);
  tasks.addPlannedRun(job.index, specs);
  pool.waiting.setRun(job.index, first, to, from, false);
  pool.activeTasks += specs.length;
  job.active += specs.length;
  noteTasks(job, from, to);
  watch.unfinished += specs.length;
  watch.lastProgress = kernel.now;
  watch.futileAttempts = 0;
  touch(account, pool);
}

function noteTasks(job: Job, from: number, to: number): void {
  if (from === to) return;
  job.firstTask = Math.min(job.firstTask, from);
  job.lastTask = Math.max(job.lastTask, to - 1);
}

/** An execution from before the stretch ended in it. */
function endCarried({ tasks, nodes, executions, executor }: Account, execution: number): void {
  const task = executions.tasks[execution]!;
  const node = executions.nodes[execution]!;
  executor.stop(execution);
  tasks.states[task] = TASK.completed;
  tasks.links[task] = NONE;
  nodes.heads[node] = executions.close(execution, nodes.heads[node]!);
  nodes.executions[node]!--;
}

/** A task that started in the stretch runs. */
function beginRunning({ tasks, nodes, executions, executor }: Account, attempt: RunningAttempt): void {
  const { task, node, startedAt, end } = attempt;
  const execution = executions.open(task, node, nodes.heads[node]!);
  nodes.heads[node] = execution;
  nodes.executions[node]!++;
  executions.startedAt[execution] = startedAt;
  tasks.states[task] = TASK.running;
  tasks.links[task] = execution;
  executor.plain!.resume(execution, end);
}

function applyNode({ nodes, tasks }: Account, pool: Pool, outcome: NodeOutcome): void {
  const { node, lastEnd } = outcome;
  nodes.freeSlots[node] = outcome.freeSlots;
  nodes.tasksRun[node]! += outcome.started;
  nodes.tasksSucceeded[node]! += outcome.ended;
  if (!Number.isNaN(lastEnd))
    nodes.retainUntil[node] = Math.max(nodes.retainUntil[node]!, lastEnd + tasks.specs[0]!.retention);
  const state = outcome.isRunning ? NODE.running : NODE.idle;
  const before = nodes.states[node]!;
  const counts = pool.nodesByState[nodes.kindOf(node)];
  counts[before]!--;
  counts[state]!++;
  nodes.states[node] = state;
  nodes.since[node] = outcome.since;
}

function countStretch({ watch }: Account, pool: Pool, job: Job, outcome: StretchOutcome): void {
  const { now, added, started, succeeded } = outcome;
  const came = added.to - added.from;
  const begun = started.to - started.from;
  job.active += came - begun;
  job.running += begun - succeeded;
  job.completed += succeeded;
  countPool(pool, outcome.counts);
  job.placed += begun - succeeded;
  noteTasks(job, added.from, added.to);
  watch.unfinished += came - succeeded;
  watch.lastProgress = now;
  watch.futileAttempts = 0;
}

/** Tasks of a pool by what formulas count. */
export interface PoolCounts {
  readonly active: number;
  readonly running: number;
  readonly succeeded: number;
}

function countPool(pool: Pool, { active, running, succeeded }: PoolCounts): void {
  pool.activeTasks = active;
  pool.runningTasks = running;
  pool.succeededTasks = succeeded;
}

/** Amid a stretch, the metrics that formulas read as the last instant left them. */
export function recordStretch(account: Account, pool: Pool, now: Instant, counts: PoolCounts): void {
  account.kernel.pass(now, 0);
  countPool(pool, counts);
  recordMetrics(account, pool);
}
