// The state file of `eval`, read from a document. Every key is optional; one that is unknown is a complaint.

import { LIVE, METRICS } from '../compiler/index.ts';
import {
  byKind, type Complaint, type Document, decisions, hasErrors, inSource, instant, list, mapped, number,
  outOfRange, record, required, type Shape, startReading, text,
} from '../simulator/index.ts'; // biome-ignore format: one list
import { type AgedValue, EMPTY_STATE, type PoolCounts, type State } from './environment.ts';

const count = number({ least: 0, whole: true });

const POOL_FIELDS: { readonly [Field in keyof Required<PoolCounts>]: Shape<number> } = {
  targetDedicatedNodes: count,
  targetLowPriorityNodes: count,
  currentDedicatedNodes: count,
  currentLowPriorityNodes: count,
  preemptedNodeCount: count,
  usableNodeCount: count,
  taskSlotsPerNode: number({ least: 1, whole: true }),
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
