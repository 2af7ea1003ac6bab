// The JSON Schemas of the files people write, made from the same tables that read them; editors use them.

import { priceList } from './price-section.ts';
import { scenarioShape } from './read-scenario.ts';
import { isMapping, type JsonSchema, type Shape } from './schema.ts';
import { jobsFile } from './workload/formats/documents.ts';

/** A JSON Schema document of one kind of file; parts that repeat stand once, under `$defs`. */
export function schemaFile(title: string, shape: Shape<unknown>): JsonSchema {
  const { body, definitions } = shared(shape.schema);
  const named = Object.keys(definitions).length === 0 ? {} : { $defs: definitions };
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...body, title, ...named };
}

/** Parts shorter than this are not worth a name. */
const WORTH_A_NAME = 120;

function shared(schema: JsonSchema): { readonly body: JsonSchema; readonly definitions: JsonSchema } {
  const counts = new Map<string, number>();
  const count = (part: JsonSchema): JsonSchema => {
    const key = keyOf(part);
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    // What stands inside a repeated part is written once with it.
    return before > 0 ? part : withParts(part, count);
  };
  count(schema);
  const names = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const shrink = (part: JsonSchema): JsonSchema => {
    const key = keyOf(part);
    if (key.length < WORTH_A_NAME || (counts.get(key) ?? 0) < 2) return withParts(part, shrink);
    const { description, ...rest } = part;
    const name = names.get(key) ?? freeName(nameFor(rest), definitions);
    if (!names.has(key)) {
      names.set(key, name);
      definitions[name] = {};
      definitions[name] = withParts(rest, shrink);
    }
    return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${name}` };
  };
  return { body: shrink(schema), definitions };
}

/** The schema with each schema directly inside it replaced. */
function withParts(schema: JsonSchema, replace: (part: JsonSchema) => JsonSchema): JsonSchema {
  const replaced: Record<string, unknown> = { ...schema };
  for (const key of ['items', 'additionalProperties']) {
    const part = schema[key];
    if (isMapping(part)) replaced[key] = replace(part);
  }
  if (Array.isArray(schema.anyOf)) replaced.anyOf = (schema.anyOf as readonly JsonSchema[]).map(replace);
  if (isMapping(schema.properties)) {
    const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
    replaced.properties = Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, replace(part)]),
    );
  }
  return replaced;
}

function keyOf({ description: _, ...rest }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(rest);
}

const nameFor = ({ title }: Readonly<Record<string, unknown>>): string =>
  typeof title === 'string' ? title.replace(/^(an?|the) /, '').replace(/[^a-z]+/gi, '-') : 'value';

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name;
  for (let count = 2; Object.hasOwn(taken, free); count++) free = `${name}-${count}`;
  return free;
}

/** The schema files by name. Each is made when it is asked for: no command pays for them. */
export const SCHEMA_FILES: Readonly<Record<string, JsonSchema>> = {
  get 'scenario.json'() {
    return schemaFile('A scenario of Lazurite', scenarioShape);
  },
  get 'workload.json'() {
    return schemaFile('A workload of Lazurite', jobsFile);
  },
  get 'prices.json'() {
    return schemaFile('A price list of Lazurite', priceList);
  },
};
