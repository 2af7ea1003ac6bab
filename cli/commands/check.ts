// `check`: compiles formulas where they stand and says what is wrong with them.

import type { PlaceFormat } from '../../compiler/index.ts';
import { allDiagnostics, type CheckedFile, checkFile, isUnreadable } from '../checked.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readFormulaFiles } from '../formula-files.ts';
import { type CheckOutput, renderChecked } from '../render/checked.ts';

export interface CheckOptions {
  readonly output: CheckOutput;
  readonly json?: boolean;
  /** The format of files whose name does not say it. */
  readonly format?: PlaceFormat;
}

/** Checks every file that can be read; the exit code is that of the worst finding. */
export async function check(
  files: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  const checked: CheckedFile[] = [];
  let isMissing = false;
  for await (const reading of readFormulaFiles(context.io, files, options)) {
    if ('problem' in reading) {
      refuse(context, reading.problem);
      isMissing = true;
    } else checked.push(checkFile(reading));
  }
  const output = options.json === true ? 'json' : options.output;
  context.io.out(renderChecked(checked, output, context.style.out));
  if (!isMissing && checked.every(({ formulas, diagnostics }) => formulas.length + diagnostics.length === 0))
    context.io.err(`no formula in ${files.length === 1 ? files[0] : `${files.length} files and folders`}\n`);
  return isMissing ? EXIT.usage : worstOf(checked);
}

function worstOf(checked: readonly CheckedFile[]): ExitCode {
  if (checked.some(({ diagnostics }) => isUnreadable(diagnostics))) return EXIT.usage;
  if (checked.some(({ formulas }) => formulas.some(({ isAccepted }) => !isAccepted))) return EXIT.refused;
  return checked.some((file) => allDiagnostics(file).some(({ severity }) => severity === 'error'))
    ? EXIT.found
    : EXIT.fine;
}
