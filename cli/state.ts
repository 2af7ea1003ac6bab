// The state file of `eval`, read from a document. Every key is optional; one that is unknown is a complaint.

import { LIVE, METRICS } from '../compiler/index.ts';
import {
  byKind, type Complaint, type Document, decisions, hasErrors, inSource, instant, list, mapped, number,
  outOfRange, type RecordOf, record, required, type Shape, startReading, text,
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

const NOTATION =
  'values such as `8*3 12 _ 14`: oldest first, 30 s apart up to now, `_` for a sample that is missing';

/** `8*3 12 _ 14`: oldest first, 30 s apart, the last one taken now; `_` is missing, `*` repeats. */
const notation: Shape<readonly AgedValue[]> = {
  expected: NOTATION,
  schema: { type: 'string', description: NOTATION },
  read: (written, at) => {
    const found: (number | undefined)[] = [];
    for (const word of String(written)
      .split(/\s+/)
      .filter((part) => part !== '')) {
      const [, value = '', times = '1'] = /^(_|-?(?:\d+\.?\d*|\.\d+))(?:\*(\d{1,6}))?$/.exec(word) ?? [];
      if (value === '') return outOfRange(at, written, NOTATION);
      const sample = value === '_' ? undefined : Number(value);
      for (let count = Number(times); count > 0; count--) found.push(sample);
    }
    return found.flatMap((value, index): AgedValue[] =>
      value === undefined ? [] : [[(found.length - 1 - index) * 30, value]],
    );
  },
};

const series: Shape<readonly AgedValue[]> = byKind({
  list: pairs,
  mapping: run,
  text: notation,
  number: notation,
});

const STATE = {
  $schema: text,
  now: instant,
  pool: record(POOL_FIELDS, { what: 'a pool’s state' }),
  samples: record(
    Object.fromEntries([...Object.keys(METRICS), ...Object.keys(LIVE)].map((name) => [name, series])),
    { what: 'the samples' },
  ),
  seed: count,
  decisions,
} as const;

/** The shape of a state file; also the source of its JSON Schema. */
export const stateShape = record(STATE, { what: 'a state' });

/** The fields of a pool's state. */
export const POOL_FIELD_NAMES: readonly string[] = Object.keys(POOL_FIELDS);

/** A state as it is written. */
export type StateSection = RecordOf<typeof STATE>;

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
  return { state: stateOf(found), complaints };
}

/** What a state file says, or several of them: what the later ones say holds, name by name. */
export function stateOf(...given: readonly StateSection[]): State {
  return given.reduce<State>((before, { now, seed, pool, samples, decisions: chosen }) => {
    const time = now ?? before.now;
    return {
      ...(time !== undefined && { now: time }),
      seed: seed ?? before.seed,
      pool: { ...before.pool, ...pool },
      samples: { ...before.samples, ...(samples as State['samples'] | undefined) },
      decisions: { ...before.decisions, ...chosen },
    };
  }, EMPTY_STATE);
}
