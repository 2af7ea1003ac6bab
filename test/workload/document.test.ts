// Documents: YAML and JSON give the same data, and every value can be found again in its text.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSource, placeAt } from '../../grammar/index.ts';
import { type Document, decodeText, printYaml, readDocument } from '../../simulator/index.ts';

const open = (text: string): Document => readDocument(createSource('x', text)).document!;
const at = (document: Document, ...path: (string | number)[]): string => {
  const { start, end } = document.locate(path).value;
  return document.source.text.slice(start, end);
};

const YAML = `
# a comment
pool: &p
  id: render
  sizes: [1, {two: 2}]
  text: |
    one
    two
other: { <<: *p, id: 'it''s' }
empty:
`;

test('values of YAML are found, aliases and merged keys included', () => {
  const document = open(YAML);
  expect(document.data).toMatchObject({ other: { id: "it's", sizes: [1, { two: 2 }] }, empty: null });
  expect(at(document, 'pool', 'id')).toBe('render');
  expect(at(document, 'pool', 'sizes', 1, 'two')).toBe('2');
  expect(at(document, 'other', 'id')).toBe("'it''s'");
  // What is not there is answered with what is nearest above it.
  expect(at(document, 'pool', 'sizes', 7)).toBe('[1, {two: 2}]');
  expect(placeAt(document.source, document.locate(['empty']).key.start)).toEqual({ line: 10, column: 1 });
});

test('values of JSON are found, with escapes in keys and texts', () => {
  const document = open('{ "a\\u0062": [ {"x": "]}\\""}, -1.5e3 ], "z": true }');
  expect(at(document, 'ab', 0, 'x')).toBe('"]}\\""');
  expect(at(document, 'ab', 1)).toBe('-1.5e3');
  expect(at(document, 'z')).toBe('true');
  expect(at(document, 'ab', 5)).toBe('[ {"x": "]}\\""}, -1.5e3 ]');
});

test('every value of any JSON is found again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 2), (value, indent) => {
      const document = open(JSON.stringify({ value }, null, indent));
      const visit = (here: unknown, path: (string | number)[]): void => {
        expect(JSON.parse(at(document, ...path))).toEqual(here);
        if (Array.isArray(here)) for (const [index, item] of here.entries()) visit(item, [...path, index]);
        else if (here !== null && typeof here === 'object') {
          for (const [key, item] of Object.entries(here)) visit(item, [...path, key]);
        }
      };
      visit(JSON.parse(JSON.stringify(value)), ['value']);
    }),
    { numRuns: 200 },
  );
});

test('YAML printed reads back', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }),
      (value) => {
        const clean = JSON.parse(JSON.stringify(value)) as unknown;
        const { document, diagnostics } = readDocument(createSource('x', printYaml(clean)));
        expect(diagnostics).toEqual([]);
        expect(document!.data).toEqual(clean);
      },
    ),
    { numRuns: 200 },
  );
});

describe('texts of other systems', () => {
  test('a byte order mark and CRLF line breaks', () => {
    const document = open('\ufeffpool:\r\n  id: render\r\n');
    expect(document.data).toEqual({ pool: { id: 'render' } });
    expect(placeAt(document.source, document.locate(['pool', 'id']).value.start)).toEqual({
      line: 2,
      column: 7,
    });
  });

  test('UTF-16 with its mark', () => {
    const bytes = new Uint8Array(Uint16Array.from('\ufeffseed: 1', (letter) => letter.charCodeAt(0)).buffer);
    expect(open(decodeText(bytes)).data).toEqual({ seed: 1 });
  });

  test('JSON with comments, and with tabs', () => {
    expect(open('{ # ours\n  "a": 1, }').data).toEqual({ a: 1 });
    expect(open('{\n\t"a": [\n\t\t1\n\t]\n}').data).toEqual({ a: [1] });
  });

  test('times stay as they were written', () => {
    expect(open('start: 2025-03-03T00:00:00Z\nday: 2025-03-03').data).toEqual({
      start: '2025-03-03T00:00:00Z',
      day: '2025-03-03',
    });
  });
});

test('a large JSON document takes the fast way', () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => `{"id":"t${index}","n":${index}}`);
  const document = open(`{"rows":[${rows.join(',')}]}`);
  expect((document.data as { rows: unknown[] }).rows).toHaveLength(300_000);
  expect(at(document, 'rows', 299_999, 'n')).toBe('299999');
});
