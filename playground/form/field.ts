// One field of the form: its label, where somebody types, and a slider where the table has stops for one. It shows
// what the scenario says, and what holds otherwise in grey.

import { make } from '../dom.ts';
import { inWords } from '../panes/prose.ts';
import type { Json, JsonObject } from '../state.ts';
import type { Field } from './fields.ts';
import { MEANINGS, type Meaning } from './meanings.ts';

/** What a field is bound to. */
export interface Binding {
  /** What the scenario says; undefined when nothing. */
  readonly read: (scenario: JsonObject) => Json | undefined;
  /** What holds when it says nothing, as a scenario would say it. */
  readonly fallback: (scenario: JsonObject) => Json | undefined;
  /** Says something else; undefined takes it out. */
  readonly write: (value: Json | undefined) => void;
}

export interface MadeField {
  readonly element: HTMLElement;
  readonly update: (scenario: JsonObject) => void;
  /** Says under the field what is wrong with it; empty when nothing is. */
  readonly complain: (message: string) => void;
}

const numbers = { next: 0 };
/** A name for an element that labels point to; none is given twice. */
export const freshId = (): string => `field-${numbers.next++}`;

/** Makes a field of the table. */
export function makeField(field: Field, binding: Binding): MadeField {
  const id = freshId();
  const complaint = make('p', { class: 'complaint', id: `${id}-wrong`, role: 'alert' });
  const help = make('span', { class: 'hidden', id: `${id}-help` }, field.help);
  const control = field.kind === 'choice' ? makeChoice(field, binding, id) : makeEntry(field, binding, id);
  // What was not taken stays said until it is mended; what a run complains of comes and goes with runs.
  const said = { refused: '', complained: '' };
  const say = (changes: Partial<typeof said>) => {
    Object.assign(said, changes);
    const message = said.refused || said.complained;
    complaint.replaceChildren(...inWords(message));
    control.input.toggleAttribute('aria-invalid', message !== '');
    if (message !== '') control.input.setAttribute('aria-invalid', 'true');
  };
  const complain = (message: string) => say({ complained: message });
  control.refuse = (message) => say({ refused: message });
  const label = make('label', { for: id, title: field.help }, field.label);
  const element = make('div', { class: `field of-${field.kind}` }, label, ...control.parts, help, complaint);
  return {
    element,
    complain,
    update: (scenario) => {
      element.hidden = field.isFor?.(scenario) === false;
      if (!element.hidden) control.update(scenario);
    },
  };
}

interface Control {
  readonly parts: readonly HTMLElement[];
  readonly input: HTMLElement;
  readonly update: (scenario: JsonObject) => void;
  refuse: (message: string) => void;
}

function makeChoice({ choices = [] }: Field, { read, write }: Binding, id: string): Control {
  const options = choices.map(([value, label]) => make('option', { value }, label));
  const input = make('select', { id, 'aria-describedby': `${id}-help ${id}-wrong` }, ...options);
  input.addEventListener('change', () => write(input.value === '' ? undefined : input.value));
  return {
    parts: [input],
    input,
    refuse: () => {},
    update: (scenario) => {
      const value = String(read(scenario) ?? '');
      const known = choices.find(([name]) => name.toLowerCase() === value.toLowerCase());
      input.value = known?.[0] ?? '';
    },
  };
}

function makeEntry(field: Field, binding: Binding, id: string): Control {
  const { kind, stops, unit, otherwise } = field;
  const meaning = MEANINGS[kind];
  const input = make('input', {
    id, type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${id}-help ${id}-wrong`,
    inputmode: kind === 'count' || kind === 'number' ? 'decimal' : undefined,
  }); // biome-ignore format: one list
  const slider = stops === undefined ? undefined : makeSlider(field.label, stops);
  let [said, present]: (Json | undefined)[] = [];
  let shown: string | undefined = '';
  const settle = () => {
    input.value = shown ?? '';
    control.refuse('');
  };
  const control: Control = {
    parts: [
      make(
        'div',
        { class: 'entry' },
        input,
        unit === undefined ? undefined : make('span', { class: 'unit' }, unit),
      ),
      ...(slider === undefined ? [] : [slider.input]),
    ],
    input,
    refuse: () => {},
    update: (scenario) => {
      said = binding.read(scenario);
      present = said ?? binding.fallback(scenario);
      shown = said === undefined ? '' : meaning.show(said);
      input.disabled = shown === undefined;
      const other = present === undefined ? otherwise : meaning.show(present);
      input.placeholder = shown === undefined ? 'as the text says' : (other ?? '');
      if (document.activeElement !== input || shown === undefined) settle();
      const amount = amountOf(present, field);
      slider?.update(
        amount,
        shown === undefined || (said !== undefined && amount === undefined),
        shown || other || '',
      );
    },
  };
  const put = (value: Json | undefined) => {
    if (JSON.stringify(value) !== JSON.stringify(said)) binding.write(value);
  };
  const take = () => {
    const [text, value] = readText(input, meaning, present);
    const problem = text === '' ? '' : problemOf(text, value, field);
    if (problem !== '') return control.refuse(problem);
    put(value);
    // What was read is not always what was typed: whoever stays in the field sees it too.
    settle();
  };
  input.addEventListener('change', take);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') take();
  });
  slider?.input.addEventListener('input', () => {
    put(meaning.make(slider.value(), present));
    settle();
  });
  return control;
}

/** What stands in the field, and as a value; nothing typed says nothing. */
function readText({ value }: HTMLInputElement, meaning: Meaning, present: Json | undefined) {
  const text = value.trim();
  return [text, text === '' ? undefined : meaning.read(text, present)] as const;
}

/** Why a text is not taken; empty when it is. */
function problemOf(text: string, value: Json | undefined, field: Field): string {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, kind } = field;
  const isOutside = typeof value === 'number' && (value < least || value > most);
  if (value !== undefined && !isOutside) return '';
  const { expected, instead } = MEANINGS[kind];
  const wish = instead?.(text);
  return `Expected ${expected}${boundsOf(field)}${wish === undefined ? '' : `, such as \`${wish}\``}.`;
}

/** Where the slider stands: at what is said, or at what holds otherwise. */
function amountOf(present: Json | undefined, { kind, otherwise = '' }: Field): number | undefined {
  const value = present ?? MEANINGS[kind].read(otherwise, undefined);
  return value === undefined ? undefined : MEANINGS[kind].amount(value);
}

const boundsOf = ({ least, most }: Field): string =>
  least === undefined ? '' : most === undefined ? `, ${least} or more` : ` from ${least} to ${most}`;

/** A slider over stops: it moves from one nice figure to the next. */
function makeSlider(label: string, stops: readonly number[]) {
  const input = make('input', { type: 'range', min: 0, max: stops.length - 1, step: 1, 'aria-label': label });
  return {
    input,
    value: (): number => stops[Number(input.value)] ?? 0,
    update: (amount: number | undefined, isOff: boolean, text: string) => {
      input.disabled = isOff;
      const at = nearest(stops, amount ?? stops.at(-1)!);
      if (document.activeElement !== input || stops[Number(input.value)] !== amount) input.value = String(at);
      input.setAttribute('aria-valuetext', text);
    },
  };
}

function nearest(stops: readonly number[], amount: number): number {
  const place = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value) * 1000);
  const distance = (stop: number) => Math.abs(place(stop) - place(amount));
  return stops.reduce((best, stop, at) => (distance(stop) < distance(stops[best]!) ? at : best), 0);
}
