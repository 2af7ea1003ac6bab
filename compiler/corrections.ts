// What can be done about complaints: a table for those of the syntax, whose hint alone does not say it, and the hints
// that name a replacement. What is certain of it is done without asking; an editor offers the rest, too.

import type { Correction, Diagnostic, Source, Span } from '../grammar/index.ts';
import { findName } from './catalog/index.ts';

/** The correction of a complaint, certain or likely; undefined where there is none. Nobody has tried it yet. */
export function correctionOf(
  source: Source,
  { code, span, hint = '', fix }: Diagnostic,
): Correction | undefined {
  const text = source.text.slice(span.start, span.end);
  return fix ?? CORRECTIONS[code]?.(text, { source, span }) ?? fromHint(span, hint);
}

/**
 * The corrections of a complaint that are what was surely meant, or mean the same: one for each place, where several
 * were folded into it.
 */
export function certainCorrections(source: Source, diagnostic: Diagnostic): readonly Correction[] {
  const { code, fix, span, related = [], ...rest } = diagnostic;
  if (fix !== undefined) return [fix];
  const text = textAt(source, span);
  const isSure = CERTAIN.has(code) || (code === 'syntax-missing-semicolon' && isOnNewLine(source, span));
  if (!isSure) return [];
  // A hint is about the first place; elsewhere it holds where the same is written.
  const isAlike = (other: Span): boolean =>
    Object.hasOwn(CORRECTIONS, code) || textAt(source, other) === text;
  const others = related.map((one) => one.span).filter(isAlike);
  return [span, ...others].flatMap((place) => correctionOf(source, { ...rest, code, span: place }) ?? []);
}

const textAt = ({ text }: Source, { start, end }: Span): string => text.slice(start, end);

/** Complaints of which one knows what was meant, for each place of them. */
const CERTAIN: ReadonlySet<string> = new Set([
  'syntax-empty-statement', 'syntax-unusual-number', 'syntax-hex-number', 'syntax-json-escape', 'syntax-html-entity',
  'syntax-smart-quotes', 'syntax-single-quotes', 'syntax-quoted-formula', 'syntax-odd-blank', 'syntax-look-alike',
  'syntax-block-comment', 'syntax-hash-comment', 'syntax-percent-sign', 'syntax-unary-plus', 'syntax-declaration',
  'syntax-compound-assignment', 'syntax-single-logical', 'syntax-foreign-operator', 'syntax-word-operator',
  'type-wrong-target',
]); // biome-ignore format: a list

/** Whether a line ends between what stands before a place and the place. */
const isOnNewLine = (source: Source, span: Span): boolean =>
  /[\r\n]/.test(source.text.slice(afterBefore(source, span).start, span.start));

interface Place {
  readonly source: Source;
  readonly span: Span;
}

const put = (span: Span, text: string, title: string): Correction => ({ title, edits: [{ span, text }] });
const remove = (text: string, { span }: Place): Correction => put(span, '', `Remove ${shown(text)}`);
const replace =
  (by: (text: string) => string) =>
  (text: string, { span }: Place): Correction =>
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
const CORRECTIONS: Readonly<Record<string, (text: string, place: Place) => Correction | undefined>> = {
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
  'file-wrong-escape':          replace((text) => `\\${text}`),
  'file-groovy-variable':       replace((text) => `\\${text}`),
};

/** `a += 2` written out. */
function compound(text: string, { source, span }: Place): Correction | undefined {
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
function fromHint(span: Span, hint: string): Correction | undefined {
  const meant = /^did you mean `([^`]+)`\?$/.exec(hint)?.[1] ?? /^write ['`"](.+?)['`"]$/.exec(hint)?.[1];
  // What is told in brief is no replacement.
  if (meant === undefined || /\.\.\.|…/.test(meant)) return undefined;
  return put(span, meant, `${hint.startsWith('did') ? 'Change to' : 'Write'} ${shown(meant)}`);
}

/** What stages complain of, with what the stages before them do; each is silent while one before it finds errors. */
const STAGES = [/^syntax-/, /^(?:syntax|type)-/, /./] as const;

const errorsIn = (list: readonly Diagnostic[], stage: RegExp): number =>
  list.filter(({ code, severity }) => severity === 'error' && stage.test(code)).length;
/** The stages up to the first that finds errors: those that were not silent. */
function speaking(before: readonly Diagnostic[]): readonly RegExp[] {
  const at = STAGES.findIndex((stage) => errorsIn(before, stage) > 0);
  return at < 0 ? STAGES : STAGES.slice(0, at + 1);
}

/**
 * Whether a change brought errors. What a stage finds that was silent before is not new: it comes to light because the
 * errors before it are gone.
 */
export const bringsErrors = (before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean =>
  speaking(before).some((stage) => errorsIn(after, stage) > errorsIn(before, stage));

/** Whether a change makes things better: no new error, and fewer complaints with the codes it is `about`, or of all. */
export function isBetter(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  about?: ReadonlySet<string>,
): boolean {
  if (bringsErrors(before, after)) return false;
  const concerned = (list: readonly Diagnostic[]): number =>
    list.filter(({ code }) => about?.has(code) ?? true).length;
  const stage = speaking(before).at(-1)!;
  const isOfErrors = before.some(({ code, severity }) => severity === 'error' && about?.has(code) === true);
  const isFewer = errorsIn(after, stage) < errorsIn(before, stage);
  if (isOfErrors && !isFewer) return false;
  return (about === undefined && isFewer) || concerned(after) < concerned(before);
}
