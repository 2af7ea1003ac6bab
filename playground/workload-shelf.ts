// The workload of the last question, kept: while nothing changes that it is made of, every formula runs on the same
// one, and nobody draws or reads it again.

import { loadWorkload, mostTasks, type Scenario, type Workload } from '../simulator/index.ts';
import type { OpenFile, Problem, ValueReading } from './read-value.ts';
import type { JsonObject } from './state.ts';
import { shapeOf, type WorkloadShape } from './workload-shape.ts';

/** The most tasks that a page takes on. */
export const MOST_TASKS = 5_000_000;

export interface MadeWorkload {
  /** Absent when there are errors. */
  readonly workload?: Workload;
  readonly shape?: WorkloadShape;
  readonly problems: readonly Problem[];
}

export interface WorkloadShelf {
  /** The workload of a scenario that was read from this value. */
  readonly make: (value: JsonObject, reading: ValueReading, scenario: Scenario) => Promise<MadeWorkload>;
}

/** A shelf for one workload. */
export function createWorkloadShelf(
  openFile: OpenFile,
  bytesOf: (name: string) => Uint8Array | undefined,
): WorkloadShelf {
  let kept: { readonly key: string; readonly used: Used; readonly made: MadeWorkload } | undefined;
  return {
    make: async (value, reading, scenario) => {
      const key = keyOf(value, scenario);
      const isSame = kept?.key === key && [...kept.used].every(([name, bytes]) => bytesOf(name) === bytes);
      if (kept !== undefined && isSame) return kept.made;
      kept = undefined;
      const used: Used = new Map();
      const made = await makeWorkload(reading, scenario, (name) => {
        used.set(name, bytesOf(name));
        return openFile(name);
      });
      kept = { key, used, made };
      return made;
    },
  };
}

/** The files that a workload was made of, or lacked. */
type Used = Map<string, Uint8Array | undefined>;

/** Everything that a workload and its shape depend on. */
function keyOf({ workload, operations }: JsonObject, { seed, start, until, pools }: Scenario): string {
  const places = pools.map(({ id, taskSlotsPerNode }) => [id, taskSlotsPerNode]);
  return JSON.stringify([workload, operations, seed, start, until, places]);
}

async function makeWorkload(
  { parts, tell }: ValueReading,
  scenario: Scenario,
  openFile: OpenFile,
): Promise<MadeWorkload> {
  const expected = mostTasks(parts);
  if (expected > MOST_TASKS) return { problems: [tooMany(expected)] };
  const { workload, complaints } = await loadWorkload(parts, scenario, openFile);
  const problems = complaints.map(tell);
  if (workload === undefined) return { problems };
  if (workload.count > MOST_TASKS) return { problems: [...problems, tooMany(workload.count)] };
  return { workload, shape: shapeOf(workload, scenario), problems };
}

const tooMany = (count: number): Problem => ({
  message: `The workload has about ${Math.round(count).toLocaleString('en')} tasks, and this page takes up to ${MOST_TASKS.toLocaleString('en')}.`,
  hint: 'Make it shorter, or give the scenario to the command line: `lazurite simulate`.',
  path: ['workload'],
});
