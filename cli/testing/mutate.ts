// Mutation testing: every small change of a formula against all its cases, to the changes that no case notices.

import { type Mutation, mutationsOf, type Program } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { createRandom } from '../../runtime/index.ts';
import type { Context } from '../context.ts';
import { createProgress } from '../progress.ts';
import { runCase } from './run-case.ts';
import type { TestCase, TestFile, TestFormula, Trial } from './test-file.ts';

/** What became of the changes of one formula. */
export interface MutationResult {
  readonly source: Source;
  /** Changes that were tried. */
  readonly tried: number;
  /** Changes there are, those without effect included. */
  readonly candidates: number;
  readonly unnoticed: readonly Mutation[];
}

export interface MutateOptions {
  /** At most so many changes a formula. */
  readonly most: number;
  readonly seed: number;
}

/** A case, and the file it is from. */
interface Bound {
  readonly file: TestFile;
  readonly test: TestCase;
  readonly formula: TestFormula;
}

/** Tries the changes of every formula; stops early at Ctrl-C. */
export async function mutate(
  files: readonly TestFile[],
  { most, seed }: MutateOptions,
  context: Context,
): Promise<readonly MutationResult[]> {
  const byFormula = new Map<string, Bound[]>();
  for (const file of files)
    for (const test of file.cases) {
      const { formula } = test;
      if (formula === undefined) continue;
      const known = byFormula.get(formula.source.text) ?? [];
      byFormula.set(formula.source.text, [...known, { file, test, formula }]);
    }
  const results: MutationResult[] = [];
  for (const cases of byFormula.values()) {
    const { source } = cases[0]!.formula;
    const random = createRandom(seed, `changes of ${source.name}`);
    const { mutations, candidates } = mutationsOf(source, { most, draw: random });
    const unnoticed = await tryAll(mutations, [...cases].sort(byCost), source, context);
    results.push({ source, tried: mutations.length, candidates, unnoticed });
  }
  return results;
}

/** Quick cases first: the first that fails is enough. */
const COSTS: Readonly<Record<Trial['kind'], number>> = { evaluation: 0, sequence: 1, simulation: 2 };
const byCost = (a: Bound, b: Bound): number => COSTS[a.test.trial.kind] - COSTS[b.test.trial.kind];

async function tryAll(
  mutations: readonly Mutation[],
  cases: readonly Bound[],
  source: Source,
  context: Context,
): Promise<readonly Mutation[]> {
  const progress = createProgress(context.io);
  // What is said of a case was said when it was run with the formula itself.
  const quiet: Context = { ...context, io: { ...context.io, err: () => {}, errIsTerminal: false } };
  const unnoticed: Mutation[] = [];
  for (const [at, mutation] of mutations.entries()) {
    if (context.io.signal.aborted) break;
    progress.show(`changes of ${source.name}`, at / mutations.length);
    if (!(await isNoticed(mutation, cases, quiet))) unnoticed.push(mutation);
  }
  progress.clear();
  return unnoticed;
}

async function isNoticed(
  { source, program }: { readonly source: Source; readonly program: Program },
  cases: readonly Bound[],
  context: Context,
): Promise<boolean> {
  for (const { file, test, formula } of cases) {
    const outcome = await runCase(test, { file, context }, { source, program, codes: formula.codes });
    if ('code' in outcome || outcome.length > 0) return true;
  }
  return false;
}
