// Formulas laid out where they stand: only blanks and line breaks of the file change, indentation stays, and what
// was written is read again to be sure that it is the same formula.

import { parse, print } from '../../grammar/index.ts';
import { applyEdits, type Edit } from '../assist/edit.ts';
import { editsInFile } from './edits.ts';
import { type EmbeddedFormula, sourceOf } from './embedded.ts';

/** A file with its formulas laid out. */
export interface LaidOut {
  readonly text: string;
  /** Formulas that cannot be changed where they stand, such as one beside a comment of YAML on its line. */
  readonly refused: readonly EmbeddedFormula[];
}

/** A formula and what it shall be. */
export interface Change {
  readonly formula: EmbeddedFormula;
  readonly wanted: string;
  /** The edits that make the one of the other. */
  readonly edits: readonly Edit[];
}

/** Lays out formulas without errors. `read` finds the formulas of a changed text, in the same order. */
export function layOutInFile(
  file: string,
  formulas: readonly EmbeddedFormula[],
  read: (text: string) => readonly EmbeddedFormula[],
): LaidOut {
  const changes = formulas.map((formula): Change => {
    const wanted = laidOut(formula);
    return { formula, wanted, edits: blankEdits(formula.text, wanted) };
  });
  return rewriteInFile(file, changes, read);
}

/** Changes formulas where they stand. `read` finds the formulas of a changed text, in the same order. */
export function rewriteInFile(
  file: string,
  changes: readonly Change[],
  read: (text: string) => readonly EmbeddedFormula[],
): LaidOut {
  const wanted = changes.map((change) => change.wanted);
  const edits = changes.map((change) => editsInFile(file, change.formula, change.edits));
  if (edits.every((one) => one.length === 0)) return { text: file, refused: [] };
  const all = applyEdits(file, edits.flat());
  if (isRead(read(all), wanted)) return { text: all, refused: [] };
  // Something cannot be written; each is tried alone, and those that can are written together.
  const fits = changes.map((_, at) =>
    isRead(
      read(applyEdits(file, edits[at]!)),
      changes.map(({ formula, wanted: text }, other) => (other === at ? text : formula.text)),
    ),
  );
  return {
    text: applyEdits(file, edits.filter((_, at) => fits[at]).flat()),
    refused: changes.filter((_, at) => !fits[at]).map(({ formula }) => formula),
  };
}

/** Whether these are the formulas that were to be written; line breaks are the file's own. */
function isRead(found: readonly EmbeddedFormula[], wanted: readonly string[]): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').replace(/[\ue000-\uf8ff]/g, '\ue000');
  return found.length === wanted.length && found.every(({ text }, at) => plain(text) === plain(wanted[at]!));
}

/** Styles whose text stands in the file line by line. */
const BY_LINES = /^(heredoc|.*-lines)$/;
/** Of these, the ones whose first line begins where a line of the file does. */
const FROM_LINE_START = /^(heredoc|bicep-lines|yaml-lines)$/;

/** The formula's text laid out, with the blanks around it and the indentation of its lines as they were. */
function laidOut(formula: EmbeddedFormula): string {
  const { text, writing } = formula;
  const source = sourceOf('', formula);
  const printed = print(parse(source).formula, source);
  if (printed === text) return text;
  const { style } = writing;
  const [lead, tail] = [/^\s*/.exec(text)![0], /\s*$/.exec(text)![0]];
  const head = lead.includes('\n') ? '\n' : '';
  const isByLines = BY_LINES.test(style) && writing.anew === undefined;
  const startsLine = head !== '' || FROM_LINE_START.test(style);
  const base = isByLines ? sharedIndent(text, startsLine) : '';
  const body = printed.trimEnd().replace(/\n(?=[^\n])/g, `\n${base}`);
  const foot = tail.includes('\n') ? `\n${/[^\n]*$/.exec(tail)![0]}` : '';
  const result = `${head}${startsLine ? base : ''}${body}${foot}`;
  return text.includes('\r\n') ? result.replace(/\r?\n/g, '\r\n') : result;
}

/** The blanks that all lines begin with; the first line counts when it begins where a line of the file does. */
function sharedIndent(text: string, startsLine: boolean): string {
  const lines = text.split('\n').slice(startsLine ? 0 : 1);
  let shared: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const blanks = /^[ \t]*/.exec(line)![0];
    if (shared === undefined || blanks.length < shared.length) shared = blanks;
  }
  return shared ?? '';
}

/** The edits that make one text of another that differs in blanks, and in semicolons and parentheses at most. */
function blankEdits(before: string, after: string): Edit[] {
  const edits: Edit[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [nextA, nextB] = [blankEnd(before, a), blankEnd(after, b)];
    const text = after.slice(b, nextB);
    if (before.slice(a, nextA) !== text) edits.push({ span: { start: a, end: nextA }, text });
    [a, b] = [nextA, nextB];
    if (a === before.length && b === after.length) return merged(edits);
    if (before[a] === after[b]) {
      a++;
      b++;
    } else if (isOptional(before[a])) edits.push({ span: { start: a, end: ++a }, text: '' });
    else if (isOptional(after[b])) edits.push({ span: { start: a, end: a }, text: after[b++]! });
    else return merged([...edits, { span: { start: a, end: before.length }, text: after.slice(b) }]);
  }
}

const isOptional = (letter: string | undefined): boolean => letter !== undefined && ';()'.includes(letter);

const BLANKS = /\s*/y;
function blankEnd(text: string, at: number): number {
  BLANKS.lastIndex = at;
  BLANKS.test(text);
  return BLANKS.lastIndex;
}

/** Edits that touch become one. */
function merged(edits: readonly Edit[]): Edit[] {
  const found: Edit[] = [];
  for (const edit of edits) {
    const before = found.at(-1);
    if (before?.span.end !== edit.span.start) found.push(edit);
    else
      found[found.length - 1] = {
        span: { start: before.span.start, end: edit.span.end },
        text: before.text + edit.text,
      };
  }
  return found;
}
