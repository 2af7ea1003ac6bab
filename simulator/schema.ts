// What a document may hold, as tables of keys and readers: one loop finds unknown keys, missing keys, wrong kinds
// and ranges, and names the place and the nearest key. The same tables print JSON Schema for editors.

import type { Diagnostic, Span } from '../grammar/index.ts';
import { type Duration, type Instant, parseDuration, parseInstant } from '../runtime/index.ts';
import { scenarioDiagnostics as complaints, MOST_ERRORS } from './diagnostics.ts';
import type { Document, Path } from './document.ts';
import { nearestName } from './nearest.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/** A reading in progress: the document and what was found wrong with it so far. */
export interface Reading {
  readonly document: Document;
  readonly diagnostics: Diagnostic[];
}

/** A place in a reading; paths are made only when something is complained of. */
export interface At {
  readonly reading: Reading;
  readonly above?: At;
  readonly key?: string | number;
}

/** Reads one kind of value; undefined when it complained. `expected` completes "expected …". */
export interface Shape<out Value> {
  readonly expected: string;
  readonly schema: JsonSchema;
  readonly read: (value: unknown, at: At) => Value | undefined;
}

export const startReading = (document: Document): At => ({ reading: { document, diagnostics: [] } });
export const below = (at: At, key: string | number): At => ({ reading: at.reading, above: at, key });

/** The path from the document's root. */
export function pathOf(at: At): Path {
  const path: (string | number)[] = [];
  for (let here: At | undefined = at; here?.key !== undefined; here = here.above) path.push(here.key);
  return path.reverse();
}

/** The path as people write it: `pools[1].resizeTimeout`. */
export function nameOf(at: At): string {
  return pathOf(at)
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

/** Where the key or the value stands in the text. */
export function spanAt(at: At, part: 'key' | 'value' = 'value'): Span {
  const path = pathOf(at);
  const span = at.reading.document.locate(path)[part];
  // The whole file is no place: its beginning has to do.
  return path.length === 0 ? { start: span.start, end: span.start } : span;
}

/** Adds a complaint, unless there are too many errors already. */
export function complain(at: At, make: () => Diagnostic): undefined {
  const { diagnostics } = at.reading;
  if (diagnostics.length < MOST_ERRORS) diagnostics.push(make());
  else if (diagnostics.length === MOST_ERRORS) {
    diagnostics.push(complaints['too-many'](spanAt(at), { limit: MOST_ERRORS }));
  }
}

/** What a person wrote, in a few words. */
export function spell(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string')
    return `\`${value.length > 40 ? `${value.slice(0, 40)}…` : value.replace(/\n/g, ' ')}\``;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return `${value}`;
}

/** Complains that the value is of another kind than expected. */
export function wrongType(at: At, value: unknown, expected: string, hint = ''): undefined {
  const holes = { what: whatIs(at), written: spell(value), expected, hint };
  return complain(at, () => complaints['wrong-type'](spanAt(at), holes));
}

/** Complains that the value is of the right kind and not within what is accepted. */
export function outOfRange(at: At, value: unknown, expected: string, hint = ''): undefined {
  return unfit(at, spell(value), expected, hint);
}

/** Complains of what a value amounts to; `written` says that in words of one's own. */
export function unfit(at: At, written: string, expected: string, hint = ''): undefined {
  const holes = { what: whatIs(at), written, expected, hint };
  return complain(at, () => complaints['out-of-range'](spanAt(at), holes));
}

const whatIs = (at: At): string => (nameOf(at) === '' ? 'the file' : `\`${nameOf(at)}\``);

/** Any text; a number or truth value that YAML made of an unquoted word is taken as it was meant. */
export const text: Shape<string> = {
  expected: 'a text',
  schema: { type: 'string' },
  read: (value, at) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    return wrongType(at, value, 'a text');
  },
};

export const flag: Shape<boolean> = {
  expected: 'true or false',
  schema: { type: 'boolean' },
  read: (value, at) => (typeof value === 'boolean' ? value : wrongType(at, value, 'true or false')),
};

/** Anything at all, as it stands. */
export const anything: Shape<unknown> = { expected: 'anything', schema: {}, read: (value) => value };

/** Text of an id as Azure accepts it. Source: REST Pool - Add, `id`. */
export const identifier: Shape<string> = {
  expected: 'an id of 1 to 64 letters, digits, - and _',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  read: (value, at) => {
    const id = text.read(value, at);
    if (id === undefined || /^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
    return outOfRange(at, id, identifier.expected);
  },
};

export interface Bounds {
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
}

/** A number within bounds. */
export function number(bounds: Bounds = {}): Shape<number> {
  const { least = -Infinity, most = Infinity, whole = false } = bounds;
  const expected = `a ${whole ? 'whole ' : ''}number${rangeText(least, most)}`;
  const schema = {
    type: whole ? 'integer' : 'number',
    ...(Number.isFinite(least) ? { minimum: least } : {}),
    ...(Number.isFinite(most) ? { maximum: most } : {}),
  };
  const read = (value: unknown, at: At): number | undefined => {
    if (typeof value !== 'number' || Number.isNaN(value)) return wrongType(at, value, expected);
    if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isSafeInteger(value))) {
      return outOfRange(at, value, expected);
    }
    return value;
  };
  return { expected, schema, read };
}

function rangeText(least: number, most: number): string {
  if (Number.isFinite(least) && Number.isFinite(most)) return `, ${least} to ${most}`;
  if (Number.isFinite(least)) return `, ${least} or more`;
  return Number.isFinite(most) ? `, ${most} or less` : '';
}

