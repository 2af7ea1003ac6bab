// Bicep: declarations and the values they are given, as far as the text alone tells. What it cannot read it
// steps over.

import { linesText, QUOTING, quotedText } from './bicep-texts.ts';
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
import type { Host, HostEntry, HostValue } from './host.ts';

const BLANK = /[ \t]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const BLANK_LINES = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const NAME = /[A-Za-z_]\w*/y;
const LINES = /(\$*)'''/y;

/** Reads a file of Bicep or a parameter file of it. */
export function readBicep(text: string): Host {
  const cursor = createCursor(text, 'Bicep');
  const entries: HostEntry[] = [];
  const names = new Map<string, HostValue>();
  const parameters = new Set<string>();
  for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor); skipAll(cursor, BLANK_LINES)) {
    const { at } = cursor;
    const isParameter = peek(cursor, /param\b/y) !== undefined;
    const found = declaration(cursor);
    if (found !== undefined) entries.push(found);
    if (found !== undefined && isParameter) parameters.add(found.key);
    if (found !== undefined && !names.has(found.key)) names.set(found.key, found.value);
    if (cursor.at === at) step(cursor);
  }
  const span = { start: 0, end: text.length };
  return {
    roots: [{ kind: 'mapping', entries, span }],
    names,
    isDefault: (name) => parameters.has(name.replace(/\..*/, '')),
    diagnostics: cursor.diagnostics,
  };
}

/** `var x = ...`, `param x string = ...`, `resource x 'type' = { ... }`: the name and what it is given. */
function declaration(cursor: Cursor): HostEntry | undefined {
  const keyword = take(cursor, NAME);
  skipAll(cursor, BLANK);
  const name = keyword === undefined ? undefined : take(cursor, NAME);
  const isGiven = keyword !== undefined && /^(var|resource|module)$/.test(keyword) && name !== undefined;
  if (!skipToValue(cursor)) {
    if (isGiven) complain(cursor, "'='");
    return undefined;
  }
  skipAll(cursor, BLANK);
  if (take(cursor, /if\b/y) !== undefined) {
    skipAll(cursor, BLANK);
    term(cursor);
  }
  const value = expression(cursor);
  if (isGiven && value.span.end === value.span.start) complain(cursor, 'a value');
  return { key: name ?? keyword ?? '', value };
}

/** Moves behind the `=` of a declaration, over types and conditions; a line without one has no value. */
function skipToValue(cursor: Cursor): boolean {
  for (skipAll(cursor, BLANK); !isAtEnd(cursor); skipAll(cursor, BLANK)) {
    if (peek(cursor, /\r?\n/y) !== undefined) return false;
    if (take(cursor, /=(?![=>~])/y) !== undefined) return true;
    const { at } = cursor;
    if (peek(cursor, /['[{(]|\$+'/y) !== undefined) expression(cursor);
    else take(cursor, /[^\s'"[{(=]+|\S/y);
    if (cursor.at === at) return false;
  }
  return false;
}

function expression(cursor: Cursor): HostValue {
  skipAll(cursor, BLANK);
  const { at: start } = cursor;
  const terms: HostValue[] = [];
  const operators: string[] = [];
  let conditions = 0;
  for (;;) {
    skipAll(cursor, operators.length > 0 ? BLANK_LINES : BLANK);
    terms.push(
      deeper(
        cursor,
        () => term(cursor),
        () => skipped(cursor),
      ),
    );
    const operator = takeOperator(cursor, conditions > 0);
    if (operator === undefined) break;
    if (operator === '?') conditions++;
    if (operator === ':') conditions--;
    operators.push(operator);
  }
  const span = { start, end: cursor.at };
  const [only] = terms;
  if (operators.length === 0 && only !== undefined) return only;
  const options = terms.filter((_, at) => /^(\?|:|\?\?)$/.test(operators[at - 1] ?? ''));
  return options.length > 0 ? { kind: 'choice', options, span } : { kind: 'other', span };
}

/** An operator, which may stand on the next line when it belongs to a condition. */
function takeOperator(cursor: Cursor, isOpen: boolean): string | undefined {
  const { at } = cursor;
  skipAll(cursor, BLANK);
  const here = take(cursor, /==|!=|=~|!~|<=|>=|&&|\|\||\?\?|=>|[-+*/%<>](?!=)/y);
  if (here !== undefined) return here;
  skipAll(cursor, BLANK_LINES);
  const condition = take(cursor, isOpen ? /[?:]/y : /\?(?![.[?])/y);
  if (condition === undefined) cursor.at = at;
  return condition;
}

function term(cursor: Cursor): HostValue {
  const { at: start, text } = cursor;
  const letter = text[start];
  if (peek(cursor, LINES) !== undefined) return lines(cursor);
  if (letter === "'") return quoted(cursor);
  if (letter === '[') return list(cursor);
  if (letter === '{') return object(cursor);
  if (letter === '(') {
    step(cursor);
    skipAll(cursor, BLANK_LINES);
    const inside = expression(cursor);
    close(cursor, ')', start);
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

function close(cursor: Cursor, bracket: ')' | ']' | '}', opened: number): void {
  skipAll(cursor, BLANK_LINES);
  closeBracket(cursor, bracket, opened);
}

function lines(cursor: Cursor): HostValue {
  const { at: start, text, diagnostics } = cursor;
  const opening = take(cursor, LINES)!;
  const found = text.indexOf("'''", cursor.at);
  const isOpen = found < 0;
  cursor.at = isOpen ? text.length : found + 3;
  // Of more than three quotes the last three close.
  while (!isOpen && text[cursor.at] === "'") cursor.at++;
  if (isOpen)
    complain(cursor, "`'''`", { opened: { mark: "`'''`", span: { start, end: start + opening.length } } });
  return linesText(text, { start, end: cursor.at }, { dollars: opening.length - 3, isOpen, diagnostics });
}

