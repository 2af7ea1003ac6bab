// A run between two events as bytes, and the same run taken up from them: everything that the service, the kernel and
// the modelled world remember. What follows from scenario and workload is made anew from these.

import { type Random, restoreRandom, StepSeries, type StepState, type Streams } from '../runtime/index.ts';
import { EventLine, Kernel } from './kernel/kernel.ts';
import { EventQueue } from './kernel/queue.ts';
import { restoreGraph } from './restored-graph.ts';
import {
  type SavedClass,
  type SavedListener,
  type SavedParts,
  savedClass,
  saveGraph,
} from './saved-graph.ts';
import type { Account } from './service/account.ts';
import { AutoScale } from './service/autoscale-settings.ts';
import { Dependencies } from './service/dependencies.ts';
import { ExecutionTable } from './service/execution-table.ts';
import { IndexList } from './service/index-list.ts';
import { IndexBag, IndexSet } from './service/index-set.ts';
import { NodeTable } from './service/node-table.ts';
import { NumberSet } from './service/number-set.ts';
import { SpecialTable } from './service/special-table.ts';
import { TaskTable } from './service/task-table.ts';
import { Level, Waiting } from './service/waiting.ts';
import { JobQueue, Line } from './service/waiting-lines.ts';
import type { Arrivals } from './world/modelled-executor.ts';

/** What a run is made of. */
export interface RunParts {
  readonly account: Account;
  readonly arrivals: Arrivals;
  readonly streams: Streams;
  /** What is still to come, and plain figures of whoever drives the run. */
  readonly additions: object;
  readonly feed: object;
  readonly watch: object;
}

/** Every class of which a run remembers objects. A kernel has its own handlers: they are code. */
const CLASSES: readonly SavedClass[] = [
  savedClass('Kernel', Kernel, ['handlers', 'standingAct', 'closingAct', 'closingRank']),
  savedClass('AutoScale', AutoScale, ['tools']),
  savedClass('Dependencies', Dependencies),
  savedClass('EventLine', EventLine),
  savedClass('EventQueue', EventQueue),
  savedClass('ExecutionTable', ExecutionTable),
  savedClass('IndexBag', IndexBag),
  savedClass('IndexList', IndexList),
  savedClass('IndexSet', IndexSet),
  savedClass('JobQueue', JobQueue),
  savedClass('Level', Level),
  savedClass('Line', Line),
  savedClass('NodeTable', NodeTable),
  savedClass('NumberSet', NumberSet),
  savedClass('SpecialTable', SpecialTable),
  savedClass('TaskTable', TaskTable),
  savedClass('Waiting', Waiting),
  {
    name: 'StepSeries',
    owns: (value) => value instanceof StepSeries,
    save: (value) => (value as StepSeries).state(),
    load: (saved) => StepSeries.restored(saved as StepState),
  },
  {
    name: 'Random',
    owns: (value) => typeof value === 'function' && 'state' in value && 'restore' in value,
    save: (value) => (value as Random).state(),
    load: (saved) => restoreRandom(saved as readonly number[]),
  },
];

/** What a file of a saved run begins with: one line of JSON. */
export interface SavedHead {
  readonly kind: 'run';
  readonly schemaVersion: number;
  /** Of Lazurite. Another version may remember other things. */
  readonly version: string;
  /** Of scenario and workload: a run goes on only with its own. */
  readonly fingerprint: string;
  /** When the run was saved, as printed. */
  readonly time: string;
}

export const SAVED_SCHEMA_VERSION = 1;

/** The run as bytes; only between two advances. */
export function saveRun(
  run: RunParts,
  head: SavedHead,
  listeners: readonly SavedListener[],
): Uint8Array<ArrayBuffer> {
  for (const listener of listeners) listener.before?.();
  const first = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const graph = saveGraph(partsOf(run, { states: run.streams.states() }, listeners));
  const bytes = new Uint8Array(first.length + graph.length);
  bytes.set(first);
  bytes.set(graph, first.length);
  return bytes;
}

/** The head of a saved run and what follows it; undefined when the bytes are something else. */
export function openSavedRun(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly head: SavedHead; readonly graph: Uint8Array<ArrayBuffer> } | undefined {
  const end = bytes.subarray(0, 1000).indexOf(LINE_BREAK);
  if (end < 0) return undefined;
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Partial<SavedHead> | null;
    if (head?.kind !== 'run' || head.schemaVersion !== SAVED_SCHEMA_VERSION) return undefined;
    return { head: head as SavedHead, graph: bytes.slice(end + 1) };
  } catch {
    // Not JSON: not one of ours.
    return undefined;
  }
}

const LINE_BREAK = 10;

/** Puts a run made from the same scenario and workload where the saved one was. */
export function restoreRun(
  run: RunParts,
  graph: Uint8Array<ArrayBuffer>,
  listeners: readonly SavedListener[],
): void {
  const streams = { states: {} };
  restoreGraph(partsOf(run, streams, listeners), graph);
  run.streams.restore(streams.states);
}

/** Objects that somebody holds on to keep their identity: they are filled, not replaced. */
function partsOf(
  { account, arrivals, additions, feed, watch }: RunParts,
  streams: object,
  listeners: readonly SavedListener[],
): SavedParts {
  const { kernel, settings, timers, journal, executor, machines } = account;
  const { tasks, nodes, executions, specials, jobs, pools, poolIds, jobIds } = account;
  const rooms = {
    ...{ tasks, nodes, executions, specials, jobs, pools, poolIds, jobIds, watched: account.watch },
    ...(account.details === undefined ? {} : { taskDetails: account.details }),
  };
  const arriving = {
    comingTasks: arrivals.tasks,
    comingJobs: arrivals.jobs,
    comingStarts: arrivals.startTasks,
  };
  const world = {
    ...(executor.state === undefined ? {} : { executorState: executor.state }),
    ...(machines.state === undefined ? {} : { machineState: machines.state }),
  };
  const named = (part: 'own' | 'given'): Readonly<Record<string, object>> =>
    Object.fromEntries(
      listeners.flatMap((listener, index) =>
        Object.entries(listener[part] ?? {}).map(([key, value]) => [`${index}.${key}`, value] as const),
      ),
    );
  return {
    own: {
      kernel,
      account,
      ...rooms,
      ...arriving,
      arrivals,
      additions,
      feed,
      watch,
      streams,
      ...world,
      ...named('own'),
    },
    given: { settings, timers, journal, executor, machines, ...named('given') },
    classes: [...CLASSES, ...listeners.flatMap(({ classes }) => classes)],
  };
}
