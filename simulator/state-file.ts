// The state of one moment as people write it in files: read, and printed. Every key is optional; one that is
// unknown is a complaint.

import { LIVE, METRICS } from '../compiler/index.ts';
import { type AgedValue, type Decisions, EMPTY_STATE, type PoolCounts, printInstant, RECOMMENDED, type State } from '../runtime/index.ts'; // biome-ignore format: one list
import { type Complaint, hasErrors, inSource } from './diagnostics.ts';
import { type Document, printYaml } from './document.ts';
import { decisions } from './option-section.ts';
import { type RecordOf, record, required } from './record.ts';
import {
  byKind,
  instant,
  list,
  mapped,
  number,
  outOfRange,
  type Shape,
  startReading,
  text,
} from './schema.ts';

const count = number({ least: 0, whole: true });

const POOL_FIELDS: { readonly [Field in keyof Required<PoolCounts>]: Shape<number> } = {
  targetDedicatedNodes: count,
  targetLowPriorityNodes: count,
  currentDedicatedNodes: count,
  currentLowPriorityNodes: count,
  preemptedNodeCount: count,
  usableNodeCount: count,
  taskSlotsPerNode: number({ least: 1, most: 256, whole: true }),
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

/** A state as the text of a state file. */
export function printState({ now, seed, pool, samples, decisions: chosen }: State): string {
  const counts = Object.entries(pool).map(([field, value]) => `${field}: ${value}`);
  const lists = Object.entries(samples).map(([metric, list]) => `  ${metric}: ${samplesYaml(list)}\n`);
  return [
    ...(now === undefined ? [] : [`now: ${printInstant(now)}\n`]),
    `pool: {${counts.length === 0 ? '' : ` ${counts.join(', ')} `}}\n`,
    lists.length === 0 ? 'samples: {}\n' : `samples:\n${lists.join('')}`,
    ...(seed === 1 ? [] : [`seed: ${seed}\n`]),
    ...(Object.keys(unusual(chosen)).length === 0 ? [] : [printYaml({ decisions: unusual(chosen) })]),
  ].join('');
}

/** What is decided otherwise than recommended. */
const unusual = (chosen: Partial<Decisions>): Partial<Decisions> =>
  Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => value !== RECOMMENDED[name as keyof Decisions]),
  );

/** So many samples are written as pairs of age and value. */
const FEW = 6;

/** Pairs; many samples of sampling instants as `12*3 _ 8`, oldest first up to now, `_` for one that is missing. */
function samplesYaml(list: readonly AgedValue[]): string {
  const isRegular = list.every(([age, value]) => age % 30 === 0 && /^-?\d+(\.\d+)?$/.test(String(value)));
  if (list.length <= FEW || !isRegular)
    return `[${list.map(([age, value]) => `[${age}, ${value}]`).join(', ')}]`;
  const byAge = new Map(list);
  const oldest = Math.max(...byAge.keys());
  const values = Array.from({ length: oldest / 30 + 1 }, (_, index) => byAge.get(oldest - index * 30));
  return `'${printSamples(values)}'`;
}

/** Samples 30 s apart up to now, oldest first, in the notation of state files: `8*3 12 _ 14`. */
export function printSamples(values: readonly (number | undefined)[]): string {
  const runs: (readonly [word: string, times: number])[] = [];
  for (const word of values.map((value) => String(value ?? '_'))) {
    const [last, times] = runs.at(-1) ?? ['', 0];
    if (last === word) runs[runs.length - 1] = [word, times + 1];
    else runs.push([word, 1]);
  }
  return runs.map(([word, times]) => (times > 1 ? `${word}*${times}` : word)).join(' ');
}

/** A state as the value of a state file: what JSON holds of it. */
export const stateData = ({ now, seed, pool, samples, decisions: chosen }: State) => ({
  ...(now !== undefined && { now: printInstant(now) }),
  pool,
  samples,
  ...(seed !== 1 && { seed }),
  ...(Object.keys(unusual(chosen)).length > 0 && { decisions: unusual(chosen) }),
});
