// Changes of a formula as changes of its file: mapped to their place, with escapes redone, placeholders kept.

import { type Span, STAND_IN } from '../../grammar/index.ts';
import { applyEdits, type Edit } from '../assist/edit.ts';
import { type EmbeddedFormula, spanInFile } from './embedded.ts';
import { encode, writeAnew } from './writing.ts';

/** The same edits in the file; those that change nothing there are left out. */
export function editsInFile(file: string, formula: EmbeddedFormula, edits: readonly Edit[]): readonly Edit[] {
  const newline = /\r\n/.test(file) ? '\r\n' : '\n';
  const { writing } = formula;
  if (writing.anew !== undefined) {
    const changed = applyEdits(formula.text, edits);
    if (changed === formula.text) return [];
    const text = writeAnew(changed, { ...writing, anew: writing.anew }, newline);
    return [{ span: writing.anew.outer, text: withHoles(file, formula, text) }];
  }
  return edits
    .map(({ span, text }) => {
      const next = formula.text.slice(span.end, span.end + 1);
      const written = encode(text, { writing, newline, next });
      return { span: placeOf(formula, span), text: withHoles(file, formula, written) };
    })
    .filter(({ span, text }) => text !== file.slice(span.start, span.end));
}

/** What is inserted stands right after what is before it; a line goes with the indentation that is not in its text. */
function placeOf(formula: EmbeddedFormula, span: Span): Span {
  const { text, writing } = formula;
  const endsLine = text[span.end - 1] === '\n' && span.end < text.length && writing.indent !== '';
  const place = spanInFile(formula, span);
  if (span.start < span.end && endsLine)
    return { start: place.start, end: spanInFile(formula, { start: span.end, end: span.end }).start };
  if (span.start < span.end || span.start === 0) return place;
  const { end } = spanInFile(formula, { start: span.start - 1, end: span.start });
  return { start: end, end };
}

const SIGNS = new RegExp(STAND_IN, 'g');

/** The text with each placeholder as the file has it. */
const withHoles = (file: string, { holes }: EmbeddedFormula, text: string): string =>
  text.replace(SIGNS, (sign) => {
    const hole = holes[sign];
    return hole === undefined ? sign : file.slice(hole.start, hole.end);
  });