/** One of some words, compared without regard to case, as Azure does. */
export function choice<const Word extends string>(words: readonly Word[]): Shape<Word> {
  const expected = listed(
    words.map((word) => `\`${word}\``),
    'or',
  );
  const read = (value: unknown, at: At): Word | undefined => {
    if (typeof value !== 'string') return wrongType(at, value, expected);
    const found = words.find((word) => word.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    const near = nearestName(value, words);
    return outOfRange(at, value, expected, near === undefined ? '' : `did you mean \`${near}\`?`);
  };
  return { expected, schema: { type: 'string', enum: words }, read };
}

export const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** Azure's clients write durations in ISO 8601; its command line prints them as `[d.]h:mm:ss`. */
const CLOCK = /^(?:(\d+)[. ](?:days?, )?)?(\d+):([0-5]\d):([0-5]\d)(?:\.(\d+))?$/;

function durationOf(written: string): Duration | undefined {
  const clock = CLOCK.exec(written);
  if (clock === null) return parseDuration(written);
  const [, days, hours, minutes, seconds] = clock;
  return (((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** A duration as Azure's JSON has it: ISO 8601 text. */
export const isoDuration: Shape<Duration> = {
  expected: 'a duration such as PT5M',
  schema: { type: 'string', format: 'duration' },
  read: (value, at) => {
    const found = typeof value === 'string' ? durationOf(value) : undefined;
    return found ?? wrongType(at, value, isoDuration.expected, durationHint(value));
  },
};

/** A duration in our own keys: a number of seconds, or ISO 8601 text; not negative. */
export const duration: Shape<Duration> = {
  expected: 'a number of seconds or a duration such as PT5M, not negative',
  schema: {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', format: 'duration' },
    ],
  },
  read: (value, at) => {
    const found =
      typeof value === 'number' ? value * 1000 : typeof value === 'string' ? durationOf(value) : undefined;
    if (found === undefined || Number.isNaN(found))
      return wrongType(at, value, duration.expected, durationHint(value));
    if (found < 0 || !Number.isFinite(found)) return outOfRange(at, value, duration.expected);
    return Math.round(found);
  },
};

function durationHint(value: unknown): string {
  const short = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?(s|sec|m|min|h|d)[a-z]*$/i.exec(value) : null;
  if (short === null) return '';
  const [, size, unit] = short;
  const letter = unit!.charAt(0).toUpperCase();
  return `write ${letter === 'D' ? `P${size}D` : `PT${size}${letter}`}`;
}

/** A time: W3C text with a zone or in UTC. */
export const instant: Shape<Instant> = {
  expected: 'a time such as 2025-03-03T00:00:00Z',
  schema: { type: 'string', format: 'date-time' },
  read: (value, at) => {
    const found = typeof value === 'string' ? parseInstant(value) : undefined;
    return found === undefined ? wrongType(at, value, instant.expected) : Math.round(found);
  },
};

/** A list, each of its items of one shape; items that are wrong are left out after the complaint. */
export function list<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  const expected = `a list, each item ${item.expected}`;
  const read = (value: unknown, at: At): readonly Value[] | undefined => {
    if (!Array.isArray(value)) return wrongType(at, value, expected);
    const items: Value[] = [];
    value.forEach((one: unknown, index) => {
      const found = item.read(one, below(at, index));
      if (found !== undefined) items.push(found);
    });
    return items;
  };
  return { expected, schema: { type: 'array', items: item.schema }, read };
}

/** One value or a list of them, read as a list. */
export function oneOrMany<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  const many = list(item);
  const read = (value: unknown, at: At): readonly Value[] | undefined => {
    if (Array.isArray(value)) return many.read(value, at);
    const found = item.read(value, at);
    return found === undefined ? undefined : [found];
  };
  return { expected: `${item.expected}, or a list`, schema: { anyOf: [item.schema, many.schema] }, read };
}

/** A mapping from names of one's own to values of one shape. */
export function dictionary<Value>(item: Shape<Value>, what: string): Shape<Readonly<Record<string, Value>>> {
  const expected = `a mapping from ${what} to ${item.expected}`;
  const read = (value: unknown, at: At): Readonly<Record<string, Value>> | undefined => {
    if (!isMapping(value)) return wrongType(at, value, expected);
    const entries: [string, Value][] = [];
    for (const [key, one] of Object.entries(value)) {
      const found = item.read(one, below(at, key));
      if (found !== undefined) entries.push([key, found]);
    }
    return Object.fromEntries(entries);
  };
  return { expected, schema: { type: 'object', additionalProperties: item.schema }, read };
}

/** The value turned into another; `turn` may complain and give undefined. */
export function mapped<From, To>(
  shape: Shape<From>,
  turn: (value: From, at: At) => To | undefined,
): Shape<To> {
  const read = (value: unknown, at: At): To | undefined => {
    const found = shape.read(value, at);
    return found === undefined ? undefined : turn(found, at);
  };
  return { expected: shape.expected, schema: shape.schema, read };
}

type Written = 'number' | 'text' | 'list' | 'mapping' | 'flag';
const writtenAs = (value: unknown): Written | undefined => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  return Array.isArray(value) ? 'list' : isMapping(value) ? 'mapping' : undefined;
};

/** Different shapes by the kind of what is written. */
export function byKind<Value>(shapes: { readonly [Kind in Written]?: Shape<Value> }): Shape<Value> {
  const distinct = [...new Set(Object.values(shapes))];
  const expected = distinct.map((shape) => shape.expected).join(', or ');
  const read = (value: unknown, at: At): Value | undefined => {
    const kind = writtenAs(value);
    const shape = kind === undefined ? undefined : shapes[kind];
    return shape === undefined ? wrongType(at, value, expected) : shape.read(value, at);
  };
  return { expected, schema: { anyOf: distinct.map((shape) => shape.schema) }, read };
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
