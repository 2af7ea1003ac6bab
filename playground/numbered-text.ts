// A text area with numbered lines beside it, some of them marked: for files that are short and have no colours.

import './styles/numbered-text.css';
import { make } from './dom.ts';

export interface LineMark {
  readonly tone: 'good' | 'bad' | 'note';
  /** What is so in this line, for those who point at it. */
  readonly says: string;
}

export interface NumberedText {
  readonly element: HTMLElement;
  readonly text: () => string;
  readonly setText: (text: string) => void;
  readonly mark: (marks: ReadonlyMap<number, LineMark>) => void;
  /** Puts the caret into a line, and the line into view. */
  readonly reveal: (line: number) => void;
}

/** Makes one; `onInput` hears of every change by hand. Tab leaves it, as in any form. */
export function makeNumberedText(
  label: string,
  placeholder: string,
  onInput: (text: string) => void,
): NumberedText {
  const field = make('textarea', {
    'aria-label': label,
    spellcheck: 'false',
    wrap: 'off',
    autocapitalize: 'off',
    placeholder,
  });
  const numbers = make('div', { class: 'numbers', 'aria-hidden': 'true' });
  let marks: ReadonlyMap<number, LineMark> = new Map();
  const draw = () => {
    const count = Math.max(1, field.value.split('\n').length);
    numbers.replaceChildren(
      ...Array.from({ length: count }, (_, at) => {
        const mark = marks.get(at + 1);
        return make('span', { class: mark?.tone, title: mark?.says }, String(at + 1));
      }),
    );
    numbers.scrollTop = field.scrollTop;
  };
  field.addEventListener('input', () => {
    draw();
    onInput(field.value);
  });
  field.addEventListener('scroll', () => {
    numbers.scrollTop = field.scrollTop;
  });
  draw();
  return {
    element: make('div', { class: 'numbered' }, numbers, field),
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
