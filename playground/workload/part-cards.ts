// The parts of a workload as cards: generators with their fields, traces with their file, and what only the text says.

import { button, make } from '../dom.ts';
import type { Files, Standing } from '../files.ts';
import { makeField } from '../form/field.ts';
import type { Field } from '../form/fields.ts';
import { durationText, middleOf } from '../form/quantities.ts';
import { isObject, valueAt, withValue } from '../form/value-path.ts';
import { entryPaint } from '../palette.ts';
import type { Playground } from '../playground.ts';
import type { Json, JsonObject } from '../state.ts';
import { changeWithUndo } from '../undo.ts';
import {
  ARRIVAL_KINDS, aboutPerHour, aboutSeconds, arrivalKindOf, DURATION_KINDS, durationKindOf, GENERATOR_FIELDS,
} from './generator-fields.ts'; // biome-ignore format: one list
import { fileOf, type WorkloadPart, withoutPart } from './parts.ts';

/** A card, and how to bring it up to date. */
export interface PartCard {
  readonly element: HTMLElement;
  readonly update: (scenario: JsonObject) => void;
}

/** A card for a part of the workload; `place` is its number among generators. */
export function makePartCard(page: Playground, part: WorkloadPart, place: number): PartCard {
  if (part.kind === 'generate') return makeGeneratorCard(page, part, place);
  if (part.kind === 'trace') return makeTraceCard(page, part);
  const count = Array.isArray(part.value) ? part.value.length : 1;
  const words = `${count} ${part.kind === 'jobs' ? `job${count === 1 ? '' : 's'} written out` : part.kind}: the text of the scenario has them.`;
  return {
    element: makeCard(page, part, {
      head: [make('b', {}, nameOf(part.kind))],
      body: [make('p', { class: 'note' }, words)],
    }),
    update: () => {},
  };
}

const nameOf = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** A part folded up: its head says what it is, its body has the fields. */
function makeCard(
  page: Playground,
  part: WorkloadPart,
  { head, body }: { readonly head: readonly HTMLElement[]; readonly body: readonly HTMLElement[] },
): HTMLElement {
  const remove = button(
    'Take out this part',
    { class: 'small' },
    () => {
      const { scenario } = page.store.state();
      changeWithUndo(page, 'A part of the workload was taken out.', {
        scenario: withoutPart(scenario, part),
      });
    },
    'Take out',
  );
  return make(
    'details',
    { class: 'part' },
    make('summary', {}, ...head),
    ...body,
    make('div', { class: 'buttons' }, remove),
  );
}

/** Binds fields whose ways begin at the part; the part stands in for the scenario in their tables. */
function bindPart({ store }: Playground, part: WorkloadPart, field: Field) {
  return makeField(field, {
    read: (value) => valueAt(value, field.way),
    fallback: () => undefined,
    write: (value) => {
      const { scenario } = store.state();
      store.change({ scenario: withValue(scenario, [...part.way, ...field.way], value) });
    },
  });
}

function makeGeneratorCard(page: Playground, part: WorkloadPart, place: number): PartCard {
  const { store } = page;
  const fields = GENERATOR_FIELDS.map((field) => bindPart(page, part, field));
  const present = () => (valueAt(store.state().scenario, part.way) ?? {}) as JsonObject;
  const put = (key: string, value: Json) =>
    store.change({ scenario: withValue(store.state().scenario, [...part.way, key], value) });
  const arrivals = makeKindChoice('Tasks come', ARRIVAL_KINDS, (name) => {
    const kind = ARRIVAL_KINDS.find((one) => one.name === name);
    if (kind !== undefined) put('arrivals', { [name]: kind.from(aboutPerHour(present())) });
  });
  const durations = makeKindChoice('Durations are', DURATION_KINDS, (name) => {
    const kind = DURATION_KINDS.find((one) => one.name === name);
    if (kind !== undefined) put('durations', kind.from(aboutSeconds(present())));
  });
  const title = make('b', {});
  const words = make('span', { class: 'note' });
  const mark = make('span', {
    class: 'swatch',
    style: `--color: ${entryPaint(place).color}`,
    'aria-hidden': 'true',
  });
  const grid = make(
    'div',
    { class: 'fields' },
    arrivals.element,
    durations.element,
    ...fields.map(({ element }) => element),
  );
  return {
    element: makeCard(page, part, { head: [mark, title, words], body: [grid] }),
    update: (scenario) => {
      const value = valueAt(scenario, part.way);
      if (!isObject(value)) return;
      title.textContent = String(valueAt(value, ['job', 'id']) ?? 'Generator');
      words.textContent = wordsOf(value);
      arrivals.show(arrivalKindOf(value));
      durations.show(durationKindOf(value));
      for (const field of fields) field.update(value);
    },
  };
}

