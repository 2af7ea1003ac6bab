// Configuration files of Nextflow, as far as they are settings: blocks, assignments and the values in them.
// Groovy may do anything there; what is no setting is stepped over.

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
  take,
} from './cursor.ts';
import { quotedText, quotesAt } from './groovy-texts.ts';
import type { Host, HostEntry, HostValue } from './host.ts';

const BLANK = /[ \t]+|\\\r?\n|\/\/[^\n]*|#![^\n]*|\/\*[\s\S]*?\*\//y;
const BLANK_LINES = /[\s;]+|\/\/[^\n]*|#![^\n]*|\/\*[\s\S]*?\*\//y;
const STEP = /[A-Za-z_$][\w$]*/y;

/** Reads a configuration file. */
export function readNextflow(text: string): Host {
  const cursor = createCursor(text, 'Nextflow configuration');
  const names = new Map<string, HostValue>();
  const entries = body(cursor, names);
  if (!isAtEnd(cursor)) complain(cursor, 'a setting');
  const span = { start: 0, end: text.length };
  return { roots: [{ kind: 'mapping', entries, span }], names, diagnostics: cursor.diagnostics };
}

/** Settings up to the closing brace or the end. `names` gets what is assigned at the top, by its dotted name. */
function body(cursor: Cursor, names?: Map<string, HostValue>): HostEntry[] {
  const entries: HostEntry[] = [];
  for (;;) {
    skipAll(cursor, BLANK_LINES);
    if (isAtEnd(cursor) || peek(cursor, /\}/y) !== undefined) return entries;
    const { at: start } = cursor;
    const isNew = take(cursor, /(?:def|final|String)\s+(?=[A-Za-z_])/y) !== undefined;
    const path = steps(cursor);
    skipAll(cursor, BLANK);
    let value: HostValue | undefined;
    if (path.length > 0 && take(cursor, /=(?!=)/y) !== undefined) value = setting(cursor, path);
    else if (path.length > 0 && take(cursor, /\{/y) !== undefined) value = block(cursor, start);
    else {
      if (isFormula(path) && peek(cursor, /['"]/y) !== undefined) complain(cursor, "'='");
      skipStatement(cursor);
    }
    if (value !== undefined) {
      names?.set(path.join('.'), value);
      entries.push(nested(path, value));
      if (isNew) entries.pop();
    }
    if (cursor.at === start) step(cursor);
  }
}

const isFormula = (path: readonly string[]): boolean => /formula$/i.test(path.at(-1) ?? '');

/** What a setting is given. Of a formula nothing is left over: what is, was meant to be part of it. */
function setting(cursor: Cursor, path: readonly string[]): HostValue {
  const value = expression(cursor);
  if (!isFormula(path)) return value;
  const { at } = cursor;
  skipAll(cursor, BLANK);
  if (value.span.end === value.span.start) complain(cursor, 'a text in quotes');
  else if (!isAtEnd(cursor) && peek(cursor, /[\r\n;}]|(?:as|in|instanceof)\b/y) === undefined)
    complain(cursor, 'an operator or the end of the line');
  cursor.at = at;
  return value;
}

/** A dotted name: `azure.batch.pools.'large'`. */
function steps(cursor: Cursor): string[] {
  const path: string[] = [];
  do {
    const word = take(cursor, STEP) ?? take(cursor, /'[^'\n]*'|"[^"\n]*"/y);
    if (word === undefined) return path;
    path.push(word.replace(/^['"]|['"]$/g, ''));
  } while (take(cursor, /\./y) !== undefined);
  return path;
}

function nested([key = '', ...rest]: readonly string[], value: HostValue): HostEntry {
  if (rest.length === 0) return { key, value };
  return { key, value: { kind: 'mapping', entries: [nested(rest, value)], span: value.span } };
}

function block(cursor: Cursor, start: number): HostValue {
  const opened = cursor.at - 1;
  const entries = deeper(
    cursor,
    () => body(cursor),
    () => skipBlock(cursor),
  );
  closeBracket(cursor, '}', opened);
  return { kind: 'mapping', entries, span: { start, end: cursor.at } };
}

/** Moves to the brace that closes what is open. */
function skipBlock(cursor: Cursor): [] {
  for (let open = 0; !isAtEnd(cursor); ) {
    skipAll(cursor, BLANK_LINES);
    if (skipQuoted(cursor)) continue;
    const letter = cursor.text[cursor.at];
    if (letter === '{') open++;
    else if (letter === '}' && open-- === 0) return [];
    step(cursor);
  }
  return [];
}

/** Moves over a statement that is no setting, with all the braces in it. */
function skipStatement(cursor: Cursor): void {
  let open = 0;
  while (!isAtEnd(cursor)) {
    skipAll(cursor, BLANK);
    const letter = cursor.text[cursor.at] ?? '';
    if (open === 0 && /[\n;}]/.test(letter)) return;
    if (skipQuoted(cursor)) continue;
    if (/[{[(]/.test(letter)) open++;
    else if (/[}\])]/.test(letter)) open--;
    step(cursor);
  }
}

function skipQuoted(cursor: Cursor): boolean {
  if (peek(cursor, /['"]/y) === undefined) return false;
  const end = quotesAt(cursor.text, cursor.at)?.end;
  if (end === undefined) return false;
  cursor.at = end;
  return true;
}

function expression(cursor: Cursor, blank: RegExp = BLANK): HostValue {
  skipAll(cursor, blank);
  const { at: start } = cursor;
  const terms: HostValue[] = [];
  const operators: string[] = [];
  for (;;) {
    skipAll(cursor, operators.length > 0 ? BLANK_LINES : blank);
    terms.push(
      deeper(
        cursor,
        () => term(cursor),
        () => ({ kind: 'other', span: { start, end: start } }),
      ),
    );
    const { at } = cursor;
    skipAll(cursor, blank);
    const operator = take(cursor, /\?:|[=!<>]=|&&|\|\||->|[-+*/%<>?:]/y);
    if (operator === undefined) {
      cursor.at = at;
      break;
    }
    operators.push(operator);
  }
  const span = { start, end: cursor.at };
  const [only] = terms;
  if (operators.length === 0 && only !== undefined) return only;
  if (operators.every((one) => one === '+')) return { kind: 'call', name: 'concat', arguments: terms, span };
  const options = terms.filter((_, at) => /^(\?:|\?|:)$/.test(operators[at - 1] ?? ''));
  return options.length > 0 && operators.every((one) => /^(\?:|\?|:|[=!<>]=?)$/.test(one))
    ? { kind: 'choice', options: operators.includes('?:') ? terms : options, span }
    : { kind: 'other', span };
}

function term(cursor: Cursor): HostValue {
  return methods(cursor, primary(cursor));
}

function primary(cursor: Cursor): HostValue {
  const { at: start } = cursor;
  const quoted = quotesAt(cursor.text, start);
  if (quoted !== undefined) return quotation(cursor, quoted);
  if (take(cursor, /\[/y) !== undefined) return list(cursor, start);
  if (take(cursor, /\{/y) !== undefined) {
    skipBlock(cursor);
    closeBracket(cursor, '}', start);
    return { kind: 'other', span: { start, end: cursor.at } };
  }
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
  // `5.min` and `5.MB` are numbers with their units.
  const number = take(cursor, /\d[\d_]*(?:\.\d+)?(?:\s*\.\s*[A-Za-z]\w*)?/y);
  if (number !== undefined) return { kind: 'word', text: number, span: { start, end: cursor.at } };
  const path = steps(cursor);
  const span = { start, end: cursor.at };
  if (path.length === 1 && /^(true|false|null)$/.test(path[0]!))
    return { kind: 'word', text: path[0]!, span };
  return path.length === 0 ? { kind: 'other', span } : { kind: 'name', name: path.join('.'), span };
}

/** A text in quotes; one that nothing closes is lost with its line, or with the rest of the file. */
function quotation(cursor: Cursor, { quotes, end }: NonNullable<ReturnType<typeof quotesAt>>): HostValue {
  const { at: start, text, diagnostics } = cursor;
  const { open, close } = quotes;
  const isOpen = end === undefined;
  const isOneLine = open === "'" || open === '"';
  if (!isOpen) cursor.at = end;
  else if (isOneLine) take(cursor, /[^\n]*/y);
  else cursor.at = text.length;
  const mark = { mark: `\`${open}\``, span: { start, end: start + open.length } };
  if (isOpen) complain(cursor, isOneLine ? 'a closing quote' : `\`${close}\``, { opened: mark });
  const span = { start, end: cursor.at };
  return isOpen && isOneLine
    ? { kind: 'other', span }
    : quotedText(text, span, {
        ...quotes,
        isOpen,
        diagnostics: isOpen ? [] : diagnostics,
      });
}

/** Calls after a value: `'''...'''.stripIndent()`. */
function methods(cursor: Cursor, value: HostValue): HostValue {
  let result = value;
  for (;;) {
    const { at } = cursor;
    const name = take(cursor, /\s*\??\.\s*[A-Za-z_]\w*/y);
    if (name === undefined && peek(cursor, /\(/y) === undefined) return result;
    skipAll(cursor, BLANK);
    if (take(cursor, /\(/y) !== undefined) {
      skipArguments(cursor);
      const method = name?.replace(/[\s?.]/g, '') ?? '';
      const span = { start: value.span.start, end: cursor.at };
      result =
        name === undefined
          ? { kind: 'other', span }
          : { kind: 'call', name: method, arguments: [result], span };
    } else {
      cursor.at = at;
      return result;
    }
  }
}

function skipArguments(cursor: Cursor): void {
  const span = { start: cursor.at - 1, end: cursor.at };
  for (let open = 0; !isAtEnd(cursor); ) {
    skipAll(cursor, BLANK_LINES);
    if (skipQuoted(cursor)) continue;
    const letter = cursor.text[cursor.at];
    step(cursor);
    if (letter === '(') open++;
    else if (letter === ')' && open-- === 0) return;
  }
  complain(cursor, "')'", { opened: { mark: "'('", span } });
}

/** A list, or a map in square brackets. */
function list(cursor: Cursor, start: number): HostValue {
  const items: HostValue[] = [];
  const entries: HostEntry[] = [];
  for (skipAll(cursor, BLANK_LINES); !isAtEnd(cursor) && peek(cursor, /\]/y) === undefined; ) {
    const { at } = cursor;
    const key = take(cursor, /(?:[A-Za-z_]\w*|'[^'\n]*'|"[^"\n]*")(?=\s*:)/y);
    if (key !== undefined) take(cursor, /\s*:/y);
    const value = expression(cursor, BLANK_LINES);
    if (key === undefined) items.push(value);
    else entries.push({ key: key.replace(/^['"]|['"]$/g, ''), value });
    skipAll(cursor, BLANK_LINES);
    if (take(cursor, /[,:]/y) !== undefined) skipAll(cursor, BLANK_LINES);
    if (cursor.at === at) break;
  }
  closeBracket(cursor, ']', start);
  const span = { start, end: cursor.at };
  return entries.length > 0 ? { kind: 'mapping', entries, span } : { kind: 'list', items, span };
}
