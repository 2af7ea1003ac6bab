// A text with a name, and places in it. Offsets are the only places the stages know;
// line and column are computed here, at the edge that prints them.

import type { Piece } from './cut.ts';

/** A half-open range of offsets (UTF-16 code units) into one source's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: line and column both start at 1; a tab is one column. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text with a name. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** Offset of each line's first character, ascending; the first is 0. */
  readonly lineStarts: readonly number[];
  /** There when the text was cut out of a template. */
  readonly placeholders?: Placeholders;
  /** There when it was cut out of a file: the file, and the way back. */
  readonly cutFrom?: { readonly file: Source; readonly pieces: readonly Piece[] };
}

/**
 * Characters of the text that each stand for what a template fills in later, and how the template writes it:
 * `{ '\ue000': '${var.most}' }`. They are taken from the private use area of Unicode.
 */
export type Placeholders = Readonly<Record<string, string>>;

/** Makes a source. A leading byte order mark is dropped; a CRLF counts as one line break. */
export function createSource(name: string, text: string, placeholders?: Placeholders): Source {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lineStarts = [0];
  for (let at = clean.indexOf('\n'); at >= 0; at = clean.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { name, text: clean, lineStarts, ...(placeholders !== undefined && { placeholders }) };
}

/** The line and column of an offset; offsets outside the text are clamped to it. */
export function placeAt(source: Source, offset: number): Place {
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - source.lineStarts[low]! + 1 };
}

/** The offset of a place; a place past the end of its line or of the text is clamped. */
export function offsetAt(source: Source, place: Place): number {
  const line = Math.max(1, Math.min(place.line, source.lineStarts.length));
  const start = source.lineStarts[line - 1]!;
  const next = source.lineStarts[line] ?? source.text.length + 1;
  return Math.min(start + Math.max(0, place.column - 1), next - 1);
}

/** The text of one line (1-based), without its line break. */
export function lineText(source: Source, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  const next = source.lineStarts[line] ?? source.text.length + 1;
  const text = source.text.slice(start, next - 1);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
