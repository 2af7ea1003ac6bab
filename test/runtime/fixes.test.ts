// What fixes do to the meaning of formulas: some keep it, in every state; the others change what the rule complains
// of, and only that. The formulas are the rules' own examples and those of production.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, inspect, placesIn, RULES } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  createRandom,
  drawState,
  type Evaluation,
  paletteOf,
  type State,
  subjectOf,
} from '../../runtime/index.ts';
import { readCases } from './corpus.ts';

const RUNS = Number(process.env.RUNS ?? 200);

/** What may come of a state once a fix is made, beside what came before. */
type Change = (before: Evaluation, after: Evaluation, state: State) => boolean;

const same: Change = (before, after) =>
  before.error?.code === after.error?.code &&
  JSON.stringify(before.targets) === JSON.stringify(after.targets);
/** An evaluation that failed may succeed; nothing else changes. */
const failsLess: Change = (before, after) => before.error !== undefined || same(before, after, {} as State);

// biome-ignore format: table
const CHANGES: Readonly<Record<string, readonly [keeps: 'the meaning' | 'what succeeds' | 'nothing', allowed: Change]>> = {
  'lint-dead-assignment':       ['the meaning', same],
  'lint-old-name':              ['the meaning', same],
  'lint-wrong-weekday':         ['the meaning', same],
  // A target below zero was none before, too.
  'lint-negative-target':       ['the meaning', same],
  // A fraction let nearly everything through; now too few samples take the other way.
  'lint-percent-as-fraction':   ['nothing', () => true],
  'lint-guard-too-low':         ['what succeeds', failsLess],
  'lint-time-digits':           ['what succeeds', failsLess],
  // It is offered only to who says that the pool has as many slots.
  'lint-slots-written-out':     ['the meaning', (before, after, { pool }) => pool.taskSlotsPerNode !== 4 || same(before, after, {} as State)],
};

interface Mended {
  readonly code: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const production = readCases(readFileSync(new URL('production/production.txt', import.meta.url), 'utf8'));
const TEXTS: readonly (readonly [title: string, text: string])[] = [
  ...RULES.map(({ code, row }) => [`example of ${code}`, row.example] as const),
  ...production.flatMap(({ title, formula, setup }) =>
    setup.some((line) => line.startsWith('in ')) ? [] : [[title, placesIn('', formula, 'plain').formulas[0]!.text] as const],
  ),
]; // biome-ignore format: rows

/** Each fix of each formula, made alone. */
const MENDED: readonly Mended[] = TEXTS.flatMap(([title, before]) =>
  inspect(createSource('formula', before), { pool: { taskSlotsPerNode: 4 } }).diagnostics.flatMap(({ code, fix }) => {
    if (fix === undefined || !code.startsWith('lint-')) return [];
    const after = [...fix.edits]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce((text, { span, text: put }) => text.slice(0, span.start) + put + text.slice(span.end), before);
    return [{ code, title, before, after }];
  }),
); // biome-ignore format: rows

describe('fixes', () => {
  test('of every rule that has one are here', () => {
    expect([...new Set(MENDED.map(({ code }) => code))].sort()).toEqual(Object.keys(CHANGES).sort());
  });

  test.each(MENDED)('$code: $title', ({ code, before, after }) => {
    const [first, second] = [before, after].map((text) => subjectOf(compile(createSource('formula', text)).program!, {})) as [ReturnType<typeof subjectOf>, ReturnType<typeof subjectOf>];
    const [keeps, isAllowed] = CHANGES[code]!;
    const palette = paletteOf(first);
    const random = createRandom(5, code);
    let changed = 0;
    for (let count = 0; count < RUNS; count++) {
      const drawn = drawState(palette, random);
      const state = code === 'lint-slots-written-out' ? { ...drawn, pool: { ...drawn.pool, taskSlotsPerNode: 4 } } : drawn;
      const [old, mended] = [first.evaluate(state), second.evaluate(state)];
      expect(isAllowed(old, mended, state), JSON.stringify(state)).toBe(true);
      if (!same(old, mended, state)) changed++;
    }
    if (keeps === 'the meaning') expect(changed).toBe(0);
    else expect(changed, 'the fix has no effect').toBeGreaterThan(0);
  }); // biome-ignore format: rows
});
