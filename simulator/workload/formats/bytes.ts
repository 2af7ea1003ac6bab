// Text files as bytes: lines and numbers without making strings, because a trace may have millions of lines.

import { decodeText } from '../../document.ts';
import type { Line } from './faults.ts';

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

const decoder = new TextDecoder();
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
