// Mappings in a schema: a table of keys, and of alternatives of which exactly one key is written.

import { scenarioDiagnostics as complaints } from './diagnostics.ts';
import { nearestName } from './nearest.ts';
import {
  type At, below, complain, isMapping, type JsonSchema, listed, nameOf, type Shape, spanAt, wrongType,
} from './schema.ts'; // biome-ignore format: one list

/** A key of a record that must be there. */
export interface Required<Value> extends Shape<Value> {
  readonly required: true;
}
export type Fields = { readonly [key: string]: Shape<unknown> };

type ValueOf<Field> = Field extends Shape<infer Value> ? Value : never;
type RequiredKeys<Table extends Fields> = {
  [Key in keyof Table]: Table[Key] extends { readonly required: true } ? Key : never;
}[keyof Table];

/** What reading a record of these fields gives: required keys always, others when written. */
export type RecordOf<Table extends Fields> = {
  readonly [Key in RequiredKeys<Table>]: ValueOf<Table[Key]>;
} & { readonly [Key in Exclude<keyof Table, RequiredKeys<Table>>]?: ValueOf<Table[Key]> };

export const required = <Value>(shape: Shape<Value>): Required<Value> => ({ ...shape, required: true });

/** The shape with a sentence for editors. */
export function described<Field extends Shape<unknown>>(prose: string, field: Field): Field {
  return { ...field, schema: { ...field.schema, description: prose } };
}

export interface RecordOptions {
  /** What a hint says of the keys when there are too many to list. */
  readonly keys?: string;
  /** What the mapping is, to complete "is not a key of …": `a pool`. */
  readonly what: string;
  /** Keys that are known and say nothing to us: taken without a word. */
  readonly silent?: readonly string[];
  /** Whether keys that are not in the table are taken without a word: the format is not ours and allows them. */
  readonly open?: boolean;
}

/** A mapping with a table of keys. A key without a value counts as not written. */
export function record<const Table extends Fields>(
  fields: Table,
  options: RecordOptions,
): Shape<RecordOf<Table>> {
  const needed = Object.entries(fields).filter(([, field]) => 'required' in field);
  const read = (value: unknown, at: At): RecordOf<Table> | undefined => {
    if (!isMapping(value)) return wrongType(at, value, options.what);
    const found: Record<string, unknown> = {};
    const meant = new Set<string>();
    for (const key of Object.keys(value)) {
      const written = value[key];
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field === undefined) meant.add(acceptOrComplain(key, below(at, key), fields, options));
      else if (written !== null && written !== undefined) {
        const part = field.read(written, below(at, key));
        if (part !== undefined) found[key] = part;
      }
    }
    return needed.length === 0 || hasRequired({ needed, value, found, meant }, at, options.what)
      ? (found as RecordOf<Table>)
      : undefined;
  };
  return { expected: options.what, schema: recordSchema(fields, options), read };
}

/** Takes a key that is not in the table, or complains of it; gives the key that was probably meant, or ''. */
function acceptOrComplain(key: string, at: At, fields: Fields, options: RecordOptions): string {
  if (options.open === true || options.silent?.includes(key)) return '';
  const names = [...Object.keys(fields), ...(options.silent ?? [])];
  const near = nearestName(key, names);
  const hint =
    near === undefined
      ? (options.keys ?? `its keys are ${listed(Object.keys(fields), 'and')}`)
      : `did you mean \`${near}\`?`;
  complain(at, () => complaints['unknown-key'](spanAt(at, 'key'), { key, where: options.what, hint }));
  return near ?? '';
}

interface Read {
  /** The keys that must be there. */
  readonly needed: readonly (readonly [string, Shape<unknown>])[];
  readonly value: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
  /** Keys that misspelt ones were probably meant to be. */
  readonly meant: ReadonlySet<string>;
}

function hasRequired({ needed, value, found, meant }: Read, at: At, what: string): boolean {
  let all = true;
  for (const [key, field] of needed) {
    if (found[key] !== undefined) continue;
    all = false;
    // A value that was written and is wrong has its own complaint already.
    if (meant.has(key) || (Object.hasOwn(value, key) && value[key] !== null)) continue;
    const where = nameOf(at) === '' ? what : `\`${nameOf(at)}\``;
    complain(at, () =>
      complaints.missing(spanAt(at, 'key'), { key, where, hint: `\`${key}\` is ${field.expected}` }),
    );
  }
  return all;
}

function recordSchema(fields: Fields, options: RecordOptions): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [key, field] of Object.entries(fields)) properties[key] = field.schema;
  for (const key of options.silent ?? []) properties[key] = {};
  const needed = Object.keys(fields).filter((key) => 'required' in fields[key]!);
  return {
    title: options.what,
    type: 'object',
    properties,
    additionalProperties: options.open === true,
    ...(needed.length > 0 ? { required: needed } : {}),
  };
}

/** What a tagged value reads to: the tag's name and what stands behind it. */
export type TaggedOf<Table extends Fields> = {
  [Key in keyof Table & string]: { readonly kind: Key; readonly value: ValueOf<Table[Key]> };
}[keyof Table & string];

/** A mapping with exactly one key, which says what kind of thing it is. */
export function tagged<const Table extends Fields>(fields: Table, what: string): Shape<TaggedOf<Table>> {
  const names = Object.keys(fields);
  const expected = `${what}: one of ${listed(
    names.map((name) => `\`${name}\``),
    'or',
  )}`;
  const read = (value: unknown, at: At): TaggedOf<Table> | undefined => {
    if (!isMapping(value)) return wrongType(at, value, expected);
    const [key, second] = Object.keys(value);
    if (key === undefined) return wrongType(at, null, expected);
    if (!Object.hasOwn(fields, key)) {
      acceptOrComplain(key, below(at, key), fields, { what });
      return undefined;
    }
    if (second !== undefined) {
      const hint = `${what} is one of ${listed(names, 'or')}`;
      return complain(at, () =>
        complaints.conflict(spanAt(below(at, second), 'key'), { key: second, other: `\`${key}\``, hint }),
      );
    }
    const found = fields[key]!.read(value[key], below(at, key));
    return found === undefined ? undefined : ({ kind: key, value: found } as TaggedOf<Table>);
  };
  const schema = {
    title: what,
    anyOf: names.map((name) => ({
      type: 'object',
      properties: { [name]: fields[name]!.schema },
      required: [name],
      additionalProperties: false,
    })),
  };
  return { expected, schema, read };
}
