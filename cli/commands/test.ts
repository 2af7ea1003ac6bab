// `test`: runs the cases of test files, says what did not come as expected, and what of the formulas they reach.

import { mutate } from '../../planner/index.ts';
import { countCoverage, percentOf } from '../../runtime/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Problem, writeFileAt } from '../files.ts';
import { createProgress } from '../progress.ts';
import { coverageLcov, renderCoverage } from '../render/coverage.ts';
import { coveragePage } from '../render/coverage-page.ts';
import { toJson } from '../render/json.ts';
import { renderMutations, scoreOf } from '../render/mutations.ts';
import { testsJson, testsJunit, testsTap } from '../render/test-formats.ts';
import { renderTests } from '../render/tests.ts';
import { openTestFiles, runTests, showingRun, type TestRun } from '../testing/run-tests.ts';

export interface TestOptions {
  readonly case?: string;
  readonly coverage?: boolean;
  readonly threshold?: number;
  readonly html?: string;
  readonly lcov?: string;
  readonly output: 'pretty' | 'json' | 'junit' | 'tap';
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly mutate?: boolean;
  readonly mutants: number;
  readonly score?: number;
  readonly seed: number;
}

/** Runs every case; 1 when one fails or too little is covered. */
export async function test(
  names: readonly string[],
  options: TestOptions,
  context: Context,
): Promise<ExitCode> {
  if (options.watch !== true) return (await testOnce(names, options, context)).code;
  const { watchFiles } = await import('../testing/watch-files.ts');
  return watchFiles(context, async () => {
    const { code, reads } = await testOnce(names, options, context);
    return { code, files: [...names, ...reads] };
  });
}

async function testOnce(
  names: readonly string[],
  options: TestOptions,
  context: Context,
): Promise<{ readonly code: ExitCode; readonly reads: readonly string[] }> {
  const opened = await openTestFiles(names, context);
  const tested = await runTests(opened, { ...options, isCovered: wantsCoverage(options) }, context);
  const isFailed = tested.files.some(({ outcomes }) => outcomes.some(({ failures }) => failures.length > 0));
  const isWhole = tested.code === EXIT.fine && !isFailed;
  const run = options.mutate === true && isWhole ? await withMutations(tested, options, context) : tested;
  print(run, options, context);
  if (options.mutate === true && isFailed)
    context.io.err('Changes of the formulas are tried once every case passes.\n');
  const problems = await writeCoverage(run, options, context);
  if (problems.length > 0) return { code: refuse(context, ...problems), reads: opened.reads };
  const isShort = [tellShortfall(run, options, context), tellScores(run, options, context)].includes(true);
  const stopped = context.io.signal.aborted ? EXIT.interrupted : run.code;
  const code = stopped !== EXIT.fine ? stopped : isFailed || isShort ? EXIT.found : EXIT.fine;
  return { code, reads: opened.reads };
}

async function withMutations(run: TestRun, options: TestOptions, context: Context): Promise<TestRun> {
  const files = run.files.map(({ file }) => file);
  const { io } = context;
  const progress = createProgress(io);
  // The bar is that of all changes; runs of scenarios show none of their own.
  const quiet: Context = { ...context, io: { ...io, errIsTerminal: false } };
  const mutations = await mutate(files, {
    most: options.mutants,
    seed: options.seed,
    run: showingRun(quiet),
    onProgress: progress.show,
    isStopped: () => io.signal.aborted,
  });
  progress.clear();
  return { ...run, mutations };
}

const wantsCoverage = ({ coverage, threshold, html, lcov }: TestOptions): boolean =>
  coverage === true || threshold !== undefined || html !== undefined || lcov !== undefined;

const FORMATS: { readonly [Format in TestOptions['output']]: (run: TestRun, context: Context) => string } = {
  json: (run) => toJson(testsJson(run)),
  junit: testsJunit,
  tap: testsTap,
  pretty: (run, { style }) =>
    renderTests(run, style.out) +
    renderCoverage(run.coverage, style.out) +
    renderMutations(run.mutations, style.out),
};

function print(run: TestRun, { output, json }: TestOptions, context: Context): void {
  const format = json === true ? 'json' : output;
  // Where nothing could be opened, everything has been said.
  if (run.files.length === 0 && format === 'pretty') return;
  context.io.out(FORMATS[format](run, context));
}

async function writeCoverage(
  { coverage }: TestRun,
  { html, lcov }: TestOptions,
  { io }: Context,
): Promise<readonly Problem[]> {
  const wanted = [
    [html, coveragePage],
    [lcov, coverageLcov],
  ] as const;
  const problems: Problem[] = [];
  for (const [file, make] of wanted) {
    if (file === undefined || coverage.length === 0) continue;
    const problem = await writeFileAt(io, file, make(coverage));
    if (problem === undefined) io.err(`wrote ${file}\n`);
    else problems.push(problem);
  }
  return problems;
}

/** Says which formula is covered less than is wanted. */
function tellShortfall({ coverage }: TestRun, { threshold }: TestOptions, { io, style }: Context): boolean {
  if (threshold === undefined) return false;
  let isShort = false;
  for (const one of coverage) {
    const { statements, branches } = countCoverage(one);
    for (const [noun, counts] of [
      ['statements', statements],
      ['branches', branches],
    ] as const) {
      const percent = percentOf(counts);
      if (percent >= threshold) continue;
      isShort = true;
      io.err(
        `${style.err('red', 'error')}: ${one.source.name}: ${percent} % of the ${noun} are covered; ${threshold} % are wanted\n`,
      );
    }
  }
  return isShort;
}

/** Says of which formula too few changes are noticed. */
function tellScores({ mutations }: TestRun, { score }: TestOptions, { io, style }: Context): boolean {
  const low = mutations.filter((one) => score !== undefined && scoreOf(one) < score);
  for (const one of low)
    io.err(
      `${style.err('red', 'error')}: ${one.source.name}: ${scoreOf(one)} % of the changes are noticed; ${score} % are wanted\n`,
    );
  return low.length > 0;
}
