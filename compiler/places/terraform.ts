// Terraform's language: blocks and attributes, as far as values can be told from the text alone. What it cannot
// read it steps over, so that a formula is found in every file that Terraform would take.

import type { Diagnostic } from '../../grammar/index.ts';
import { closingOf } from './closing.ts';
import {
  type Cursor,
  closeBracket,
  complain,
  createCursor,
  deeper,
  isAtEnd,
  peek,
  skipAll,
  step,
  stopAt,
  take,
} from './cursor.ts';
import type { Host, HostEntry, HostMapping, HostText, HostValue } from './host.ts';
import { readJson } from './json.ts';
import { fileGround, lettersGround } from './letters.ts';
import { heredocText, QUOTING, quotedText, templateLetters } from './terraform-texts.ts';

const BLANK = /[ \t]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const BLANK_LINES = /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const NAME = /[A-Za-z_][\w-]*/y;
const LABEL = /"[^"\n]*"|[A-Za-z_][\w-]*/y;

/** Reads a file of Terraform. */
export function readTerraform(text: string): Host {
  const cursor = createCursor(text, 'Terraform');
  const entries = body(cursor);
  const root: HostMapping = { kind: 'mapping', entries, span: { start: 0, end: text.length } };
  return { roots: [root], names: namesIn(entries), isDefault, diagnostics: cursor.diagnostics };
}

/** Reads a file of Terraform's JSON form: every text is a template. */
export function readTerraformJson(text: string): Host {
  const diagnostics: Diagnostic[] = [];
  const host = readJson(text, diagnostics);
  const unfold = (value: HostText): HostValue => {
    const ground = lettersGround(value.letters());
    const letters = templateLetters(ground, { start: 0, end: ground.text.length }, { diagnostics });
    return { ...value, letters: () => letters, writing: { style: 'terraform-json', indent: '' } };
  };
  const entries = host.roots.flatMap((root) => (root.kind === 'mapping' ? root.entries : []));
  return { ...host, names: namesIn(entries), isDefault, unfold };
}

/** Reads a file that is one template: a formula for `templatefile`. */
export function readTerraformTemplate(text: string): Host {
  const span = { start: 0, end: text.length };
  const diagnostics: Diagnostic[] = [];
  const letters = () => templateLetters(fileGround(text), span, { diagnostics });
  const value: HostText = {
    kind: 'text',
    letters,
    writing: { style: 'heredoc', indent: '' },
    span,
    inner: span,
  };
  const entries = [{ key: 'autoScaleFormula', value }];
  return { roots: [{ kind: 'mapping', entries, span }], names: new Map(), diagnostics };
}

/** `local.x` and `var.x`: what locals hold, and the defaults of variables. */
function namesIn(entries: readonly HostEntry[]): ReadonlyMap<string, HostValue> {
  const names = new Map<string, HostValue>();
  const inside = (key: string): readonly HostEntry[] =>
    entries.flatMap(({ key: name, value }) =>
      name === key && value.kind === 'mapping' ? value.entries : [],
    );
  for (const { key, value } of inside('locals')) names.set(`local.${key}`, value);
  for (const { key, value } of inside('variable')) {
    const fallback =
      value.kind === 'mapping' ? value.entries.find((one) => one.key === 'default') : undefined;
    if (fallback !== undefined) names.set(`var.${key}`, fallback.value);
  }
  return names;
}

const isDefault = (name: string): boolean => name.startsWith('var.');

/** Attributes and blocks up to the closing brace or the end of the file. */
function body(cursor: Cursor): HostEntry[] {
  const entries: HostEntry[] = [];
  for (;;) {
    skipAll(cursor, BLANK_LINES);
    if (isAtEnd(cursor) || peek(cursor, /\}/y) !== undefined) return entries;
    const { at } = cursor;
    const key = take(cursor, LABEL);
    skipAll(cursor, BLANK);
    if (key !== undefined && take(cursor, /=(?![=>])|:/y) !== undefined)
      entries.push({ key: unquoted(key), value: expression(cursor) });
    else if (key !== undefined) entries.push({ key: unquoted(key), value: block(cursor) });
    else {
      complain(cursor, 'a name');
      take(cursor, /[^\n]*\n?/y);
    }
    if (cursor.at === at) step(cursor);
  }
}

