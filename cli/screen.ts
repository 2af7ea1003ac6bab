// A few lines that stay in place on a terminal: drawn over each other, never wider or higher than it, also after it was
// made narrower. What is printed meanwhile goes above them and stays.

import type { Io } from './io.ts';
import type { Style, Tone } from './style.ts';

/** A piece of a line. */
export interface Piece {
  readonly text: string;
  readonly tone?: Tone;
}

export type Line = readonly Piece[];

export interface Screen {
  readonly draw: (lines: readonly Line[]) => void;
  /** Prints above the lines. */
  readonly print: (text: string) => void;
  /** Takes the lines away. */
  readonly close: () => void;
}

type Terminal = Pick<Io, 'err' | 'columns' | 'rows'>;

const UP = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : '');
const ERASE = '\r\u001b[J';

/** Lines on this terminal; nothing is drawn yet. */
export function createScreen(io: Terminal, style: Style): Screen {
  let shown: readonly Line[] = [];
  /** What lines take up, should the terminal have wrapped them since. */
  const back = (): string =>
    shown.length === 0
      ? ''
      : `${UP(shown.reduce((rows, line) => rows + rowsOf(line, io.columns), 0))}${ERASE}`;
  const text = (lines: readonly Line[]): string =>
    lines.map((line) => `${line.map((piece) => paint(piece, style)).join('')}\n`).join('');
  return {
    draw(lines) {
      const before = back();
      shown = lines.slice(0, Math.max(1, io.rows - 1)).map((line) => clip(line, io.columns - 1));
      io.err(`${before}${text(shown)}`);
    },
    print(what) {
      io.err(`${back()}${what}${text(shown)}`);
    },
    close() {
      if (shown.length > 0) io.err(back());
      shown = [];
    },
  };
}

const paint = ({ text, tone }: Piece, style: Style): string =>
  tone === undefined ? text : style(tone, text);

const widthOf = (line: Line): number => line.reduce((sum, { text }) => sum + [...text].length, 0);

const rowsOf = (line: Line, columns: number): number => Math.max(1, Math.ceil(widthOf(line) / columns));

/** The line in so many characters, with a mark where something is missing. */
export function clip(line: Line, columns: number): Line {
  if (widthOf(line) <= columns) return line;
  const clipped: Piece[] = [];
  let left = columns - 1;
  for (const piece of line) {
    const letters = [...piece.text].slice(0, left);
    clipped.push({ ...piece, text: letters.join('') });
    left -= letters.length;
    if (left === 0) break;
  }
  return [...clipped, { text: '…' }];
}
