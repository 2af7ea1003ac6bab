// Mutation testing: every small change of a formula against all its cases, to the changes that no case notices.

import { type Mutation, mutationsOf, type Program } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { createRandom } from '../../runtime/index.ts';
import { type RunScenario, runCase } from './run-case.ts';
import type { TestCase, TestFile, Trial } from './test-file.ts';
import type { TestFormula } from './test-formula.ts';

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
  readonly run: RunScenario;
  /** Hears how far the changes of a formula are, as a share of 1. */
  readonly onProgress: (label: string, share: number) => void;
  /** Hears of each change that no case notices, when it is found. */
  readonly onUnnoticed?: (mutation: Mutation, source: Source) => void;
  /** Whether to end now, with what there is. */
  readonly isStopped: () => boolean;
}

/** A case, and the file it is from. */
interface Bound {
  readonly file: TestFile;
  readonly test: TestCase;
  readonly formula: TestFormula;
}

/** Tries the changes of every formula. */
export async function mutate(
  files: readonly TestFile[],
  options: MutateOptions,
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
    const random = createRandom(options.seed, `changes of ${source.name}`);
    const { mutations, candidates } = mutationsOf(source, { most: options.most, draw: random });
    const unnoticed = await tryAll(mutations, [...cases].sort(byCost), source, options);
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
  { run, onProgress, onUnnoticed, isStopped }: MutateOptions,
): Promise<readonly Mutation[]> {
  const unnoticed: Mutation[] = [];
  for (const [at, mutation] of mutations.entries()) {
    if (isStopped()) break;
    onProgress(`changes of ${source.name}`, at / mutations.length);
    if (await isNoticed(mutation, cases, run)) continue;
    unnoticed.push(mutation);
    onUnnoticed?.(mutation, source);
  }
  return unnoticed;
}

async function isNoticed(
  { source, program }: { readonly source: Source; readonly program: Program },
  cases: readonly Bound[],
  run: RunScenario,
): Promise<boolean> {
  // What there is to say of a case was said when it was run with the formula itself.
  for (const { file, test, formula } of cases) {
    const outcome = await runCase(test, { file, run }, { ...formula, source, program });
    if (outcome.value === undefined || outcome.value.length > 0) return true;
  }
  return false;
}
