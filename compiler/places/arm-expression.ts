// Expressions of Resource Manager: what stands between the square brackets of a template's text. The first thing
// that is wrong with one is said where it is, because Resource Manager refuses the whole template for it.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { nearestOf } from '../suggest.ts';
import { complaints, foundAt, type Opened, withOpened } from './diagnostics.ts';
import type { HostText, HostValue } from './host.ts';
import { type Ground, type Letters, lettersGround, textOf } from './letters.ts';

/** What an expression is part of. */
export interface Template {
  readonly diagnostics: Diagnostic[];
  /** The names it declares; absent where others than the file itself may declare some. */
  readonly declared: Readonly<Record<'variable' | 'parameter', readonly string[]>> | undefined;
}

/** The text as the value it stands for: an expression in square brackets, `[[` as one bracket, or itself. */
export function armValue(text: HostText, template: Template): HostValue {
  const ground = lettersGround(text.letters());
  if (ground.text.startsWith('[[')) {
    const letters = ground.cut(1, ground.text.length);
    return { ...text, letters: () => letters };
  }
  // For Resource Manager a text without the last bracket is a text; one that begins with a call is meant otherwise.
  if (!/^\[(?:.*\]$|\s*[A-Za-z_][\w.]*\s*\()/s.test(ground.text)) return text;
  const writing = { ...text.writing, style: 'arm' } as const;
  const reading: Reading = { ground, writing, template, at: 1, depth: 0, unknown: [], isBroken: false };
  const value = expression(reading);
  close(reading, ']', { opened: 0 });
  if (reading.at < ground.text.length) complain(reading, 'the end of the text');
  if (reading.isBroken) return { kind: 'other', span: text.span };
  template.diagnostics.push(...reading.unknown);
  return value;
}

interface Reading {
  readonly ground: Ground;
  readonly writing: HostText['writing'];
  readonly template: Template;
  at: number;
  depth: number;
  /** Complaints about names, which count when nothing is broken. */
  readonly unknown: Diagnostic[];
  isBroken: boolean;
}

const DEEPEST = 100;

function expression(reading: Reading): HostValue {
  const { ground } = reading;
  skip(reading);
  const start = reading.at;
  if (ground.text[start] === "'") return literal(reading);
  const number = match(reading, /-?\d[\d.]*/y);
  if (number !== undefined) return { kind: 'word', text: number, span: ground.place(start, reading.at) };
  const name = match(reading, /[A-Za-z_][\w.]*/y);
  skip(reading);
  if (name === undefined) complain(reading, 'a call, a number or a text in single quotes');
  else if (ground.text[reading.at] !== '(') complain(reading, "'('");
  else if (reading.depth >= DEEPEST) complain(reading, `at most ${DEEPEST} calls in each other`);
  if (name === undefined || reading.isBroken) return other(reading, start);
  reading.depth++;
  const given = list(reading);
  const steps = stepsInto(reading);
  reading.depth--;
  const span = ground.place(start, reading.at);
  if (steps === undefined) return { kind: 'other', span };
  const [first] = given;
  const kind = first?.kind === 'text' ? KINDS[name.toLowerCase()] : undefined;
  if (kind === undefined || first?.kind !== 'text')
    return steps.length > 0 ? { kind: 'other', span } : { kind: 'call', name, arguments: given, span };
  checkName(reading, kind, first);
  return { kind: 'name', name: [name, textIn(first), ...steps].join('.').toLowerCase(), span };
}

/** Calls that name something of the template, and what it is. */
const KINDS: Readonly<Record<string, 'variable' | 'parameter'>> = {
  variables: 'variable',
  parameters: 'parameter',
};

/** Says when a template that declares all its names does not declare this one. */
function checkName(
  { template: { declared }, unknown }: Reading,
  kind: 'variable' | 'parameter',
  named: HostText,
): void {
  const known = declared?.[kind];
  const name = textIn(named);
  if (known === undefined || known.some((one) => one.toLowerCase() === name.toLowerCase())) return;
  const near = nearestOf(name, known);
  const hint = near === undefined ? `declare it under \`${kind}s\`` : `did you mean \`${near}\`?`;
  unknown.push(complaints['unknown-name'](named.inner, { kind, name, hint }));
}

/** The arguments of a call, from its bracket to the one that closes it. */
function list(reading: Reading): HostValue[] {
  const given: HostValue[] = [];
  const opened = reading.at++;
  skip(reading);
  const isEmpty = reading.ground.text[reading.at] === ')';
  for (let next = !isEmpty; next; next = !reading.isBroken && match(reading, /\s*,/y) !== undefined)
    given.push(expression(reading));
  close(reading, ')', { opened, or: "',' or " });
  return given;
}

/** What is taken of a call's result, `.small` or `[0]`; undefined when only running tells. */
function stepsInto(reading: Reading): string[] | undefined {
  const steps: (string | undefined)[] = [];
  while (!reading.isBroken) {
    const name = match(reading, /\s*\.\s*\w+/y);
    const bracket = name === undefined ? match(reading, /\s*\[/y) : undefined;
    if (name !== undefined) steps.push(name.replace(/[\s.]/g, ''));
    else if (bracket === undefined) break;
    else {
      const opened = reading.at - 1;
      const index = expression(reading);
      close(reading, ']', { opened });
      steps.push(index.kind === 'text' ? textIn(index) : index.kind === 'word' ? index.text : undefined);
    }
  }
  return steps.some((step) => step === undefined) ? undefined : (steps as string[]);
}

const textIn = (text: HostText): string => textOf(text.letters());

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
  if (at < 0) {
    reading.at = ground.text.length;
    complain(reading, 'a closing quote', { mark: 'the quote', span: ground.place(start, start + 1) });
    return other(reading, start);
  }
  letters.push(...ground.cut(from, at));
  reading.at = at + 1;
  const inner: Span = { start: ground.place(start, start + 1).end, end: ground.place(at, at + 1).start };
  return { kind: 'text', letters: () => letters, writing, span: ground.place(start, at + 1), inner };
}

const other = ({ ground, at }: Reading, start: number): HostValue => ({
  kind: 'other',
  span: ground.place(start, Math.max(at, start)),
});

/** Moves over a closing bracket, or says that it is missing and where its partner stands. */
function close(
  reading: Reading,
  closing: ')' | ']',
  { opened, or = '' }: { readonly opened: number; readonly or?: string },
): void {
  const { ground } = reading;
  skip(reading);
  const mark = closing === ')' ? "'('" : "'['";
  if (ground.text[reading.at] === closing) reading.at++;
  else complain(reading, `${or}'${closing}'`, { mark, span: ground.place(opened, opened + 1) });
}

/** Says what is wrong here, unless something before it was: the rest only follows. */
function complain(reading: Reading, expected: string, opened?: Opened): void {
  if (reading.isBroken) return;
  reading.isBroken = true;
  const { ground, at, template } = reading;
  const end = Math.min(at + 1, ground.text.length);
  const found = foundAt(ground.text, at, 'text');
  const complaint = complaints['broken-expression'](ground.place(at, end), { expected, found });
  template.diagnostics.push(withOpened(complaint, opened));
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
