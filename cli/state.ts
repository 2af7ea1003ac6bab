// The state file of `eval`: what a formula can see at one moment, read from a document into an environment.
// Every key is optional; what is left out is an empty pool of one slot a node, without samples.

import { LIVE, type LiveId, METRICS } from '../compiler/index.ts';
import {
  createRandom,
  createSampleStore,
  type Decisions,
  type Environment,
  type Instant,
  parseInstant,
  type Sample,
} from '../runtime/index.ts';
import {
  byKind, type Complaint, type Document, decisions, hasErrors, inSource, instant, list, mapped, number,
  outOfRange, type RecordOf, record, required, type Shape, startReading, text,
} from '../simulator/index.ts'; // biome-ignore format: one list

/** The moment of an evaluation when nobody names one: the same input gives the same answer on every day. */
export const DEFAULT_NOW: Instant = parseInstant('2025-03-05T12:00:00Z')!;

/** What a state file says. Ages are seconds before `now`. */
export interface State {
  readonly now?: Instant;
  readonly seed: number;
  readonly pool: PoolCounts;
  readonly samples: Readonly<Record<string, readonly AgedValue[]>>;
  readonly decisions: Partial<Decisions>;
}

type AgedValue = readonly [age: number, value: number];
type PoolCounts = RecordOf<typeof POOL_FIELDS>;

export const EMPTY_STATE: State = { seed: 1, pool: {}, samples: {}, decisions: {} };

const count = number({ least: 0, whole: true });

const POOL_FIELDS = {
  targetDedicatedNodes: count,
  targetLowPriorityNodes: count,
  currentDedicatedNodes: count,
  currentLowPriorityNodes: count,
  preemptedNodeCount: count,
  usableNodeCount: count,
  taskSlotsPerNode: number({ least: 1, whole: true }),
};

/** Where each live count of the catalog stands in a state file, and its value in an empty pool. */
const LIVE_FIELDS: Readonly<Record<LiveId, readonly [field: keyof PoolCounts, whenEmpty: number]>> = {
  $CurrentDedicatedNodes: ['currentDedicatedNodes', 0],
  $CurrentLowPriorityNodes: ['currentLowPriorityNodes', 0],
  $PreemptedNodeCount: ['preemptedNodeCount', 0],
  $UsableNodeCount: ['usableNodeCount', 0],
  $TaskSlotsPerNode: ['taskSlotsPerNode', 1],
};

const age = number({ least: 0 });

/** `[[0, 12], [30, 10]]`: pairs of age and value, in any order. */
const pairs: Shape<readonly AgedValue[]> = list(
  mapped(list(number()), (pair, at): AgedValue | undefined => {
    const [seconds, value] = pair;
    if (pair.length !== 2 || seconds === undefined || value === undefined || seconds < 0) {
      return outOfRange(at, pair, 'a pair of an age in seconds, 0 or more, and a value');
    }
    return [seconds, value];
  }),
);

/** `{ values: [1, 2, 3], newestAge: 30 }`: oldest first, 30 s apart unless `every` says otherwise. */
const run: Shape<readonly AgedValue[]> = mapped(
  record(
    { values: required(list(number())), newestAge: age, every: age },
    { what: 'samples given as values' },
  ),
  ({ values, newestAge = 0, every = 30 }) =>
    values.map((value, at): AgedValue => [newestAge + (values.length - 1 - at) * every, value]),
);

const series = byKind({ list: pairs, mapping: run });

/** The shape of a state file; also the source of its JSON Schema. */
export const stateShape = record(
  {
    $schema: text,
    now: instant,
    pool: record(POOL_FIELDS, { what: 'a pool’s state' }),
    samples: record(
      Object.fromEntries([...Object.keys(METRICS), ...Object.keys(LIVE)].map((name) => [name, series])),
      { what: 'the samples' },
    ),
    seed: count,
    decisions,
  },
  { what: 'a state' },
);

export interface StateReading {
  readonly state?: State;
  readonly complaints: readonly Complaint[];
}

/** Reads a state; absent when something in the document is wrong. */
export function readState(document: Document): StateReading {
  const at = startReading(document);
  const { diagnostics } = at.reading;
  // An empty mapping is a state; so is a document that holds nothing but comments.
  const found = stateShape.read(document.data ?? {}, at);
  const complaints = inSource(document.source, diagnostics);
  if (found === undefined || hasErrors(diagnostics)) return { complaints };
  const { now, seed = EMPTY_STATE.seed, pool = {}, samples = {}, decisions: chosen = {} } = found;
  return {
    state: {
      ...(now !== undefined && { now }),
      seed,
      pool,
      samples: samples as State['samples'],
      decisions: chosen,
    },
    complaints,
  };
}

/** The environment of an evaluation in this state, at its own time or at another. */
export function environmentOf(state: State, at?: Instant): Environment {
  const now = at ?? state.now ?? DEFAULT_NOW;
  const samples = Object.entries(state.samples).map(
    ([name, aged]) => [name, aged.map(([seconds, value]): Sample => [now - seconds * 1000, value])] as const,
  );
  return {
    now,
    samples: createSampleStore(Object.fromEntries(samples)),
    targetDedicatedNodes: state.pool.targetDedicatedNodes ?? 0,
    targetLowPriorityNodes: state.pool.targetLowPriorityNodes ?? 0,
    live: liveCounts(state),
    random: createRandom(state.seed, 'rand'),
    decisions: state.decisions,
  };
}

/** A count the pool does not state is that of an empty pool, unless there are samples to read it from. */
function liveCounts({ pool, samples }: State): Environment['live'] {
  const live: Partial<Record<LiveId, number>> = {};
  for (const [id, [field, whenEmpty]] of Object.entries(LIVE_FIELDS) as [
    LiveId,
    (typeof LIVE_FIELDS)[LiveId],
  ][]) {
    const value = pool[field] ?? (id in samples ? undefined : whenEmpty);
    if (value !== undefined) live[id] = value;
  }
  return live;
}
