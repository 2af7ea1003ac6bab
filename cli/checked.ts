// What checking a file found: a plain value that every output is made from.

import {
  diagnosticInFile,
  type EmbeddedFormula,
  editsInFile,
  type InspectOptions,
  inspect,
  isOwn,
  type PoolContext,
  sourceOf,
  spanInFile,
  withFixes,
  withKnown,
} from '../compiler/index.ts';
import type { Diagnostic, Source } from '../grammar/index.ts';
import type { FormulaFile } from './formula-files.ts';

export interface CheckedFormula {
  /** The way to it in its file; empty for a file that is one formula. */
  readonly path: readonly (string | number)[];
  readonly pool: PoolContext;
  /** Where in the file it begins. */
  readonly start: number;
  /** Places are those of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the service would take it at all. */
  readonly isAccepted: boolean;
}

export interface CheckedFile {
  readonly source: Source;
  /** Whether the whole file is one formula. */
  readonly isFormula: boolean;
  /** What is wrong with the file besides its formulas. */
  readonly diagnostics: readonly Diagnostic[];
  readonly formulas: readonly CheckedFormula[];
}

/** What is known of the pool of an embedded formula: by its file, and by who asks; the latter wins. */
export const optionsFor = (formula: EmbeddedFormula, options: InspectOptions): InspectOptions => ({
  ...options,
  pool: { ...formula.pool, ...options.pool },
});

/** Compiles every formula of a file and applies the rules. */
export function checkFile({ source, places }: FormulaFile, options: InspectOptions = {}): CheckedFile {
  // Of a text that nothing closes, everything there is to say only follows from that.
  const closed = places.formulas.filter(({ isOpen }) => !isOpen);
  const said = new Set<string>();
  const formulas = closed.map((found): CheckedFormula => {
    const formula = withKnown(found, { defaults: true });
    const text = sourceOf(source.name, formula);
    const wishes = optionsFor(formula, options);
    const { program, diagnostics } = inspect(text, wishes);
    return {
      path: formula.path,
      pool: formula.pool,
      start: spanInFile(formula, { start: 0, end: 0 }).start,
      diagnostics: withFixes(text, diagnostics, wishes)
        .map((one) => inFile(source, formula, one))
        .filter((one) => isNew(one, said)),
      isAccepted: program !== undefined,
    };
  });
  return { source, isFormula: places.format === 'plain', diagnostics: places.diagnostics, formulas };
}

/** Whether a complaint was not said yet: formulas that share a text share what is wrong with it. */
function isNew({ code, span, message }: Diagnostic, said: Set<string>): boolean {
  const key = `${span.start} ${span.end} ${code} ${message}`;
  if (said.has(key)) return false;
  said.add(key);
  return true;
}

/** A complaint with all its places, those of its fix too, in the file. */
function inFile(source: Source, formula: EmbeddedFormula, diagnostic: Diagnostic): Diagnostic {
  const { fix, ...rest } = diagnosticInFile(formula, diagnostic);
  // A text from elsewhere is written in a way of its own.
  return fix === undefined || !fix.edits.every(({ span }) => isOwn(formula, span))
    ? rest
    : { ...rest, fix: { ...fix, edits: editsInFile(source.text, formula, fix.edits) } };
}

/** Everything there is to say of a file, in the order of the places. */
export const allDiagnostics = ({ diagnostics, formulas }: CheckedFile): readonly Diagnostic[] =>
  [...diagnostics, ...formulas.flatMap((formula) => formula.diagnostics)].sort(
    (a, b) => a.span.start - b.span.start,
  );

/** A formula's way in its file as people read it: `pool.autoScaleFormula`, `resources[0].properties`. */
export const pathText = (path: CheckedFormula['path']): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
