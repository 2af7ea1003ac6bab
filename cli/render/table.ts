// Columns that line up on a terminal. Widths are those of the text without its colours.

import type { Style, Tone } from '../style.ts';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** Rows of cells under each other; unless `isLeft` says otherwise, only the first column stands to the left. */
export function renderTable(
  rows: readonly (readonly (Cell | string)[])[],
  style: Style,
  isLeft: (column: number) => boolean = (column) => column === 0,
): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column]?.text ?? ''))),
  );
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, column) => pad(cell, widths[column]!, isLeft(column), style))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function pad({ text, tone }: Cell, width: number, isLeft: boolean, style: Style): string {
  const blanks = ' '.repeat(width - widthOf(text));
  const shown = tone === undefined ? text : style(tone, text);
  return isLeft ? shown + blanks : blanks + shown;
}

const widthOf = (text: string): number => [...text].length;
