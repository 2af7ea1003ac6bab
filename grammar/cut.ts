// A text that was cut out of another one: for every letter the way back. A formula that stands in a file of somebody
// else is such a text; escapes are undone in it, so its letters and those of the file need not be as many.

import { createSource, type Place, type Placeholders, placeAt, type Source, type Span } from './source.ts';

/** From an offset in the text on, up to the next piece, the letters that a part of the file stands for. */
export interface Piece {
  readonly at: number;
  /** As long as the letters where each letter stands for itself; shorter or longer for escapes and placeholders. */
  readonly span: Span;
  /** Which text it is of, where a text was put together of some that stand apart in the file; 0 when left out. */
  readonly part?: number;
}

/** A text in pieces. */
export interface Cut {
  readonly text: string;
  /** In the order of the text, without gaps; the first is at 0. */
  readonly pieces: readonly Piece[];
}

/** A source that was cut out of a file: it has the file's name, and knows the way back. */
export const cutSource = (file: Source, { text, pieces }: Cut, placeholders?: Placeholders): Source => ({
  ...createSource(file.name, text, placeholders),
  cutFrom: { file, pieces },
});

/** A span of the text as a span of the file: whole escapes and placeholders, never backwards, and of one part. */
export function spanInCut(cut: Cut, { start, end }: Span): Span {
  const from = offsetInCut(cut, start, 'start');
  if (end <= start) return { start: from, end: from };
  return { start: from, end: Math.max(from, offsetInCut(cut, endInPart(cut, { start, end }), 'end')) };
}

/** The end of a span, or where the part ends that it begins in, when it goes on in another. */
function endInPart({ pieces }: Cut, { start, end }: Span): number {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  const part = pieces[first]?.part;
  if (pieces[last]?.part === part) return end;
  const next = pieces.findIndex((piece, at) => at > first && piece.part !== part);
  return Math.min(end, pieces[next]?.at ?? end);
}

/** The index of the piece that a letter is of. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.at <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a letter begins, or where the letter before an offset ends. */
function offsetInCut({ pieces, text }: Cut, offset: number, side: 'start' | 'end'): number {
  const wanted = side === 'start' && offset < text.length ? offset : Math.max(0, offset - 1);
  const index = pieceAt(pieces, wanted);
  const piece = pieces[index];
  if (piece === undefined) return 0;
  const isBehind = side === 'end' || offset >= text.length;
  const length = (pieces[index + 1]?.at ?? text.length) - piece.at;
  if (length === piece.span.end - piece.span.start)
    return piece.span.start + Math.max(0, Math.min(length, offset - piece.at));
  return isBehind ? piece.span.end : piece.span.start;
}

/** The file that a source was cut out of; the source itself where it was not. */
export const fileOf = (source: Source): Source => source.cutFrom?.file ?? source;

/** A span of a source as one of its file. */
export const spanInFileOf = ({ text, cutFrom }: Source, span: Span): Span =>
  cutFrom === undefined ? span : spanInCut({ text, pieces: cutFrom.pieces }, span);

/** Line and column in the file that a source was cut out of. */
export const placeInFileOf = (source: Source, offset: number): Place =>
  placeAt(fileOf(source), spanInFileOf(source, { start: offset, end: offset }).start);

/** A part of a source as its file has it: with the names of what a template fills in. */
export const writtenText = ({ placeholders = {} }: Source, text: string): string =>
  text.replace(/[\ue000-\uf8ff]/g, (sign) => placeholders[sign] ?? sign);
