// How long tasks waited for their first start, read off the columns of the task ledger.

import type { Duration } from '../../runtime/index.ts';
import type { Float64List } from './columns.ts';
import type { TaskColumns } from './plain-tasks.ts';
import { NEVER_STARTED, TASK } from './task-states.ts';

/** The wait of a task, in milliseconds; NaN for one that never started. `firstWait` is known of those that start again. */
export function waitOf(
  { stateOf, addedOrWait, startOrTurnaround }: TaskColumns,
  firstWait: Float64List | undefined,
  task: number,
): Duration {
  switch (stateOf.data[task]) {
    case TASK.running:
      return startOrTurnaround.data[task]! - addedOrWait.data[task]!;
    case TASK.succeeded:
    case TASK.failed:
      return addedOrWait.data[task]!;
    case TASK.waitingAgain:
    case TASK.runningAgain:
    case TASK.withdrawnAgain:
    case TASK.terminatedAgain:
    case TASK.blockedAgain:
    case TASK.preparingAgain:
      return firstWait!.data[task]!;
    default:
      return Number.NaN;
  }
}

/** Whether the first `known` tasks have all succeeded, as nearly all runs end. */
export function haveAllSucceeded({ stateOf }: TaskColumns, known: number): boolean {
  const states = stateOf.data;
  let task = 0;
  while (task < known && states[task] === TASK.succeeded) task += 1;
  return task === known;
}

/** How many of the first `known` tasks have never started. */
export function countNeverStarted(columns: TaskColumns, known: number): number {
  if (haveAllSucceeded(columns, known)) return 0;
  const states = columns.stateOf.data;
  let count = 0;
  for (let task = 0; task < known; task += 1) count += NEVER_STARTED[states[task]!]!;
  return count;
}

/** The waits of the first `known` tasks, of those that started. */
export function allWaits(
  columns: TaskColumns,
  firstWait: Float64List | undefined,
  known: number,
): Float64Array {
  const found = new Float64Array(known);
  const states = columns.stateOf.data;
  const waits = columns.addedOrWait.data;
  let count = 0;
  for (let task = 0; task < known; task += 1) {
    // Nearly all, at the end.
    if (states[task] === TASK.succeeded) {
      found[count] = waits[task]!;
      count += 1;
      continue;
    }
    const wait = waitOf(columns, firstWait, task);
    if (Number.isNaN(wait)) continue;
    found[count] = wait;
    count += 1;
  }
  return found.subarray(0, count);
}