/** A generator in a few words: how tasks come, and how long they take. */
function wordsOf(generator: JsonObject): string {
  const name = arrivalKindOf(generator);
  const kind = ARRIVAL_KINDS.find((one) => one.name === name);
  const middle = middleOf(generator.durations);
  const length = middle === undefined ? '' : `, about ${durationText(middle.seconds)} each`;
  return kind === undefined ? 'as the text says' : `${kind.words(generator)}${length}`;
}

function makeKindChoice(
  label: string,
  kinds: readonly { readonly name: string; readonly label: string }[],
  choose: (name: string) => void,
) {
  const other = make('option', { value: '', disabled: true }, 'as the text says');
  const select = make(
    'select',
    {},
    ...kinds.map(({ name, label: text }) => make('option', { value: name }, text)),
    other,
  );
  select.addEventListener('change', () => choose(select.value));
  const element = make('div', { class: 'field choice' }, make('label', {}, make('span', {}, label), select));
  return {
    element,
    show: (name: string) => {
      const isKnown = kinds.some((kind) => kind.name === name);
      other.hidden = isKnown;
      select.value = isKnown ? name : '';
    },
  };
}

// biome-ignore format: a table
const TRACE_FIELDS: readonly Field[] = [
  { label: 'Only the first', way: ['limit'], kind: 'count', least: 1, unit: 'tasks', stops: [100, 500, 1000, 5000, 10_000, 50_000, 100_000, 500_000], otherwise: 'all', help: 'How much of the file is taken.' },
  { label: 'Times as fast', way: ['speedup'], kind: 'number', least: 0.000001, stops: [0.1, 0.25, 0.5, 1, 2, 4, 10, 100], otherwise: '1', help: 'Tasks come this many times as fast; how long they take stays.' },
  { label: 'Slots of a task', way: ['slots'], kind: 'choice', choices: [['', 'as the file says'], ['processors', 'its processors'], ['one', 'one']], help: 'How many slots each task takes.' },
  { label: 'Failed ones', way: ['failedJobs'], kind: 'choice', choices: [['', 'succeed (default)'], ['succeed', 'succeed'], ['fail', 'fail here too']], help: 'What becomes of tasks that failed in the trace.' },
  { label: 'Begins after', way: ['after'], kind: 'duration', stops: [0, 3600, 21_600, 86_400], otherwise: '0 s', help: 'From the start of the run to the first task.' },
];

function makeTraceCard(page: Playground, part: WorkloadPart): PartCard {
  const isNamed = typeof part.value === 'string';
  const fields = isNamed ? [] : TRACE_FIELDS.map((field) => bindPart(page, part, field));
  const file = fileOf(part);
  const there = make('span', { class: 'note' });
  const grid = make('div', { class: 'fields' }, ...fields.map(({ element }) => element));
  return {
    element: makeCard(page, part, { head: [make('b', {}, file), there], body: [grid] }),
    update: (scenario) => {
      there.textContent = whereabouts(page.files, file);
      const value = valueAt(scenario, part.way);
      if (isObject(value)) for (const field of fields) field.update(value);
    },
  };
}

/** How a file stands with this browser. */
const STANDINGS: Readonly<Record<Standing, string>> = {
  keeping: 'being kept in this browser… Leave the page open until it is.',
  kept: 'kept in this browser.',
  refused: 'in this tab only: the browser does not keep it.',
};

function whereabouts({ all, standings }: Files, name: string): string {
  const bytes = all().get(name);
  if (bytes === undefined) return 'This file is not in this browser: drop it here, or choose it below.';
  const standing = standings.read().get(name);
  return `${sizeText(bytes.length)}, ${standing === undefined ? 'on this page.' : STANDINGS[standing]}`;
}

/** A size for people. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Math.round((bytes / 1024 ** power) * 10) / 10} ${units[power]}`;
}
