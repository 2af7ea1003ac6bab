// The worker's practice: a few runs for nobody after the first answer, and none that anybody would have to wait for.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Asking, Engine, Question } from '../../playground/engine.ts';
import { createPractice } from '../../playground/practice.ts';

const question: Question = { title: 'a week', formulas: [], scenario: { seed: 7, until: 'P7D' } };
const LONG_AFTER = 60_000;

/** An engine that answers at once, or when it is told to, and remembers what it was asked. */
function remembering() {
  const asked: { readonly question: Question; readonly asking: Asking }[] = [];
  const waiting: (() => void)[] = [];
  const engine: Engine = {
    answer: (one, asking) => {
      asked.push({ question: one, asking });
      return new Promise((resolve) => waiting.push(() => resolve(undefined)));
    },
  };
  return { asked, engine, finish: () => waiting.shift()?.() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a short run is practised three times, each with another seed, when nobody asks anything', async () => {
  const { asked, engine, finish } = remembering();
  createPractice(engine).begin(question, 300);
  expect(asked).toHaveLength(0);
  for (let round = 0; round < 5; round += 1) {
    await vi.advanceTimersByTimeAsync(LONG_AFTER);
    finish();
  }
  expect(new Set(asked.map(({ question: { scenario } }) => scenario.seed)).size).toBe(3);
  expect(asked.map(({ question: { scenario } }) => scenario.until)).toEqual(['P7D', 'P7D', 'P7D']);
});

test('a run that took long is not practised', async () => {
  const { asked, engine } = remembering();
  createPractice(engine).begin(question, 5000);
  await vi.advanceTimersByTimeAsync(LONG_AFTER);
  expect(asked).toHaveLength(0);
});

test('whoever asks something has it end, and what is left is practised after the next answer', async () => {
  const { asked, engine, finish } = remembering();
  const practice = createPractice(engine);
  practice.begin(question, 300);
  await vi.advanceTimersByTimeAsync(LONG_AFTER);
  expect(asked[0]!.asking.isWanted()).toBe(true);
  practice.stop();
  expect(asked[0]!.asking.isWanted()).toBe(false);
  finish();
  await vi.advanceTimersByTimeAsync(LONG_AFTER);
  expect(asked).toHaveLength(1);
  practice.begin(question, 300);
  for (let round = 0; round < 5; round += 1) {
    await vi.advanceTimersByTimeAsync(LONG_AFTER);
    finish();
  }
  expect(asked).toHaveLength(3);
});

test('it does not begin while one question follows the other', async () => {
  const { asked, engine } = remembering();
  const practice = createPractice(engine);
  for (let change = 0; change < 20; change += 1) {
    practice.begin(question, 100);
    await vi.advanceTimersByTimeAsync(400);
    practice.stop();
  }
  expect(asked).toHaveLength(0);
});
