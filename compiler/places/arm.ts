// Templates of Azure Resource Manager: JSON whose texts in square brackets are expressions. Their strings,
// calls and names become values like those of any other file.

import type { Span } from '../../grammar/index.ts';
import type { Host, HostMapping, HostText, HostValue } from './host.ts';
import { readJson } from './json.ts';
import { type Ground, type Letters, lettersGround } from './letters.ts';

/** Whether JSON text is a template or a parameter file of Resource Manager. */
export const isArm = (text: string): boolean =>
  /"\$schema"\s*:\s*"[^"]*deployment(Template|Parameters)/i.test(text.slice(0, 4000)) ||
  /"contentVersion"\s*:/.test(text.slice(0, 4000));

/** Reads a template; its texts are unfolded as expressions when they are asked for. */
export function readArm(text: string): Host {
  const host = readJson(text);
  return { ...host, names: namesIn(host.roots), unfold: armValue };
}

/** Variables and parameters with a value, by the names expressions have for them; those of the outer template first. */
function namesIn(roots: readonly HostValue[]): ReadonlyMap<string, HostValue> {
  const names = new Map<string, HostValue>();
  const waiting = [...roots];
  for (let at = 0; at < waiting.length; at++) {
    const value = waiting[at]!;
    if (value.kind === 'list') waiting.push(...value.items);
    if (value.kind !== 'mapping') continue;
    for (const { key, value: inner } of value.entries) {
      waiting.push(inner);
      if (inner.kind !== 'mapping' || (key !== 'variables' && key !== 'parameters')) continue;
      for (const entry of inner.entries) {
        const found = key === 'variables' ? entry.value : valueIn(entry.value);
        const name = `${key}.${entry.key}`.toLowerCase();
        if (found !== undefined && !names.has(name)) names.set(name, found);
      }
    }
  }
  return names;
}

const valueIn = (value: HostValue): HostValue | undefined =>
  value.kind === 'mapping' ? (entryOf(value, 'value') ?? entryOf(value, 'defaultValue')) : undefined;

const entryOf = ({ entries }: HostMapping, name: string): HostValue | undefined =>
  entries.find(({ key }) => key === name)?.value;

/** The text as the value it stands for: an expression in square brackets, `[[` as one bracket, or itself. */
export function armValue(text: HostText): HostValue {
  const ground = lettersGround(text.letters());
  const writing = { ...text.writing, style: 'arm' } as const;
  if (ground.text.startsWith('[[')) {
    const letters = ground.cut(1, ground.text.length);
    return { ...text, letters: () => letters };
  }
  if (!ground.text.startsWith('[') || !ground.text.endsWith(']')) return text;
  const reading: Reading = { ground, writing, at: 1, depth: 0 };
  const value = expression(reading);
  skip(reading);
  return reading.at === ground.text.length - 1 ? value : { kind: 'other', span: text.span };
}

interface Reading {
  readonly ground: Ground;
  readonly writing: HostText['writing'];
  at: number;
  depth: number;
}

const DEEPEST = 100;

function expression(reading: Reading): HostValue {
  const { ground } = reading;
  skip(reading);
  const start = reading.at;
  if (ground.text[start] === "'") return literal(reading);
  const word = match(reading, /-?[\w.]+/y);
  if (word === undefined || ++reading.depth > DEEPEST) return other(reading, start);
  if (ground.text[reading.at] !== '(')
    return { kind: 'word', text: word, span: ground.place(start, reading.at) };
  const given = list(reading);
  const rest = match(reading, /(?:\s*\.\s*\w+|\s*\[[^\]]*\])+/y) ?? '';
  reading.depth--;
  const span = ground.place(start, reading.at);
  const [first] = given;
  if (/^(variables|parameters)$/i.test(word) && first?.kind === 'text') {
    const name = [word, textIn(first), ...rest.split('.').slice(1)].map((part) => part.trim()).join('.');
    return { kind: 'name', name: name.toLowerCase(), span };
  }
  return rest === '' ? { kind: 'call', name: word, arguments: given, span } : { kind: 'other', span };
}

const textIn = (text: HostText): string =>
  text
    .letters()
    .map((run) => run.text)
    .join('');

function list(reading: Reading): HostValue[] {
  const { ground } = reading;
  const given: HostValue[] = [];
  reading.at++;
  for (skip(reading); reading.at < ground.text.length && ground.text[reading.at] !== ')'; skip(reading)) {
    const before = reading.at;
    if (ground.text[before] === ',') reading.at++;
    else given.push(expression(reading));
    if (reading.at === before) return given;
  }
  reading.at++;
  return given;
}

/** A string in single quotes; two of them inside stand for one. */
function literal(reading: Reading): HostValue {
  const { ground, writing } = reading;
  const start = reading.at;
  const letters: Letters[number][] = [];
  let [from, at] = [start + 1, ground.text.indexOf("'", start + 1)];
  for (; at >= 0 && ground.text[at + 1] === "'"; at = ground.text.indexOf("'", from)) {
    letters.push(...ground.cut(from, at), { text: "'", span: ground.place(at, at + 2) });
    from = at + 2;
  }
  if (at < 0) return other(reading, start);
  letters.push(...ground.cut(from, at));
  reading.at = at + 1;
  const inner: Span = { start: ground.place(start, start + 1).end, end: ground.place(at, at + 1).start };
  return { kind: 'text', letters: () => letters, writing, span: ground.place(start, at + 1), inner };
}

function other(reading: Reading, start: number): HostValue {
  reading.at = Math.max(reading.at, start);
  return { kind: 'other', span: reading.ground.place(start, reading.at) };
}

function skip(reading: Reading): void {
  match(reading, /\s+/y);
}

function match(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.ground.text)?.[0];
  reading.at += found?.length ?? 0;
  return found;
}
