// Azure's results text (`$TargetDedicatedNodes=3;...;name=value`) back into names and values.

import { findName } from '../compiler/index.ts';
import { parseInstant, parseInterval } from './time.ts';
import { interval, type Option, timestamp, type Value } from './value.ts';

/** A new entry begins at a semicolon that a name and an equals sign follow; others belong to a value. */
const ENTRY_START = /;\s*(?=\$?[A-Za-z_][A-Za-z0-9_]*=)/;

/** The entries in their order, values as they are written; a text that is no results text gives none. */
export function resultEntries(results: string): readonly (readonly [name: string, value: string])[] {
  return results.split(ENTRY_START).flatMap((entry) => {
    const equals = entry.indexOf('=');
    if (equals < 0) return [];
    return [[entry.slice(0, equals).trim(), entry.slice(equals + 1).replace(/;$/, '')] as const];
  });
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
