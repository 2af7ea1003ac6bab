// Asks which column of a table means what: its first rows are shown, and a choice stands over each column.

import { CSV_COLUMNS, UNITS } from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import type { Json } from '../state.ts';

type Meaning = (typeof CSV_COLUMNS)[number];

/** A column map, as a scenario has it. */
export type ColumnMap = Readonly<Partial<Record<Meaning, Json>>>;

const WORDS: Readonly<Record<Meaning, string>> = {
  submit: 'when it came', duration: 'how long it took', id: 'its id', job: 'its job', slots: 'its slots', exitCode: 'its exit code',
}; // biome-ignore format: a table

/** Asks; undefined when whoever was asked went away. */
export function askColumns(
  name: string,
  { rows }: { readonly rows: readonly (readonly string[])[] },
): Promise<ColumnMap | undefined> {
  const [first = [], second = []] = rows;
  const hasHeader = first.some((cell) => cell !== '' && !/^[+-]?\.?\d/.test(cell));
  const choices = first.map((cell, at) =>
    makeChoice(hasHeader ? cell : `column ${at + 1}`, second[at] ?? cell),
  );
  const heads = choices.map(({ element }) => make('th', { scope: 'col' }, element));
  const body = rows.map((row) => make('tr', {}, ...first.map((_, at) => make('td', {}, row[at] ?? ''))));
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...body));
  const take = button('Take the columns', { class: 'primary' }, () => dialog.close('take'), 'Take it');
  const leave = button('Leave the file out', {}, () => dialog.close(''), 'Leave it');
  const wanted = make('p', { class: 'note', role: 'status' });
  const dialog = make(
    'dialog',
    { class: 'columns', 'aria-label': `The columns of ${name}` },
    make('h3', {}, `What do the columns of ${name} mean?`),
    wanted,
    make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The first rows' }, table),
    make('div', { class: 'buttons' }, take, leave),
  );
  const update = () => {
    const found = new Set(choices.map(({ meaning }) => meaning()));
    const lacking = (['submit', 'duration'] as const)
      .filter((one) => !found.has(one))
      .map((one) => WORDS[one]);
    take.disabled = lacking.length > 0;
    wanted.textContent =
      lacking.length === 0
        ? 'That is enough to begin with.'
        : `Say which column tells ${lacking.join(', and which ')}.`;
  };
  dialog.addEventListener('change', update);
  update();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'take' ? mapOf(choices, hasHeader ? first : undefined) : undefined);
    });
  });
}

interface Choice {
  readonly element: HTMLElement;
  readonly meaning: () => string;
  readonly unit: () => string;
}

function makeChoice(label: string, example: string): Choice {
  const guess = guessOf(label);
  const options = CSV_COLUMNS.map((one) =>
    make('option', { value: one, selected: one === guess }, WORDS[one]),
  );
  const meaning = make(
    'select',
    { 'aria-label': `${label} means` },
    make('option', { value: '' }, 'nothing'),
    ...options,
  );
  const isDate = /^\d{4}-\d\d-\d\d|^P/.test(example);
  const units = UNITS.map((one) =>
    make(
      'option',
      { value: one, selected: one === (isDate ? 'iso' : 's') },
      one === 'iso' ? 'date or PT…' : one,
    ),
  );
  const unit = make('select', { 'aria-label': `Unit of ${label}` }, ...units);
  const show = () => {
    unit.hidden = meaning.value !== 'submit' && meaning.value !== 'duration';
  };
  meaning.addEventListener('change', show);
  show();
  return {
    element: make('div', { class: 'column-choice' }, make('span', {}, label), meaning, unit),
    meaning: () => meaning.value,
    unit: () => unit.value,
  };
}

const GUESSES: readonly (readonly [RegExp, Meaning])[] = [
  [/submit|arriv|creat|queued|time_?stamp/i, 'submit'], [/durat|runtime|elapsed|wall|secs|length/i, 'duration'],
  [/proc|core|cpu|slot/i, 'slots'], [/exit/i, 'exitCode'], [/job/i, 'job'], [/id|name|task/i, 'id'],
]; // biome-ignore format: a table

const guessOf = (label: string): Meaning | undefined => GUESSES.find(([pattern]) => pattern.test(label))?.[1];

function mapOf(choices: readonly Choice[], header: readonly string[] | undefined): ColumnMap {
  const map: Partial<Record<Meaning, Json>> = {};
  for (const [at, { meaning, unit }] of choices.entries()) {
    const name = meaning() as Meaning | '';
    if (name === '' || map[name] !== undefined) continue;
    const column = header?.[at] ?? at + 1;
    const isTime = name === 'submit' || name === 'duration';
    map[name] = isTime && unit() !== 's' ? { column, unit: unit() } : column;
  }
  return map;
}
