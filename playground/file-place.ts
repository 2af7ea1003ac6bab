// Where a complaint about a file is, as a field with numbered lines shows it.

import { placeAt, type Source, type Span } from '../grammar/index.ts';

export interface FilePlace {
  readonly line: number;
  /** Letters of that line, from and to, counted from 0: one at least, if the line has any. */
  readonly letters: readonly [from: number, to: number];
}

/** The line a span begins in, and what it covers of it. */
export function placeInFile(source: Source, { start, end }: Span): FilePlace {
  const { line, column } = placeAt(source, start);
  const begin = start - (column - 1);
  const lineEnd = source.text.indexOf('\n', begin);
  const length = (lineEnd < 0 ? source.text.length : lineEnd) - begin;
  const from = Math.max(0, Math.min(start - begin, length - 1));
  return { line, letters: [from, Math.min(length, Math.max(from + 1, end - begin))] };
}
