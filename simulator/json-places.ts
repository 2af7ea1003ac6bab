// Places inside JSON text: where a path stands, how deep the text nests, and which key is written twice.
// `JSON.parse` is fast and keeps no places, so they are found again only when somebody asks.

import type { Span } from '../grammar/index.ts';

/** The way into plain data: keys of mappings and indexes of lists, outermost first. */
export type Path = readonly (string | number)[];

/** Where the key and the value at a path stand; list items have their value for a key. */
export interface Spot {
  readonly key: Span;
  readonly value: Span;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** The spot of a path in JSON text that parses; undefined when there is no such path. */
export function locateJson(text: string, path: Path): Spot | undefined {
  const start = skipBlank(text, 0);
  let spot: Spot | undefined = { key: valueSpan(text, start), value: valueSpan(text, start) };
  for (const step of path) {
    spot = typeof step === 'number' ? itemAt(text, spot.value, step) : memberAt(text, spot.value, step);
    if (spot === undefined) return undefined;
  }
  return spot;
}

/** The deepest nesting of lists and mappings in JSON text. */
export function depthOfJson(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (OPEN.has(code)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(code)) depth--;
  }
  return deepest;
}

/** A key that stands twice in one mapping of JSON text that parses, or undefined. */
export function repeatedKey(text: string): { readonly key: string; readonly span: Span } | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (OPEN.has(code)) open.push(code === 0x7b ? new Set() : undefined);
    else if (CLOSE.has(code)) open.pop();
    if (code !== QUOTE) continue;
    const end = stringEnd(text, at);
    const keys = open.at(-1);
    if (keys !== undefined && text[skipBlank(text, end)] === ':') {
      const key = stringAt(text, at, end);
      if (keys.has(key)) return { key, span: { start: at, end } };
      keys.add(key);
    }
    at = end - 1;
  }
  return undefined;
}

const WORDS = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]}]|$)/y;
const TEXT = /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** Where text stops being JSON: the first place at which nothing that JSON allows stands; undefined when it is JSON. */
export function brokenAt(text: string): number | undefined {
  const open: ('[' | '{')[] = [];
  let at = skipBlank(text, 0);
  let expects: 'value' | 'first' | 'key' | 'more' = 'value';
  for (;;) {
    const letter = text[at];
    const inside = open.at(-1);
    if (expects === 'more') {
      if (inside === undefined) return at === text.length ? undefined : at;
      if (letter === ',') expects = inside === '{' ? 'key' : 'value';
      else if (letter === (inside === '{' ? '}' : ']')) open.pop();
      else return at;
      at = skipBlank(text, at + 1);
    } else if (expects === 'first' && letter === (inside === '{' ? '}' : ']')) {
      open.pop();
      expects = 'more';
      at = skipBlank(text, at + 1);
    } else if (inside === '{' && expects !== 'value') {
      const end = matchEnd(TEXT, text, at);
      if (end === undefined) return at;
      const colon = skipBlank(text, end);
      if (text[colon] !== ':') return colon;
      expects = 'value';
      at = skipBlank(text, colon + 1);
    } else if (letter === '[' || letter === '{') {
      open.push(letter);
      expects = 'first';
      at = skipBlank(text, at + 1);
    } else {
      const end = matchEnd(letter === '"' ? TEXT : WORDS, text, at);
      if (end === undefined) return at;
      expects = 'more';
      at = skipBlank(text, end);
    }
  }
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function memberAt(text: string, within: Span, name: string): Spot | undefined {
  if (text[within.start] !== '{') return undefined;
  let found: Spot | undefined;
  let at = skipBlank(text, within.start + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const value = valueSpan(text, skipBlank(text, skipBlank(text, keyEnd) + 1));
    // The last of equal keys counts, as in JSON.parse.
    if (stringAt(text, at, keyEnd) === name) found = { key: { start: at, end: keyEnd }, value };
    at = skipBlank(text, value.end);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return found;
}

function itemAt(text: string, within: Span, index: number): Spot | undefined {
  if (text[within.start] !== '[') return undefined;
  let at = skipBlank(text, within.start + 1);
  for (let item = 0; at < within.end - 1; item++) {
    const value = valueSpan(text, at);
    if (item === index) return { key: value, value };
    at = skipBlank(text, value.end);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return undefined;
}

function valueSpan(text: string, start: number): Span {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return { start, end: stringEnd(text, start) };
  if (!OPEN.has(code)) {
    let end = start;
    while (end < text.length && !' \t\r\n,]}'.includes(text[end]!)) end++;
    return { start, end };
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const here = text.charCodeAt(at);
    if (here === QUOTE) at = stringEnd(text, at) - 1;
    else if (OPEN.has(here)) depth++;
    else if (CLOSE.has(here) && --depth === 0) return { start, end: at + 1 };
  }
  return { start, end: text.length };
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}
