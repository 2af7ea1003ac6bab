// What the tests on the page reach of the formula in the editor: put by the tests' pane, marked in the editor.

import { createSource } from '../grammar/index.ts';
import type { CoverageCounts, CoveredLine, Missed } from '../runtime/index.ts';
import type { Held } from './held.ts';
import { activeFormula, type PlaygroundState } from './state.ts';

export interface FormulaCoverage extends CoverageCounts {
  /** The text it is of; marks of another text mean nothing. */
  readonly text: string;
  /** Lines with a statement on them. */
  readonly lines: readonly CoveredLine[];
  /** Every part that no case reached, with its place. */
  readonly missed: readonly Missed[];
}

/** Nothing while there are no tests, or they cannot be run. */
export type CoverageBoard = Held<FormulaCoverage | undefined>;

/** Whether the text of a source is that of the formula in the editor. */
export const isOfEditor = (state: PlaygroundState, text: string): boolean =>
  createSource('', activeFormula(state).text).text === text;
