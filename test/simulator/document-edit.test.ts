// A value set in the text of a document: the value is there afterwards, and everything else is as it was.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { editDocument } from '../../simulator/index.ts';

const TEXT = `# Of the studio.
prove:
  at-most: 20 # the quota

  monotone: true
assume: {}
`;

describe('a value set in a text', () => {
  test.each<readonly [what: string, path: readonly string[], value: unknown, wanted: string | undefined]>([
    ['changes a value, and keeps comments', ['prove', 'at-most'], 10, TEXT.replace('20 #', '10 #')],
    ['adds a key', ['prove', 'step'], 2, TEXT.replace('monotone: true\n', 'monotone: true\n  step: 2\n')],
    ['makes mappings on the way', ['deep', 'er'], 1, `${TEXT}deep:\n  er: 1\n`],
    ['takes a key away', ['prove', 'monotone'], undefined, TEXT.replace('\n  monotone: true\n', '')],
    ['finds no keys in a number', ['prove', 'at-most', 'dedicated'], 1, undefined],
  ])('%s', (_, path, value, wanted) => {
    expect(editDocument(TEXT, path, value)).toBe(wanted);
  });

  test('begins with an empty text, and ends with one', () => {
    expect(editDocument('', ['prove', 'at-most'], 3)).toBe('prove:\n  at-most: 3\n');
    expect(editDocument('prove:\n  at-most: 3\n', ['prove', 'at-most'], undefined)).toBe('');
  });

  test('a text with a mistake, or that is no mapping, is left alone', () => {
    expect(editDocument('prove: [1, 2', ['seed'], 1)).toBeUndefined();
    expect(editDocument('- 1\n- 2\n', ['seed'], 1)).toBeUndefined();
  });

  test('holds for any document of mappings', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean());
    const tree = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf)), { maxKeys: 3 });
    fc.assert(
      fc.property(tree, key, leaf, (data, name, value) => {
        const text = editDocument(stringify(data), [name], value);
        expect(parse(text!)).toEqual({ ...data, [name]: value });
      }),
    );
  });
});
