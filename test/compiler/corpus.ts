// Cases of the compiler as text: `=== title`, a formula, `---`, and what must come out. Expectations are
// rewritten by `UPDATE=1 npx vitest run test/compiler` and then read as a diff.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Compilation, compile, dump } from '../../compiler/index.ts';
import { createSource, type Diagnostic, placeAt, type Source } from '../../grammar/index.ts';

export interface Case {
  readonly title: string;
  readonly formula: string;
  readonly expected: string;
}

const folder = new URL('./corpus/', import.meta.url);

/** The files of one kind of corpus: `programs` or `complaints`. */
export const corpusFiles = (kind: string): readonly string[] =>
  readdirSync(new URL(`${kind}/`, folder)).filter((name) => name.endsWith('.txt'));

export function readCases(kind: string, file: string): readonly Case[] {
  const blocks = readFileSync(new URL(`${kind}/${file}`, folder), 'utf8')
    .split(/^=== /m)
    .slice(1);
  return blocks.map((block) => {
    const [head = '', expected = ''] = block.split(/^---\n/m);
    const title = head.slice(0, head.indexOf('\n'));
    return { title, formula: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
  });
}

/** Rewrites the expectations of a file when the tests are run to update them. */
export function updateCases(kind: string, file: string, answer: (formula: string) => string): void {
  if (process.env.UPDATE !== '1') return;
  const blocks = readCases(kind, file).map(
    ({ title, formula }) => `=== ${title}\n${formula}\n---\n${answer(formula).trimEnd()}\n`,
  );
  writeFileSync(new URL(`${kind}/${file}`, folder), blocks.join('\n'));
}

export const compileText = (text: string): Compilation => compile(createSource('formula', text));

/** Complaints as lines: place, severity, code, message, hint, and the other places that belong to it. */
export function showComplaints(text: string): string {
  const source = createSource('formula', text);
  const { diagnostics } = compile(source);
  return diagnostics.map((diagnostic) => showComplaint(source, diagnostic)).join('\n') || 'no complaints';
}

function showComplaint(
  source: Source,
  { code, severity, message, span, hint, related = [] }: Diagnostic,
): string {
  const at = (offset: number) => {
    const { line, column } = placeAt(source, offset);
    return `${line}:${column}`;
  };
  const tail = hint === undefined ? '' : ` (hint: ${hint})`;
  const others = related.map((other) => `\n  ${at(other.span.start)} ${other.message}`).join('');
  return `${at(span.start)} ${severity} ${code} ${message}${tail}${others}`;
}

/** The program as text. */
export function showProgram(text: string): string {
  const { program } = compileText(text);
  return program === undefined ? 'no program' : dump(program);
}
