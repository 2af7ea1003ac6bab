// Azure's results text (`$TargetDedicatedNodes=3;...;name=value`) back into names and values.

import { findName } from '../compiler/index.ts';
import { parseInstant, parseInterval } from './time.ts';
import { interval, type Option, timestamp, type Value } from './value.ts';

/** A new entry begins at a semicolon that a name and an equals sign follow; others belong to a value. */
const ENTRY_START = /\s*\$?[A-Za-z_][A-Za-z0-9_]*=/y;

/** The first entries in their order, values as they are written; a text that is no results text gives none. */
export function resultEntries(
  results: string,
  most = Number.POSITIVE_INFINITY,
): readonly (readonly [name: string, value: string])[] {
  const entries: (readonly [name: string, value: string])[] = [];
  // Simulations read many: no entry is cut out before its ends are known.
  for (let start = 0; start <= results.length && entries.length < most; ) {
    const equals = results.indexOf('=', start);
    if (equals < 0) break;
    const end = entryEnd(results, start);
    if (equals < end) {
      const last = results[end - 1] === ';' ? end - 1 : end;
      entries.push([
        results.slice(start, equals).trim(),
        results.slice(equals + 1, Math.max(equals + 1, last)),
      ]);
    }
    start = end + 1;
  }
  return entries;
}

/** The semicolon that ends the entry which begins at `start`, or the end of the text. */
function entryEnd(results: string, start: number): number {
  for (let at = results.indexOf(';', start); at >= 0; at = results.indexOf(';', at + 1)) {
    ENTRY_START.lastIndex = at + 1;
    if (ENTRY_START.test(results)) return at;
  }
  return results.length;
}

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The value that an entry writes: a number, a list, a time, an interval, a word of the option; else a text. */
export function readValue(text: string): Value {
  if (NUMBER.test(text) || /^-?Infinity$|^NaN$/.test(text)) return Number(text);
  if (/^\[.*\]$/s.test(text)) {
    const parts = text.slice(1, -1).split(',');
    return parts.length === 1 && parts[0]!.trim() === '' ? [] : parts.map(Number);
  }
  const length = parseInterval(text);
  if (length !== undefined) return interval(length);
  const instant = /^\d{4}-\d\d-\d\dT/.test(text) ? parseInstant(text) : undefined;
  if (instant !== undefined) return timestamp(instant);
  const meaning = findName(text);
  return meaning?.kind === 'option' ? ({ kind: 'option', word: meaning.id } satisfies Option) : text;
}
