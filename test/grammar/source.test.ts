// Places in a text, both ways, and the nodes around an offset.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSource, lineText, nodesAt, offsetAt, placeAt } from '../../grammar/index.ts';
import { read } from './trees.ts';

const source = createSource('formula', '\ufeffa = 1;\r\n\tb = 2;\n\n// é end');

test('lines and columns start at 1; a tab is one column, CRLF one break, the byte order mark nothing', () => {
  expect(placeAt(source, 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt(source, source.text.indexOf('b'))).toEqual({ line: 2, column: 2 });
  expect(placeAt(source, source.text.indexOf('//'))).toEqual({ line: 4, column: 1 });
  expect([1, 2, 3, 4, 5].map((line) => lineText(source, line))).toEqual([
    'a = 1;',
    '\tb = 2;',
    '',
    '// é end',
    '',
  ]);
});

test('a place and its offset are the same thing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\t', 'é') }), fc.nat(), (text, at) => {
      const any = createSource('any', text);
      const offset = at % (any.text.length + 1);
      expect(offsetAt(any, placeAt(any, offset))).toBe(offset);
    }),
  );
});

test('places outside the text are the nearest inside', () => {
  expect(placeAt(source, -5)).toEqual({ line: 1, column: 1 });
  expect(offsetAt(source, { line: 99, column: 99 })).toBe(source.text.length);
});

test('the nodes around an offset, outermost first', () => {
  const { formula, source: text } = read('x = max(a, $PendingTasks.GetSample(1)) * 2;');
  const kindsAt = (offset: number): readonly string[] => nodesAt(formula, offset).map(({ kind }) => kind);
  expect(kindsAt(0)).toEqual(['formula', 'assignment', 'name']);
  expect(kindsAt(text.text.indexOf('GetSample') + 9)).toEqual([
    'formula',
    'assignment',
    'binary',
    'call',
    'method',
    'name',
  ]);
  expect(kindsAt(text.text.indexOf('Pending'))).toEqual([
    'formula',
    'assignment',
    'binary',
    'call',
    'method',
    'name',
  ]);
  expect(kindsAt(text.text.length)).toEqual(['formula']);
});

test('tokens are classified, comments and mistakes included', () => {
  const { tokens } = read('$a = "x" + 1; // note\n/* no */ b = f(2) % 3;');
  expect(tokens.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    ...['name $a', 'operator =', 'string "x"', 'operator +', 'number 1', 'punctuation ;', 'comment // note'],
    ...['mistake /* no */', 'name b', 'operator =', 'name f', 'punctuation (', 'number 2', 'punctuation )'],
    ...['mistake %', 'number 3', 'punctuation ;'],
  ]);
});
