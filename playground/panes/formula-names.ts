// What each name of the formula is: its value now, what it can be for every history, and what it means.

import { make } from '../dom.ts';
import type { NameRow, Names } from '../formula-questions.ts';
import { inWords } from './prose.ts';

export interface NamesOptions {
  /** Reads the formula back; undefined when nobody can. */
  readonly ask: () => Promise<Names | undefined>;
  readonly reveal: (line: number) => void;
}

export interface NamesList {
  readonly element: HTMLElement;
  /** The formula is another one. */
  readonly update: () => void;
  /** What names are now: printed values, by the line of their statement, a blank, and the name. */
  readonly showValues: (values: ReadonlyMap<string, string>) => void;
}

/** Narrower pages have it closed to begin with. */
const NARROW = '(width < 760px)';

/** The list under the problems. */
export function makeNames({ ask, reveal }: NamesOptions): NamesList {
  const body = make('div', { class: 'names-body' });
  const title = make('summary', {}, 'What each name is now');
  const element = make('details', { class: 'formula-names', open: !matchMedia(NARROW).matches }, title, body);
  let values: ReadonlyMap<string, string> = new Map();
  let names: Names | undefined;
  let asked = 0;
  const draw = (): void => {
    if (names !== undefined) body.replaceChildren(...contentOf(names, values, reveal));
  };
  const update = async (): Promise<void> => {
    if (!element.open) return;
    asked++;
    const mine = asked;
    const answer = await ask();
    // Only the newest question counts; without an answer, the last one stays.
    if (mine !== asked || answer === undefined) return;
    names = answer;
    draw();
  };
  element.addEventListener('toggle', () => void update());
  return {
    element,
    update: () => void update(),
    showValues: (shown) => {
      values = shown;
      draw();
    },
  };
}

function contentOf(
  { rows, failures }: Names,
  values: ReadonlyMap<string, string>,
  reveal: (line: number) => void,
): readonly HTMLElement[] {
  if (rows.length === 0) return [make('p', { class: 'intro' }, 'The formula has no statements yet.')];
  const list = make(
    'ul',
    { class: 'names' },
    ...rows.map((row) => itemOf(row, values.get(`${row.line} ${row.name ?? ''}`), reveal)),
  );
  const fails = failures.map(({ line, sentence }) => make('li', {}, `Line ${line}: ${sentence}.`));
  return [
    list,
    ...(fails.length === 0
      ? []
      : [
          make('p', { class: 'example-title' }, 'The evaluation can fail'),
          make('ul', { class: 'fails' }, ...fails),
        ]),
  ];
}

function itemOf(row: NameRow, value: string | undefined, reveal: (line: number) => void): HTMLElement {
  const { name = 'statement', line, type, range, meaning, arms, isTarget } = row;
  const place = make('button', { type: 'button', class: `link name${isTarget ? ' target' : ''}`, title: `Line ${line}` }, name);
  place.addEventListener('click', () => reveal(line));
  const facts = [
    value === undefined || value === '' ? undefined : make('span', { class: 'now', title: 'Now' }, value),
    make('span', { class: 'range' }, range === 'nothing' ? type : `${range}`),
    make('span', { class: 'type' }, type),
  ];
  const choices = arms.map(({ when, value: then }) =>
    make('li', {}, ...inWords(when === '' ? `otherwise ${then}` : `${then}, when ${when}`)),
  );
  return make(
    'li',
    {},
    make('div', { class: 'name-line' }, place, ...facts),
    make('p', { class: 'meaning' }, ...inWords(sentence(meaning))),
    choices.length === 0 ? undefined : make('ul', { class: 'arms' }, ...choices),
  );
} // biome-ignore format: rows

const sentence = (text: string): string => (/[.:]$/.test(text) ? text : `${text}.`);
