// Texts of Groovy, in its six kinds of quotes. Nextflow fills `{{...}}` in formulas by itself.
// https://groovy-lang.org/syntax.html#all-strings

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { findName } from '../catalog/index.ts';
import { complaints } from './diagnostics.ts';
import type { HostText } from './host.ts';
import { copied, hole, type Letters, type Run, withHoles } from './letters.ts';
import type { Style } from './writing.ts';

/** A kind of quotes: how it opens and closes, how it is written, and whether variables are filled in. */
interface Quotes {
  readonly open: string;
  readonly close: string;
  readonly style: Style;
  readonly fills: boolean;
  /** What a backslash may stand before; everything that has a meaning elsewhere stays as it is. */
  readonly escapes: RegExp;
}

const ESCAPES = /\\(?:u+[\da-fA-F]{4}|\r?\n|[\s\S])/g;
const SLASHES = /\\(?:u+[\da-fA-F]{4}|\/)/g;
const DOLLARS = /\$[$/]/g;

// biome-ignore format: a table
const QUOTES: readonly Quotes[] = [
  { open: "'''", close: "'''", style: 'groovy-lines',        fills: false, escapes: ESCAPES },
  { open: '"""', close: '"""', style: 'groovy-double-lines', fills: true,  escapes: ESCAPES },
  { open: "'",   close: "'",   style: 'groovy',              fills: false, escapes: ESCAPES },
  { open: '"',   close: '"',   style: 'groovy-double',       fills: true,  escapes: ESCAPES },
  { open: '$/',  close: '/$',  style: 'groovy-double-lines', fills: true,  escapes: DOLLARS },
  { open: '/',   close: '/',   style: 'groovy-slashes',      fills: true,  escapes: SLASHES },
];

/** The quotes that open at an offset, and where they close; undefined where none open or nothing closes them. */
export function quotesAt(
  text: string,
  start: number,
): { readonly quotes: Quotes; readonly end?: number } | undefined {
  const quotes = QUOTES.find(({ open }) => text.startsWith(open, start));
  if (quotes === undefined) return undefined;
  const { open, close, style, fills } = quotes;
  const isOneLine = open.length === 1 && style !== 'groovy-slashes';
  for (let at = start + open.length; at < text.length; at++) {
    if (text.startsWith(close, at)) return { quotes, end: at + close.length };
    if (text[at] === '\\') at++;
    else if (fills && text.startsWith('${', at)) at = closingBrace(text, at) - 1;
    else if (open === '$/' && text[at] === '$') at++;
    else if (isOneLine && text[at] === '\n') break;
  }
  return { quotes };
}

/** A text inside of what is filled in, whose braces do not count: `${tags.collect { it + "}" }}`. */
const INSIDE = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;

/** The offset after the brace that closes what `${` at an offset opens; only the line is looked at. */
function closingBrace(text: string, at: number): number {
  let open = 0;
  for (let next = at + 1; next < text.length && text[next] !== '\n'; next++) {
    INSIDE.lastIndex = next;
    const inside = INSIDE.exec(text)?.[0].length ?? 0;
    if (inside > 0) next += inside - 1;
    else if (text[next] === '{') open++;
    else if (text[next] === '}' && --open === 0) return next + 1;
  }
  return at + 2;
}

/** A text in quotes; the span has them. */
export function quotedText(
  file: string,
  span: Span,
  {
    open,
    close,
    isOpen,
    ...quotes
  }: Quotes & { readonly isOpen: boolean; readonly diagnostics: Diagnostic[] },
): HostText {
  const inner = { start: span.start + open.length, end: span.end - (isOpen ? 0 : close.length) };
  const letters = (): Letters => withHoles(read(file, inner, quotes), /\{\{[^{}\n]*\}\}/g);
  return { kind: 'text', letters, writing: { style: quotes.style, indent: '' }, span, inner, isOpen };
}

const NAMED: Readonly<Record<string, string>> = {
  n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', s: ' ', '\\': '\\', "'": "'", '"': '"', $: '$', '/': '/', '\n': '', '\r\n': '',
}; // biome-ignore format: a table

type Reading = Pick<Quotes, 'fills' | 'escapes'> & { readonly diagnostics: Diagnostic[] };

function read(file: string, { start, end }: Span, { fills, escapes, diagnostics }: Reading): Letters {
  const runs: Run[] = [];
  const text = file.slice(start, end);
  let from = start;
  for (const match of text.matchAll(escapes)) {
    const [found] = match;
    const at = start + match.index;
    runs.push(...plain(file, { start: from, end: at }, { fills, diagnostics }));
    from = at + found.length;
    const span = { start: at, end: from };
    const code = /^\\u+([\da-fA-F]{4})$/.exec(found)?.[1];
    const letter =
      code === undefined ? NAMED[found.slice(1)] : String.fromCharCode(Number.parseInt(code, 16));
    if (letter !== undefined && letter !== '') runs.push({ text: letter, span });
    else if (letter === undefined) {
      runs.push(...copied(file, at, from));
      diagnostics.push(complaints['wrong-escape'](span, { found, format: 'Groovy' }));
    }
  }
  return [...runs, ...plain(file, { start: from, end }, { fills, diagnostics })];
}

/** A part without escapes; in quotes that fill in variables, those are holes. */
function plain(
  file: string,
  { start, end }: Span,
  { fills, diagnostics }: { readonly fills: boolean; readonly diagnostics: Diagnostic[] },
): Letters {
  if (!fills) return copied(file, start, end);
  const runs: Run[] = [];
  const text = file.slice(start, end);
  let from = start;
  for (const match of text.matchAll(/\$(?:\{|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g)) {
    const [found] = match;
    const at = start + match.index;
    if (at < from) continue;
    const [name] = /^\$\w+/.exec(found) ?? [];
    runs.push(...copied(file, from, at));
    from = name === undefined ? Math.min(end, closingBrace(file, at)) : at + found.length;
    if (name === undefined || !isOfFormula(text, name)) runs.push(...hole({ start: at, end: from }));
    else {
      runs.push(...copied(file, at, from));
      const place = { start: at, end: at + name.length };
      diagnostics.push(complaints['groovy-variable'](place, { name }));
    }
  }
  return [...runs, ...copied(file, from, end)];
}

/** A name of the service, or one that the formula assigns. */
function isOfFormula(text: string, name: string): boolean {
  if (findName(name) !== undefined) return true;
  const at = text.indexOf(name);
  return /^\s*=(?!=)/.test(text.slice(at + name.length, at + name.length + 20));
}
