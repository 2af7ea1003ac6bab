// What a text is that was pasted where a formula should stand: a file with formulas in it, a formula with escapes or with
// typographic signs. The readers of all formats come with it, so it is loaded when something was pasted.

import {
  analyse,
  applyEdits,
  fixAll,
  inspect,
  PLACE_FORMATS,
  type PlaceFormat,
  placesIn,
  speaksOfFormulas,
} from '../compiler/index.ts';
import { createSource } from '../grammar/index.ts';
import type { Wrapped } from './formula-questions.ts';
import { isOneString } from './one-string.ts';

/** Longer texts are no formulas in anything that people paste. */
const MOST_PASTED = 2_000_000;

/** Formats of files, in the order in which they are tried on a text whose name nobody knows. */
const TRIED: readonly PlaceFormat[] = ['json', 'terraform', 'bicep', 'nextflow', 'yaml'];

/** What a text is that stands where a formula should; null when it is a formula, good or bad. */
export function answerPlaces({ text }: { readonly text: string }): Wrapped | null {
  if (text.length > MOST_PASTED || (errorsIn(text) === 0 && !isOneString(text))) return null;
  return file(text) ?? quoted(text) ?? typographic(text) ?? null;
}

const errorsIn = (text: string): number =>
  inspect(createSource('formula', text)).diagnostics.filter(({ severity }) => severity === 'error').length;

/** A file with formulas in it. */
function file(text: string): Wrapped | undefined {
  if (!speaksOfFormulas(text)) return undefined;
  for (const format of TRIED) {
    const { formulas } = placesIn('pasted', text, format);
    const sound = formulas.filter((one) => one.text.trim() !== '' && one.text !== text);
    if (sound.length === 0) continue;
    return {
      what: PLACE_FORMATS[format].title,
      formulas: sound.map((one) => ({ label: one.path.join(' › '), text: one.text })),
    };
  }
  return undefined;
}

/** The text of a JSON string: with or without its quotes. */
function quoted(text: string): Wrapped | undefined {
  const inner = text.trim().replace(/^"([\s\S]*)"[,;]?$/, '$1');
  const isString = isOneString(text);
  if (!isString && !/\\["nrt\\]/.test(inner)) return undefined;
  const plain = unescaped(inner);
  if (plain === text || errorsIn(plain) >= (isString ? 1 : errorsIn(text))) return undefined;
  return {
    what: inner === plain ? 'text in quotes' : 'text with the escapes of JSON (`\\"` and `\\n`)',
    formulas: [{ label: 'formula', text: plain }],
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/\\([nrt"\\/])/g, (_, sign: string) => ESCAPES[sign] ?? sign);

/** What word processors and chats make of a formula: the fixes that editors offer undo it. */
function typographic(text: string): Wrapped | undefined {
  if (!/[“”„‟‘’«»\u00a0–—×÷≤≥≠]/.test(text)) return undefined;
  const plain = applyEdits(text, fixAll(analyse(createSource('formula', text))));
  if (plain === text || errorsIn(plain) >= errorsIn(text)) return undefined;
  return {
    what: 'text with typographic signs (such as “ and ”)',
    formulas: [{ label: 'formula', text: plain }],
  };
}
