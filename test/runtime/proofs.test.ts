import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRandom, drawState, paletteOf, prove } from '../../runtime/index.ts';
import { type Case, readCases } from './corpus.ts';
import { answerOf, questionOf } from './proofs.ts';

// By hand: RUNS=100000 npx vitest run test/runtime/proofs.test.ts
const RUNS = Number(process.env.RUNS ?? 300);

const file = new URL('proofs/twelve.txt', import.meta.url);
const cases = readCases(readFileSync(file, 'utf8'));
if (process.env.UPDATE === '1') {
  const write = (one: Case) =>
    [`==== ${one.title}`, ...one.setup, '----', one.formula, '----', answerOf(one), ''].join('\n');
  writeFileSync(file, cases.map(write).join('\n'));
}

describe('proofs', () => {
  test.each(cases)('$title', (one) => {
    const answer = answerOf(one);
    expect(answer).toBe(one.answer);
    // The title says what becomes of the first question.
    expect(answer.split('\n')[0]).toContain(one.title.split(':')[0]);
  });

  test.each(cases)('no state contradicts what is proved of: $title', (one) => {
    const { subject, properties } = questionOf(one);
    const proved = prove(subject, properties, { tries: 0, seed: 1 }).filter(
      ({ verdict }) => verdict === 'proved',
    );
    const palette = paletteOf(subject);
    const random = createRandom(7, 'states');
    for (let count = 0; count < RUNS; count++) {
      const state = drawState(palette, random);
      for (const { property } of proved) expect(property.contradict(subject, state)).toBe(undefined);
    }
  });
});
