// What the state is made of, field by field: how each is read from a link or from what the browser kept, which another
// version may have written. What cannot be read is left out and named; the rest is taken.

import {
  type Json,
  type JsonObject,
  MOST_FORMULAS,
  type NamedFormula,
  PANES,
  type PlaygroundState,
} from './state.ts';

interface Field<Value> {
  /** What people call it. */
  readonly words: string;
  /** Its value; undefined when this is none. */
  readonly read: (value: unknown) => Value | undefined;
  /** Whether a value that was read says all that was written. */
  readonly isWhole?: (value: Value, written: unknown) => boolean;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const object = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

function formulas(value: unknown): readonly NamedFormula[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const read = (value as readonly unknown[]).flatMap((one, at): NamedFormula[] => {
    if (!isObject(one) || typeof one.text !== 'string') return [];
    const name = typeof one.name === 'string' && one.name !== '' ? one.name : `formula ${at + 1}`;
    return [{ name, text: one.text }];
  });
  return read.length === 0 ? undefined : read.slice(0, MOST_FORMULAS);
}

// biome-ignore format: a table
const FIELDS: { readonly [Key in keyof PlaygroundState]: Field<PlaygroundState[Key]> } = {
  title:      { words: 'the title', read: text },
  formulas:   { words: 'the formulas', read: formulas, isWhole: (read, written) => Array.isArray(written) && read.length === written.length },
  active:     { words: 'which formula is open', read: (value) => (Number.isInteger(value) && (value as number) >= 0 ? (value as number) : undefined) },
  scenario:   { words: 'the scenario', read: object },
  now:        { words: 'the state for “Evaluate now”', read: object },
  properties: { words: 'the properties', read: text },
  tests:      { words: 'the tests', read: text },
  pane:       { words: 'which pane is open', read: (value) => PANES.find((pane) => pane === value) },
  story:      { words: 'the story it began as', read: (value) => (value === null || typeof value === 'string' ? value : undefined) },
};

/** What could be read of a state that somebody wrote down. */
export interface ReadState {
  readonly found: Partial<PlaygroundState>;
  /** What was there and could not be read, or not all of it, in words. */
  readonly lost: readonly string[];
  /** Fields that this version does not know, as they were written. */
  readonly unknown: readonly string[];
}

/** Reads a state of any version. A field that is not there is no loss: it keeps what the page begins with. */
export function readState(written: unknown): ReadState {
  if (!isObject(written)) return { found: {}, lost: [], unknown: [] };
  const found: Record<string, Json> = {};
  const lost: string[] = [];
  for (const [key, field] of Object.entries(FIELDS) as [string, Field<Json>][]) {
    if (!Object.hasOwn(written, key)) continue;
    const value = field.read(written[key]);
    if (value !== undefined) found[key] = value;
    if (value === undefined || field.isWhole?.(value, written[key]) === false) lost.push(field.words);
  }
  const unknown = Object.keys(written).filter((key) => !Object.hasOwn(FIELDS, key));
  return { found: found as Partial<PlaygroundState>, lost, unknown };
}

/** A whole state: what was found, and the first state's fields where nothing was. */
export function completeState(found: Partial<PlaygroundState>, first: PlaygroundState): PlaygroundState {
  const state = { ...first, ...found };
  return { ...state, active: Math.min(state.active, state.formulas.length - 1) };
}

/** What people call these fields, in the order of the state. */
export const wordsOf = (found: Partial<PlaygroundState>): readonly string[] =>
  (Object.keys(FIELDS) as (keyof PlaygroundState)[])
    .filter((key) => Object.hasOwn(found, key))
    .map((key) => FIELDS[key].words);

/** What was left out of a state that another version wrote, as the end of a sentence; empty when nothing was. */
export const leftOut = ({ lost, unknown }: Pick<ReadState, 'lost' | 'unknown'>): string =>
  listed([...lost, ...unknown.map((name) => `“${name}”, which this version does not know`)]);

/** Words as they are told one after the other. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
