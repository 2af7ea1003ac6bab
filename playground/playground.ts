// What every pane of the page is given.

import type { CoverageBoard } from './coverage.ts';
import type { Evaluations, FormulaPlace } from './evaluated.ts';
import type { Files } from './files.ts';
import type { Held } from './held.ts';
import type { Runner } from './runner.ts';
import type { Say } from './shell/notices.ts';
import type { Store } from './state.ts';
import type { UnnoticedChange } from './trial-protocol.ts';
import type { CloserLook } from './view.ts';

export interface Playground {
  readonly store: Store;
  readonly runner: Runner;
  readonly files: Files;
  /** What the formula comes to in the state of "Evaluate now". */
  readonly evaluations: Evaluations;
  /** What tests reach of the formula. */
  readonly coverage: CoverageBoard;
  /** Changes of formulas that no test notices, as far as they were tried. */
  readonly changes: Held<readonly UnnoticedChange[]>;
  /** The part of the formula that a pane wishes to show; the editor goes there when a new one is put. */
  readonly place: Held<FormulaPlace | undefined>;
  /** The run that a pane wishes to be looked at; the pane of results turns to it when a new one is put. */
  readonly closer: Held<CloserLook | undefined>;
  /** Says something at the foot of the page for a while, with something to do about it; screen readers hear it. */
  readonly say: Say;
}
