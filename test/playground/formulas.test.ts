// Formulas side by side, as values: names that are never the same, keys that go with their formulas.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addFormula, duplicateFormula, hasRoom, type Keyed, rekey, removeFormula, renameFormula, restoreFormula } from '../../playground/formulas.ts'; // biome-ignore format: one list
import { MOST_FORMULAS, type NamedFormula, type PlaygroundState } from '../../playground/state.ts';

type Formulas = Pick<PlaygroundState, 'formulas' | 'active'>;

const formula = (name: string, text = `x = "${name}";`): NamedFormula => ({ name, text });
const begin: Formulas = { formulas: [formula('a')], active: 0 };
const changed = (state: Formulas, change: Partial<PlaygroundState>): Formulas => ({ ...state, ...change });
const namesOf = ({ formulas }: Formulas): string => formulas.map(({ name }) => name).join(', ');

describe('formulas side by side', () => {
  test('a copy stands beside its original, under a name of its own', () => {
    const two = changed(begin, duplicateFormula(begin));
    const three = changed(two, duplicateFormula(two));
    expect([namesOf(two), two.active]).toEqual(['a, a 2', 1]);
    expect([namesOf(three), three.active]).toEqual(['a, a 2, a 3', 2]);
  });

  test('what is removed comes back where it was', () => {
    const three = { formulas: ['a', 'b', 'c'].map((name) => formula(name)), active: 1 };
    const two = changed(three, removeFormula(three, 1));
    expect([namesOf(two), two.active]).toEqual(['a, c', 1]);
    const back = changed(two, restoreFormula(two, 1, formula('b')));
    expect(back).toEqual(three);
    expect(removeFormula(begin, 0)).toEqual({});
  });

  test('whatever is done, there are one to four, one is shown, and no two have one name', () => {
    const acts = [addFormula, duplicateFormula] as const;
    const step = fc.oneof(
      fc.constantFrom(...acts).map((act) => (state: Formulas) => act(state)),
      fc.nat(5).map((at) => (state: Formulas) => removeFormula(state, at)),
      fc.tuple(fc.nat(5), fc.constantFrom('a', 'b', ' ', 'a 2')).map(([at, name]) => (state: Formulas) => renameFormula(state, at, name)),
      fc.nat(5).map((at) => (state: Formulas) => restoreFormula(state, at, formula('a'))),
    ); // biome-ignore format: rows
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const end = steps.reduce((state, act) => changed(state, act(state)), begin);
        expect(end.formulas.length).toBeGreaterThan(0);
        expect(end.formulas.length).toBeLessThanOrEqual(MOST_FORMULAS);
        expect(hasRoom(end)).toBe(end.formulas.length < MOST_FORMULAS);
        expect(end.formulas[end.active]).toBeDefined();
        expect(new Set(end.formulas.map(({ name }) => name)).size).toBe(end.formulas.length);
      }),
    );
  });

  test('keys go with their formulas through changes, and are never given twice', () => {
    const keysAfter = (...lists: readonly (readonly NamedFormula[])[]): readonly string[] =>
      lists.reduce<Keyed>(rekey, { formulas: [], keys: [], given: 0 }).keys;
    const [a, b, c] = [formula('a'), formula('b'), formula('c')];
    expect(keysAfter([a, b], [b, a])).toEqual(['formula-2', 'formula-1']);
    expect(keysAfter([a, b], [formula('a', 'y = 1;'), b])).toEqual(['formula-1', 'formula-2']);
    expect(keysAfter([a, b], [a, formula('z', b.text)])).toEqual(['formula-1', 'formula-2']);
    expect(keysAfter([a, b], [a, c, b])).toEqual(['formula-1', 'formula-3', 'formula-2']);
    expect(keysAfter([a, b], [a], [a, b])).toEqual(['formula-1', 'formula-3']);
  });
});
