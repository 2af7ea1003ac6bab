// The limits of a formula, on both sides of each, and hostile texts that must be read without harm.

import { describe, expect, test } from 'vitest';
import { LIMITS, print } from '../../grammar/index.ts';
import { expectNested, read } from './trees.ts';

const codes = (text: string): readonly string[] => read(text).diagnostics.map(({ code }) => code);
const errors = (text: string): readonly string[] =>
  read(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('length', () => {
  const head = 'a = 1; //';
  test('8192 characters are allowed', () => {
    expect(codes(head + '-'.repeat(LIMITS.length - head.length))).toEqual([]);
  });
  test('8193 are not; the complaint stands where the excess begins', () => {
    const { diagnostics, formula } = read(head + '-'.repeat(LIMITS.length - head.length + 1));
    expect(diagnostics.map(({ code, span }) => [code, span])).toEqual([
      ['syntax-too-long', { start: 8192, end: 8193 }],
    ]);
    expect(formula.statements).toHaveLength(1);
  });
  test('a leading byte order mark does not count', () => {
    expect(codes(`\ufeff${head}${'-'.repeat(LIMITS.length - head.length)}`)).toEqual([]);
  });
  test('characters of several bytes make a warning', () => {
    const text = `a = 1; // ${'é'.repeat(4092)}`;
    expect(codes(text)).toEqual(['syntax-too-many-bytes']);
    expect(errors(text)).toEqual([]);
  });
});

describe('statements', () => {
  test('100 are allowed, empty ones not counted', () => {
    expect(errors('a = 1;;'.repeat(LIMITS.statements))).toEqual([]);
  });
  test('the hundred and first is complained about', () => {
    const { diagnostics } = read('a = 1;'.repeat(LIMITS.statements + 1));
    expect(diagnostics.map(({ code, span }) => [code, span.start])).toEqual([
      ['syntax-too-many-statements', 6 * LIMITS.statements],
    ]);
  });
});

describe('nesting', () => {
  const ways: readonly (readonly [string, (depth: number) => string])[] = [
    ['parentheses', (depth) => `a = ${'('.repeat(depth)}1${')'.repeat(depth)};`],
    ['calls', (depth) => `a = ${'max(1, '.repeat(depth)}1${')'.repeat(depth)};`],
    ['minus signs', (depth) => `a = ${'-'.repeat(depth)}1;`],
    ['choices', (depth) => `a = ${'b ? 1 : '.repeat(depth)}1;`],
  ];
  test.each(ways)('%s may nest 200 deep, and print', (_, write) => {
    const { formula, source, diagnostics } = read(write(LIMITS.depth));
    expect(diagnostics).toEqual([]);
    expectNested(formula, source.text);
    expect(errors(print(formula, source))).toEqual([]);
  });
  test.each(ways)('%s may not nest 201 deep; the other statements stay', (_, write) => {
    const { formula, diagnostics } = read(`b = 1; ${write(LIMITS.depth + 1)} c = 2;`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['syntax-too-deep']);
    expect(formula.statements.map((one) => one.kind === 'assignment' && one.name.name)).toEqual([
      'b',
      'a',
      'c',
    ]);
  });
  test('a long sum is no nesting', () => {
    expect(codes(`a = ${'1 + '.repeat(900)}1;`)).toEqual([]);
  });
  test('neither are many groups beside each other', () => {
    expect(codes(`a = ${'(-1) + '.repeat(400)}max(${'-(2), '.repeat(300)}1);`)).toEqual([]);
  });
});

describe('no formula at all', () => {
  test.each(['', ' \r\n\t', '// note', ';', ';;', '\ufeff'])('%j is empty', (text) => {
    expect(errors(text)).toEqual(['syntax-empty']);
  });
  test('a binary file is one complaint', () => {
    const bytes = Array.from({ length: 4096 }, (_, index) => String.fromCharCode((index * 37) % 256)).join(
      '',
    );
    expect(codes(bytes)).toEqual(['syntax-binary']);
  });
  test('so is text in UTF-16', () => {
    expect(codes([...'a = 1;'].join('\u0000'))).toEqual(['syntax-binary']);
  });
  test('ten million characters are not read', () => {
    expect(codes('a = 1; '.repeat(1_500_000))).toEqual(['syntax-too-long']);
  });
});

const HOSTILE = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '-',
    '!',
    '"',
    "'",
    '“',
    '\\',
    '/*',
    '*/',
    '{{',
    '${',
    '$(',
    '<a',
    '%(',
    '&',
    'a?',
    'a:',
  ],
  ...[
    'a(',
    'a,',
    '(,',
    'a.b',
    '.a',
    'a ',
    '1 ',
    '1 = ',
    '= ',
    'a = ',
    'x y;',
    'min(1;',
    'if (',
    'else ',
    '1 ;)(',
    '#',
    '\u00a0',
    'é ',
    '1e',
  ],
];

test.each(HOSTILE)('8 KB of %j give a tree and a hundred complaints at most', (piece) => {
  const text = piece.repeat(Math.floor(LIMITS.length / piece.length));
  const { formula, diagnostics } = read(text);
  expectNested(formula, text);
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(diagnostics.length).toBeLessThanOrEqual(100);
});
