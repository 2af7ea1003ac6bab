// What an editor can do about a complaint at a click. A fix is offered only after it was tried: the complaint must
// be gone and no error new.

import { createSource, type Diagnostic, type Source, type Span } from '../../grammar/index.ts';
import { findName } from '../catalog/index.ts';
import { inspect } from '../inspect.ts';
import { type Analysis, analyse } from './analysis.ts';
import { applyEdits, type Edit, editBetween } from './edit.ts';

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
}

/** The fixes of all complaints that touch a span, in their order. */
export function fixes(analysis: Analysis, { start, end }: Span): readonly Fix[] {
  return analysis.diagnostics
    .filter(({ span }) => span.start <= end && start <= span.end)
    .flatMap((diagnostic) => fixOf(analysis, diagnostic) ?? []);
}

/** Each fix is tried, so there is a bound on how many; and some can only be seen when others are done. */
const MOST_FIXES = 50;
const MOST_ROUNDS = 5;

/** Everything that can be fixed, fixed: the edit that does it. */
export function fixAll({ source }: Analysis): readonly Edit[] {
  let { text } = source;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = fixesTogether(analyse(createSource(source.name, text, source.placeholders)));
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
  }
  return editBetween(source.text, text);
}

/** The fixes of the first complaints, those left out that would touch another. */
function fixesTogether(analysis: Analysis): readonly Edit[] {
  const first = analysis.diagnostics.slice(0, MOST_FIXES);
  const all = first.flatMap((diagnostic) => fixOf(analysis, diagnostic)?.edits ?? []);
  const apart = all.filter(({ span }, index) =>
    all.slice(0, index).every((other) => other.span.end < span.start || span.end < other.span.start),
  );
  return helps(analysis, apart) ? apart : [];
}

function fixOf(analysis: Analysis, diagnostic: Diagnostic): Fix | undefined {
  const { source } = analysis;
  const { code, span, hint = '' } = diagnostic;
  const text = source.text.slice(span.start, span.end);
  const made = diagnostic.fix ?? FIXES[code]?.(text, { source, span }) ?? fromHint(span, hint);
  return made !== undefined && helps(analysis, made.edits, diagnostic) ? { ...made, diagnostic } : undefined;
}

type Draft = Omit<Fix, 'diagnostic'>;

interface Place {
  readonly source: Source;
  readonly span: Span;
}

const put = (span: Span, text: string, title: string): Draft => ({ title, edits: [{ span, text }] });
const remove = (text: string, { span }: Place): Draft => put(span, '', `Remove ${shown(text)}`);
const replace =
  (by: (text: string) => string) =>
  (text: string, { span }: Place): Draft =>
    put(span, by(text), `Write ${shown(by(text))}`);
const shown = (text: string): string => `\`${text.replace(/\s+/g, ' ').slice(0, 60)}\``;

