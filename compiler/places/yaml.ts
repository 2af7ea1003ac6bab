// YAML: the library's tokens as values with places. Values are made of tokens, so that the letters of a text can be
// told apart and a file may be as deep as it likes; tokens are composed only to hear what is wrong with them.

import { Composer, type CST, Parser } from 'yaml';
import type { Diagnostic, Span } from '../../grammar/index.ts';
import { brokenAt, complaints, type Opened, withOpened } from './diagnostics.ts';
import type { Host, HostEntry, HostText, HostValue } from './host.ts';
import { type Letters, withHoles } from './letters.ts';
import type { Writing } from './writing.ts';
import { yamlTooDeep } from './yaml-depth.ts';
import { type BlockHeader, blockLetters, doubleLetters, flowLetters } from './yaml-texts.ts';

/** Reads a file of YAML, of one document or several. */
export function readYaml(text: string): Host {
  const reading: Reading = { text, diagnostics: [], anchors: new Map(), names: new Map() };
  const roots: HostValue[] = [];
  const tokens = [
    ...new Parser().parse(text.replace(RENDERED_LINE, (line) => line.replace(/\{\{|\{%|<%/, '# '))),
  ];
  for (const token of tokens) {
    const found = token as unknown as Token;
    if (found.type === 'error')
      complain(reading, found.offset, {
        expected: /quote/.test(found.message ?? '') ? 'a closing quote' : 'a value',
      });
    if (found.type === 'document' && found.value !== undefined) roots.push(readValue(reading, found.value));
  }
  if (reading.diagnostics.length === 0) reading.diagnostics.push(...faultIn(text, tokens));
  return { roots, names: reading.names, diagnostics: reading.diagnostics };
}

const DEEPEST = 100;
/** Marks of the tools that YAML is rendered with: before that it need not be YAML yet. */
const RENDERED = /\{\{|\{%|<%/;

/** A line of such marks alone, which is no line of what is rendered. It is read as a comment, letter for letter. */
const RENDERED_LINE = /^[ \t]*(?:\{\{.*\}\}|\{%.*%\}|<%.*%>)[ \t]*\r?$/gm;

/** The first thing that every reader of YAML refuses, such as lines that stand in too little. */
function faultIn(text: string, tokens: readonly CST.Token[]): readonly Diagnostic[] {
  if (RENDERED.test(text) || yamlTooDeep(tokens, DEEPEST) !== undefined) return [];
  const composer = new Composer({ merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  for (const { errors } of composer.compose(tokens)) {
    const [error] = errors;
    if (error === undefined) continue;
    const [start, end] = error.pos;
    const what = error.message.replace(/\s+/g, ' ').trim();
    const span = { start: Math.min(start, text.length), end: Math.min(end, text.length) };
    return [complaints['broken-yaml'](span, { what: what.charAt(0).toLowerCase() + what.slice(1) })];
  }
  return [];
}

/** What of the library's tokens is looked at. */
interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source?: string;
  readonly indent?: number;
  readonly message?: string;
  readonly props?: readonly Token[];
  readonly items?: readonly Item[];
  readonly value?: Token;
  /** The opening bracket of a flow collection. */
  readonly start?: Token;
  readonly end?: readonly Token[];
}
interface Item {
  readonly start?: readonly Token[];
  readonly key?: Token | null;
  readonly sep?: readonly Token[];
  readonly value?: Token;
}

interface Reading {
  readonly text: string;
  readonly diagnostics: Diagnostic[];
  /** How often an anchor was set so far: an alias means the last one before it. */
  readonly anchors: Map<string, number>;
  readonly names: Map<string, HostValue>;
}

function complain(
  { text, diagnostics }: Reading,
  offset: number,
  { expected, opened }: { readonly expected: string; readonly opened?: Opened },
): void {
  if (diagnostics.length > 0) return;
  diagnostics.push(withOpened(brokenAt(text, offset, { format: 'YAML', expected }), opened));
}

function isOpenText({ type, source = '' }: Token): boolean {
  const quote = type === 'double-quoted-scalar' ? '"' : "'";
  return /quoted-scalar$/.test(type) && (source.length < 2 || !source.endsWith(quote));
}

/** The library leaves open what is not closed. */
function checkClosed(reading: Reading, token: Token): void {
  const { offset, start } = token;
  const span = { start: offset, end: offset + 1 };
  if (isOpenText(token))
    complain(reading, offset + (token.source ?? '').length, {
      expected: 'a closing quote',
      opened: { mark: 'the quote', span },
    });
  if (token.type !== 'flow-collection') return;
  const closing = start?.source === '{' ? '}' : ']';
  if (!token.end?.some(({ source: found }) => found === closing))
    complain(reading, reading.text.length, {
      expected: `'${closing}'`,
      opened: { mark: `'${start?.source ?? ''}'`, span },
    });
}

/** A collection whose values are still to come. */
interface Making {
  readonly token: Token;
  readonly entries: HostEntry[];
  readonly items: HostValue[];
  readonly put: (value: HostValue) => void;
  next: number;
}

/** The value of a token, made without recursion. */
function readValue(reading: Reading, root: Token): HostValue {
  let result: HostValue = { kind: 'other', span: { start: root.offset, end: root.offset } };
  const open: Making[] = [];
  const begin = (token: Token, put: (value: HostValue) => void): void => {
    checkClosed(reading, token);
    if (token.items === undefined) put(scalar(reading, token, isInFlow(open)));
    else open.push({ token, entries: [], items: [], put, next: 0 });
  };
  begin(root, (value) => {
    result = value;
  });
  for (let making = open.at(-1); making !== undefined; making = open.at(-1)) {
    const item = making.token.items![making.next++];
    if (item === undefined) {
      open.pop();
      making.put(collection(making));
    } else {
      const putIn = placeFor(reading, making, item);
      if (item.value !== undefined) begin(item.value, putIn);
    }
  }
  return result;
}

const isInFlow = (open: readonly Making[]): boolean =>
  open.some(({ token }) => token.type === 'flow-collection');

function placeFor(
  reading: Reading,
  { entries, items, token }: Making,
  item: Item,
): (value: HostValue) => void {
  const isPair = token.type === 'block-map' || item.sep !== undefined;
  const key = item.key === undefined || item.key === null ? '' : keyOf(reading, item.key);
  const anchor = [...(item.start ?? []), ...(item.sep ?? [])].findLast(({ type }) => type === 'anchor');
  // In a list in brackets a single value stands where a key would.
  if (!isPair && item.key && item.value === undefined && token.type === 'flow-collection')
    items.push(scalar(reading, item.key, true));
  return (value) => {
    if (anchor?.source !== undefined) setAnchor(reading, anchor.source.slice(1), value);
    if (isPair) entries.push({ key, value });
    else items.push(value);
  };
}

function setAnchor({ anchors, names }: Reading, name: string, value: HostValue): void {
  const count = (anchors.get(name) ?? 0) + 1;
  anchors.set(name, count);
  names.set(`*${name}/${count}`, value);
}

function collection({ token, entries, items }: Making): HostValue {
  const span = { start: token.offset, end: token.offset + 1 };
  return items.length > 0 && entries.length === 0
    ? { kind: 'list', items, span }
    : { kind: 'mapping', entries, span };
}

const keyOf = ({ text }: Reading, token: Token): string => {
  const value = scalar({ text, diagnostics: [], anchors: new Map(), names: new Map() }, token, false);
  if (value.kind === 'word') return value.text;
  return value.kind === 'text'
    ? value
        .letters()
        .map((run) => run.text)
        .join('')
    : '';
};

/** Placeholders of pipelines and of the tools that render YAML. */
const TEMPLATES = /\$\{\{[^{}\n]*\}\}|\{\{[^{}\n]*\}\}|\$\([\w.]+\)/g;

/** Numbers, truths and nothing, as YAML writes them without quotes. */
const WORD = /^(?:true|false|null|~|[-+]?\.?\d[\w.]*|)$/i;

function scalar(reading: Reading, token: Token, isFlow: boolean): HostValue {
  const { text } = reading;
  const source = token.source ?? '';
  const span = { start: token.offset, end: token.offset + source.length };
  if (token.type === 'alias') {
    const name = source.slice(1);
    const count = reading.anchors.get(name);
    const what = `there is no anchor \`&${name}\` before this place`;
    if (count === undefined && !RENDERED.test(text) && reading.diagnostics.length === 0)
      reading.diagnostics.push(complaints['broken-yaml'](span, { what }));
    return { kind: 'name', name: `*${name}/${count ?? 0}`, span };
  }
  if (token.type === 'block-scalar') return block(text, token);
  if (token.type === 'scalar' && WORD.test(source)) return { kind: 'word', text: source, span };
  const isDouble = token.type === 'double-quoted-scalar';
  const isSingle = token.type === 'single-quoted-scalar';
  if (!isDouble && !isSingle && token.type !== 'scalar') return { kind: 'other', span };
  const isOpen = isOpenText(token);
  const inner = isDouble || isSingle ? { start: span.start + 1, end: span.end - (isOpen ? 0 : 1) } : span;
  const letters = (): Letters =>
    withHoles(isDouble ? doubleLetters(text, inner) : flowLetters(text, inner, isSingle), TEMPLATES);
  const anew = isDouble ? {} : { anew: { isFlow, outer: span, indent: token.indent ?? 0 } };
  const writing: Writing = {
    style: isDouble ? 'yaml-double' : isSingle ? 'yaml-single' : 'yaml-plain',
    indent: '',
    ...anew,
  };
  return { kind: 'text', letters, writing, span, inner, isOpen };
}

function block(file: string, token: Token): HostText {
  const head = (token.props ?? []).map(({ source = '' }) => source).join('');
  const start = token.offset + head.length;
  const span: Span = { start: token.offset, end: start + (token.source ?? '').length };
  const inner = { start, end: span.end };
  const header = headerOf(head, token.indent ?? 0);
  const { indent } = blockLetters(file, inner, header);
  const letters = (): Letters => withHoles(blockLetters(file, inner, header).letters, TEMPLATES);
  const anew = header.isFolded
    ? { anew: { isFlow: false, outer: span, indent: Math.max(0, token.indent ?? 0) } }
    : {};
  return {
    kind: 'text',
    letters,
    writing: { style: 'yaml-lines', indent: ' '.repeat(indent), ...anew },
    span,
    inner,
  };
}

/** `|2-` and its kin; an indentation that is written down counts from the parent's. */
function headerOf(head: string, parent: number): BlockHeader {
  const [, mode, rest = ''] = /^([|>])([-+\d]*)/.exec(head) ?? [];
  const digit = /[1-9]/.exec(rest)?.[0];
  const chomping = /[-+]/.exec(rest)?.[0] as '-' | '+' | undefined;
  const indent = digit === undefined ? {} : { indent: Math.max(0, parent) + Number(digit) };
  return { isFolded: mode === '>', chomping: chomping ?? '', ...indent };
}
