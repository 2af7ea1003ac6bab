// Text files as bytes: lines and numbers without making strings, because a trace may have millions of lines.

import { decodeText } from '../../document.ts';
import type { Line, Part } from './faults.ts';

export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

export const isBlank = (byte: number | undefined): boolean =>
  byte === SPACE || byte === TAB || byte === RETURN;

/** The bytes as UTF-8 without a byte order mark, whatever Unicode they were in. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return new TextEncoder().encode(decodeText(bytes));
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
}

// A byte order mark in the middle of a file is a character like any other, or columns would be off by it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const LONGEST = 400;

/** The text of some bytes. */
export const textAt = (bytes: Uint8Array, start: number, end: number): string =>
  decoder.decode(bytes.subarray(start, end));

/** The line that begins at `start`, cut where it is too long to be shown. */
export function lineAt(bytes: Uint8Array, start: number, number: number): Line {
  const newline = bytes.indexOf(NEWLINE, start);
  const end = newline < 0 ? bytes.length : newline;
  return { number, text: textAt(bytes, start, Math.min(end, start + LONGEST)).replace(/\r$/, '') };
}

/** Some bytes of one line as columns of that line's text, by which complaints name their place. */
export function partAt(bytes: Uint8Array, start: number, from: number, to: number, { text }: Line): Part {
  // A character may be several bytes; a line too long to be shown ends before its end.
  const columnOf = (at: number): number => Math.min(textAt(bytes, start, at).length, text.length);
  return { from: columnOf(from), to: columnOf(to) };
}

/** How many lines begin after `start` and at or before `end`. */
export function linesIn(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1))
    lines++;
  return lines;
}

/** The line and the columns of some bytes, when a row that begins at `start` on line `number` may be many lines. */
export function placeAt(
  bytes: Uint8Array,
  row: { readonly start: number; readonly line: number },
  from: number,
  to: number,
): { readonly line: Line; readonly part: Part } {
  const newline = from === 0 ? -1 : bytes.lastIndexOf(NEWLINE, from - 1);
  const start = Math.max(row.start, newline + 1);
  const line = lineAt(bytes, start, row.line + linesIn(bytes, row.start, start));
  return { line, part: partAt(bytes, start, from, to, line) };
}

/** The decimal number written in some bytes; NaN when they are anything else. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  if (at === end) return Number.NaN;
  let value = 0;
  let places = -1;
  let digits = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      digits++;
      if (places >= 0) places++;
    } else if (byte === POINT && places < 0) places = 0;
    else return otherNumberAt(bytes, start, end);
  }
  if (digits === 0) return Number.NaN;
  // Beyond 15 digits the sum above is no longer exact.
  if (digits > 15) return otherNumberAt(bytes, start, end);
  const size = places > 0 ? value / 10 ** places : value;
  return sign === MINUS ? -size : size;
}

function otherNumberAt(bytes: Uint8Array, start: number, end: number): number {
  const text = textAt(bytes, start, end);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
