// Whether two scenarios with their workloads are the same, told by a short text.

import { drawAt } from '../runtime/index.ts';
import type { Scenario } from './scenario.ts';
import type { Workload } from './workload/workload.ts';

/** A text that is the same for the same scenario and workload, and almost surely another for others. */
export function fingerprintOf(scenario: Scenario, workload: Workload): string {
  const { taskAdded, taskJob, taskSpec, taskBehaviour, taskDuration, taskId, ...rest } = workload;
  let columns = rest.count;
  for (const column of [taskAdded, taskJob, taskSpec, taskBehaviour, taskDuration]) {
    for (let task = 0; task < column.length; task++) columns = mixed(columns, column[task]!);
  }
  const text = JSON.stringify([scenario, rest]);
  return Math.floor(drawAt(columns, text, 0) * 2 ** 52).toString(36);
}

/** Folds a number into a sum of whole numbers below 2^32. */
const mixed = (sum: number, value: number): number =>
  (Math.imul(sum, 31) + Math.imul(value % 2 ** 32, 17) + Math.floor(value / 2 ** 32)) >>> 0;
