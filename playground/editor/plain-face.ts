// The plain field: there before any editor is loaded, and instead of it where none can be. Its text can be written,
// sent and kept; colours, suggestions and marks are the editor's.

import { make } from '../dom.ts';
import type { EditorFace, FaceOptions, Selected, Shown, Spot } from './face.ts';

/** Puts a plain field into a place of the page, or the one that is there already with what was selected in it. */
export function createPlainFace(
  place: HTMLElement,
  { document: first, name, onChange, adopted }: FaceOptions,
): EditorFace {
  const field =
    adopted ??
    make('textarea', {
      class: 'plain-editor',
      'aria-label': name,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      wrap: 'soft',
    });
  if (field.value !== first.text) field.value = first.text;
  field.addEventListener('input', () => onChange(field.value));
  field.addEventListener('compositionstart', () => field.toggleAttribute('data-composing', true));
  field.addEventListener('compositionend', () => field.toggleAttribute('data-composing', false));
  place.append(field);
  let { key } = first;
  return {
    text: () => field.value,
    show: (shown: Shown) => {
      if (shown.text !== field.value) field.value = shown.text;
      if (shown.key !== key) field.setSelectionRange(0, 0);
      key = shown.key;
    },
    forget: () => {},
    selected: () => selectedIn(field),
    select: ({ anchor, caret }) => {
      const [from, to] = [offsetOf(field.value, anchor), offsetOf(field.value, caret)];
      field.setSelectionRange(Math.min(from, to), Math.max(from, to), from > to ? 'backward' : 'forward');
    },
    reveal: (spot) => {
      const at = offsetOf(field.value, spot);
      field.focus();
      field.setSelectionRange(at, at);
    },
    focus: () => field.focus(),
    hasFocus: () => document.activeElement === field,
    showProblems: (problems) => {
      const isWrong = problems.some(({ severity }) => severity === 'error');
      field.setAttribute('aria-invalid', String(isWrong));
    },
    showValues: () => {},
    showReach: () => {},
    run: () => false,
    dispose: () => field.remove(),
  };
}

function selectedIn(field: HTMLTextAreaElement): Selected {
  const ends = [field.selectionStart, field.selectionEnd].map((offset) => spotOf(field.value, offset));
  const [anchor, caret] =
    field.selectionDirection === 'backward' ? [ends[1]!, ends[0]!] : [ends[0]!, ends[1]!];
  return { anchor, caret };
}

/** A browser gives a field's text with LF alone. */
function spotOf(text: string, offset: number): Spot {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function offsetOf(text: string, { line, column }: Spot): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const length = (lines[line - 1] ?? '').length;
  return Math.min(text.length, before + Math.min(column - 1, length));
}