const unquoted = (label: string): string => label.replace(/^"|"$/g, '');

/** The rest of a block after its type: labels, each a level, and the body. */
function block(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const labels: string[] = [];
  for (let label = take(cursor, LABEL); label !== undefined; label = take(cursor, LABEL)) {
    labels.push(unquoted(label));
    skipAll(cursor, BLANK);
  }
  const opened = cursor.at;
  if (take(cursor, /\{/y) === undefined) {
    complain(cursor, labels.length === 0 ? "'=' or '{'" : "'{'");
    take(cursor, /[^\n]*/y);
    return { kind: 'other', span: { start, end: cursor.at } };
  }
  const entries = deeper(
    cursor,
    () => body(cursor),
    () => skipped(cursor),
  );
  closeBracket(cursor, '}', opened);
  const span = { start, end: cursor.at };
  return labels.reduceRight<HostValue>(
    (value, key) => ({ kind: 'mapping', entries: [{ key, value }], span }),
    { kind: 'mapping', entries, span },
  );
}

/** Moves to the bracket that closes what is open. */
function skipped(cursor: Cursor): [] {
  const open: string[] = [];
  while (!isAtEnd(cursor)) {
    skipAll(cursor, BLANK_LINES);
    const letter = cursor.text[cursor.at] ?? '';
    if (letter === '"' || letter === '<') term(cursor);
    else if (/[{[(]/.test(letter)) open.push(letter);
    else if (/[}\])]/.test(letter) && open.pop() === undefined) return [];
    if (cursor.text[cursor.at] === letter) step(cursor);
  }
  return [];
}

/** An expression; inside brackets it may go on over lines. */
function expression(cursor: Cursor, blank: RegExp = BLANK): HostValue {
  skipAll(cursor, blank);
  const { at: start } = cursor;
  const terms: HostValue[] = [];
  const operators: string[] = [];
  for (;;) {
    terms.push(
      deeper(
        cursor,
        () => term(cursor),
        () => ({ kind: 'other', span: { start, end: start } }),
      ),
    );
    skipAll(cursor, blank);
    const operator = take(cursor, /==|!=|<=|>=|&&|\|\||=>|\.\.\.|[-+*/%<>?:!](?!=)/y);
    if (operator === undefined) break;
    operators.push(operator);
    skipAll(cursor, blank);
  }
  const span = { start, end: cursor.at };
  const [only] = terms;
  if (operators.length === 0 && only !== undefined) return only;
  // The sides of conditions; what is asked is no text.
  const options = terms.filter((_, at) => /^[?:]$/.test(operators[at - 1] ?? ''));
  return options.length > 1 ? { kind: 'choice', options, span } : { kind: 'other', span };
}

const HEREDOC = /<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?\n/y;

function term(cursor: Cursor): HostValue {
  const { at: start, text, diagnostics } = cursor;
  const letter = text[start];
  if (letter === '"') return quoted(cursor, diagnostics);
  if (peek(cursor, HEREDOC) !== undefined) return heredoc(cursor);
  if (take(cursor, /<</y) !== undefined) {
    complain(cursor, 'a marker, and nothing else on this line');
    return { kind: 'other', span: { start, end: cursor.at } };
  }
  if (letter === '[') return list(cursor);
  if (letter === '{') return object(cursor);
  if (take(cursor, /\(/y) !== undefined) {
    const inside = expression(cursor, BLANK_LINES);
    skipAll(cursor, BLANK_LINES);
    closeBracket(cursor, ')', start);
    return inside;
  }
  if (take(cursor, /[-!]/y) !== undefined) {
    term(cursor);
    return { kind: 'other', span: { start, end: cursor.at } };
  }
  const word = take(cursor, /\d[\w.]*/y);
  if (word !== undefined) return { kind: 'word', text: word, span: { start, end: cursor.at } };
  return reference(cursor);
}

function quoted(cursor: Cursor, diagnostics: Diagnostic[]): HostValue {
  const { at: start, text } = cursor;
  const closing = closingOf(text, { kind: 'quote', at: start, length: 1 }, QUOTING);
  if (closing.end === undefined) return stopAt(cursor, closing);
  cursor.at = closing.end;
  return quotedText(text, { start, end: closing.end }, diagnostics);
}

function heredoc(cursor: Cursor): HostValue {
  const { at: start, text, diagnostics } = cursor;
  HEREDOC.lastIndex = start;
  const [opening = '', dash, marker] = HEREDOC.exec(text) ?? [];
  const inner = start + opening.length;
  const closing = new RegExp(`^[ \\t]*${marker}[ \\t]*\\r?$`, 'gm');
  closing.lastIndex = inner;
  const found = closing.exec(text);
  const isOpen = found === null;
  cursor.at = isOpen ? text.length : found.index + found[0].trimEnd().length;
  const mark = { mark: `\`<<${dash}${marker}\``, span: { start, end: start + opening.trimEnd().length } };
  if (isOpen) complain(cursor, `a line of nothing but \`${marker}\``, { opened: mark });
  return heredocText(text, {
    span: { start, end: cursor.at },
    inner: { start: inner, end: found?.index ?? text.length },
    isFlush: dash === '-',
    isOpen,
    diagnostics,
  });
}

function list(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const items: HostValue[] = [];
  step(cursor);
  skipAll(cursor, BLANK_LINES);
  if (peek(cursor, /for\b/y) !== undefined) skipped(cursor);
  while (!isAtEnd(cursor) && peek(cursor, /\]/y) === undefined) {
    const { at } = cursor;
    items.push(expression(cursor, BLANK_LINES));
    take(cursor, /,/y);
    skipAll(cursor, BLANK_LINES);
    if (cursor.at === at) break;
  }
  closeBracket(cursor, ']', start);
  return { kind: 'list', items, span: { start, end: cursor.at } };
}

function object(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const entries: HostEntry[] = [];
  step(cursor);
  skipAll(cursor, BLANK_LINES);
  if (peek(cursor, /for\b/y) !== undefined) skipped(cursor);
  while (!isAtEnd(cursor) && peek(cursor, /\}/y) === undefined) {
    const { at } = cursor;
    const key = take(cursor, LABEL) ?? '';
    if (key === '') term(cursor);
    skipAll(cursor, BLANK);
    if (take(cursor, /=|:/y) === undefined) break;
    entries.push({ key: unquoted(key), value: expression(cursor) });
    skipAll(cursor, BLANK);
    take(cursor, /,/y);
    skipAll(cursor, BLANK_LINES);
    if (cursor.at === at) break;
  }
  closeBracket(cursor, '}', start);
  return { kind: 'mapping', entries, span: { start, end: cursor.at } };
}

