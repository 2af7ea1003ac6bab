// Scalars of YAML, letter by letter: what blocks, folding, quotes and escapes make of the text of a file.
// https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions and chapter 8

import type { Span } from '../../grammar/index.ts';
import { copied, type Letters, type Run } from './letters.ts';

/** A line of a file: where its indentation, its content and its line break end. */
interface Line {
  readonly start: number;
  readonly content: number;
  readonly end: number;
  readonly next: number;
}

function linesOf(file: string, { start, end }: Span): Line[] {
  const lines: Line[] = [];
  for (let at = start; at <= end; ) {
    const newline = file.indexOf('\n', at);
    const last = newline < 0 || newline >= end;
    const stop = last ? end : newline;
    const lineEnd = file[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
    let content = at;
    while (content < lineEnd && file[content] === ' ') content++;
    lines.push({ start: at, content, end: lineEnd, next: last ? end : newline + 1 });
    if (last) break;
    at = newline + 1;
  }
  return lines;
}

const isEmpty = ({ content, end }: Line): boolean => content >= end;
const widthOf = ({ start, content }: Line): number => content - start;
const breakOf = ({ end, next }: Line): Run => ({ text: '\n', span: { start: end, end: next } });

/** How a block scalar begins: `|` or `>`, with an indentation and a chomping indicator or without. */
export interface BlockHeader {
  readonly isFolded: boolean;
  readonly chomping: '' | '-' | '+';
  /** How far its lines stand in, where that is written down; found from the first line otherwise. */
  readonly indent?: number;
}

/** The letters of a block scalar, and how far its lines stand in. */
export function blockLetters(
  file: string,
  inner: Span,
  header: BlockHeader,
): { readonly letters: Letters; readonly indent: number } {
  const lines = linesOf(file, inner);
  if (lines.length > 1 && lines.at(-1)!.start >= inner.end) lines.pop();
  const first = lines.find((line) => !isEmpty(line));
  const indent = header.indent ?? (first === undefined ? 0 : widthOf(first));
  let kept = lines.length;
  while (kept > 0 && isEmpty(lines[kept - 1]!) && widthOf(lines[kept - 1]!) <= indent) kept--;
  const content = lines.slice(0, kept);
  const runs = header.isFolded ? folded(file, content, indent) : literal(file, content, indent);
  const [last, ended] = [content.at(-1), content.at(-1)?.next !== content.at(-1)?.end];
  if (header.chomping !== '-' && last !== undefined && ended) runs.push(breakOf(last));
  if (header.chomping === '+') {
    for (const line of lines.slice(kept)) if (line.next > line.end) runs.push(breakOf(line));
  }
  return { letters: runs, indent };
}

const bodyOf = (file: string, line: Line, indent: number): Letters =>
  copied(file, Math.min(line.start + indent, line.end), line.end);

function literal(file: string, lines: readonly Line[], indent: number): Run[] {
  return lines.flatMap((line, at) => [
    ...(at === 0 ? [] : [breakOf(lines[at - 1]!)]),
    ...bodyOf(file, line, indent),
  ]);
}

/** Line breaks between lines of the same indentation are blanks; empty lines are line breaks. */
function folded(file: string, lines: readonly Line[], indent: number): Run[] {
  const runs: Run[] = [];
  const isFurther = (line: Line): boolean => widthOf(line) > indent || file[line.start + indent] === '\t';
  let before: Line | undefined;
  let empty: Line[] = [];
  for (const line of lines) {
    if (isEmpty(line) && widthOf(line) <= indent) {
      empty.push(line);
      continue;
    }
    if (before !== undefined) {
      const folds = !isFurther(before) && !isFurther(line);
      const blank = { text: ' ', span: { start: before.end, end: line.start + indent } };
      if (!folds || empty.length === 0) runs.push(folds ? blank : breakOf(before));
    }
    runs.push(...empty.map((one) => breakOf(one)), ...bodyOf(file, line, indent));
    [before, empty] = [line, []];
  }
  return runs;
}

/** The letters of a plain scalar, or of one in single quotes between them: lines are folded. */
export function flowLetters(file: string, { start, end }: Span, isQuoted: boolean): Letters {
  const runs: Run[] = [];
  let from = start;
  for (const match of file.slice(start, end).matchAll(/(?<![ \t])[ \t]*(?:\r?\n[ \t]*)+/g)) {
    const at = start + match.index;
    runs.push(...part(file, from, at, isQuoted), foldedBreak(match[0], at));
    from = at + match[0].length;
  }
  return [...runs, ...part(file, from, end, isQuoted)];
}

/** One line break with the blanks around it is a blank; several are one fewer. */
function foldedBreak(found: string, at: number): Run {
  const breaks = found.split('\n').length - 1;
  return { text: breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), span: { start: at, end: at + found.length } };
}

function part(file: string, start: number, end: number, isQuoted: boolean): Letters {
  if (!isQuoted) return copied(file, start, end);
  const runs: Run[] = [];
  let from = start;
  for (let at = file.indexOf("''", start); at >= 0 && at < end; at = file.indexOf("''", from)) {
    runs.push(...copied(file, from, at), { text: "'", span: { start: at, end: at + 2 } });
    from = at + 2;
  }
  return [...runs, ...copied(file, from, end)];
}

const NAMED: Readonly<Record<string, string>> = {
  '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', N: '\u0085', _: '\u00a0',
  L: '\u2028', P: '\u2029', ' ': ' ', '"': '"', '/': '/', '\\': '\\', '\t': '\t',
}; // biome-ignore format: a table

const SPECIAL =
  /\\(?:\r?\n[ \t]*|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])|(?<![ \t])[ \t]*(?:\r?\n[ \t]*)+/g;

/** The letters of a scalar in double quotes, between them. */
export function doubleLetters(file: string, { start, end }: Span): Letters {
  const runs: Run[] = [];
  let from = start;
  for (const match of file.slice(start, end).matchAll(SPECIAL)) {
    const [found] = match;
    const at = start + match.index;
    runs.push(...copied(file, from, at));
    from = at + found.length;
    if (!found.startsWith('\\')) runs.push(foldedBreak(found, at));
    else if (!/^\\\r?\n/.test(found)) runs.push({ text: letterOf(found), span: { start: at, end: from } });
  }
  return [...runs, ...copied(file, from, end)];
}

function letterOf(found: string): string {
  const code = found.length > 2 ? Number.parseInt(found.slice(2), 16) : Number.NaN;
  if (Number.isNaN(code)) return NAMED[found.slice(1)] ?? found;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
