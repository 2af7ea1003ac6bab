// The nodes that work for a multi-instance task besides its own: since when, until when, and what it came to.
// A subtask may end before its task's attempt or after it; what its time was worth is known when both have.

import type { Duration } from '../../runtime/index.ts';

/** A subtask whose time can be entered: useful or lost as its attempt ended. */
export interface SettledSubtask {
  readonly node: number;
  readonly length: Duration;
  /** An index of ATTEMPT_ENDS. */
  readonly end: number;
}

interface Subtask {
  readonly node: number;
  readonly startedAt: Duration;
  endedAt: Duration | undefined;
  end: number | undefined;
}

/** The subtasks that are not settled yet. */
export class SubtaskLedger {
  private readonly byTask = new Map<number, Subtask[]>();

  get isEmpty(): boolean {
    return this.byTask.size === 0;
  }

  start(time: Duration, task: number, node: number): void {
    const rows = this.byTask.get(task) ?? [];
    rows.push({ node, startedAt: time, endedAt: undefined, end: undefined });
    this.byTask.set(task, rows);
  }

  /** The node works for the task no more; false when it did not. */
  stop(time: Duration, task: number, node: number): boolean {
    const row = this.byTask.get(task)?.find((one) => one.node === node && one.endedAt === undefined);
    if (row === undefined) return false;
    row.endedAt = time;
    return true;
  }

  /** The attempt that these subtasks belong to has ended. */
  conclude(task: number, end: number): void {
    for (const row of this.byTask.get(task) ?? []) row.end ??= end;
  }

  /** Takes out the task's subtasks of which all is known. */
  settle(task: number): readonly SettledSubtask[] {
    const rows = this.byTask.get(task) ?? [];
    const settled = rows.flatMap(({ node, startedAt, endedAt, end }) =>
      endedAt === undefined || end === undefined ? [] : [{ node, length: endedAt - startedAt, end }],
    );
    const open = rows.filter(({ endedAt, end }) => endedAt === undefined || end === undefined);
    if (open.length === 0) this.byTask.delete(task);
    else this.byTask.set(task, open);
    return settled;
  }
}
