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
const isOpen = (code: number): boolean => code === 0x5b || code === 0x7b;
const isClose = (code: number): boolean => code === 0x5d || code === 0x7d;

/** Where something begins; ends are looked for only when they are wanted, because they may be far away. */
interface Begin {
  readonly key: number;
  readonly value: number;
}

/** The spot of a path in JSON text that parses; of equal keys the first. Undefined when there is no such path. */
export function locateJson(text: string, path: Path): Spot | undefined {
  const start = skipBlank(text, 0);
  let begin: Begin | undefined = { key: start, value: start };
  for (const step of path) {
    begin = typeof step === 'number' ? itemAt(text, begin.value, step) : memberAt(text, begin.value, step);
    if (begin === undefined) return undefined;
  }
  return {
    key: { start: begin.key, end: valueEnd(text, begin.key) },
    value: { start: begin.value, end: valueEnd(text, begin.value) },
  };
}

/** The deepest nesting of lists and mappings in JSON text. */
export function depthOfJson(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (isOpen(code)) deepest = Math.max(deepest, ++depth);
    else if (isClose(code)) depth--;
  }
  return deepest;
}

/** A key that stands twice in one mapping of JSON text that parses, or undefined. */
export function repeatedKey(text: string): { readonly key: string; readonly span: Span } | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isOpen(code)) open.push(code === 0x7b ? new Set() : undefined);
    else if (isClose(code)) open.pop();
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

function memberAt(text: string, start: number, name: string): Begin | undefined {
  if (text[start] !== '{') return undefined;
  let at = skipBlank(text, start + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const value = skipBlank(text, skipBlank(text, keyEnd) + 1);
    if (stringAt(text, at, keyEnd) === name) return { key: at, value };
    at = skipBlank(text, valueEnd(text, value));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return undefined;
}

function itemAt(text: string, start: number, index: number): Begin | undefined {
  if (text[start] !== '[') return undefined;
  let at = skipBlank(text, start + 1);
  for (let item = 0; at < text.length && text[at] !== ']'; item++) {
    if (item === index) return { key: at, value: at };
    at = skipBlank(text, valueEnd(text, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return undefined;
}

function valueEnd(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return stringEnd(text, start);
  if (!isOpen(code)) {
    let end = start;
    while (end < text.length && !' \t\r\n,]}'.includes(text[end]!)) end++;
    return end;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const here = text.charCodeAt(at);
    if (here === QUOTE) at = stringEnd(text, at) - 1;
    else if (isOpen(here)) depth++;
    else if (isClose(here) && --depth === 0) return at + 1;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; ) {
    code = text.charCodeAt(++at);
  }
  return at;
}
