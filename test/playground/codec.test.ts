// Links: what goes in comes out, and whatever else is given is read as far as it goes and told in words.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../playground/codec.ts';
import { parseCutJson } from '../../playground/cut-json.ts';
import { type JsonObject, PANES, type PlaygroundState } from '../../playground/state.ts';

const RUNS = Number(process.env.RUNS ?? 60);

const formula = fc.record({ name: fc.string({ minLength: 1 }), text: fc.string({ unit: 'grapheme' }) });
const states: fc.Arbitrary<PlaygroundState> = fc
  .record({
    title: fc.string(),
    formulas: fc.array(formula, { minLength: 1, maxLength: 4 }),
    scenario: fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>,
    now: fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>,
    properties: fc.string(),
    tests: fc.string(),
    pane: fc.constantFrom(...PANES),
    story: fc.option(fc.string()),
  })
  .map((state) => ({ ...state, active: state.formulas.length - 1 }))
  // What JSON says of it, as a link does: no minus zero.
  .map((state) => JSON.parse(JSON.stringify(state)) as PlaygroundState);

/** A link to any value, as another version may have made it. */
const linkOf = async (value: unknown, version = 1): Promise<string> =>
  (await encodeState(value as PlaygroundState)).replace('1.', `${version}.`);

describe('a link', () => {
  it('opens the state it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        const { found, problem } = await decodeState(`#${await encodeState(state)}`);
        expect(problem).toBeUndefined();
        expect(found).toEqual(state);
      }),
      { numRuns: RUNS },
    );
  });

  it('carries files', async () => {
    const files = new Map([['jobs.csv', Uint8Array.from([0, 255, 10, 200])]]);
    const found = await decodeState(await encodeState({} as PlaygroundState, files));
    expect(found.files).toEqual(files);
    expect(found.problem).toBeUndefined();
  });

  it('is short enough for a message', async () => {
    const week = {
      title: 'A week',
      formulas: [
        { name: 'a', text: '$TargetDedicatedNodes = min(20, $PendingTasks.GetSample(1));\n'.repeat(12) },
      ],
    };
    expect((await linkOf(week)).length).toBeLessThan(400);
  });

  it('that is cut anywhere is said to be, and what is taken from it was in it', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.double({ min: 0, max: 0.98, noNaN: true }), async (state, share) => {
        const whole = await encodeState(state);
        const { found, problem } = await decodeState(
          whole.slice(0, 2 + Math.floor((whole.length - 2) * share)),
        );
        expect(problem).toMatch(/damaged|not a link/);
        for (const [at, { text }] of (found.formulas ?? []).entries())
          expect(state.formulas[at]!.text.startsWith(text)).toBe(true);
        if (found.title !== undefined) expect(state.title.startsWith(found.title)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('with a wrong letter never passes for a whole one', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.nat(), fc.constantFrom(...'AZaz09-_!.%'), async (state, place, letter) => {
        const whole = await encodeState(state);
        const at = 2 + (place % (whole.length - 2));
        const { found, problem } = await decodeState(`${whole.slice(0, at)}${letter}${whole.slice(at + 1)}`);
        if (problem === undefined) expect(found).toEqual(state);
      }),
      { numRuns: RUNS },
    );
  });

  it('survives what mail does to it', async () => {
    const state = { title: 'Mailed', formulas: [{ name: 'a', text: 'x = 1;'.repeat(30) }] };
    const link = await linkOf(state);
    const { found, problem } = await decodeState(`#${link.slice(0, 30)}\r\n ${link.slice(30)}).`);
    expect(problem).toBeUndefined();
    expect(found).toEqual(state);
  });

  it.each([
    'install',
    '1',
    '1.',
    'x.y',
    '%',
    '9.',
    '1.AAAA',
    '#'.repeat(9),
    '1.eJyrVkrLz1eyUkpKLFKqBQAdegQ0',
  ])('of nonsense says what it is: %s', async (hash) => {
    const { found, problem } = await decodeState(hash);
    expect(found).toEqual({});
    expect(problem ?? '').not.toMatch(/undefined|Error/);
    if (hash !== '1.eJyrVkrLz1eyUkpKLFKqBQAdegQ0') expect(problem).toMatch(/link/);
  });
});

describe('a link of another version', () => {
  const known = { title: 'Known', formulas: [{ name: 'a', text: '' }] };

  it('that lacks fields is taken without a word', async () => {
    expect(await decodeState(await linkOf(known))).toMatchObject({ found: known });
    expect((await decodeState(await linkOf(known))).problem).toBeUndefined();
  });

  it('that has more is taken but for that, which is named', async () => {
    const { found, problem } = await decodeState(await linkOf({ ...known, sound: 'loud' }, 2));
    expect(found).toEqual(known);
    expect(problem).toBe(
      'The link was made by a newer version of the playground. Everything was taken from it but for this: “sound”, which this version does not know.',
    );
  });

  it('whose fields mean something else is taken but for those', async () => {
    const other = {
      title: 7,
      formulas: [{ name: 'a', text: 'x = 1;' }, 'y = 2;'],
      active: -1,
      scenario: [],
      pane: 'dance',
      story: 3,
    };
    const { found, problem } = await decodeState(await linkOf(other));
    expect(found).toEqual({ formulas: [{ name: 'a', text: 'x = 1;' }] });
    for (const words of [
      'the title',
      'the formulas',
      'which formula is open',
      'the scenario',
      'which pane is open',
      'the story',
    ])
      expect(problem).toContain(words);
  });

  it('that cannot be unfolded is said to be newer', async () => {
    expect((await decodeState('7.AAAA')).problem).toContain('a newer version');
  });
});

describe('JSON that is cut', () => {
  it.each([
    ['', undefined],
    ['{', {}],
    ['{"a', {}],
    ['{"a":', {}],
    ['{"a":1', { a: 1 }],
    ['{"a":1,"b', { a: 1 }],
    ['{"a":"text goes o', { a: 'text goes o' }],
    ['{"a":"b\\', { a: 'b' }],
    ['{"a":"b\\u00', { a: 'b' }],
    ['{"a":[1,{"b":2},{"c"', { a: [1, { b: 2 }, {}] }],
    ['{"a":[1,2],"b":tru', { a: [1, 2] }],
    ['{"a":{"b":{}},"c":"{[', { a: { b: {} }, c: '{[' }],
  ])('%s', (text, value) => {
    expect(parseCutJson(text)).toEqual(value);
  });
});
