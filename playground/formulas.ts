// The formulas side by side: what adding, copying, renaming and removing one makes of the state, each a pure function
// of it. Names are never empty and never the same twice.

import { MOST_FORMULAS, type NamedFormula, type PlaygroundState } from './state.ts';

type Change = Partial<PlaygroundState>;
type Formulas = Pick<PlaygroundState, 'formulas' | 'active'>;

/** Whether there is room for one more. */
export const hasRoom = ({ formulas }: Formulas): boolean => formulas.length < MOST_FORMULAS;

/** What a formula that has just been added holds: the least that can be evaluated. */
const BLANK = '$TargetDedicatedNodes = 1;\n';

/** One more formula after the last, shown; nothing when there is no room. */
export function addFormula(state: Formulas, name = 'formula', text = BLANK): Change {
  if (!hasRoom(state)) return {};
  const { formulas } = state;
  return {
    formulas: [...formulas, { name: freeName(name, formulas), text }],
    active: formulas.length,
  };
}

/** A copy of the formula that is shown, after it, and shown. */
export function duplicateFormula(state: Formulas): Change {
  const { formulas, active } = state;
  const original = formulas[active];
  if (original === undefined || !hasRoom(state)) return {};
  const copy = { name: freeName(original.name, formulas), text: original.text };
  return { formulas: formulas.toSpliced(active + 1, 0, copy), active: active + 1 };
}

/** Another name for one of them; a name that is taken gets a number, an empty one changes nothing. */
export function renameFormula({ formulas }: Formulas, at: number, name: string): Change {
  const wanted = name.trim().replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
  const before = formulas[at];
  if (before === undefined || wanted === '' || wanted === before.name) return {};
  const free = freeName(wanted, formulas.toSpliced(at, 1));
  return { formulas: formulas.with(at, { ...before, name: free }) };
}

/** Without one of them; the last one stays. */
export function removeFormula({ formulas, active }: Formulas, at: number): Change {
  if (formulas.length <= 1 || formulas[at] === undefined) return {};
  const rest = formulas.toSpliced(at, 1);
  const shown = active > at || active === rest.length ? active - 1 : active;
  return { formulas: rest, active: Math.max(0, shown) };
}

/** A formula that was removed, back in its place and shown. */
export function restoreFormula(state: Formulas, at: number, { name, text }: NamedFormula): Change {
  if (!hasRoom(state)) return {};
  const { formulas } = state;
  const place = Math.min(at, formulas.length);
  return { formulas: formulas.toSpliced(place, 0, { name: freeName(name, formulas), text }), active: place };
}

const LONGEST_NAME = 60;

function freeName(wanted: string, formulas: readonly NamedFormula[]): string {
  const taken = new Set(formulas.map(({ name }) => name));
  const stem = wanted.replace(/ \d+$/, '');
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${stem} ${number}`;
  return name;
}

/** Formulas with keys of their own, so that each keeps its history of changes wherever it goes. */
export interface Keyed {
  readonly formulas: readonly NamedFormula[];
  readonly keys: readonly string[];
  /** How many keys were ever given. */
  readonly given: number;
}

/** The keys of formulas after a change: who is the same, by identity, by name, or by place, keeps its own. */
export function rekey(before: Keyed, formulas: readonly NamedFormula[]): Keyed {
  let { given } = before;
  const free = new Map(before.formulas.map((formula, at) => [before.keys[at]!, formula]));
  const keys: (string | undefined)[] = formulas.map(() => undefined);
  const match = (isSame: (old: NamedFormula, now: NamedFormula, key: string, at: number) => boolean): void =>
    formulas.forEach((now, at) => {
      if (keys[at] !== undefined) return;
      const found = [...free].find(([key, old]) => isSame(old, now, key, at));
      if (found === undefined) return;
      keys[at] = found[0];
      free.delete(found[0]);
    });
  match((old, now) => old === now);
  match((old, now) => old.name === now.name);
  const isSameSize = formulas.length === before.formulas.length;
  match((_old, _now, key, at) => isSameSize && before.keys[at] === key);
  return { formulas, keys: keys.map((key) => key ?? `formula-${++given}`), given };
}
