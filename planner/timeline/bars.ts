// The bars of a timeline while a run goes on: opened when a task takes slots, closed when it leaves them. When
// there are more than the limit, every second node's bars go, then every second of the rest: what stays is whole.

import type { Names } from '../../simulator/index.ts';
import { Float64List, Uint8List, Uint16List, Uint32List } from '../report/columns.ts';
import { Seats } from './seats.ts';
import { textColumn } from './texts.ts';
import { BAR, type BarColumns, type Kept, STILL_RUNNING } from './timeline.ts';

/** The row of each node by its handle, and the number of a job's id. */
export interface BarNumbers {
  readonly rows: Uint32Array;
  readonly jobOf: (id: string) => number;
}

/** Columns of bars, in the order of their starts, and the slots of the nodes. */
export class BarBook {
  /** Bars are kept for nodes whose handle this divides. */
  every = 1;
  attempts = 0;
  private until: number | null = null;
  private readonly limit: number;
  private readonly names: Names;
  private readonly seats = new Map<number, Seats>();
  private count = 0;
  /** For how many rows the columns have room. */
  private room = 0;
  private readonly node = new Uint32List(0);
  private readonly task = new Uint32List(0);
  private readonly slot = new Uint16List(0);
  private readonly slots = new Uint16List(0);
  private readonly kind = new Uint8List(0);
  private readonly start = new Float64List(0);
  private readonly end = new Float64List(0);
  private readonly how = new Uint8List(0);
  private readonly exitCode = new Float64List(0);
  private readonly wait = new Float64List(0);
  /** By task: its slots, since when it waits, and one more than the place of its open bar. */
  private readonly wanted = new Uint16List(0);
  private readonly waitsSince = new Float64List(0);
  private readonly openOf = new Uint32List(0);
  /** Open bars of subtasks, by task and node. */
  private readonly subtasks = new Map<string, number>();

  constructor(limit: number, names: Names) {
    this.limit = Math.max(1, limit);
    this.names = names;
  }

  addTask(time: number, task: number, slots: number): void {
    this.waitsSince.set(task, time);
    this.wanted.set(task, Math.min(slots, 65_535));
    this.openOf.reach(task);
  }

  addNode(node: number, slots: number): void {
    if (this.isKept(node)) this.seats.set(node, new Seats(slots));
  }

  isKept(node: number): boolean {
    return node % this.every === 0;
  }

  /** The slots that a node has shown to have; `known` when nothing is known to the contrary. */
  slotsOf(node: number, known: number): number {
    return Math.max(known, this.seats.get(node)?.count ?? 0);
  }

  /** A task takes its slots of a node; `kind` is one of `BAR`. */
  open(time: number, task: number, node: number, kind: number): void {
    if (kind === BAR.attempt) this.attempts += 1;
    if (kind !== BAR.subtask) this.close(time, task, STILL_RUNNING, Number.NaN);
    if (!this.isKept(node) || this.until !== null) return;
    if (this.count >= this.limit && !this.makeRoom(time, node)) return;
    const seats = this.seats.get(node);
    if (seats === undefined) return;
    const wanted = Math.max(1, this.wanted.data[task] ?? 1);
    const row = this.count;
    const first = seats.takeTogether(wanted);
    if (first >= 0) this.addRow(time, task, node, kind, first, wanted);
    else
      seats.takePieces(wanted).forEach((piece, place) => {
        this.addRow(time, task, node, place === 0 ? kind : BAR.rest, piece.first, piece.count);
      });
    if (kind === BAR.subtask) this.subtasks.set(`${task} ${node}`, row);
    else this.openOf.set(task, row + 1);
  }

  // Numbers one by one: an object for every bar would cost as much as the bar.
  private addRow(time: number, task: number, node: number, kind: number, first: number, count: number): void {
    const row = this.count++;
    if (row >= this.room) this.reach(row);
    this.node.data[row] = node;
    this.task.data[row] = task;
    this.slot.data[row] = first;
    this.slots.data[row] = count;
    this.kind.data[row] = kind;
    this.start.data[row] = time;
    this.end.data[row] = Number.NaN;
    this.how.data[row] = STILL_RUNNING;
    this.exitCode.data[row] = Number.NaN;
    this.wait.data[row] = between(this.waitsSince.data[task] ?? time, time);
  }

  private reach(row: number): void {
    for (const column of this.columns()) column.reach(row);
    this.room = Math.min(...this.columns().map(({ data }) => data.length));
  }

  /** The task leaves the slots that it took as attempt, or while it was prepared for; `how` it ended, and with which code. */
  close(time: number, task: number, how: number, exitCode: number): void {
    const row = (this.openOf.data[task] ?? 0) - 1;
    if (row < 0) return;
    this.openOf.data[task] = 0;
    this.closeRow(row, time, how, exitCode);
  }

  closeSubtask(time: number, task: number, node: number, how: number): void {
    const key = `${task} ${node}`;
    const row = this.subtasks.get(key);
    if (row === undefined) return;
    this.subtasks.delete(key);
    this.closeRow(row, time, how, Number.NaN);
  }

