// Plain tasks in the columns of the task ledger, many at once: as they come, and as they succeed.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { StretchEnds } from '../../simulator/index.ts';
import type { Float64List, Uint8List, Uint16List, Uint32List } from './columns.ts';
import { slowdown } from './slowdown.ts';
import { TASK } from './task-states.ts';

/** The columns of all tasks, as tasks.ts keeps them. */
export interface TaskColumns {
  readonly addedOrWait: Float64List;
  readonly startOrTurnaround: Float64List;
  readonly jobOf: Uint32List;
  readonly slotsOf: Uint16List;
  readonly stateOf: Uint8List;
}

/** Tasks of a job come, numbered from `from`, each wanting one slot. There is room for them. */
export function enterPlain(
  { addedOrWait, jobOf, slotsOf, stateOf }: TaskColumns,
  from: number,
  added: Float64Array,
  job: number,
  origin: Instant,
): void {
  const times = addedOrWait.data;
  const jobs = jobOf.data;
  const to = from + added.length;
  for (let task = from; task < to; task += 1) {
    times[task] = added[task - from]! - origin;
    if (jobs[task] !== job) jobs[task] = job;
  }
  slotsOf.data.fill(1, from, to);
  stateOf.data.fill(TASK.waiting, from, to);
}

/** Tasks succeed, in the order of the ends; the sums of the lengths, and of the slowdowns with those before. */
export function completePlain(
  { addedOrWait, startOrTurnaround, stateOf }: TaskColumns,
  firstWait: Float64List | undefined,
  { length: count, tasks, startedAt, endedAt }: StretchEnds,
  origin: Instant,
  slowdownsBefore: number,
): { readonly runSum: Duration; readonly slowdownSum: number } {
  const states = stateOf.data;
  const waits = addedOrWait.data;
  const turnarounds = startOrTurnaround.data;
  // The engine knows of no argument that it is a number, and would box the sum at every turn.
  let slowdownSum = Number(slowdownsBefore);
  let runSum = 0;
  for (let row = 0; row < count; row += 1) {
    const task = tasks[row]!;
    const length = endedAt[row]! - startedAt[row]!;
    const turnaround = endedAt[row]! - origin - waits[task]!;
    // Two stores, because a number that may be the one or the other is boxed.
    waits[task] = turnaround - length;
    if (states[task] === TASK.runningAgain) waits[task] = firstWait!.data[task]!;
    turnarounds[task] = turnaround;
    states[task] = TASK.succeeded;
    runSum += length;
    slowdownSum += slowdown(turnaround, length);
  }
  return { runSum, slowdownSum };
}
