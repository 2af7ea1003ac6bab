// A text area with numbered lines beside it, some of them marked, and its colours behind it: for the files beside a
// formula. It is a plain field all the while, so whatever a browser offers in fields works in it, and nothing is loaded.
// Numbers and colours are drawn for the lines in view alone, so a long text is as quick to write in as a short one.

import './styles/numbered-text.css';
import { make } from './dom.ts';
import { keepFieldHistory } from './field-history.ts';
import { colouredLine, insideTexts } from './yaml-lines.ts';

export interface LineMark {
  readonly tone: 'good' | 'bad' | 'note';
  /** What is so in this line, for those who point at it. */
  readonly says: string;
  /** The letters it is about, from and to, counted from 0; none when left out. */
  readonly letters?: readonly [from: number, to: number];
}

export interface NumberedTextOptions {
  /** Shown while there is nothing. */
  readonly placeholder?: string;
  readonly onInput: (text: string) => void;
}

export interface NumberedText {
  readonly element: HTMLElement;
  readonly text: () => string;
  /** Writes another text; undo in the field brings back what somebody wrote there. */
  readonly setText: (text: string) => void;
  readonly mark: (marks: ReadonlyMap<number, LineMark>) => void;
  /** Puts the caret into a line, and the line into view. */
  readonly reveal: (line: number) => void;
}

/** So many lines are drawn beyond those in view, for who scrolls faster than the page draws. */
const BEYOND = 30;
/** What the style gives a field at most, in pixels, for one that is not in view yet. */
const HIGHEST = 400;

/** More new lines are not written as if typed, because Chromium takes seconds for thousands: they are undone by us. */
const MOST_UNDONE = 300;

/** Makes one; `onInput` hears of every change by hand. Tab leaves it, as in any form. */
export function makeNumberedText(
  label: string,
  { placeholder = '', onInput }: NumberedTextOptions,
): NumberedText {
  const field = make('textarea', { 'aria-label': label, spellcheck: 'false', wrap: 'off', autocapitalize: 'off', placeholder });
  const colours = make('pre', { class: 'colours', 'aria-hidden': 'true' });
  const numbers = make('div', { class: 'numbers-in-view' });
  const gutter = make('div', { class: 'line-numbers', 'aria-hidden': 'true' }, numbers);
  const sheet: Sheet = { field, colours, numbers, gutter, lines: [''], isInside: [false], marks: new Map(), drawn: '' };
  const element = make('div', { class: 'numbered' }, gutter, make('div', { class: 'sheet' }, colours, field));
  const noteReplaced = keepFieldHistory(field);
  let [isOwn, isWritten] = [false, false];
  field.addEventListener('input', () => {
    read(sheet);
    if (isOwn) return;
    isWritten = true;
    onInput(field.value);
  });
  field.addEventListener('scroll', () => draw(sheet));
  new ResizeObserver(() => draw(sheet)).observe(field);
  read(sheet);
  return {
    element,
    text: () => field.value,
    setText: (text) => {
      if (field.value === text) return;
      const before = field.value;
      isOwn = true;
      if (!rewrite(field, text)) noteReplaced(before, text, isWritten);
      [isOwn, isWritten] = [false, false];
      read(sheet);
    },
    mark: (marks) => {
      sheet.marks = marks;
      sheet.drawn = '';
      draw(sheet);
    },
    reveal: (line) => reveal(sheet, line),
  };
} // biome-ignore format: rows

interface Sheet {
  readonly field: HTMLTextAreaElement;
  readonly colours: HTMLElement;
  readonly numbers: HTMLElement;
  readonly gutter: HTMLElement;
  lines: readonly string[];
  /** Of each line, whether it belongs to a text of several lines, such as a formula, which has no colours. */
  isInside: readonly boolean[];
  marks: ReadonlyMap<number, LineMark>;
  /** Which lines are drawn; empty when they have to be drawn anew. */
  drawn: string;
}

/** Takes the field's text up. */
function read(sheet: Sheet): void {
  sheet.lines = sheet.field.value.split('\n');
  sheet.isInside = insideTexts(sheet.lines);
  sheet.drawn = '';
  sheet.gutter.style.minWidth = `max(38px, calc(${String(sheet.lines.length).length}ch + 21px))`;
  draw(sheet);
}

/** Draws the lines in view, unless they are, and puts them where the field has scrolled to. */
function draw(sheet: Sheet): void {
  const { field, colours, numbers, lines, isInside, marks } = sheet;
  const height = lineHeightOf(field);
  const inView = Math.ceil((field.clientHeight || HIGHEST) / height);
  const first = Math.max(0, Math.floor(field.scrollTop / height) - BEYOND);
  const end = Math.min(lines.length, first + inView + 2 * BEYOND);
  if (sheet.drawn !== `${first} ${end}`) {
    sheet.drawn = `${first} ${end}`;
    const places = Array.from({ length: end - first }, (_, place) => first + place);
    colours.replaceChildren(
      ...places.flatMap((at) => [...colouredLine(lines[at]!, isInside[at]!, marks.get(at + 1)), '\n']),
    );
    numbers.replaceChildren(
      ...places.map((at) => {
        const mark = marks.get(at + 1);
        return make('span', { class: mark?.tone, title: mark?.says }, String(at + 1));
      }),
    );
  }
  const down = first * height - field.scrollTop;
  colours.style.transform = `translate(${-field.scrollLeft}px, ${down}px)`;
  numbers.style.transform = `translateY(${down}px)`;
}

const lineHeightOf = (field: HTMLElement): number =>
  Number.parseFloat(getComputedStyle(field).lineHeight) || 20;

function reveal({ field, lines }: Sheet, line: number): void {
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  field.scrollTop = Math.max(0, (line - 4) * lineHeightOf(field));
}

/**
 * Writes only what differs; as if typed where somebody writes, so that the browser's own undo takes it back. Whether it
 * will.
 */
function rewrite(field: HTMLTextAreaElement, text: string): boolean {
  if (document.activeElement !== field) {
    field.value = text;
    return false;
  }
  const before = field.value;
  const most = Math.min(before.length, text.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === text[start]) start++;
  while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  const caret = field.selectionStart;
  const written = text.slice(start, text.length - end);
  if (written.split('\n').length <= MOST_UNDONE) {
    field.setSelectionRange(start, before.length - end);
    // The one way to change a field so that it can be undone, where a browser knows it.
    document.execCommand(written === '' ? 'delete' : 'insertText', false, written);
  }
  const isTyped = field.value === text;
  if (!isTyped) field.value = text;
  field.setSelectionRange(caret, caret);
  return isTyped;
}
