// Runs the cases of test files, one after the other, to what did not come as expected and what was reached.

import type { Coverage } from '../../runtime/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { MutationResult } from './mutate.ts';
import { type Failure, runCase } from './run-case.ts';
import { openTestFile, type TestCase, type TestFile } from './test-file.ts';
import { CoverageBook } from './watching.ts';

/** A case that was run; it passed when there are no failures. */
export interface Outcome {
  readonly test: TestCase;
  readonly failures: readonly Failure[];
}

export interface FileOutcome {
  readonly file: TestFile;
  readonly outcomes: readonly Outcome[];
}

export interface TestRun {
  readonly files: readonly FileOutcome[];
  /** Of every formula, where it was asked for. */
  readonly coverage: readonly Coverage[];
  /** What became of changes of the formulas; none where that was not asked for. */
  readonly mutations: readonly MutationResult[];
  /** Why not all of it could be run; `fine` when it could. */
  readonly code: ExitCode;
}

export interface RunOptions {
  /** Only cases whose names hold this. */
  readonly case?: string;
  readonly isCovered: boolean;
}

/** Opens the files; those that are wrong are told, and the worst exit code is kept. */
export async function openTestFiles(
  names: readonly string[],
  context: Context,
): Promise<{ readonly files: readonly TestFile[]; readonly code: ExitCode }> {
  const files: TestFile[] = [];
  const codes: ExitCode[] = [];
  for (const name of names) {
    const opened = await openTestFile(name, context);
    if ('code' in opened) codes.push(opened.code);
    else files.push(opened);
  }
  return { files, code: worstOf(codes) };
}

const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  [EXIT.interrupted, EXIT.usage, EXIT.refused, EXIT.found].find((code) => codes.includes(code)) ?? EXIT.fine;

/** Runs every case of these files, or those that are asked for. */
export async function runTests(
  opened: { readonly files: readonly TestFile[]; readonly code: ExitCode },
  options: RunOptions,
  context: Context,
): Promise<TestRun> {
  const book = options.isCovered ? new CoverageBook() : undefined;
  const codes: ExitCode[] = [opened.code];
  const wanted = options.case;
  const chosen = opened.files.map((file) => ({
    file,
    cases: file.cases.filter(({ name }) => wanted === undefined || name.includes(wanted)),
  }));
  if (wanted !== undefined && opened.files.length > 0 && chosen.every(({ cases }) => cases.length === 0))
    codes.push(
      refuse(context, { message: `No case's name holds \`${wanted}\`.`, hint: namesOf(opened.files) }),
    );
  const files: FileOutcome[] = [];
  for (const { file, cases } of chosen) {
    for (const { formula } of file.cases) if (formula !== undefined) book?.recorderOf(formula.program);
    const outcomes: Outcome[] = [];
    for (const test of cases) {
      if (context.io.signal.aborted) codes.push(EXIT.interrupted);
      if (context.io.signal.aborted) break;
      const failures = await runCase(test, { file, context, ...(book !== undefined && { book }) });
      if ('code' in failures) codes.push(failures.code);
      else outcomes.push({ test, failures });
    }
    files.push({ file, outcomes });
  }
  return { files, coverage: book?.read() ?? [], mutations: [], code: worstOf(codes) };
}

const namesOf = (files: readonly TestFile[]): string =>
  `the cases are ${files
    .flatMap(({ cases }) => cases.map(({ name }) => name))
    .slice(0, 8)
    .join('; ')}`;
