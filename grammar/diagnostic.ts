// The one shape of a complaint, and the typed table every layer makes its complaints from.
// The same plain object goes to the terminal, to an editor and to JSON.

import type { Span } from './source.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A second place that belongs to a complaint. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** Text in place of a span; several edits of one answer do not overlap. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A change that is certain to help: what the text means then is the same, or what was surely meant. */
export interface Correction {
  /** What it does, for a menu: `Write \`70\``. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One complaint. `span` is offsets into the source it speaks of. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly hint?: string;
  readonly related?: readonly Related[];
  readonly fix?: Correction;
}

/** A row of a table of complaints: `{name}` in message and hint are holes to fill. */
export interface DiagnosticRow {
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; may have holes; leave out when there is nothing sure to say. */
  readonly hint?: string;
  /** One sentence of documentation. */
  readonly prose: string;
  /** A text that provokes this complaint and only it; the tests run it. */
  readonly example: string;
}

type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;
type RowHoles<Row extends DiagnosticRow> =
  | Holes<Row['message']>
  | (Row extends { readonly hint: infer Hint extends string } ? Holes<Hint> : never);
type Fill<Row extends DiagnosticRow> = { readonly [Name in RowHoles<Row>]: string | number };
/** Makes a row's diagnostic; a missing or misspelt hole does not compile. */
export type DiagnosticMaker<Row extends DiagnosticRow> = [RowHoles<Row>] extends [never]
  ? (span: Span) => Diagnostic
  : (span: Span, holes: Fill<Row>) => Diagnostic;

/** The table with a maker for each row; `rows` is for documentation and tests. */
export type DiagnosticTable<Rows extends Record<string, DiagnosticRow>> = {
  readonly [Code in keyof Rows]: DiagnosticMaker<Rows[Code]>;
} & { readonly rows: Readonly<Record<string, DiagnosticRow>> };

/**
 * Makes a layer's table. The full code is `layer-key`; the only way to make a diagnostic is to call a row,
 * and a missing or misspelt hole does not compile. `spell` writes what is filled in: words without an end in brief,
 * unless the sentence is somebody else's and has to stay as it is.
 */
export function defineDiagnostics<const Rows extends Record<string, DiagnosticRow>>(
  layer: string,
  rows: Rows,
  spell: (value: string) => string = brief,
): DiagnosticTable<Rows> {
  const makers: Record<string, unknown> = {};
  const full: Record<string, DiagnosticRow> = {};
  for (const [key, row] of Object.entries(rows)) {
    const code = `${layer}-${key}`;
    full[code] = row;
    makers[key] = (span: Span, holes: Readonly<Record<string, string | number>> = {}): Diagnostic => {
      const fill = (text: string): string =>
        text.replace(/\{(\w+)\}/g, (_, name: string) => spell(String(holes[name] ?? '')));
      const base = { code, severity: row.severity, message: fill(row.message), span };
      const hint = row.hint === undefined ? '' : fill(row.hint);
      return hint === '' ? base : { ...base, hint };
    };
  }
  return { ...makers, rows: full } as DiagnosticTable<Rows>;
}

const [LONGEST, HEAD, TAIL] = [200, 80, 20];

/** A text whose words all fit on a screen: a name may have thousands of letters. */
export const brief = (text: string): string =>
  text.length <= LONGEST
    ? text
    : text.replace(/\S+/g, (word) =>
        word.length <= LONGEST ? word : `${word.slice(0, HEAD)}…${word.slice(-TAIL)}`,
      );
