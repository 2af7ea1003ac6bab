// The formulas that a command is about, in a file that may hold several: those of one place, with what a template
// fills in filled in.

import {
  type EmbeddedFormula,
  fillIn,
  isUnreadable,
  type PlaceFormat,
  withKnown,
} from '../compiler/index.ts';
import type { Source } from '../grammar/index.ts';
import { type Context, refuse } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readFormulaFiles } from './formula-files.ts';
import { diagnosticJson, renderDiagnostic } from './render/diagnostics.ts';
import { toJson } from './render/json.ts';

export interface FindOptions {
  /** The format of a file whose name does not say it. */
  readonly format?: PlaceFormat;
  /** Only formulas whose place in the file holds this. */
  readonly place?: string;
  /** `name=value` for placeholders of a template. */
  readonly fill?: readonly string[];
  /** Complaints about the file are data. */
  readonly json?: boolean;
}

export interface FoundFormula {
  readonly file: Source;
  readonly formula: EmbeddedFormula;
}

/** The formulas, at least one; or how to end once it has been said why there are none. */
export async function findFormulas(
  name: string,
  options: FindOptions,
  context: Context,
): Promise<{ readonly formulas: readonly FoundFormula[] } | { readonly code: ExitCode }> {
  const found: FoundFormula[] = [];
  for await (const reading of readFormulaFiles(context.io, [name], options)) {
    if ('problem' in reading) return { code: refuse(context, reading.problem) };
    const { source, places } = reading;
    const isBroken = isUnreadable(places.diagnostics);
    if (isBroken && options.json === true)
      context.io.out(toJson({ diagnostics: places.diagnostics.map((one) => diagnosticJson(source, one)) }));
    else
      for (const one of places.diagnostics) context.io.err(renderDiagnostic(source, one, context.style.err));
    if (isBroken) return { code: EXIT.usage };
    found.push(...places.formulas.map((formula) => ({ file: source, formula })));
  }
  const wanted = found.filter(({ formula }) => formula.path.join('.').includes(options.place ?? ''));
  if (wanted.length === 0) return { code: refuse(context, nothingFound(name, found, options)) };
  return fillAll(wanted, options, context);
}

function nothingFound(name: string, found: readonly FoundFormula[], { place }: FindOptions) {
  if (found.length === 0) return { message: `There is no formula in ${name}.` };
  return {
    message: `No formula of ${name} stands at a place that holds \`${place}\`.`,
    hint: `The places are ${found.map(({ formula }) => formula.path.join('.')).join('; ')}.`,
  };
}

function fillAll(
  wanted: readonly FoundFormula[],
  { fill = [] }: FindOptions,
  context: Context,
): { readonly formulas: readonly FoundFormula[] } | { readonly code: ExitCode } {
  const fillings = Object.fromEntries(
    fill.map((one) => {
      const at = one.indexOf('=');
      return at < 0 ? [one, ''] : [one.slice(0, at), one.slice(at + 1)];
    }),
  );
  const filled = wanted.map(({ file, formula: found }) => {
    const { formula, unused } = fillIn(found, fillings);
    return { file, formula: withKnown(formula), unused };
  });
  const unused = Object.keys(fillings).find((name) => filled.every((one) => one.unused.includes(name)));
  if (unused === undefined) return { formulas: filled };
  const names = [...new Set(wanted.flatMap(({ formula }) => Object.values(formula.placeholders)))];
  const hint =
    names.length === 0 ? 'No template fills in anything.' : `A template fills in ${names.join(', ')}.`;
  return { code: refuse(context, { message: `There is nothing called \`${unused}\` to fill in.`, hint }) };
}
