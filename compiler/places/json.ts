// JSON as Azure's tools take it: with comments, commas too many, and texts over several lines. One pass, with a
// stack of its own, so that depth and length cost nothing but time in proportion.

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { brokenAt, complaints, type Opened, withOpened } from './diagnostics.ts';
import type { Host, HostEntry, HostText, HostValue } from './host.ts';
import { copied, type Letters, type Run } from './letters.ts';

/** Reads JSON text; complaints are added to `diagnostics`. A file that breaks off gives what stands before the break. */
export function readJson(text: string, diagnostics: Diagnostic[] = []): Host {
  const reading: Reading = { text, diagnostics, open: [], at: 0, broken: false };
  const roots: HostValue[] = [];
  for (skip(reading); reading.at < text.length && !reading.broken; skip(reading)) step(reading, roots);
  const last = reading.open.at(-1);
  if (last !== undefined) complain(reading, expectation(last), openedBy(last));
  else if (roots.length === 0) complain(reading, 'a value');
  while (reading.open.length > 0) close(reading, roots);
  return { roots, names: new Map(), diagnostics };
}

interface Reading {
  readonly text: string;
  readonly diagnostics: Diagnostic[];
  readonly open: Open[];
  at: number;
  broken: boolean;
}

/** A mapping or list that is not closed yet. */
interface Open {
  readonly start: number;
  readonly isMapping: boolean;
  readonly entries: HostEntry[];
  readonly items: HostValue[];
  key?: string | undefined;
  /** Whether a comma has to come before the next one. */
  isFull: boolean;
}

function step(reading: Reading, roots: HostValue[]): void {
  const { text, at, open } = reading;
  const inside = open.at(-1);
  const letter = text[at]!;
  const closing = inside?.isMapping === true ? '}' : ']';
  if (inside === undefined && roots.length > 0) complain(reading, 'the end');
  else if (letter === closing && inside !== undefined && inside.key === undefined) {
    reading.at++;
    close(reading, roots);
  } else if (inside?.isFull === true) {
    if (letter !== ',') complain(reading, expectation(inside), openedBy(inside));
    inside.isFull = false;
    reading.at++;
  } else if (inside?.isMapping === true && inside.key === undefined) readKey(reading, inside);
  else if (letter === '{' || letter === '[') {
    open.push({ start: at, isMapping: letter === '{', entries: [], items: [], isFull: false });
    reading.at++;
  } else {
    const value = readPlain(reading);
    if (value !== undefined) put(reading, roots, value);
  }
}

function readKey(reading: Reading, inside: Open): void {
  const { text, at } = reading;
  const isQuoted = text[at] === '"';
  const end = isQuoted ? stringEnd(text, at) : undefined;
  if (end !== undefined) {
    reading.at = end;
    skip(reading);
  }
  if (isQuoted && end === undefined) complainOfQuote(reading, at);
  else if (end === undefined) complain(reading, 'a key in double quotes');
  else if (text[reading.at] !== ':') complain(reading, "':'");
  else {
    reading.at++;
    inside.key = text.slice(at + 1, end - 1);
  }
}

const WORD = /[-+\w.]+/y;

function readPlain(reading: Reading): HostValue | undefined {
  const { text, at, diagnostics } = reading;
  if (text[at] === '"') {
    const end = stringEnd(text, at);
    if (end !== undefined) {
      reading.at = end;
      return jsonText(text, { start: at, end }, diagnostics);
    }
    complainOfQuote(reading, at);
    return undefined;
  }
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) {
    complain(reading, 'a value');
    return undefined;
  }
  reading.at += word.length;
  return { kind: 'word', text: word, span: { start: at, end: reading.at } };
}

function put(reading: Reading, roots: HostValue[], value: HostValue): void {
  const inside = reading.open.at(-1);
  if (inside === undefined) roots.push(value);
  else if (inside.isMapping) inside.entries.push({ key: inside.key ?? '', value });
  else inside.items.push(value);
  if (inside === undefined) return;
  inside.key = undefined;
  inside.isFull = true;
}

function close(reading: Reading, roots: HostValue[]): void {
  const { start, isMapping, entries, items } = reading.open.pop()!;
  const span = { start, end: reading.at };
  put(reading, roots, isMapping ? { kind: 'mapping', entries, span } : { kind: 'list', items, span });
}

const expectation = ({ isMapping }: Open): string => (isMapping ? "',' or '}'" : "',' or ']'");

const openedBy = ({ isMapping, start }: Open): Opened => ({
  mark: isMapping ? "'{'" : "'['",
  span: { start, end: start + 1 },
});

/** Says where it breaks off; the rest only follows. */
function complain(reading: Reading, expected: string, opened?: Opened): void {
  if (reading.broken) return;
  const complaint = brokenAt(reading.text, reading.at, { format: 'JSON', expected });
  reading.diagnostics.push(withOpened(complaint, opened));
  reading.broken = true;
}

/** Says that nothing closes the quote at an offset. */
function complainOfQuote(reading: Reading, at: number): void {
  reading.at = reading.text.length;
  complain(reading, 'a closing quote', { mark: 'the quote', span: { start: at, end: at + 1 } });
}

const BLANK = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

function skip(reading: Reading): void {
  for (BLANK.lastIndex = reading.at; BLANK.test(reading.text); ) reading.at = BLANK.lastIndex;
}

/** The offset after the closing quote; undefined when there is none. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x5c) at++;
    else if (letter === 0x22) return at + 1;
  }
  return undefined;
}

/** A text of JSON at a span that includes its quotes. */
export function jsonText(file: string, span: Span, diagnostics: Diagnostic[] = []): HostText {
  const inner = { start: span.start + 1, end: span.end - 1 };
  const letters = (): Letters => undoEscapes(file, inner, diagnostics);
  return { kind: 'text', letters, writing: { style: 'json', indent: '' }, span, inner };
}

const NAMED: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
}; // biome-ignore format: a table

function undoEscapes(file: string, { start, end }: Span, diagnostics: Diagnostic[]): Letters {
  const runs: Run[] = [];
  let from = start;
  for (const match of file.slice(start, end).matchAll(/\\(?:u[\da-fA-F]{4}|[\s\S])/g)) {
    const at = start + match.index;
    const [found] = match;
    const named = NAMED[found.slice(1)];
    runs.push(...copied(file, from, at));
    from = at + found.length;
    const span = { start: at, end: from };
    if (found.length === 6)
      runs.push({ text: String.fromCharCode(Number.parseInt(found.slice(2), 16)), span });
    else if (named !== undefined) runs.push({ text: named, span });
    else {
      runs.push(...copied(file, at, from));
      diagnostics.push(complaints['wrong-escape'](span, { found, format: 'JSON' }));
    }
  }
  return [...runs, ...copied(file, from, end)];
}
