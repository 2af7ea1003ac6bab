// What a page asks to have an evaluation explained, and the plain value it gets.

import type { SampleRequest } from '../runtime/index.ts';
import type { JsonObject, NamedFormula } from './state.ts';

/** Which evaluation of which run. */
export interface ExplainQuestion {
  readonly title: string;
  readonly formula: NamedFormula;
  readonly scenario: JsonObject;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly poolId: string;
  /** Seconds since the run's start. */
  readonly time: number;
}

/** A name and what it was given, in the order of the formula. */
export interface ExplainedName {
  readonly name: string;
  readonly line: number;
  readonly text: string;
  readonly value: string;
  readonly isTarget: boolean;
}

/** A condition and the branch that it chose; what chose it stands before it. */
export interface ExplainedBranch {
  readonly line: number;
  readonly condition: string;
  /** The condition's value as the language prints it. */
  readonly value: string;
  readonly isFirst: boolean;
  readonly taken: string;
  readonly other: string;
  readonly result: string;
}

/** A request for samples, and what came. */
export interface ExplainedRead {
  readonly line: number;
  readonly text: string;
  readonly metric: string;
  readonly covered: SampleRequest['covered'];
  /** What the request gave, as the language prints it; absent when it failed or was not reached. */
  readonly value: string | undefined;
}

export type Targets = readonly [dedicated: number, lowPriority: number];

export interface Explained {
  readonly poolId: string;
  readonly time: number;
  readonly names: readonly ExplainedName[];
  readonly branches: readonly ExplainedBranch[];
  readonly reads: readonly ExplainedRead[];
  readonly before: Targets;
  readonly after: Targets;
  readonly option: string;
  readonly error: string | undefined;
  /** Counts of the pool that the formula could see, by their names in a state. */
  readonly pool: Readonly<Record<string, number>>;
  /** The same moment as a state file says it. */
  readonly now: JsonObject;
  /** What of the moment the state file leaves out, in sentences. */
  readonly leftOut: readonly string[];
}

export interface ToExplainer {
  readonly id: number;
  readonly question: ExplainQuestion;
}

export interface FromExplainer {
  readonly id: number;
  readonly found: Explained | { readonly problem: string } | undefined;
}
