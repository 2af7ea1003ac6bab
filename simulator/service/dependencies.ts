// Which tasks of a job wait for others: by id, and by ranges of the whole numbers that ids may be. Everything is
// linear in what the tasks say, and a range costs the same however wide it is. Who is told of it, and what follows,
// stands in transitions.ts. Source: REST TaskDependencies; docs "task dependencies".

import type { Instant } from '../../runtime/index.ts';
import type { TaskDependencies } from '../model/task.ts';
import { NumberSet } from './number-set.ts';
import { NONE } from './task-table.ts';

/** In place of the first task that waits for an id: tasks with this id completed and satisfy. */
const SATISFIED = -2;

/** The number that an id stands for, leading zeros apart; NONE when it is not a whole number. */
export const numberOf = (id: string): number => (/^\d+$/.test(id) && id.length < 16 ? Number(id) : NONE);

/** Who waits for whom in one job. A task may wait for ids that no task has yet. */
export class Dependencies {
  /** For each blocked task, how many ids and ranges it still waits for. */
  private readonly unmet = new Map<number, number>();
  /** Places of ids, in lower case, in `waitingForId`. */
  private readonly places = new Map<string, number>();
  /** The first link to a task that waits for the id; NONE, or SATISFIED. */
  private readonly waitingForId: number[] = [];
  /** Links to waiting tasks, each with the next link of the same id or range. */
  private readonly tasks: number[] = [];
  private readonly next: number[] = [];
  /** Numbers of tasks that satisfy; those that several tasks stand for, with how many beyond the first. */
  private readonly numbers = new NumberSet();
  private readonly doubles = new Map<number, number>();
  /** Places of ranges, as text, in the two columns that follow. */
  private readonly ranges = new Map<string, number>();
  private readonly rangeStarts: number[] = [];
  /** The first link to a task that waits for the range. */
  private readonly waitingForRange: number[] = [];
  /** When tasks completed that do not satisfy, by id in lower case. */
  private readonly failures = new Map<string, Instant>();
  /** Ranges by the number each of them waits for now: the largest that is missing. */
  private readonly watches = new Map<number, number[]>();

  /** How many tasks wait for others. */
  get size(): number {
    return this.unmet.size;
  }

  isBlocked(task: number): boolean {
    return this.unmet.has(task);
  }

  /** The tasks that wait for others, in the order in which they came. */
  blocked(): readonly number[] {
    return [...this.unmet.keys()];
  }

  /** A new task says for whom it waits; whether it has to wait at all. */
  block(task: number, { taskIds, taskIdRanges }: TaskDependencies): boolean {
    let unmet = 0;
    for (const id of taskIds) {
      const place = this.placeOf(id);
      if (this.waitingForId[place] === SATISFIED) continue;
      this.waitingForId[place] = this.link(task, this.waitingForId[place]!);
      unmet++;
    }
    for (const { start, end } of taskIdRanges) {
      const missing = this.numbers.lastMissing(end);
      if (missing < start) continue;
      const range = this.rangeOf(start, end, missing);
      this.waitingForRange[range] = this.link(task, this.waitingForRange[range]!);
      unmet++;
    }
    if (unmet > 0) this.unmet.set(task, unmet);
    return unmet > 0;
  }

  /** A task with this id completed, and satisfies: who waits for nothing any more, oldest first. */
  satisfy(id: string): readonly number[] {
    const released: number[] = [];
    const place = this.placeOf(id);
    this.release(this.waitingForId[place]!, released);
    this.waitingForId[place] = SATISFIED;
    const number = numberOf(id);
    if (number >= 0) this.satisfyNumber(number, released);
    return released.length > 1 ? released.sort((a, b) => a - b) : released;
  }

  /** A task that satisfied is reactivated or deleted: for those who come from now on it does so no more. */
  revoke(id: string): void {
    const place = this.placeOf(id);
    if (this.waitingForId[place] !== SATISFIED) return;
    this.waitingForId[place] = NONE;
    const number = numberOf(id);
    if (number < 0) return;
    const doubles = this.doubles.get(number) ?? 0;
    if (doubles > 0) this.doubles.set(number, doubles - 1);
    else {
      this.numbers.remove(number);
      // Whoever waits for a range already has met this number; those who come do not share it with them.
      this.ranges.clear();
    }
  }

  /** Whether a task with this id has completed and satisfies. */
  isMet(id: string): boolean {
    return this.waitingForId[this.places.get(id.toLowerCase()) ?? NONE] === SATISFIED;
  }

  /** The largest number of a range for which no task has completed that satisfies; undefined when there is none. */
  missingIn(start: number, end: number): number | undefined {
    const missing = this.numbers.lastMissing(end);
    return missing < start ? undefined : missing;
  }

  /** A task with this id completed, and does not satisfy. */
  fail(id: string, now: Instant): void {
    this.failures.set(id.toLowerCase(), now);
  }

  /** When the task with this id completed without satisfying. */
  failedAt(id: string): Instant {
    return this.failures.get(id.toLowerCase()) ?? 0;
  }

  /** A blocked task will not run: nobody waits in its name any more. */
  forget(task: number): void {
    this.unmet.delete(task);
  }

  private satisfyNumber(number: number, released: number[]): void {
    if (this.numbers.has(number)) {
      this.doubles.set(number, (this.doubles.get(number) ?? 0) + 1);
      return;
    }
    this.numbers.add(number);
    const watching = this.watches.get(number);
    if (watching === undefined) return;
    this.watches.delete(number);
    for (const range of watching) {
      const missing = this.numbers.lastMissing(number - 1);
      if (missing >= this.rangeStarts[range]!) this.watch(range, missing);
      else {
        this.release(this.waitingForRange[range]!, released);
        this.waitingForRange[range] = NONE;
      }
    }
  }

  /** One thing less to wait for, for all tasks of a chain of links. */
  private release(first: number, released: number[]): void {
    for (let link = first; link >= 0; link = this.next[link]!) {
      const task = this.tasks[link]!;
      const left = this.unmet.get(task);
      if (left === undefined) continue;
      if (left > 1) this.unmet.set(task, left - 1);
      else {
        this.unmet.delete(task);
        released.push(task);
      }
    }
  }

  private link(task: number, next: number): number {
    this.next.push(next);
    return this.tasks.push(task) - 1;
  }

  private placeOf(id: string): number {
    const key = id.toLowerCase();
    const found = this.places.get(key);
    if (found !== undefined) return found;
    const place = this.waitingForId.push(NONE) - 1;
    this.places.set(key, place);
    return place;
  }

  /** A range that waits for numbers; those who wait for the same one share it. */
  private rangeOf(start: number, end: number, missing: number): number {
    const key = `${start}-${end}`;
    const found = this.ranges.get(key);
    if (found !== undefined && this.waitingForRange[found]! >= 0) return found;
    const range = this.rangeStarts.push(start) - 1;
    this.waitingForRange.push(NONE);
    this.ranges.set(key, range);
    this.watch(range, missing);
    return range;
  }

  private watch(range: number, number: number): void {
    const watching = this.watches.get(number);
    if (watching === undefined) this.watches.set(number, [range]);
    else watching.push(range);
  }
}
