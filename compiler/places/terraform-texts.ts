// Texts of Terraform's language: in quotes with escapes, or between markers, both with templates inside.
// https://developer.hashicorp.com/terraform/language/expressions/strings

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { complaints } from './diagnostics.ts';
import type { HostText } from './host.ts';
import { fileGround, type Ground, hole, type Letters, lettersGround, type Run, textOf } from './letters.ts';

/** The offset after the quote or brace that closes what is open at `at`; undefined when nothing does. */
export function closingAt(text: string, at: number, open: 'quote' | 'brace'): number | undefined {
  const inside = [open];
  for (let next = at; next < text.length; ) {
    const letter = text[next]!;
    if (inside.at(-1) === 'quote') {
      if (letter === '\n') return undefined;
      const skipped = letter === '\\' ? 2 : templateAt(text, next)?.length;
      if (letter === '"') inside.pop();
      else if (skipped === 2 && letter !== '\\') inside.push('brace');
      next += skipped ?? 1;
    } else {
      if (letter === '"') inside.push('quote');
      else if (letter === '{') inside.push('brace');
      else if (letter === '}') inside.pop();
      next++;
    }
    if (inside.length === 0) return next;
  }
  return undefined;
}

/** `${`, `%{`, or one of them made literal: `$${`, `%%{`. */
function templateAt(text: string, at: number): string | undefined {
  const letter = text[at];
  if (letter !== '$' && letter !== '%') return undefined;
  if (text[at + 1] === '{') return text.slice(at, at + 2);
  return text[at + 1] === letter && text[at + 2] === '{' ? text.slice(at, at + 3) : undefined;
}

const ESCAPE = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[nrt"\\])/y;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const INTERESTING = /[\\$%]/g;

/** The letters between two offsets, templates as holes; escapes are undone where a diagnostics list is given for wrong ones. */
export function templateLetters(ground: Ground, { start, end }: Span, wrong?: Diagnostic[]): Letters {
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
    if (template?.length === 3) {
      until(at);
      runs.push({ text: template[0]!, span: ground.place(at, at + 2) });
      next = from = at + 2;
    } else if (template !== undefined) {
      until(at);
      next = from = Math.min(closingAt(text, at + 2, 'brace') ?? end, end);
      runs.push(...hole(ground.place(at, next)));
    } else if (match[0] === '\\' && wrong !== undefined) {
      until(at);
      const undone = escapeAt(ground, at, wrong);
      runs.push(...undone.letters);
      next = from = undone.end;
    }
    INTERESTING.lastIndex = next;
  }
  return [...runs, ...ground.cut(from, end)];
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
  const letters = (): Letters => templateLetters(fileGround(file), inner, diagnostics);
  return { kind: 'text', letters, writing: { style: 'terraform', indent: '' }, span, inner };
}

/** A text between markers; with `flush` the blanks that all its lines begin with are not part of it. */
export function heredocText(file: string, span: Span, flush: boolean, inner: Span): HostText {
  const raw = (): Letters => templateLetters(fileGround(file), inner);
  const shared = flush ? sharedBlanks(textOf(raw())) : '';
  const letters = (): Letters => (shared === '' ? raw() : withoutBlanks(raw(), shared.length));
  return { kind: 'text', letters, writing: { style: 'heredoc', indent: shared }, span, inner };
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
