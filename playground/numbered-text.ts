// A text area with numbered lines beside it, some of them marked, and its colours behind it: for the files beside a
// formula. It is a plain field all the while, so whatever a browser offers in fields works in it, and nothing is loaded.

import './styles/numbered-text.css';
import { make } from './dom.ts';
import { colourLines } from './editor/colours.ts';
import { YAML_COLOURS } from './yaml-colours.ts';

export interface LineMark {
  readonly tone: 'good' | 'bad' | 'note';
  /** What is so in this line, for those who point at it. */
  readonly says: string;
}

export interface NumberedTextOptions {
  /** Shown while there is nothing. */
  readonly placeholder?: string;
  readonly onInput: (text: string) => void;
}

export interface NumberedText {
  readonly element: HTMLElement;
  readonly text: () => string;
  readonly setText: (text: string) => void;
  readonly mark: (marks: ReadonlyMap<number, LineMark>) => void;
  /** Puts the caret into a line, and the line into view. */
  readonly reveal: (line: number) => void;
}

/** Longer texts have no colours: they would be slow to write in. */
const MOST_COLOURED = 100_000;

const runsOf = colourLines(YAML_COLOURS);

/** A line whose value is the text that stands further in below it. */
const TEXT_BEGINS = /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/;
const indentOf = (line: string): number => line.search(/\S/);

/** The lines with each run in its colour; texts of several lines, such as formulas, have none. */
function colouredLines(text: string): readonly (Node | string)[] {
  let outside: number | undefined;
  return text.split('\n').flatMap((line, at) => {
    const indent = indentOf(line);
    if (outside !== undefined && indent >= 0 && indent <= outside) outside = undefined;
    const parts = outside === undefined ? colouredParts(line) : [line];
    if (outside === undefined && TEXT_BEGINS.test(line)) outside = indent;
    return at === 0 ? parts : ['\n', ...parts];
  });
}

function colouredParts(line: string): readonly (Node | string)[] {
  const runs = runsOf(line);
  return runs.map(({ startIndex, scopes }, place) => {
    const part = line.slice(startIndex, runs[place + 1]?.startIndex);
    return scopes === '' ? part : make('span', { class: `is-${scopes}` }, part);
  });
}

/** Makes one; `onInput` hears of every change by hand. Tab leaves it, as in any form. */
export function makeNumberedText(
  label: string,
  { placeholder = '', onInput }: NumberedTextOptions,
): NumberedText {
  const field = make('textarea', {
    'aria-label': label,
    spellcheck: 'false',
    wrap: 'off',
    autocapitalize: 'off',
    placeholder,
  });
  const colours = make('pre', { class: 'colours', 'aria-hidden': 'true' });
  const numbers = make('div', { class: 'line-numbers', 'aria-hidden': 'true' });
  let marks: ReadonlyMap<number, LineMark> = new Map();
  const scroll = () => {
    numbers.scrollTop = field.scrollTop;
    colours.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  };
  const draw = () => {
    const isColoured = field.value.length <= MOST_COLOURED;
    field.classList.toggle('coloured', isColoured);
    colours.replaceChildren(...(isColoured ? colouredLines(field.value) : []));
    const count = Math.max(1, field.value.split('\n').length);
    numbers.replaceChildren(
      ...Array.from({ length: count }, (_, at) => {
        const mark = marks.get(at + 1);
        return make('span', { class: mark?.tone, title: mark?.says }, String(at + 1));
      }),
    );
    scroll();
  };
  field.addEventListener('input', () => {
    draw();
    onInput(field.value);
  });
  field.addEventListener('scroll', scroll);
  draw();
  return {
    element: make('div', { class: 'numbered' }, numbers, make('div', { class: 'sheet' }, colours, field)),
    text: () => field.value,
    setText: (text) => {
      if (field.value === text) return;
      field.value = text;
      draw();
    },
    mark: (next) => {
      marks = next;
      draw();
    },
    reveal: (line) => {
      const start = field.value
        .split('\n')
        .slice(0, line - 1)
        .reduce((sum, one) => sum + one.length + 1, 0);
      const end = field.value.indexOf('\n', start);
      field.focus();
      field.setSelectionRange(start, end < 0 ? field.value.length : end);
      const height = field.scrollHeight / Math.max(1, field.value.split('\n').length);
      field.scrollTop = Math.max(0, (line - 4) * height);
    },
  };
}
