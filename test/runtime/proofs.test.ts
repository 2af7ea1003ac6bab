import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  createRandom,
  drawState,
  PROPERTIES,
  type Property,
  type PropertyRow,
  paletteOf,
  prove,
  subjectOf,
} from '../../runtime/index.ts';
import { type Case, readCases } from './corpus.ts';
import { answerOf, questionOf } from './proofs.ts';

// By hand: RUNS=100000 npx vitest run test/runtime/proofs.test.ts
const RUNS = Number(process.env.RUNS ?? 300);

const cases = ['proofs/twelve.txt', 'proofs/demand.txt'].flatMap((name) => {
  const file = new URL(name, import.meta.url);
  const found = readCases(readFileSync(file, 'utf8'));
  if (process.env.UPDATE === '1') {
    const write = (one: Case) =>
      [`==== ${one.title}`, ...one.setup, '----', one.formula, '----', answerOf(one), ''].join('\n');
    writeFileSync(file, found.map(write).join('\n'));
  }
  return found;
});

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

// Formulas in which relations decide: the same few values in sums, differences, extremes and conditions.
const { number } = fc.letrec<{ number: string; condition: string }>((tie) => {
  const [part, condition] = [tie('number'), tie('condition')];
  const write = (texts: TemplateStringsArray, ...parts: readonly fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((found) => texts.reduce((text, piece, index) => text + found[index - 1] + piece));
  const pick = (...words: readonly string[]) => fc.constantFrom(...words);
  return {
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      pick(
        '0',
        '1',
        '2',
        '3',
        '5',
        '9',
        '0.5',
        'a',
        'b',
        'c',
        '$PendingTasks',
        '$TargetDedicatedNodes',
        '$CurrentDedicatedNodes',
      ),
      pick(
        'a',
        'b',
        'c',
        'max(0, $ActiveTasks.GetSample(1))',
        'avg($PendingTasks.GetSample(3))',
        '$TargetLowPriorityNodes',
      ),
      write`(${part} ${pick('+', '-', '-', '*', '/')} ${part})`,
      write`${pick('min', 'max')}(${part}, ${part})`,
      write`(${pick('t', 'a')} - ${pick('min', 'max')}(${pick('t', 'a')}, ${part}))`,
      write`(t - ${pick('floor', 'ceil', 'round', '')}(t ${pick('* 0.75', '* 0.3', '/ 2', '/ 3', '/ $TaskSlotsPerNode')}))`,
      write`min(${part}, ${part}, $ActiveTasks.GetSample(2))`,
      write`(${condition} ? ${part} : ${part})`,
      write`${pick('ceil', 'floor', 'round', '-')}(${part})`,
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      write`${part} ${pick('<', '<=', '>', '>=', '==', '!=')} ${part}`,
      write`${part}`,
      write`!(${condition})`,
      write`${pick('t', 'a', 'avg($PendingTasks.GetSample(2))')} ${pick('==', '!=', '>')} ${pick('0', '40', '3')}`,
      write`(${condition} ${pick('&&', '||')} ${condition})`,
    ),
  };
});
/** Ways in which people bound one target by another, or by what it was. */
const BOUNDED: readonly ((text: string, other: string) => string)[] = [
  (text) => text,
  (text) => `max($TargetDedicatedNodes - 3, min($TargetDedicatedNodes + 3, ${text}))`,
  (text, other) => `max(0, 9 - min(9, ${other})) + 0 * (${text})`,
  (text) => `max(0, min(12, ${text}))`,
  (text, other) => `min(max(0, ${text}), 9 - ${other})`,
  (text, other) => `max(0, (${text}) - max(${other}, c + min((${text}) - c, 4)))`,
  (text) =>
    `max(0, min(3, (${text}) - ($CurrentLowPriorityNodes + min((${text}) - $CurrentLowPriorityNodes, 4))))`,
  (text) => `a / 3 - (b + min(a / 3 - b, 4)) + (${text})`,
];
const bounded = fc.constantFrom(...BOUNDED);
const relations = fc
  .tuple(fc.tuple(number, number, number, number, number), bounded, bounded)
  .map(([[a, b, c, d, e], first, second]) => {
    const names = `t = min(40, max(0, $PendingTasks.GetSample(1))); a = $PendingTasks; b = 4; c = 7; a = ${a}; b = ${b}; c = ${c};`;
    return `${names} $TargetDedicatedNodes = ${first(d, c)}; $TargetLowPriorityNodes = ${second(e, d)};`;
  });

const properties = (limit: number): readonly Property[] =>
  Object.values(PROPERTIES).map((row: PropertyRow) =>
    row.make({ number: limit, prices: { currency: 'USD', dedicated: 1.5, lowPriority: 0.3 } }),
  );

test('whatever the formula, no state contradicts what is proved of it', () => {
  const found = new Map<string, number>();
  fc.assert(fc.property(relations, fc.integer({ min: 0, max: 20 }), fc.nat(1e6), (text, limit, seed) => {
    const subject = subjectOf(compile(createSource('formula', text)).program!, {});
    const proved = prove(subject, properties(limit), { tries: 0, seed: 1 }).flatMap(({ verdict, property }) => (verdict === 'proved' ? [property] : []));
    for (const { id } of proved) found.set(id, (found.get(id) ?? 0) + 1);
    const palette = paletteOf(subject);
    const random = createRandom(seed, 'states');
    for (let count = 0; count < 40; count++) {
      const state = drawState(palette, random);
      for (const property of proved) expect([property.id, property.contradict(subject, state)]).toEqual([property.id, undefined]);
    }
  }), { numRuns: Math.ceil(RUNS / 8) }); // biome-ignore format: one property
  expect(found.size).toBeGreaterThan(6);
});
