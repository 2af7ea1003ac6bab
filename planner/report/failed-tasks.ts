// What a failed task was like before its columns were used for its result: a reactivation takes it all back.

import type { Duration } from '../../runtime/index.ts';
import { Float64List, Uint32List } from './columns.ts';

/** When the task was added, and how long its last attempt took. */
export interface FailedTask {
  readonly added: Duration;
  readonly length: Duration;
}

/** One row a failure; found by task only once somebody asks. */
export class FailedTasks {
  private rows = 0;
  private readonly tasks = new Uint32List(16);
  private readonly added = new Float64List(16);
  private readonly length = new Float64List(16);
  private rowOf: Map<number, number> | undefined;

  add(task: number, { added, length }: FailedTask): void {
    this.tasks.set(this.rows, task);
    this.added.set(this.rows, added);
    this.length.set(this.rows, length);
    this.rowOf?.set(task, this.rows);
    this.rows += 1;
  }

  /** The task's last failure; it must have had one. */
  find(task: number): FailedTask {
    if (this.rowOf === undefined) {
      this.rowOf = new Map();
      for (let row = 0; row < this.rows; row += 1) this.rowOf.set(this.tasks.data[row]!, row);
    }
    const row = this.rowOf.get(task)!;
    return { added: this.added.data[row]!, length: this.length.data[row]! };
  }
}
