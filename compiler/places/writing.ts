// How text is written back into the place a formula was taken from: escapes redone, by the style of its quotes.

import type { Span } from '../../grammar/index.ts';

/** How a text stands in its file. */
export type Style = keyof typeof ESCAPES;

export interface Writing {
  readonly style: Style;
  /** What every line after the first begins with in the file and not in the text. */
  readonly indent: string;
  /** Set when only the text as a whole can be written anew, in another style. */
  readonly anew?: Anew;
}

/** A text of YAML that is laid out by its lines' ends: it is replaced as a whole. */
export interface Anew {
  /** Whether it stands between braces or brackets, where no text may span lines. */
  readonly isFlow: boolean;
  /** The text with its quotes or marks. */
  readonly outer: Span;
  /** How far what it stands in is indented. */
  readonly indent: number;
}

/** Where a text is written: how it stands there, the file's line break, and the letter that follows in the text. */
export interface Spot {
  readonly writing: Writing;
  readonly newline: string;
  readonly next?: string;
}

/** The text as it has to stand in the file, without quotes. */
export function encode(text: string, { writing: { style, indent }, newline, next = '' }: Spot): string {
  return ESCAPES[style](text).replace(/\r?\n/g, (found, at: number, whole: string) => {
    const follows = whole.slice(at + found.length, at + found.length + 1) || next;
    return /[^\r\n]/.test(follows) ? newline + indent : newline;
  });
}

const quotedJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Line breaks that are left are written as the file's own. */
// biome-ignore format: a table
const ESCAPES = {
  'plain':          (text: string) => text,
  'json':           quotedJson,
  'arm':            (text: string) => quotedJson(text.replaceAll("'", "''")),
  'terraform-json': (text: string) => quotedJson(templated(text)),
  'terraform':      (text: string) => templated(quotedJson(text)),
  'heredoc':        (text: string) => templated(text),
  'bicep':          (text: string) => escaped(text, "'").replaceAll('${', '\\${'),
  'bicep-lines':    (text: string) => text,
  'groovy':         (text: string) => escaped(text, "'"),
  'groovy-double':  (text: string) => escaped(text, '"').replaceAll('$', '\\$'),
  'groovy-lines':   (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'''", "\\'''"),
  'groovy-double-lines': (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""').replaceAll('$', '\\$'),
  'groovy-slashes': (text: string) => text.replaceAll('/', '\\/').replaceAll('$', '\\$'),
  'yaml-lines':     (text: string) => text,
  'yaml-double':    quotedJson,
  'yaml-single':    (text: string) => text.replaceAll("'", "''"),
  'yaml-plain':     (text: string) => text,
};

const templated = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&');

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const escaped = (text: string, quote: string): string =>
  text.replace(/[\n\r\t\\]/g, (letter) => NAMED[letter]!).replaceAll(quote, `\\${quote}`);

/** A text of YAML in the style that fits it, with its quotes or marks: in one line, in quotes, or as a block. */
export function writeAnew(
  text: string,
  { style, anew }: Writing & { readonly anew: Anew },
  newline: string,
): string {
  if (!/\n/.test(text.trimEnd()) && style !== 'yaml-lines')
    return style === 'yaml-plain' && isPlain(text) ? text : `'${ESCAPES['yaml-single'](text)}'`;
  if (anew.isFlow) return `"${quotedJson(text)}"`;
  const indent = ' '.repeat(anew.indent + 2);
  const lines = text.trimEnd().split(/\r?\n/);
  const block = lines.map((line) => (line === '' ? '' : indent + line)).join(newline);
  const chomping = /\n$/.test(text) ? '' : '-';
  return `|${chomping}${newline}${block}${style === 'yaml-lines' ? newline : ''}`;
}

/** Whether a text needs no quotes in YAML. */
const isPlain = (text: string): boolean => /^[$A-Za-z]/.test(text) && !/: |:$| #|[{}[\],"']/.test(text);
