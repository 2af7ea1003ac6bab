// Runs one case: one evaluation, a sequence, or a simulation, each to what did not come as expected.

import { environmentOf, printDuration, type Value } from '../../runtime/index.ts';
import { AUTOSCALE_INTERVAL, type EvaluatorOf, loadWorkload, type Scenario, type Workload } from '../../simulator/index.ts'; // biome-ignore format: one list
import type { Report } from '../report/report.ts';
import { evaluationsOf, type Sequence, type SequenceExpectation } from './case-sections.ts';
import { type DecidingLine, decidingLines } from './deciding.ts';
import { type Expectation, expectsSomething, type Mismatch, mismatchesOf } from './expectation.ts';
import type { Expected } from './expected.ts';
import { figureOf } from './figures.ts';
import type { Opened } from './opened.ts';
import { openSimulation, sequenceScenario, type TestScenario } from './scenarios.ts';
import type { TestCase, TestFile } from './test-file.ts';
import type { TestFormula } from './test-formula.ts';
import { type CoverageBook, type Watched, watchedEvaluator } from './watching.ts';

/** Something that did not come as expected, when it was, and the lines that decided it. */
export interface Failure extends Mismatch {
  /** Which evaluation of several. */
  readonly when?: string;
  readonly deciding: readonly DecidingLine[];
}

/** Runs a whole scenario: in one go, or in slices between which others have their turn. */
export type RunScenario = (
  scenario: Scenario,
  workload: Workload,
  options: { readonly label: string; readonly evaluatorOf: EvaluatorOf },
) => Promise<Report>;

/** What running a case needs besides the case. */
export interface Bench {
  readonly file: TestFile;
  readonly run: RunScenario;
  readonly book?: CoverageBook;
}

/** What of a case did not come as expected; absent when it could not be run. */
export type CaseOutcome = Opened<readonly Failure[]>;

/** Runs a case, with another formula in place of its own where one is given. */
export async function runCase(
  { name, trial, formula: own }: TestCase,
  bench: Bench,
  formula: TestFormula | undefined = own,
): Promise<CaseOutcome> {
  const run: Run = { bench, codes: formula?.codes ?? new Set(), formula };
  switch (trial.kind) {
    case 'evaluation': {
      let seen: Watched | undefined;
      const evaluatorOf = watchedEvaluator(bench.book, (watched) => {
        seen = watched;
      });
      evaluatorOf(formula!.program)(environmentOf(trial.state));
      return { value: failuresOf(run, seen!, trial.expect), remarks: [] };
    }
    case 'sequence':
      return runSequence(
        run,
        name,
        sequenceScenario(trial.sequence, trial.state, formula!.source.text),
        trial.sequence,
      );
    case 'simulation': {
      const open = await openSimulation(trial.simulate, formula, bench.file.folder);
      if (open.value === undefined) return { remarks: open.remarks };
      const outcome = await runSimulation(run, name, open.value, trial.simulate);
      return { ...outcome, remarks: [...open.remarks, ...outcome.remarks] };
    }
  }
}

interface Run {
  readonly bench: Bench;
  readonly codes: ReadonlySet<string>;
  readonly formula: TestFormula | undefined;
}

function failuresOf(
  { codes, formula }: Run,
  { program, evaluation, parts }: Watched,
  expect: Expectation | undefined,
  when?: string,
): readonly Failure[] {
  if (!expectsSomething(expect)) return [];
  // A simulation compiles the text anew, and knows of no file.
  const isOwn = formula?.source.text === program.source.text;
  const source = isOwn ? formula!.source : program.source;
  return mismatchesOf(expect, evaluation, codes).map((mismatch) => ({
    ...mismatch,
    ...(when !== undefined && { when }),
    deciding: decidingLines({ program, source, parts, evaluation }, mismatch.about),
  }));
}

async function runSequence(
  run: Run,
  label: string,
  open: TestScenario,
  sequence: Sequence,
): Promise<CaseOutcome> {
  const { every = AUTOSCALE_INTERVAL.usual, always } = sequence;
  const wanted = expectationsByEvaluation(sequence);
  const last = evaluationsOf(sequence) - 1;
  const failures: Failure[] = [];
  let at = 0;
  const evaluatorOf = watchedEvaluator(run.bench.book, (watched) => {
    const when = `evaluation ${at + 1}, ${printDuration(at * every)} after the first`;
    const expectations = [always, wanted.get(at), at === last ? sequence.finally : undefined];
    for (const expect of expectations) failures.push(...failuresOf(run, watched, expect, when));
    at++;
  });
  const { workload, complaints: remarks } = await workloadOf(open);
  if (workload === undefined) return { remarks };
  await run.bench.run(open.scenario, workload, { label, evaluatorOf });
  return { value: failures, remarks };
}

const workloadOf = ({ parts, scenario, folder }: TestScenario) =>
  loadWorkload(parts, scenario, (file) => {
    if (folder === undefined) throw new Error(`${file} is in no folder`);
    return folder.readBytes(file);
  });

/** An expectation with a time is that of the evaluation then; one without, of the next. */
function expectationsByEvaluation({
  expect = [],
  every = AUTOSCALE_INTERVAL.usual,
}: Sequence): ReadonlyMap<number, SequenceExpectation> {
  let next = 0;
  return new Map(
    expect.map((one) => {
      const at = one.after === undefined ? next : Math.floor(one.after / every);
      next = at + 1;
      return [at, one];
    }),
  );
}

async function runSimulation(
  run: Run,
  label: string,
  open: TestScenario,
  {
    expect,
    always,
  }: {
    readonly expect?: { readonly figures: Readonly<Record<string, Expected>> };
    readonly always?: Expectation;
  },
): Promise<CaseOutcome> {
  const failures: Failure[] = [];
  let at = 0;
  const evaluatorOf = watchedEvaluator(run.bench.book, (watched) => {
    at++;
    if (always !== undefined && failures.length === 0)
      failures.push(...failuresOf(run, watched, always, `evaluation ${at}`));
  });
  const { workload, complaints: remarks } = await workloadOf(open);
  if (workload === undefined) return { remarks };
  const report = await run.bench.run(open.scenario, workload, { label, evaluatorOf });
  const figures = Object.entries(expect?.figures ?? {}).flatMap(([path, wanted]): Failure[] => {
    const value = figureOf(report, path);
    if (value !== undefined && wanted.accepts(value as Value)) return [];
    const actual = value === undefined ? 'nothing' : String(value);
    return [{ what: path, expected: wanted.says, actual, about: { kind: 'other' }, deciding: [] }];
  });
  return { value: [...failures, ...figures], remarks };
}
