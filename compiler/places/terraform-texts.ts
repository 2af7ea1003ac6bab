// Texts of Terraform's language: in quotes with escapes, or between markers, both with templates inside.
// https://developer.hashicorp.com/terraform/language/expressions/strings

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { closingOf, type Quoting, type Template } from './closing.ts';
import { complaints, withOpened } from './diagnostics.ts';
import type { HostText } from './host.ts';
import { fileGround, type Ground, hole, type Letters, lettersGround, type Run, textOf } from './letters.ts';

/** How Terraform quotes: `${` and `%{` begin a template, `$${` and `%%{` only look like it. */
export const QUOTING: Quoting = { quote: '"', templateAt };

function templateAt(text: string, at: number): Template | undefined {
  const letter = text[at];
  if (letter !== '$' && letter !== '%') return undefined;
  if (text[at + 1] === '{') return { length: 2, isLiteral: false };
  return text[at + 1] === letter && text[at + 2] === '{' ? { length: 3, isLiteral: true } : undefined;
}

const ESCAPE = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[nrt"\\])/y;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const INTERESTING = /[\\$%]/g;

interface Undoing {
  readonly diagnostics: Diagnostic[];
  /** Whether backslashes mean something. */
  readonly hasEscapes?: boolean;
}

/** The letters between two offsets, templates as holes and escapes undone. */
export function templateLetters(
  ground: Ground,
  { start, end }: Span,
  { diagnostics, hasEscapes = false }: Undoing,
): Letters {
  const { text } = ground;
  const runs: Run[] = [];
  let from = start;
  const until = (at: number): void => void runs.push(...ground.cut(from, at));
  INTERESTING.lastIndex = start;
  for (
    let match = INTERESTING.exec(text);
    match !== null && match.index < end;
    match = INTERESTING.exec(text)
  ) {
    const at = match.index;
    const template = templateAt(text, at);
    let next = at + 1;
    if (template?.isLiteral === true) {
      until(at);
      runs.push({ text: text[at]!, span: ground.place(at, at + 2) });
      next = from = at + 2;
    } else if (template !== undefined) {
      until(at);
      next = from = templateEnd(ground, { at, end }, diagnostics);
      runs.push(...hole(ground.place(at, next)));
    } else if (match[0] === '\\' && hasEscapes) {
      until(at);
      const undone = escapeAt(ground, at, diagnostics);
      runs.push(...undone.letters);
      next = from = undone.end;
    }
    INTERESTING.lastIndex = next;
  }
  return [...runs, ...ground.cut(from, end)];
}

/** The end of the template at an offset; when nothing closes it before `end`, that is said. */
function templateEnd(
  ground: Ground,
  { at, end }: { at: number; end: number },
  diagnostics: Diagnostic[],
): number {
  const closing = closingOf(ground.text, { kind: 'brace', at, length: 2 }, QUOTING, end);
  if (closing.end !== undefined) return closing.end;
  const { mark, span } = closing.opened;
  const opened = { mark, span: ground.place(span.start, span.end) };
  const holes = { format: 'Terraform', expected: closing.wanted, found: 'the end of the text' };
  diagnostics.push(withOpened(complaints.broken(ground.place(end, end), holes), opened));
  return end;
}

function escapeAt(
  ground: Ground,
  at: number,
  wrong: Diagnostic[],
): { readonly letters: Letters; readonly end: number } {
  ESCAPE.lastIndex = at;
  const found = ESCAPE.exec(ground.text)?.[0];
  const end = at + (found?.length ?? 2);
  const span = ground.place(at, end);
  if (found === undefined) {
    const shown = ground.text.slice(at, end);
    wrong.push(complaints['wrong-escape'](span, { found: shown, format: 'Terraform' }));
    return { letters: ground.cut(at, end), end };
  }
  const named = NAMED[found[1]!];
  const code = Number.parseInt(found.slice(2), 16);
  const letter = named ?? (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
  return { letters: [{ text: letter, span }], end };
}

/** A text in quotes; the span has them. */
export function quotedText(file: string, span: Span, diagnostics: Diagnostic[]): HostText {
  const inner = { start: span.start + 1, end: span.end - 1 };
  const letters = (): Letters => templateLetters(fileGround(file), inner, { diagnostics, hasEscapes: true });
  return { kind: 'text', letters, writing: { style: 'terraform', indent: '' }, span, inner };
}

/** Where a text between markers stands. */
interface Heredoc {
  readonly span: Span;
  readonly inner: Span;
  /** The blanks that all its lines begin with are not part of it. */
  readonly isFlush: boolean;
  readonly isOpen: boolean;
  readonly diagnostics: Diagnostic[];
}

/** A text between markers. */
export function heredocText(file: string, { span, inner, isFlush, isOpen, diagnostics }: Heredoc): HostText {
  const raw = (): Letters => templateLetters(fileGround(file), inner, { diagnostics });
  const shared = isFlush ? sharedBlanks(textOf(raw())) : '';
  const letters = (): Letters => (shared === '' ? raw() : withoutBlanks(raw(), shared.length));
  return { kind: 'text', letters, writing: { style: 'heredoc', indent: shared }, span, inner, isOpen };
}

/** The blanks that every line begins with; lines of blanks alone do not count. */
function sharedBlanks(text: string): string {
  let shared: string | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const blanks = /^\s*/.exec(line)![0];
    if (shared === undefined || blanks.length < shared.length) shared = blanks;
  }
  return shared ?? '';
}

function withoutBlanks(letters: Letters, count: number): Letters {
  const ground = lettersGround(letters);
  const runs: Run[] = [];
  for (let at = 0; at < ground.text.length; ) {
    const end = ground.text.indexOf('\n', at) + 1 || ground.text.length;
    const isBlank = ground.text.slice(at, end).trim() === '';
    runs.push(...ground.cut(isBlank ? at : at + count, end));
    at = end;
  }
  return runs;
}