  /** The task waits from now on. */
  waits(time: number, task: number): void {
    this.waitsSince.set(task, time);
  }

  private closeRow(first: number, time: number, how: number, exitCode: number): void {
    const { node, task, kind } = this;
    let row = first;
    do {
      this.end.data[row] = time;
      this.how.data[row] = how;
      this.exitCode.data[row] = exitCode;
      this.seats.get(node.data[row]!)?.free(this.slot.data[row]!, this.slots.data[row]!);
      row += 1;
    } while (row < this.count && kind.data[row] === BAR.rest && task.data[row] === task.data[first]);
  }

  /** Lets nodes go until half of the room is free; whether there is a place for a bar on this node. */
  private makeRoom(time: number, node: number): boolean {
    const most = Math.max(0, ...this.seats.keys());
    while (this.count * 2 > this.limit && this.every <= most) {
      this.every *= 2;
      this.letGo();
    }
    if (this.count >= this.limit) this.until = time;
    return this.until === null && this.isKept(node);
  }

  /** The columns that have a row a bar. */
  private columns() {
    return [
      this.node, this.task, this.slot, this.slots, this.kind, this.start, this.end, this.how, this.exitCode, this.wait,
    ]; // biome-ignore format: a list
  }

  private letGo(): void {
    const columns = this.columns();
    this.subtasks.clear();
    let to = 0;
    for (let row = 0; row < this.count; row += 1) {
      const task = this.task.data[row]!;
      const node = this.node.data[row]!;
      const isOpen = Number.isNaN(this.end.data[row]!) && this.kind.data[row] !== BAR.rest;
      const isSubtask = this.kind.data[row] === BAR.subtask;
      if (!this.isKept(node)) {
        if (isOpen && !isSubtask) this.openOf.data[task] = 0;
        continue;
      }
      if (isOpen && isSubtask) this.subtasks.set(`${task} ${node}`, to);
      else if (isOpen) this.openOf.data[task] = to + 1;
      for (const { data } of columns) data[to] = data[row]!;
      to += 1;
    }
    this.count = to;
    for (const node of this.seats.keys()) if (!this.isKept(node)) this.seats.delete(node);
  }

  kept(): Kept {
    let shown = 0;
    for (let row = 0; row < this.count; row += 1) if (this.kind.data[row] === BAR.attempt) shown += 1;
    return { attempts: this.attempts, shown, every: this.every, until: this.until };
  }

  /** The bars in the order of node, slot and start, as columns of their own; nodes and jobs are numbered anew. */
  read(now: number, { rows, jobOf }: BarNumbers): BarColumns {
    const { count, names } = this;
    const order = this.inOrder();
    const numbers = <Data extends { readonly data: ArrayLike<number> }, Kind>(
      make: (count: number) => Kind & { [row: number]: number },
      { data }: Data,
    ): Kind => {
      const column = make(count);
      for (let row = 0; row < count; row += 1) column[row] = data[order[row]!]!;
      return column;
    };
    const u32 = (length: number) => new Uint32Array(length);
    const u16 = (length: number) => new Uint16Array(length);
    const u8 = (length: number) => new Uint8Array(length);
    const f64 = (length: number) => new Float64Array(length);
    const task = numbers(u32, this.task);
    const end = numbers(f64, this.end).map((time) => (Number.isNaN(time) ? now : time));
    return {
      count,
      node: numbers(u32, this.node).map((node) => rows[node]!),
      slot: numbers(u16, this.slot),
      slots: numbers(u16, this.slots),
      kind: numbers(u8, this.kind),
      start: numbers(f64, this.start),
      end,
      how: numbers(u8, this.how),
      exitCode: numbers(f64, this.exitCode),
      wait: numbers(f64, this.wait),
      job: task.map((one) => jobOf(names.jobIdOf(one))),
      task: textColumn(count, (row) => names.taskId(task[row]!)),
    };
  }

  /** Rows by node, then slot, then start: they were opened in the order of starts, so counting twice sorts them. */
  private inOrder(): Uint32Array {
    const bySlot = countingSort(
      Uint32Array.from({ length: this.count }, (_, row) => row),
      this.slot.data,
    );
    return countingSort(bySlot, this.node.data);
  }
}

/** Seconds from one time to a later one, in whole milliseconds as both are. */
const between = (from: number, to: number): number =>
  Math.max(0, Math.floor((to - from) * 1000 + 0.5) / 1000);

/** The rows in the order of their keys; rows of equal keys keep their order. */
function countingSort(rows: Uint32Array, keys: ArrayLike<number>): Uint32Array {
  let most = 0;
  for (const row of rows) most = Math.max(most, keys[row]!);
  const next = new Uint32Array(most + 2);
  for (const row of rows) next[keys[row]! + 1]! += 1;
  for (let key = 1; key < next.length; key += 1) next[key]! += next[key - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const key = keys[row]!;
    sorted[next[key]!] = row;
    next[key]! += 1;
  }
  return sorted;
}
