// A field for a whole number of a state file. What a state cannot have is said under the field and not taken, for as
// long as it stands there; whoever leaves the field finds in it what holds.

import { make } from '../dom.ts';
import { freshId } from '../form/field.ts';

export interface WholeFieldOptions {
  readonly label: string;
  readonly title?: string;
  /** What an empty field means, in grey; without it the field is not to be empty. */
  readonly placeholder?: number;
  readonly least: number;
  readonly most?: number;
  /** Takes a number that a state can have, or that nothing is said. */
  readonly onChange: (value: number | undefined) => void;
}

export interface WholeField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Shows what holds, unless somebody types. */
  readonly show: (value: number | undefined) => void;
}

/** Makes the field, empty. */
export function makeWholeField(options: WholeFieldOptions): WholeField {
  const { label, title, placeholder, least, most, onChange } = options;
  const id = freshId();
  const input = make('input', {
    id, type: 'number', min: least, max: most, step: 1, placeholder, title, inputmode: 'numeric', 'aria-describedby': `${id}-wrong`,
  }); // biome-ignore format: one list
  const problem = make('p', { class: 'problem', id: `${id}-wrong`, role: 'alert' });
  const say = (words: string) => {
    problem.textContent = words;
    if (words === '') input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
  };
  let present = '';
  const settle = () => {
    input.value = present;
    say('');
  };
  input.addEventListener('input', () => {
    say(problemOf(input, options));
    if (problem.textContent !== '') return;
    present = input.value;
    onChange(present === '' ? undefined : input.valueAsNumber);
  });
  input.addEventListener('blur', settle);
  return {
    element: make('div', { class: 'field' }, make('label', { for: id }, label), input, problem),
    input,
    show: (value) => {
      present = value === undefined ? '' : String(value);
      if (document.activeElement !== input) settle();
    },
  };
}

/** Why a state cannot have what stands in the field; empty when it can. The bounds are those of state files. */
function problemOf(
  { value, valueAsNumber, validity }: HTMLInputElement,
  { placeholder, least, most }: WholeFieldOptions,
): string {
  if (value === '' && !validity.badInput && placeholder !== undefined) return '';
  const isWithin = valueAsNumber >= least && valueAsNumber <= (most ?? Number.POSITIVE_INFINITY);
  if (isWithin && Number.isSafeInteger(valueAsNumber)) return '';
  if (isWithin && valueAsNumber > Number.MAX_SAFE_INTEGER) return 'This is more than can be counted exactly.';
  return `Expected a whole number, ${least}${most === undefined ? ' or more' : ` to ${most}`}.`;
}