/** `var.x`, `local.x`, `data.a.b[0].c`, `true`, or a call. */
function reference(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const word = take(cursor, NAME);
  if (word === undefined) return { kind: 'other', span: { start, end: start } };
  const opened = cursor.at;
  if (take(cursor, /\(/y) !== undefined) {
    const given: HostValue[] = [];
    for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor) && peek(cursor, /\)/y) === undefined; ) {
      const { at } = cursor;
      given.push(expression(cursor, BLANK_LINES));
      take(cursor, /,/y);
      skipAll(cursor, BLANK_LINES);
      if (cursor.at === at) break;
    }
    closeBracket(cursor, ')', opened);
    const rest = take(cursor, /(?:\.[\w*-]+|\[[^\]\n]*\])+/y);
    const span = { start, end: cursor.at };
    return rest === undefined
      ? { kind: 'call', name: word, arguments: given, span }
      : { kind: 'other', span };
  }
  const rest = take(cursor, /(?:\.[\w*-]+|\[[^\]\n]*\])+/y) ?? '';
  const span = { start, end: cursor.at };
  if (/^(true|false|null)$/.test(word)) return { kind: 'word', text: word, span };
  return { kind: 'name', name: (word + rest).replace(/\["(\w+)"\]/g, '.$1'), span };
}