function quoted(cursor: Cursor): HostValue {
  const { at: start, text, diagnostics } = cursor;
  const closing = closingOf(text, { kind: 'quote', at: start, length: 1 }, QUOTING);
  if (closing.end === undefined) return stopAt(cursor, closing);
  cursor.at = closing.end;
  return quotedText(text, { start, end: closing.end }, diagnostics);
}

function list(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const items: HostValue[] = [];
  step(cursor);
  skipAll(cursor, BLANK_LINES);
  // `[for x in xs: value]` is a list of one value here.
  if (peek(cursor, /for\b/y) !== undefined) take(cursor, /for\s+(?:\([^)\n]*\)|\w+)\s+in\b/y);
  for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor) && peek(cursor, /\]/y) === undefined; ) {
    const { at } = cursor;
    items.push(expression(cursor));
    skipAll(cursor, BLANK_LINES);
    if (take(cursor, /[,:]/y) !== undefined) skipAll(cursor, BLANK_LINES);
    if (take(cursor, /if\b/y) !== undefined) {
      skipAll(cursor, BLANK);
      term(cursor);
    }
    if (cursor.at === at) break;
  }
  close(cursor, ']', start);
  return { kind: 'list', items, span: { start, end: cursor.at } };
}

function object(cursor: Cursor): HostValue {
  const { at: start, text } = cursor;
  const entries: HostEntry[] = [];
  step(cursor);
  for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor) && peek(cursor, /\}/y) === undefined; ) {
    const { at } = cursor;
    if (take(cursor, /\.\.\./y) !== undefined) expression(cursor);
    // Nested resources and decorators are declarations of their own.
    else if (peek(cursor, /resource\s+\w+\s+'|@/y) !== undefined) {
      const nested = declaration(cursor);
      if (nested !== undefined) entries.push(nested);
    } else {
      const key = take(cursor, NAME) ?? (text[cursor.at] === "'" ? keyIn(cursor) : undefined);
      skipAll(cursor, BLANK);
      if (key === undefined || take(cursor, /:/y) === undefined) break;
      entries.push({ key, value: conditional(cursor) });
    }
    skipAll(cursor, BLANK_LINES);
    if (take(cursor, /,/y) !== undefined) skipAll(cursor, BLANK_LINES);
    if (cursor.at === at) break;
  }
  close(cursor, '}', start);
  return { kind: 'mapping', entries, span: { start, end: cursor.at } };
}

/** A value of an object; in loops it may have a condition before it. */
function conditional(cursor: Cursor): HostValue {
  skipAll(cursor, BLANK);
  if (take(cursor, /if\b/y) !== undefined) {
    skipAll(cursor, BLANK);
    term(cursor);
  }
  return expression(cursor);
}

function keyIn(cursor: Cursor): string {
  const { at } = cursor;
  quoted(cursor);
  return cursor.text.slice(at + 1, cursor.at - 1);
}

/** `x`, `x.y`, `a.b('c')`, `true`, or a call. */
function reference(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const word = take(cursor, /[A-Za-z_]\w*(?:\s*\??\.\s*[A-Za-z_]\w*|::\w+)*/y);
  if (word === undefined) return { kind: 'other', span: { start, end: start } };
  let value: HostValue | undefined;
  while (!isAtEnd(cursor)) {
    if (take(cursor, /\(/y) !== undefined) value = { ...call(cursor, word), span: { start, end: cursor.at } };
    else if (take(cursor, /\[/y) !== undefined) {
      const opened = cursor.at - 1;
      skipAll(cursor, BLANK_LINES);
      expression(cursor);
      close(cursor, ']', opened);
      value = { kind: 'other', span: { start, end: cursor.at } };
    } else if (take(cursor, /!?\??\.\s*\w+|!(?!=)/y) !== undefined)
      value = { kind: 'other', span: { start, end: cursor.at } };
    else break;
  }
  const span = { start, end: cursor.at };
  if (/^(true|false|null)$/.test(word)) return { kind: 'word', text: word, span };
  return value ?? { kind: 'name', name: word.replace(/\s/g, ''), span };
}

function call(cursor: Cursor, name: string): HostValue {
  const { at: start } = cursor;
  const given: HostValue[] = [];
  for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor) && peek(cursor, /\)/y) === undefined; ) {
    const { at } = cursor;
    given.push(expression(cursor));
    skipAll(cursor, BLANK_LINES);
    if (take(cursor, /,/y) !== undefined) skipAll(cursor, BLANK_LINES);
    if (cursor.at === at) break;
  }
  close(cursor, ')', start - 1);
  return { kind: 'call', name, arguments: given, span: { start, end: cursor.at } };
}

/** Moves over a value that is nested too deep. */
function skipped(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  let open = 0;
  for (; !isAtEnd(cursor); cursor.at++) {
    const letter = cursor.text[cursor.at]!;
    if (/[{[(]/.test(letter)) open++;
    else if (/[}\])]/.test(letter) && --open < 0) break;
    else if (letter === '\n' && open === 0) break;
  }
  return { kind: 'other', span: { start, end: cursor.at } };
}
