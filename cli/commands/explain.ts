// `explain`: what formulas do, in plain words.

import { compile, diagnosticInFile, type Explanation, explain as explainProgram, isUnreadable, type PlaceFormat, sourceInFile, withKnown } from '../../compiler/index.ts'; // biome-ignore format: one list
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type FormulaFile, readFormulaFiles, sayNothingFound } from '../formula-files.ts';
import { renderDiagnostic } from '../render/diagnostics.ts';
import { renderExplanation } from '../render/explanation.ts';
import { toJson } from '../render/json.ts';

export interface ExplainOptions {
  readonly json?: boolean;
  /** The format of files whose name does not say it. */
  readonly format?: PlaceFormat;
}

interface Explained extends Explanation {
  readonly file: string;
  /** The way to it in its file; empty for a file that is one formula. */
  readonly path: readonly (string | number)[];
}

/** Explains every formula of the files; those that do not compile are told as `check` tells them. */
export async function explain(
  files: readonly string[],
  options: ExplainOptions,
  context: Context,
): Promise<ExitCode> {
  const explained: Explained[] = [];
  const codes: ExitCode[] = [];
  for await (const reading of readFormulaFiles(context.io, files, options)) {
    if ('problem' in reading) codes.push(refuse(context, reading.problem));
    else codes.push(explainFile(reading, explained, context));
  }
  const { io, style } = context;
  if (codes.every((code) => code === EXIT.fine) && explained.length === 0) sayNothingFound(files, context);
  if (options.json === true) io.out(toJson({ formulas: explained }));
  else io.out(explained.map((one) => renderExplanation(titleOf(one), one, style.out)).join('\n'));
  return [EXIT.usage, EXIT.refused].find((code) => codes.includes(code)) ?? EXIT.fine;
}

const titleOf = ({ file, path }: Explained): string =>
  path.length === 0 ? file : `${file} ${path.join('.')}`;

function explainFile(
  { source, places }: FormulaFile,
  explained: Explained[],
  { io, style }: Context,
): ExitCode {
  let code: ExitCode = isUnreadable(places.diagnostics) ? EXIT.usage : EXIT.fine;
  for (const one of places.diagnostics) io.err(renderDiagnostic(source, one, style.err));
  for (const found of places.formulas) {
    const formula = withKnown(found, { defaults: true });
    const { program, diagnostics } = compile(sourceInFile(source, formula));
    if (program === undefined) {
      code = EXIT.refused;
      for (const one of diagnostics)
        io.err(renderDiagnostic(source, diagnosticInFile(formula, one), style.err));
    } else explained.push({ file: source.name, path: formula.path, ...explainProgram(program) });
  }
  return code;
}
