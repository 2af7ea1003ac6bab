// The executions of a multi-instance task besides its primary: rows like any other, but no task's state hangs on them.

import { type Account, type Attempt, type Pool, touch } from './account.ts';
import { retain } from './retention.ts';
import { takeSlots } from './seats.ts';
import { TASK } from './task-table.ts';

/** Holds a node for a subtask. */
export function openSubtask(account: Account, pool: Pool, task: number, node: number): number {
  const { nodes, executions, tasks } = account;
  const execution = executions.open(task, node, nodes.heads[node]!);
  nodes.heads[node] = execution;
  nodes.executions[node]!++;
  takeSlots(account, pool, node, tasks.slotsOf(task));
  pool.touchedNodes.push(node);
  return execution;
}

/** The subtask works for an attempt of its task. */
export function startSubtask({ executions, kernel, journal }: Account, execution: number): void {
  executions.startedAt[execution] = kernel.now;
  journal.subtaskStarted(kernel.now, executions.tasks[execution]!, executions.nodes[execution]!);
}

/** The attempt is over; the node is held for the next one. */
export function restSubtask({ executions, kernel, journal }: Account, execution: number): void {
  executions.startedAt[execution] = Number.NaN;
  journal.subtaskEnded(kernel.now, executions.tasks[execution]!, executions.nodes[execution]!);
}

/** The subtask is over, and its files stay as long as those of its task; its slots are given back later. */
export function closeSubtask(account: Account, { execution, task, node, spec, pool }: Attempt): void {
  const { executions, nodes, tasks, kernel } = account;
  if (executions.isRunning(execution)) account.journal.subtaskEnded(kernel.now, task, node);
  if (tasks.states[task] === TASK.completed) retain(account, node, task, kernel.now + spec.retention);
  nodes.heads[node] = executions.close(execution, nodes.heads[node]!);
  nodes.executions[node]!--;
  pool.touchedNodes.push(node);
  touch(account, pool);
}
