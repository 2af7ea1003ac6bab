// `fmt`: lays formulas out. Without an option it prints; with one it checks, rewrites or shows the difference.

import { parse, print, type Source } from '../../grammar/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { writeFileAt } from '../files.ts';
import { readFormula } from '../formulas.ts';
import { renderDiagnostic } from '../render/diagnostics.ts';
import { renderDifference } from '../render/difference.ts';

export interface FormatOptions {
  readonly check?: boolean;
  readonly write?: boolean;
  readonly diff?: boolean;
}

/** Formats every file; one that cannot be parsed is left alone, and the exit code says so. */
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
  for (const file of files) codes.push(await formatOne(file, options, context));
  return [EXIT.usage, EXIT.refused, EXIT.found].find((code) => codes.includes(code)) ?? EXIT.fine;
}

async function formatOne(file: string, options: FormatOptions, context: Context): Promise<ExitCode> {
  const { io, style } = context;
  const reading = await readFormula(io, file);
  if ('problem' in reading) return refuse(context, reading.problem);
  const { source } = reading;
  const { formula, diagnostics } = parse(source);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    for (const error of errors) io.err(renderDiagnostic(source, error, style.err));
    return EXIT.refused;
  }
  return deliver(source, print(formula, source), options, context);
}

async function deliver(
  source: Source,
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
  const problem = await writeFileAt(io, source.name, text);
  if (problem !== undefined) return refuse(context, problem);
  io.err(`${source.name} rewritten\n`);
  return EXIT.fine;
}
