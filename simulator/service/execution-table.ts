// The columns of what runs now: an execution is one attempt of a task on a node, from placement to end.
// There are as many as busy slots, so rows are used again.

import type { Instant } from '../../runtime/index.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import { longer, NONE } from './task-table.ts';

/** Rows of running attempts, addressed by a number that is used again once the attempt is over. */
export class ExecutionTable {
  private rows = 0;
  private freeRow = NONE;
  tasks = new Int32Array(64);
  nodes = new Int32Array(64);
  /** When the attempt began; NaN while the task is placed and not yet running. */
  startedAt = new Float64Array(64);
  /** What begins the attempt, or the next one after a retry, while none runs. */
  events = new Float64Array(64);
  /** The wall-clock limit of the attempt, if it has one. */
  limits = new Float64Array(64);
  /** Neighbours among the executions of one node. */
  next = new Int32Array(64);
  previous = new Int32Array(64);

  /** A row for a task on a node, put at the front of the node's chain that begins with `head`. */
  open(task: number, node: number, head: number): number {
    let row = this.freeRow;
    if (row >= 0) this.freeRow = this.next[row]!;
    else {
      row = this.rows++;
      if (row === this.tasks.length) this.grow();
    }
    this.tasks[row] = task;
    this.nodes[row] = node;
    this.startedAt[row] = Number.NaN;
    this.events[row] = NO_EVENT;
    this.limits[row] = NO_EVENT;
    this.next[row] = head;
    this.previous[row] = NONE;
    if (head >= 0) this.previous[head] = row;
    return row;
  }

  /** Takes the row out of its node's chain and frees it; returns the chain's new head. */
  close(row: number, head: number): number {
    const next = this.next[row]!;
    const previous = this.previous[row]!;
    if (next >= 0) this.previous[next] = previous;
    if (previous >= 0) this.next[previous] = next;
    this.next[row] = this.freeRow;
    this.freeRow = row;
    return previous >= 0 ? head : next;
  }

  isRunning(row: number): boolean {
    return !Number.isNaN(this.startedAt[row]!);
  }

  /** How long the attempt has run at an instant; 0 while it has not begun. */
  elapsed(row: number, now: Instant): number {
    return this.isRunning(row) ? now - this.startedAt[row]! : 0;
  }

  private grow(): void {
    const length = this.tasks.length * 2;
    this.tasks = longer(this.tasks, new Int32Array(length));
    this.nodes = longer(this.nodes, new Int32Array(length));
    this.startedAt = longer(this.startedAt, new Float64Array(length));
    this.events = longer(this.events, new Float64Array(length));
    this.limits = longer(this.limits, new Float64Array(length));
    this.next = longer(this.next, new Int32Array(length));
    this.previous = longer(this.previous, new Int32Array(length));
  }
}
