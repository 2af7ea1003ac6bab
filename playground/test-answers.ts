// A test file to what came of its cases, as plain values: the same cases and the same runs as the command line's. The
// files that it names are the page's: its formulas, its scenario, and what was dropped on it.

import { createSource } from '../grammar/index.ts';
import { version } from '../package.json';
import {
  CoverageBook, createCollector, describeFailure, type Failure, type Folder, failureHint, openTestFile, type Remark,
  type RunScenario, runCase, type TestCase,
} from '../planner/index.ts'; // biome-ignore format: one list
import { type Coverage, countCoverage, coveredLines, missedParts } from '../runtime/index.ts';
import { createSimulation, type JournalSink, type Names, printYaml } from '../simulator/index.ts';
import type { FormulaCoverage } from './coverage.ts';
import { remarkOf } from './prove-answers.ts';
import { withFormula } from './scenario-value.ts';
import type { NamedFormula } from './state.ts';
import type { CaseFailure, FileRemark, TestQuestion, TrialNews } from './trial-protocol.ts';

/** Runs one case after the other. */
export async function answerTests(question: TestQuestion, tell: (news: TrialNews) => void): Promise<void> {
  const standIns = new Set<string>();
  const opened = await openTestFile(createSource('tests', question.tests), folderOf(question, standIns));
  const remarks = opened.remarks.map(plainRemark);
  const { value: file } = opened;
  if (file === undefined) return tell({ kind: 'refused', remarks });
  const book = new CoverageBook();
  for (const { formula } of file.cases) if (formula !== undefined) book.recorderOf(formula.program);
  tell({ kind: 'cases', total: file.cases.length, remarks, standIns: [...standIns] });
  for (const test of file.cases) {
    const { value, remarks: said } = await runCase(test, { file, run: runScenario, book });
    const result =
      value === undefined
        ? undefined
        : { name: test.name, line: test.line, failures: value.map((one) => plainFailure(test, one)) };
    tell({ kind: 'case', ...(result !== undefined && { result }), remarks: said.map(plainRemark) });
  }
  tell({ kind: 'coverage', coverage: coverageOf(book.read(), question) });
}

const plainRemark = (remark: Remark): FileRemark => ('diagnostic' in remark ? remarkOf(remark) : remark);

function plainFailure(test: TestCase, failure: Failure): CaseFailure {
  const when = failure.when === undefined ? '' : ` in ${failure.when}`;
  return {
    text: `${describeFailure(failure)}${when}`,
    hint: failureHint(test, failure),
    deciding: failure.deciding,
  };
}

/** The name that stands for the page's scenario in its tests. */
const SCENARIO = /^(\.\/)?scenario\.ya?ml$/;

/** The page as a folder that test files stand in. The path of a formula that is not here stands for the one in the editor; `standIns` hears of it. */
export function folderOf(
  { formulas, active, scenario, files }: Omit<TestQuestion, 'kind'>,
  standIns: Set<string>,
): Folder {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const folder: Folder = {
    readText: async (file, kind) => {
      const bytes = files.get(file);
      if (bytes !== undefined) return { name: file, text: decode(bytes) };
      if (SCENARIO.test(file))
        return { name: file, text: printYaml(withFormula(scenario, formulas[active]!)) };
      if (kind === 'formula') return { name: file, text: formulaFor(file, formulas, active, standIns).text };
      return {
        problem: {
          message: `${file} is not on this page.`,
          hint: 'Drop the file on the page; `scenario.yaml` is the scenario of the page.',
        },
      };
    },
    readBytes: (file) => {
      const bytes = files.get(file);
      if (bytes === undefined) throw new Error(`${file} is not on this page: drop it here`);
      return bytes;
    },
    folderOf: () => folder,
  };
  return folder;
}

/** The formula of that name, with or without an ending; else the one in the editor. */
function formulaFor(
  file: string,
  formulas: readonly NamedFormula[],
  active: number,
  standIns: Set<string>,
): NamedFormula {
  const stem = file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const found = formulas.find(({ name }) => name === file || name === stem);
  if (found === undefined) standIns.add(file);
  return found ?? formulas[active]!;
}

/** Runs a scenario in slices; the worker is ended when nobody wants the rest. */
export const runScenario: RunScenario = async (scenario, workload, { evaluatorOf }) => {
  let collector: ReturnType<typeof createCollector> | undefined;
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
    return collector;
  };
  const simulation = createSimulation(scenario, workload, { sinks: [collect], version, evaluatorOf });
  while (simulation.advance(SLICE) === undefined) await undefined;
  return collector!.report();
};

const SLICE = 100_000;

/** What was reached of the formula in the editor; nothing when no case tests it. */
function coverageOf(
  all: readonly Coverage[],
  { formulas, active }: TestQuestion,
): FormulaCoverage | undefined {
  const { text } = formulas[active]!;
  const coverage = all.find(({ source }) => source.text === createSource('', text).text);
  if (coverage === undefined) return undefined;
  return { text, ...countCoverage(coverage), lines: coveredLines(coverage), missed: missedParts(coverage) };
}
