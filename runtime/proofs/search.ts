// Looks for a state that contradicts a property, and makes it as small as it gets: fewer samples, fewer counts
// that are stated, smaller numbers, and two numbers at once where one alone cannot get smaller. The same seed finds
// the same state.

import { LIVE, type LiveId } from '../../compiler/index.ts';
import { createRandom } from '../random.ts';
import { type AgedValue, LIVE_FIELDS, type PoolCounts, type State } from '../state.ts';
import type { Contradiction, Property, Subject } from './property.ts';
import { drawState, paletteOf } from './states.ts';

export interface SearchOptions {
  readonly tries: number;
  readonly seed: number;
}

/** So many states are tried between two pauses. */
const TURN = 100;

/**
 * The smallest contradiction that is found; undefined when none of so many states contradicts. It pauses now and then,
 * so that whoever waits can give up.
 */
export function* search(
  subject: Subject,
  property: Property,
  { tries, seed }: SearchOptions,
): Generator<void, Contradiction | undefined> {
  const random = createRandom(seed, `states against ${property.id}`);
  const palette = paletteOf(subject);
  for (let count = 0; count < tries; count++) {
    if (count % TURN === TURN - 1) yield;
    const state = drawState(palette, random);
    const found = property.contradict(subject, state);
    if (found !== undefined) return yield* shrink(subject, property, { state, found });
  }
  return undefined;
}

interface Candidate {
  readonly state: State;
  readonly found: Contradiction;
}

/** The most steps of making a state smaller. */
const MOST_STEPS = 400;

function* shrink(subject: Subject, property: Property, first: Candidate): Generator<void, Contradiction> {
  let best = first;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const next = smaller(subject, property, best.state);
    if (next === undefined) break;
    best = next;
    yield;
  }
  return best.found;
}

function smaller(subject: Subject, property: Property, state: State): Candidate | undefined {
  for (const simpler of [simplerStates, lowerStates]) {
    for (const one of simpler(subject, state)) {
      if (!isPossible(subject, one)) continue;
      const found = property.contradict(subject, one);
      if (found !== undefined) return { state: one, found };
    }
  }
  return undefined;
}

/** A number of a state: a count of the pool, or all samples of a metric that have one value. */
interface Figure {
  readonly value: number;
  readonly put: (state: State, value: number) => State;
}

function figuresOf({ pool, samples }: State): readonly Figure[] {
  const counts = Object.entries(pool).map(
    ([field, value]): Figure => ({
      value,
      put: (state, less) => ({ ...state, pool: { ...state.pool, [field]: less } }),
    }),
  );
  const levels = Object.entries(samples).flatMap(([id, list]) =>
    [...new Set(list.map(([, value]) => value))].map(
      (value): Figure => ({
        value,
        put: (state, less) => ({
          ...state,
          samples: {
            ...state.samples,
            [id]: state.samples[id]!.map(([age, one]): AgedValue => [age, one === value ? less : one]),
          },
        }),
      }),
    ),
  );
  return [...counts, ...levels].filter(({ value }) => value > 0);
}

/** More figures than these are not paired: it would take too long. */
const MOST_FIGURES = 12;

/** States with two numbers lower at once: often it counts only how far they are apart, or what they are to each other. */
function* lowerStates(_: Subject, state: State): Generator<State> {
  const figures = figuresOf(state).slice(0, MOST_FIGURES);
  for (const [at, one] of figures.entries()) {
    for (const other of figures.slice(at + 1)) {
      for (const less of [
        Math.min(one.value, other.value),
        Math.floor(Math.min(one.value, other.value) / 2),
        1,
      ])
        if (less > 0 && less <= Math.min(one.value, other.value))
          yield other.put(one.put(state, one.value - less), other.value - less);
      if (one.value > 1 && other.value > 1)
        yield other.put(one.put(state, Math.floor(one.value / 2)), Math.floor(other.value / 2));
    }
  }
}

/** States that are simpler in one respect, the boldest first. */
function* simplerStates({ world }: Subject, state: State): Generator<State> {
  const { pool, samples } = state;
  for (const id of Object.keys(samples)) {
    const { [id]: _, ...others } = samples;
    yield { ...state, samples: others };
  }
  for (const field of Object.keys(pool)) {
    const { [field as keyof PoolCounts]: _, ...others } = pool;
    yield { ...state, pool: others };
  }
  if (state.now !== undefined) {
    const { now: _, ...others } = state;
    yield others;
  }
  if (state.seed !== 1) yield { ...state, seed: 1 };
  for (const [id, list] of Object.entries(samples)) {
    for (const fewer of fewerSamples(list)) yield { ...state, samples: { ...samples, [id]: fewer } };
  }
  for (const [field, value] of Object.entries(pool) as [keyof PoolCounts, number][]) {
    for (const less of smallerNumbers(value, world.values.$TaskSlotsPerNode.whole))
      yield { ...state, pool: { ...pool, [field]: less } };
  }
  for (const [id, list] of Object.entries(samples)) {
    const values = [...new Set(list.map(([, value]) => value))];
    const isWhole = world.values[id as LiveId]?.whole ?? false;
    for (const value of values) {
      for (const less of [
        ...values.filter((other) => Math.abs(other) < Math.abs(value)),
        ...smallerNumbers(value, isWhole),
      ]) {
        const changed = list.map(([age, one]): AgedValue => [age, one === value ? less : one]);
        yield { ...state, samples: { ...samples, [id]: changed } };
      }
    }
  }
}

function* fewerSamples(list: readonly AgedValue[]): Generator<readonly AgedValue[]> {
  const half = list.length >> 1;
  if (half > 0) {
    yield list.slice(0, half);
    yield list.slice(half);
  }
  if (list.length > 1 && list.length <= 24)
    for (let at = 0; at < list.length; at++) yield list.toSpliced(at, 1);
  else if (list.length > 24) yield list.slice(0, -1);
}

function* smallerNumbers(value: number, isWhole: boolean): Generator<number> {
  if (value === 0) return;
  yield 0;
  if (!isWhole && !Number.isInteger(value)) yield Math.trunc(value);
  const half = Math.trunc(value / 2);
  if (half !== 0 && half !== value) yield half;
  const next = value - Math.sign(value);
  if (Math.abs(next) < Math.abs(value) && next !== 0) yield next;
}

/** Whether a state is one of the world: what it leaves out has the value of an empty pool. */
function isPossible({ world }: Subject, { pool, samples, now }: State): boolean {
  const isIn = ({ low, high }: { low: number; high: number }, value: number): boolean =>
    low <= value && value <= high;
  const targets = [
    [world.targets.$TargetDedicatedNodes, pool.targetDedicatedNodes ?? 0],
    [world.targets.$TargetLowPriorityNodes, pool.targetLowPriorityNodes ?? 0],
  ] as const;
  const live = Object.keys(LIVE).map((id) => {
    const [field, whenEmpty] = LIVE_FIELDS[id as LiveId];
    return [world.values[id as LiveId], pool[field] ?? whenEmpty] as const;
  });
  const sampled = Object.entries(samples).flatMap(([id, list]) =>
    list.map(([, value]) => [world.values[id as LiveId], value] as const),
  );
  const all = [...targets, ...live, ...sampled];
  return all.every(([numbers, value]) => isIn(numbers, value)) && (now === undefined || isIn(world.now, now));
}
