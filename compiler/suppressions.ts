// Comments that say which complaints are not wanted: `// lazurite-disable-next-line lint-no-cap -- the quota is enough`.
// Also `lazurite-disable-line` at the end of a line, and `lazurite-disable` for the whole formula.

import {
  type Comment,
  type Diagnostic,
  type Formula,
  placeAt,
  type Source,
  type Span,
} from '../grammar/index.ts';
import { directives } from './diagnostics.ts';
import { nearestOf } from './suggest.ts';

/** A code that a comment names, and where the comment applies. */
interface Suppression {
  readonly code: string;
  readonly span: Span;
  readonly comment: Comment;
  /** The line whose complaints are meant; every line when absent. */
  readonly line?: number;
  /** Whether the comment names this code only, so that the whole comment goes with it. */
  readonly isAlone: boolean;
}

export interface Suppressed {
  readonly kept: readonly Diagnostic[];
  /** What is wrong with the comments themselves. */
  readonly complaints: readonly Diagnostic[];
}

export interface SuppressOptions {
  /** Every code there is. */
  readonly codes: ReadonlySet<string>;
  /** Codes that were not looked for, so that nobody can say that their suppressions are of no use. */
  readonly isIdle: (code: string) => boolean;
}

const DIRECTIVE =
  /^\/\/\s*lazurite-(disable-next-line|disable-line|disable)\b(?:\s+(.*?))?(?:\s+--\s.*)?\s*$/;
/** Something that was meant to be one. */
const ALMOST = /^\/\/\s*lazurite-(\S+)/;

/** Takes out the complaints that comments do not want. What the service refuses cannot be taken out. */
export function suppress(
  source: Source,
  formula: Formula,
  found: readonly Diagnostic[],
  { codes, isIdle }: SuppressOptions,
): Suppressed {
  const complaints: Diagnostic[] = [];
  const suppressions = formula.comments.flatMap((comment) => readComment(source, comment, codes, complaints));
  if (suppressions.length === 0) return { kept: found, complaints };
  const used = new Set<Suppression>();
  const kept = found.filter((diagnostic) => {
    if (diagnostic.severity === 'error' && diagnostic.code.startsWith('syntax-')) return true;
    const { line } = placeAt(source, diagnostic.span.start);
    const meant = suppressions.filter((one) => one.code === diagnostic.code && (one.line ?? line) === line);
    for (const one of meant) used.add(one);
    return meant.length === 0;
  });
  for (const one of suppressions)
    if (!used.has(one) && !isIdle(one.code)) complaints.push(complainUnused(source, one));
  return { kept, complaints };
}

function readComment(
  source: Source,
  comment: Comment,
  codes: ReadonlySet<string>,
  complaints: Diagnostic[],
): readonly Suppression[] {
  const { text, span } = comment;
  const match = DIRECTIVE.exec(text);
  if (match === null) {
    const word = ALMOST.exec(text)?.[1];
    if (word !== undefined)
      complaints.push(directives['unknown-directive'](span, { word: `lazurite-${word}` }));
    return [];
  }
  const named = [...(match[2] ?? '').matchAll(/[^\s,]+/g)];
  if (named.length === 0) complaints.push(directives['no-code'](span));
  const from = span.start + text.indexOf(match[2] ?? '', text.indexOf(match[1]!) + match[1]!.length);
  return named.flatMap(({ 0: code, index }) => {
    const at = { start: from + index, end: from + index + code.length };
    if (!codes.has(code)) {
      const near = nearestOf(code, [...codes]);
      const hint = near === undefined ? 'docs/diagnostics.md has them all' : `did you mean \`${near}\`?`;
      complaints.push(directives['unknown-code'](at, { code, hint }));
      return [];
    }
    const line = lineOf(source, match[1]!, span);
    return [{ code, span: at, comment, isAlone: named.length === 1, ...(line !== undefined && { line }) }];
  });
}

/** The line a comment is about; comments and blank lines in between do not count. */
function lineOf(source: Source, directive: string, { start, end }: Span): number | undefined {
  if (directive === 'disable') return undefined;
  if (directive === 'disable-line') return placeAt(source, start).line;
  const gap = /^(?:\s*(?:\/\/[^\n]*)?\n)*\s*/.exec(source.text.slice(end))![0].length;
  return placeAt(source, end + gap).line;
}

function complainUnused(source: Source, { code, span, comment, isAlone }: Suppression): Diagnostic {
  const complaint = directives['unused-suppression'](span, { code });
  if (!isAlone) return complaint;
  const fix = { title: 'Remove the comment', edits: [{ span: wholeComment(source, comment), text: '' }] };
  return { ...complaint, fix };
}

/** A comment with the blanks before it, and with its line when nothing else stands there. */
function wholeComment({ text }: Source, { span: { start, end } }: Comment): Span {
  const before = /[^\S\n]*$/.exec(text.slice(0, start))![0].length;
  const from = start - before;
  const isOwnLine = from === 0 || text[from - 1] === '\n';
  const rest = isOwnLine ? /^[^\S\n]*\n?/.exec(text.slice(end))![0].length : 0;
  return { start: from, end: end + rest };
}
