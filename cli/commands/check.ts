// `check`: compiles formulas where they stand and says what is wrong with them; `--fix` mends what is certain.

import {
  type InspectOptions,
  isUnreadable,
  type PlaceFormat,
  type PoolContext,
} from '../../compiler/index.ts';
import { allDiagnostics, type CheckedFile, checkFile } from '../checked.ts';
import { levelsOfFiles } from '../configuration.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { fixFile } from '../fix-file.ts';
import { readFormulaFiles, sayNothingFound } from '../formula-files.ts';
import { readPoolFile } from '../pool-file.ts';
import { type CheckOutput, renderChecked } from '../render/checked.ts';

export interface CheckOptions {
  readonly output: CheckOutput;
  readonly json?: boolean;
  /** The format of files whose name does not say it. */
  readonly format?: PlaceFormat;
  /** A file that says what pool the formulas are for. */
  readonly pool?: string;
  /** A configuration, instead of those that are found. */
  readonly config?: string;
  readonly fix?: boolean;
}

/** Checks every file that can be read; the exit code is that of the worst finding. */
export async function check(
  files: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  if (options.fix === true && files.includes('-')) {
    return refuse(context, {
      message: 'Standard input cannot be mended in place.',
      hint: 'Give --fix a file.',
    });
  }
  const pool = options.pool === undefined ? {} : await readPoolFile(context, options.pool);
  if (pool === undefined) return EXIT.usage;
  const { checked, isMissing } = await checkAll(files, { ...options, pool }, context);
  const output = options.json === true ? 'json' : options.output;
  context.io.out(renderChecked(checked, output, context.style.out));
  if (!isMissing && checked.every(({ formulas, diagnostics }) => formulas.length + diagnostics.length === 0))
    sayNothingFound(files, context);
  return isMissing ? EXIT.usage : worstOf(checked);
}

interface Wishes extends Omit<CheckOptions, 'pool'> {
  readonly pool: PoolContext;
}

async function checkAll(
  files: readonly string[],
  { pool, config, fix, ...options }: Wishes,
  context: Context,
): Promise<{ readonly checked: readonly CheckedFile[]; readonly isMissing: boolean }> {
  const checked: CheckedFile[] = [];
  const levelsOf = levelsOfFiles(context, config);
  let isMissing = false;
  for await (const reading of readFormulaFiles(context.io, files, { ...options, isFollowed: true })) {
    if ('problem' in reading) {
      refuse(context, reading.problem);
      isMissing = true;
      continue;
    }
    const levels = await levelsOf(reading.source.name);
    if (levels === undefined) return { checked, isMissing: true };
    const wishes: InspectOptions = { pool, levels };
    const file = fix === true ? await fixFile(reading, wishes, context) : reading;
    if (file === undefined) isMissing = true;
    else checked.push(checkFile(file, wishes));
  }
  return { checked, isMissing };
}

function worstOf(checked: readonly CheckedFile[]): ExitCode {
  if (checked.some(({ diagnostics }) => isUnreadable(diagnostics))) return EXIT.usage;
  if (checked.some(({ formulas }) => formulas.some(({ isAccepted }) => !isAccepted))) return EXIT.refused;
  return checked.some((file) => allDiagnostics(file).some(({ severity }) => severity === 'error'))
    ? EXIT.found
    : EXIT.fine;
}
