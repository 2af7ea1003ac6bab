// The columns of start, job preparation and job release tasks that run now: they are of a node, not of its slots.
// There are as many as nodes at most, now and then; rows are used again.

import { NO_EVENT } from '../kernel/queue.ts';
import { longer, NONE } from './task-table.ts';

/** Kinds of special tasks, as columns hold them. */
export const SPECIAL = { start: 0, preparation: 1, release: 2 } as const;
export type SpecialKind = (typeof SPECIAL)[keyof typeof SPECIAL];

/** Rows of special tasks, addressed by a number that is used again once the task is over for its node. */
export class SpecialTable {
  private rows = 0;
  private freeRow = NONE;
  kinds = new Uint8Array(16);
  nodes = new Int32Array(16);
  /** Index into the account's jobs; NONE for start tasks. */
  jobs = new Int32Array(16);
  /** Attempts that ended, with a non-zero exit. */
  retries = new Int32Array(16);
  startedAt = new Float64Array(16);
  /** The wall-clock limit of the attempt, or what begins the next one, if there is one. */
  events = new Float64Array(16);
  /** Neighbours among the special tasks of one node; the next free row, while free. */
  next = new Int32Array(16);
  /** The first special task of each node that has one. */
  readonly heads = new Map<number, number>();

  open(kind: SpecialKind, node: number, job: number): number {
    let row = this.freeRow;
    if (row >= 0) this.freeRow = this.next[row]!;
    else {
      row = this.rows++;
      if (row === this.kinds.length) this.grow();
    }
    this.kinds[row] = kind;
    this.nodes[row] = node;
    this.jobs[row] = job;
    this.retries[row] = 0;
    this.startedAt[row] = Number.NaN;
    this.events[row] = NO_EVENT;
    this.next[row] = this.heads.get(node) ?? NONE;
    this.heads.set(node, row);
    return row;
  }

  close(row: number): void {
    const node = this.nodes[row]!;
    let before = this.heads.get(node)!;
    if (before === row) {
      if (this.next[row]! >= 0) this.heads.set(node, this.next[row]!);
      else this.heads.delete(node);
    } else {
      while (this.next[before] !== row) before = this.next[before]!;
      this.next[before] = this.next[row]!;
    }
    this.next[row] = this.freeRow;
    this.freeRow = row;
  }

  /** The special tasks that run on a node. */
  on(node: number): readonly number[] {
    const rows: number[] = [];
    for (let row = this.heads.get(node) ?? NONE; row >= 0; row = this.next[row]!) rows.push(row);
    return rows;
  }

  /** The one of this kind, for this job, on this node; NONE when none runs. */
  find(kind: SpecialKind, node: number, job: number): number {
    for (const row of this.on(node)) if (this.kinds[row] === kind && this.jobs[row] === job) return row;
    return NONE;
  }

  private grow(): void {
    const length = this.kinds.length * 2;
    this.kinds = longer(this.kinds, new Uint8Array(length));
    this.nodes = longer(this.nodes, new Int32Array(length));
    this.jobs = longer(this.jobs, new Int32Array(length));
    this.retries = longer(this.retries, new Int32Array(length));
    this.startedAt = longer(this.startedAt, new Float64Array(length));
    this.events = longer(this.events, new Float64Array(length));
    this.next = longer(this.next, new Int32Array(length));
  }
}