/** Without the quotes, escapes and entities around it, whatever they are. */
const unquoted = (text: string): string =>
  text
    .replace(/^(?:\\*["'`“”„‟«»″＂‘’‚‛‹›′]|&quot;)/, '')
    .replace(/(?:\\*["'`“”„‟«»″＂‘’‚‛‹›′]|&quot;)$/, '');
const quoted = (text: string): string => `"${unquoted(text)}"`;

/** What is certain about complaints of the syntax, by their codes. Hints that name the replacement need no row. */
// biome-ignore format: table
const FIXES: Readonly<Record<string, (text: string, place: Place) => Draft | undefined>> = {
  'syntax-empty-statement':     remove,
  'syntax-json-escape':         (text, place) => (text.includes('"') ? replace(quoted)(text, place) : undefined),
  'syntax-smart-quotes':        replace(quoted),
  'syntax-single-quotes':       replace(quoted),
  'syntax-quoted-formula':      replace(unquoted),
  'syntax-unterminated-string': (_, { span }) => put({ start: span.end, end: span.end }, '"', 'Close it with `"`'),
  'syntax-broken-string':       replace((text) => text.replace(/\s*[\r\n]+\s*/g, ' ')),
  'syntax-odd-blank':           replace(() => ' '),
  'syntax-block-comment':       replace((text) => text.replace(/^\/\*+\s?|\s*\*+\/$/g, '').split('\n').map((line) => `// ${line.replace(/^\s*\*? ?/, '')}`.trimEnd()).join('\n')),
  'syntax-hash-comment':        replace((text) => text.replace(/^#+/, '//')),
  'syntax-percent-sign':        remove,
  'syntax-unary-plus':          remove,
  'syntax-declaration':         (text, { source, span }) => remove(text, { source, span: { start: span.start, end: span.end + /^\s*/.exec(source.text.slice(span.end))![0].length } }),
  'syntax-compound-assignment': compound,
  'syntax-missing-semicolon':   (_, { source, span }) => put(afterBefore(source, span), ';', 'End the statement with `;`'),
  'syntax-missing-parenthesis': (_, { span }) => put({ start: span.start, end: span.start }, ')', 'Close it with `)`'),
  'syntax-stray-parenthesis':   remove,
  'syntax-unexpected-character': remove,
  'syntax-equals-in-expression': replace(() => '=='),
  'type-wrong-target':          (text, place) => (/^["'].*["']$/.test(text) && findName(unquoted(text))?.kind === 'option' ? replace(unquoted)(text, place) : undefined),
  'type-vector-as-number':      replace((text) => `max(0, ${text})`),
};

/** `a += 2` written out. */
function compound(text: string, { source, span }: Place): Draft | undefined {
  const name = /(\$?[A-Za-z_]\w*)\s*$/.exec(source.text.slice(0, span.start))?.[1];
  const operator = text.slice(0, -1);
  if (name === undefined || !['+', '-', '*', '/'].includes(operator)) return undefined;
  return put(span, `= ${name} ${operator}`, `Write \`${name} = ${name} ${operator} ...\``);
}

/** The end of what stands before a span, comments and blanks skipped. */
function afterBefore({ text }: Source, { start }: Span): Span {
  const before = text.slice(0, start).replace(/(?:\s|\/\/[^\r\n]*(?=[\r\n]))+$/, '');
  return { start: before.length, end: before.length };
}

/** A replacement that the hint names in full: did you mean it, or write it. */
function fromHint(span: Span, hint: string): Draft | undefined {
  const meant = /^did you mean `([^`]+)`\?$/.exec(hint)?.[1] ?? /^write ['`"](.+?)['`"]$/.exec(hint)?.[1];
  if (meant === undefined || meant.includes('...')) return undefined;
  return put(span, meant, `${hint.startsWith('did') ? 'Change to' : 'Write'} ${shown(meant)}`);
}

const isSyntaxError = ({ code, severity }: Diagnostic): boolean =>
  severity === 'error' && code.startsWith('syntax-');

/**
 * Whether edits make things better: no new error, and one complaint fewer of the kind they are about. Behind an error of
 * the syntax, types and names are not looked at; what comes to light when it is gone is not new.
 */
function helps(
  { source, diagnostics: before }: Analysis,
  edits: readonly Edit[],
  about?: Diagnostic,
): boolean {
  if (edits.length === 0) return false;
  const after = inspect(
    createSource(source.name, applyEdits(source.text, edits), source.placeholders),
  ).diagnostics;
  const count = (list: readonly Diagnostic[]): number =>
    list.filter(({ code }) => about === undefined || code === about.code).length;
  const isBroken = before.some(isSyntaxError);
  const errorsOf = (list: readonly Diagnostic[]): number =>
    list.filter((one) => (isBroken ? isSyntaxError(one) : one.severity === 'error')).length;
  const allowed = errorsOf(before) - (about?.severity === 'error' ? 1 : 0);
  // Of a formula that is broken no advice is given; what is given when it is whole is not new either.
  const isWhole = about === undefined && errorsOf(after) < errorsOf(before);
  return errorsOf(after) <= allowed && (isWhole || count(after) < count(before));
}
