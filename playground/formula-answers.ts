// What the page's own worker answers besides the language server's protocol: each a pure function of a text.

import {
  analyse,
  applyEdits,
  type Explanation,
  explain,
  fixAll,
  inspect,
  lintDirectives,
  PLACE_FORMATS,
  type PlaceFormat,
  placesIn,
  RULES,
  speaksOfFormulas,
  textMateGrammar,
  typeComplaints,
} from '../compiler/index.ts';
import { createSource, type DiagnosticRow, syntaxComplaints } from '../grammar/index.ts';
import type { ColourRule, NameRow, Names, RuleProse, Wrapped } from './formula-questions.ts';

interface Text {
  readonly text: string;
}

/** A formula read back, statement by statement. */
export function answerNames({ text }: Text): Names {
  const { program } = analyse(createSource('formula', text));
  const { statements, reads, failures }: Explanation = explain(program);
  const rows = statements.map(({ name, line, type, range, sentence, arms }, at): NameRow => {
    const step = program.steps[at];
    const isTarget = step?.kind === 'assign' && step.target !== undefined;
    return { ...(name !== undefined && { name }), line, type, range, meaning: sentence, arms, isTarget };
  });
  return { rows, reads, failures };
}

/** The rows that document complaints about formulas, by their codes. */
const DOCUMENTED: Readonly<Record<string, DiagnosticRow>> = {
  ...syntaxComplaints.rows,
  ...typeComplaints.rows,
  ...Object.fromEntries(RULES.map(({ code, row }) => [code, row])),
  ...lintDirectives.rows,
};

/** What a complaint means; null when its code is unknown. */
export function answerRule({ code }: { readonly code: string }): RuleProse | null {
  const row = Object.hasOwn(DOCUMENTED, code) ? DOCUMENTED[code] : undefined;
  if (row === undefined) return null;
  const { severity, prose, example } = row;
  const { nearMiss, fixed } = row as Partial<Pick<RuleProse, 'nearMiss' | 'fixed'>>;
  return {
    code,
    severity,
    prose,
    example,
    ...(nearMiss !== undefined && { nearMiss }),
    ...(fixed !== undefined && { fixed }),
  };
}

/** Longer texts are no formulas in anything that people paste. */
const MOST_PASTED = 2_000_000;

/** Formats of files, in the order in which they are tried on a text whose name nobody knows. */
const TRIED: readonly PlaceFormat[] = ['json', 'terraform', 'bicep', 'nextflow', 'yaml'];

/** What a text is that stands where a formula should; null when it is a formula, good or bad. */
export function answerPlaces({ text }: Text): Wrapped | null {
  if (text.length > MOST_PASTED || errorsIn(text) === 0) return null;
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
  if (!/\\["nrt\\]/.test(inner)) return undefined;
  const plain = unescaped(inner);
  if (plain === text || errorsIn(plain) >= errorsIn(text)) return undefined;
  return {
    what: 'text with the escapes of JSON (`\\"` and `\\n`)',
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

/** How text is coloured at once: the patterns that editors everywhere are given. */
export function colourRules(): readonly ColourRule[] {
  const { patterns, scopeName } = textMateGrammar();
  const end = scopeName.replace(/^source/, '');
  return patterns.map(({ name, match }) => ({
    match,
    kind: name.endsWith(end) ? name.slice(0, -end.length) : name,
  }));
}
