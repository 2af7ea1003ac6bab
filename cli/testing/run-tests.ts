// Runs the cases of test files, one after the other, and says on standard error what cannot be run.

import { createSource } from '../../grammar/index.ts';
import {
  CoverageBook,
  type Failure,
  type MutationResult,
  openTestFile,
  type RunScenario,
  runCase,
  type TestCase,
  type TestFile,
} from '../../planner/index.ts';
import type { Coverage } from '../../runtime/index.ts';
import { type Context, refuse } from '../context.ts';
import { showRemarks } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { runScenario } from '../runs.ts';
import { beside, diskFolder, folderOf } from './disk-folder.ts';

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

export interface OpenedFiles {
  readonly files: readonly TestFile[];
  /** Files they read besides themselves, as the command line would name them. */
  readonly reads: readonly string[];
  readonly code: ExitCode;
}

/** Opens the files; those that are wrong are told, and the worst exit code is kept. */
export async function openTestFiles(names: readonly string[], context: Context): Promise<OpenedFiles> {
  const files: TestFile[] = [];
  const reads: string[] = [];
  const codes: ExitCode[] = [];
  for (const name of names) {
    const reading = await readText(context.io, name, 'document');
    if ('problem' in reading) {
      codes.push(refuse(context, reading.problem));
      continue;
    }
    const folder = folderOf(name);
    const source = createSource(reading.name, reading.text);
    const { value, remarks, isRefused } = await openTestFile(source, diskFolder(context.io, folder));
    showRemarks(context, remarks);
    if (value === undefined) codes.push(isRefused === true ? EXIT.refused : EXIT.usage);
    else {
      files.push(value);
      reads.push(...value.reads.map((file) => beside(folder, file)));
    }
  }
  return { files, reads, code: worstOf(codes) };
}

const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  [EXIT.interrupted, EXIT.usage, EXIT.refused, EXIT.found].find((code) => codes.includes(code)) ?? EXIT.fine;

/** Runs scenarios in slices, with their progress shown. */
export const showingRun =
  (context: Context): RunScenario =>
  async (scenario, workload, options) => {
    const open = { scenario, parts: [], folder: '', isReal: false };
    return (await runScenario(open, workload, options, context)).report;
  };

/** Runs every case of these files, or those that are asked for. */
export async function runTests(opened: OpenedFiles, options: RunOptions, context: Context): Promise<TestRun> {
  const book = options.isCovered ? new CoverageBook() : undefined;
  const run = showingRun(context);
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
      const { value, remarks } = await runCase(test, { file, run, ...(book !== undefined && { book }) });
      showRemarks(context, remarks);
      if (value === undefined) codes.push(EXIT.usage);
      else outcomes.push({ test, failures: value });
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
