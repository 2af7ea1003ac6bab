import { describe, expect, test } from 'vitest';
import { rangesOf } from '../../compiler/index.ts';
import { compileText, corpusFiles, readCases, updateCases } from './corpus.ts';
import { showRanges } from './ranges.ts';

describe.each(corpusFiles('ranges'))('ranges of %s', (file) => {
  updateCases('ranges', file, showRanges);
  test.each(readCases('ranges', file))('$title', ({ formula, expected }) => {
    expect(showRanges(formula)).toBe(expected);
  });
});

describe('long and deep formulas', () => {
  // biome-ignore format: table
  test.each([
    ['parentheses',          `x = ${'('.repeat(190)}$PendingTasks${')'.repeat(190)};`],
    ['conditions in a row',  `x = ${'$PendingTasks > 3 ? 1 : '.repeat(190)}1;`],
    ['conditions inside',    `x = ${'$PendingTasks > 3 ? '.repeat(190)}1${' : 2'.repeat(190)};`],
    ['a long sum',           `x = ${'$PendingTasks + '.repeat(400)}1;`],
    ['a long conjunction',   `x = ${'$PendingTasks > 3 && '.repeat(320)}1;`],
    ['names made of names',  `x0 = $PendingTasks; ${Array.from({ length: 98 }, (_, i) => `x${i + 1} = x${i} > 1 ? x${i} + 1 : x${i} * 2;`).join(' ')}`],
  ])('%s', (_, text) => {
    const { program } = compileText(text);
    expect(rangesOf(program!).failures).toEqual([]);
  });
});
