// The published JSON Schemas are those of the tables; `UPDATE=1 npx vitest run test/workload` writes them again.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSource } from '../../grammar/index.ts';
import { type JsonSchema, readDocument, SCHEMA_FILES } from '../../simulator/index.ts';
import { readCases } from './corpus.ts';
import { bundleOf } from './files.ts';

const folder = new URL('../../docs/schemas/', import.meta.url);

describe.each(Object.entries(SCHEMA_FILES))('docs/schemas/%s', (name, schema) => {
  const text = `${JSON.stringify(schema, null, 2)}\n`;

  test('is fresh', () => {
    if (process.env.UPDATE === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(name, folder), text);
    }
    expect(readdirSync(folder)).toContain(name);
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
  });
});

const definitionOf = (reference: string): JsonSchema => {
  const definitions = SCHEMA_FILES['scenario.json']!.$defs as Readonly<Record<string, JsonSchema>>;
  return definitions[reference.replace('#/$defs/', '')]!;
};

/** The few words of JSON Schema that ours use. */
function fits(written: JsonSchema, value: unknown): boolean {
  const schema = '$ref' in written ? definitionOf(String(written.$ref)) : written;
  const {
    anyOf,
    enum: words,
    type,
    pattern,
    minimum,
    maximum,
    exclusiveMinimum,
    properties,
    required,
    items,
  } = schema;
  if (Array.isArray(anyOf)) return anyOf.some((one: JsonSchema) => fits(one, value));
  if (Array.isArray(words) && !words.includes(value)) return false;
  if (typeof value === 'string')
    return type !== undefined && type !== 'string'
      ? false
      : pattern === undefined || new RegExp(String(pattern)).test(value);
  if (typeof value === 'number') {
    if (type !== undefined && type !== 'number' && !(type === 'integer' && Number.isInteger(value)))
      return false;
    return (
      value >= Number(minimum ?? -Infinity) &&
      value <= Number(maximum ?? Infinity) &&
      value > Number(exclusiveMinimum ?? -Infinity)
    );
  }
  if (typeof value === 'boolean') return type === undefined || type === 'boolean';
  if (Array.isArray(value))
    return (
      (type === undefined || type === 'array') &&
      value.every((item) => fits((items ?? {}) as JsonSchema, item))
    );
  if (value === null || typeof value !== 'object') return true;
  if (type !== undefined && type !== 'object') return false;
  const known = (properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  const rest = schema.additionalProperties;
  const lacks = ((required ?? []) as readonly string[]).some((key) => !Object.hasOwn(value, key));
  return (
    !lacks &&
    Object.entries(value).every(([key, item]) =>
      Object.hasOwn(known, key)
        ? fits(known[key]!, item)
        : rest !== false && fits((rest ?? {}) as JsonSchema, item),
    )
  );
}

describe('the schema of a scenario', () => {
  const cases = ['scenario.txt', 'refused.txt'].flatMap(readCases).filter(({ text }) => text.trim() !== '');
  const dataOf = (text: string): unknown =>
    readDocument(createSource('x', bundleOf(text).scenario)).document?.data;
  const accepted = cases.filter(
    ({ expected, text }) =>
      expected.includes('pools:') && !/STANDARD|pool show|terminateJob|priority: 1001|-1|id: 1,/.test(text),
  );
  const misspelt = cases.filter(({ expected }) => expected.includes('scenario-unknown-key'));

  test.each(accepted)('accepts: $title', ({ text }) => {
    expect(fits(SCHEMA_FILES['scenario.json']!, dataOf(text))).toBe(true);
  });

  test.each(misspelt)('refuses: $title', ({ text }) => {
    expect(fits(SCHEMA_FILES['scenario.json']!, dataOf(text))).toBe(false);
  });
});
