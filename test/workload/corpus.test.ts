// Scenarios and traces as people get them wrong, and what they are told.

import { describe, expect, test } from 'vitest';
import { answer, corpusFiles, readCases, writeCases } from './corpus.ts';

describe.each(corpusFiles())('%s', (file) => {
  const cases = readCases(file);

  if (process.env.UPDATE === '1') {
    test('expectations are rewritten', async () => {
      const rewritten = [];
      for (const one of cases) rewritten.push({ ...one, expected: await answer(one.text) });
      writeCases(file, rewritten);
    });
    return;
  }

  test.each(cases)('$title', async ({ text, expected }) => {
    expect(await answer(text)).toBe(expected);
  });
});
