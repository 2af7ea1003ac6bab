// Colour, decided once per output: `--color`, then NO_COLOR and FORCE_COLOR, then whether a terminal is there.

import type { Io } from './io.ts';

export type Colour = 'auto' | 'always' | 'never';

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;
export type Tone = keyof typeof CODES;

/** Wraps a text in a tone, or leaves it as it is. */
export interface Style {
  (tone: Tone, text: string): string;
  /** The characters in a line, where it is a terminal's. */
  readonly columns?: number;
}

export const PLAIN: Style = (_tone, text) => text;
const COLOURED: Style = (tone, text) =>
  text === '' ? '' : `\u001b[${CODES[tone][0]}m${text}\u001b[${CODES[tone][1]}m`;

/** The style of one of the two outputs. */
export function styleOf(io: Io, output: 'out' | 'err', colour: Colour): Style {
  const style = wantsColour(io, output, colour) ? COLOURED : PLAIN;
  const isTerminal = output === 'out' ? io.outIsTerminal : io.errIsTerminal;
  const { columns } = io;
  return isTerminal ? Object.assign((tone: Tone, text: string) => style(tone, text), { columns }) : style;
}

function wantsColour(io: Io, output: 'out' | 'err', colour: Colour): boolean {
  if (colour !== 'auto') return colour === 'always';
  const { NO_COLOR, FORCE_COLOR, TERM } = io.environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return TERM !== 'dumb' && (output === 'out' ? io.outIsTerminal : io.errIsTerminal);
}
