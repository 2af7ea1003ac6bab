// The texts an editor has open: changed piece by piece as it types, with places as the protocol counts them: lines
// and UTF-16 code units from 0, and a line ends at LF, CRLF or a lone CR.

import type { Position, Range, TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver-protocol'; // biome-ignore format: one list
import type { Span } from '../../grammar/index.ts';

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** Offset of each line's first character, ascending; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** A document as the editor opened it. */
export const openDocument = ({ uri, languageId, version, text }: TextDocumentItem): OpenDocument => ({
  uri,
  languageId,
  version,
  text,
  lineStarts: lineStartsOf(text),
});

/** The document after changes, each made to the outcome of the one before. */
export function changeDocument(
  document: OpenDocument,
  version: number,
  changes: readonly TextDocumentContentChangeEvent[],
): OpenDocument {
  let changed = document;
  for (const change of changes) {
    const [start, end] =
      'range' in change
        ? [offsetOf(changed, change.range.start), offsetOf(changed, change.range.end)]
        : [0, changed.text.length];
    const text = changed.text.slice(0, start) + change.text + changed.text.slice(Math.max(start, end));
    changed = { ...document, version, text, lineStarts: lineStartsOf(text) };
  }
  return changed;
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  return starts;
}

/** The offset of a position; one past the end of its line or of the text is clamped. */
export function offsetOf({ text, lineStarts }: OpenDocument, { line, character }: Position): number {
  const start = lineStarts[line];
  if (start === undefined) return line < 0 ? 0 : text.length;
  const next = lineStarts[line + 1];
  const ending = next === undefined ? text.length : text.slice(start, next).replace(/[\r\n]+$/, '').length + start;
  return Math.min(start + Math.max(0, character), ending);
} // biome-ignore format: a choice

/** The position of an offset; offsets outside the text are clamped to it. */
export function positionOf({ text, lineStarts }: OpenDocument, offset: number): Position {
  const at = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - lineStarts[low]! };
}

/** A span as the protocol's range. */
export const rangeOf = (document: OpenDocument, { start, end }: Span): Range => ({
  start: positionOf(document, start),
  end: positionOf(document, end),
});
