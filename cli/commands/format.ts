// `fmt`: lays formulas out where they stand. Without an option it prints; with one it checks, rewrites or shows
// the difference.

import {
  diagnosticInFile,
  type EmbeddedFormula,
  isUnreadable,
  layOutInFile,
  type PlaceFormat,
  placesIn,
  sourceOf,
  spanInFile,
} from '../../compiler/index.ts';
import { parse, placeAt, print } from '../../grammar/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { encodeText, writeFileAt } from '../files.ts';
import { type FormulaFile, readFormulaFiles, sayNothingFound } from '../formula-files.ts';
import { renderDiagnostic } from '../render/diagnostics.ts';
import { renderDifference } from '../render/difference.ts';

export interface FormatOptions {
  readonly check?: boolean;
  readonly write?: boolean;
  readonly diff?: boolean;
  /** The format of files whose name does not say it. */
  readonly format?: PlaceFormat;
}

/** Formats every file; a formula that cannot be parsed is left alone, and the exit code says so. */
export async function format(
  files: readonly string[],
  options: FormatOptions,
  context: Context,
): Promise<ExitCode> {
  if (options.write === true && files.includes('-')) {
    return refuse(context, {
      message: 'Standard input cannot be rewritten in place.',
      hint: 'Leave --write out; the result goes to standard output.',
    });
  }
  const codes: ExitCode[] = [];
  let isNothing = true;
  for await (const reading of readFormulaFiles(context.io, files, options)) {
    isNothing &&=
      'places' in reading && reading.places.formulas.length + reading.places.diagnostics.length === 0;
    if ('problem' in reading) codes.push(refuse(context, reading.problem));
    else codes.push(await formatOne(reading, options, context));
  }
  if (isNothing) sayNothingFound(files, context);
  return [EXIT.usage, EXIT.refused, EXIT.found].find((code) => codes.includes(code)) ?? EXIT.fine;
}

async function formatOne(file: FormulaFile, options: FormatOptions, context: Context): Promise<ExitCode> {
  const { source, places } = file;
  const { io, style } = context;
  for (const one of places.diagnostics) io.err(renderDiagnostic(source, one, style.err));
  if (isUnreadable(places.diagnostics)) return EXIT.usage;
  const sound = places.formulas.filter((formula) => isSound(file, formula, context));
  const isRefused = sound.length < places.formulas.length;
  if (isRefused && places.format === 'plain') return EXIT.refused;
  const { text, refused } = layOut(file, sound);
  for (const formula of refused) sayRefused(file, formula, context);
  const code = await deliver(file, text, options, context);
  if (code === EXIT.usage || refused.length > 0) return EXIT.usage;
  return isRefused ? EXIT.refused : code;
}

/** Whether a formula has no errors of syntax; says those it has. */
function isSound({ source }: FormulaFile, formula: EmbeddedFormula, { io, style }: Context): boolean {
  const { diagnostics } = parse(sourceOf(source.name, formula));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  for (const error of errors) io.err(renderDiagnostic(source, diagnosticInFile(formula, error), style.err));
  return errors.length === 0;
}

function layOut(
  { source, places }: FormulaFile,
  sound: readonly EmbeddedFormula[],
): { readonly text: string; readonly refused: readonly EmbeddedFormula[] } {
  if (places.format === 'plain') return { text: print(parse(source).formula, source), refused: [] };
  return layOutInFile(source.text, sound, (text) => {
    const found = placesIn(source.name, text, places.format).formulas;
    // Formulas that are broken stay as they are, and in their places among the others.
    return found.filter((_, at) => sound.includes(places.formulas[at]!));
  });
}

function sayRefused({ source }: FormulaFile, formula: EmbeddedFormula, context: Context): void {
  const { start } = spanInFile(formula, { start: 0, end: 0 });
  const { line, column } = placeAt(source, start);
  refuse(context, {
    message: `${source.name}:${line}:${column}: the formula cannot be laid out where it stands.`,
    hint: 'Give it lines of its own, or lay it out by hand.',
  });
}

async function deliver(
  { source, encoding }: FormulaFile,
  text: string,
  options: FormatOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, style } = context;
  const isChanged = text !== source.text;
  if (options.diff === true) {
    if (isChanged) io.out(renderDifference(source.name, source.text, text, style.out));
  } else if (options.check === true) {
    if (isChanged) io.out(`${source.name} would change\n`);
  }
  if (options.check === true || options.diff === true)
    return options.check === true && isChanged ? EXIT.found : EXIT.fine;
  if (options.write !== true) {
    io.out(text);
    return EXIT.fine;
  }
  if (!isChanged) return EXIT.fine;
  const problem = await writeFileAt(io, source.name, encodeText(text, encoding));
  if (problem !== undefined) return refuse(context, problem);
  io.err(`${source.name} rewritten\n`);
  return EXIT.fine;
}
