// Evaluators that tell what they do: every evaluation with its trace, and into a book what of the formula was reached.

import type { Program } from '../../compiler/index.ts';
import {
  type Coverage, coverageInFile,createCoverage, createEvaluator, type Evaluation, type Evaluator, joinCoverage, type TracedPart, 
} from '../../runtime/index.ts'; // biome-ignore format: one list

/** An evaluation and every part that was evaluated, children before parents. */
export interface Watched {
  readonly program: Program;
  readonly evaluation: Evaluation;
  readonly parts: readonly TracedPart[];
}

type Recorder = ReturnType<typeof createCoverage>;

/** What was reached of formulas, each told by its text: a simulation compiles its own copy. */
export class CoverageBook {
  private readonly recorders = new Map<Program, Recorder>();

  recorderOf(program: Program): Recorder {
    const known = this.recorders.get(program);
    if (known !== undefined) return known;
    const made = createCoverage(program);
    this.recorders.set(program, made);
    return made;
  }

  /** One entry a formula, under the name it was first known by. */
  read(): readonly Coverage[] {
    const joined = new Map<string, Coverage>();
    for (const recorder of this.recorders.values()) {
      const coverage = recorder.read();
      const { text } = coverage.source;
      const before = joined.get(text);
      joined.set(text, before === undefined ? coverage : joinCoverage(before, coverage));
    }
    return [...joined.values()].map(coverageInFile);
  }
}

/** Makes evaluators that are watched; without a book nothing is counted. */
export const watchedEvaluator =
  (book: CoverageBook | undefined, onEvaluation: (watched: Watched) => void) =>
  (program: Program): Evaluator => {
    const recorder = book?.recorderOf(program);
    let parts: TracedPart[] = [];
    const evaluator = createEvaluator(program, {
      observer: (node, value) => {
        recorder?.observer(node, value);
        parts.push({ node, value });
      },
      ...(recorder !== undefined && { onStep: recorder.onStep }),
    });
    return (environment) => {
      parts = [];
      const evaluation = evaluator(environment);
      onEvaluation({ program, evaluation, parts });
      return evaluation;
    };
  };
