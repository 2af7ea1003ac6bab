// A diagnostic for people: where, what, the line with a caret, and what to do; and its twin for JSON.

import {
  type Correction,
  type Diagnostic,
  lineText,
  placeAt,
  type Severity,
  type Source,
  type Span,
} from '../../grammar/index.ts';
import type { Problem } from '../files.ts';
import type { Style, Tone } from '../style.ts';

const TONES: Readonly<Record<Severity, Tone>> = { error: 'red', warning: 'yellow', info: 'blue' };

/** One diagnostic with its line and caret; ends with a line break. */
export function renderDiagnostic(source: Source, diagnostic: Diagnostic, style: Style): string {
  const { line, column } = placeAt(source, diagnostic.span.start);
  const name = harmless(source.name);
  const where = style('bold', `${name}:${line}:${column}:`);
  const what = `${style(TONES[diagnostic.severity], diagnostic.severity)}: ${harmless(diagnostic.message)} ${style('dim', `[${diagnostic.code}]`)}`;
  const hint =
    diagnostic.hint === undefined ? [] : [`  ${style('cyan', 'hint')}: ${harmless(diagnostic.hint)}`];
  const related = (diagnostic.related ?? []).map((other) => {
    const place = placeAt(source, other.span.start);
    return `  ${name}:${place.line}:${place.column}: ${harmless(other.message)}`;
  });
  return `${[`${where} ${what}`, ...frame(source, diagnostic, style), ...hint, ...related].join('\n')}\n`;
}

/** A text that is the user's, without what a terminal would obey: each such character is a blank. */
export const harmless = (text: string): string => text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, ' ');

/** The most of a line that is shown; a formula may be one line of 8192 characters. */
const WINDOW = 100;

/** The beginning of a line, without the blanks before it. */
export function lineInBrief(source: Source, line: number): string {
  const text = lineText(source, line).trim();
  return harmless(text.length > WINDOW ? `${text.slice(0, WINDOW)}…` : text);
}

function frame(source: Source, diagnostic: Diagnostic, style: Style): string[] {
  const { line, column } = placeAt(source, diagnostic.span.start);
  const text = lineText(source, line);
  const from = column > WINDOW - 20 ? column - 40 : 0;
  const before = from > 0 ? '…' : '';
  const piece = harmless(text.slice(from, from + WINDOW));
  const shown = before + piece + (text.length > from + WINDOW ? '…' : '');
  const at = column - 1 - from + before.length;
  const length = Math.max(
    1,
    Math.min(diagnostic.span.end - diagnostic.span.start, text.length - column + 1, shown.length - at),
  );
  const gutter = String(line);
  return [
    `  ${style('dim', `${gutter} |`)} ${shown}`,
    `  ${style('dim', `${' '.repeat(gutter.length)} |`)} ${' '.repeat(at)}${style(TONES[diagnostic.severity], '^'.repeat(length))}`,
  ];
}

/** A diagnostic in the shape `check --json` prints. */
export function diagnosticJson(source: Source, diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, message, hint, related } = diagnostic;
  return {
    file: source.name,
    code,
    severity,
    message,
    ...placeJson(source, diagnostic.span),
    ...(hint !== undefined && { hint }),
    ...(related !== undefined && {
      related: related.map((other) => ({ message: other.message, ...placeJson(source, other.span) })),
    }),
    ...(diagnostic.fix !== undefined && { fix: fixJson(source, diagnostic.fix) }),
  };
}

function fixJson(source: Source, { title, edits }: Correction): Readonly<Record<string, unknown>> {
  return {
    title,
    edits: edits.map(({ span, text }) => ({ ...placeJson(source, span), text })),
  };
}

function placeJson(source: Source, span: Span) {
  const [start, end] = [placeAt(source, span.start), placeAt(source, span.end)];
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** A problem with a file or with the usage; ends with a line break. */
export function renderProblem(problem: Problem, style: Style): string {
  const hint = problem.hint === undefined ? '' : `\n  ${style('cyan', 'hint')}: ${problem.hint}`;
  return `${style('red', 'error')}: ${problem.message}${hint}\n`;
}

/** The closing line of a list of diagnostics: `2 errors, 1 warning`; empty when there are none. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => [diagnostics.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
    .join(', ');
}
