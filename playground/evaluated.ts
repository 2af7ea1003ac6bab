// What the formula in the editor comes to in the state of "Evaluate now": one plain value, made anew at each change.
// The editor shows the values beside their lines, the pane shows all of it.

import type { AutoScaleRun, SampleRequest, Targets } from '../runtime/index.ts';
import { createHeld, type Held } from './held.ts';
import { activeFormula, type Store } from './state.ts';

/** A part of a formula by its place: lines and columns count from 1. */
export interface FormulaPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A part of a statement and the value it had; parts inside others follow them, a level deeper. */
export interface EvaluatedPart {
  readonly place: FormulaPlace;
  readonly text: string;
  readonly value: string;
  readonly depth: number;
}

export interface EvaluatedStatement {
  readonly place: FormulaPlace;
  readonly text: string;
  /** Absent for a statement that gives nothing a name. */
  readonly name?: string;
  readonly isTarget: boolean;
  /** `unreached` stands after a failure or a `stop()`. */
  readonly outcome: 'done' | 'failed' | 'unreached';
  /** As results text prints it; absent unless it was done and has a name. */
  readonly value?: string;
  readonly parts: readonly EvaluatedPart[];
}

/** A request for samples, with its place. */
export interface EvaluatedRequest {
  readonly place: FormulaPlace;
  readonly text: string;
  readonly metric: string;
  readonly covered?: SampleRequest['covered'];
  /** Whether the evaluation failed here. */
  readonly isFailing: boolean;
}

/** Something to say about a place, or about the whole. */
export interface Remark {
  readonly message: string;
  readonly hint?: string;
  readonly place?: FormulaPlace;
}

/** How far back samples of a metric are read. */
export interface MetricRead {
  readonly metric: string;
  /** Milliseconds; `Infinity` where it has no bound. */
  readonly lookBack: number;
  readonly newest: number;
}

/** What of the outside the formula depends on. */
export interface Reads {
  readonly metrics: readonly MetricRead[];
  /** Counts of the pool, by the names of their fields in a state. */
  readonly poolFields: readonly string[];
  readonly isTimed: boolean;
  readonly isRandom: boolean;
}

/** The formula was evaluated, with success or not. */
export interface Evaluated {
  readonly kind: 'evaluated';
  /** The text it is of. */
  readonly text: string;
  readonly statements: readonly EvaluatedStatement[];
  readonly targets: Targets;
  /** The targets that the pool had. */
  readonly before: { readonly dedicated: number; readonly lowPriority: number };
  /** Azure's record of it. */
  readonly run: AutoScaleRun;
  readonly error?: Remark & { readonly code: string };
  readonly isStopped: boolean;
  readonly warnings: readonly Remark[];
  readonly requests: readonly EvaluatedRequest[];
  readonly reads: Reads;
  /** The time of the evaluation, in milliseconds since the epoch. */
  readonly time: number;
  /** What is wrong with the state; the last good one was taken. */
  readonly stateProblems: readonly Remark[];
}

/** The service would not take the formula. */
export interface Refused {
  readonly kind: 'refused';
  readonly text: string;
  readonly problems: readonly Remark[];
}

export type Outcome = Evaluated | Refused;

/** What the formula comes to; undefined until it was evaluated for the first time. */
export type Evaluations = Pick<Held<Outcome | undefined>, 'read' | 'listen'>;

/** Evaluates at each change of the formula or the state. The evaluator is loaded beside the page's first paint. */
export function createEvaluations(store: Store): Evaluations {
  const held = createHeld<Outcome | undefined>(undefined);
  void import('./evaluate-now.ts').then(({ createNowEvaluator }) => {
    const evaluate = createNowEvaluator();
    const update = () => {
      const state = store.state();
      held.put(evaluate(activeFormula(state), state.now));
    };
    store.listen((state, before) => {
      const isSame = activeFormula(state).text === activeFormula(before).text && state.now === before.now;
      if (!isSame) update();
    });
    update();
  });
  return held;
}

/** What to write beside each line: the last values of its statements. */
export function valuesByLine(outcome: Outcome | undefined): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  if (outcome?.kind !== 'evaluated') return lines;
  for (const { place, value, outcome: end } of outcome.statements) {
    const before = lines.get(place.endLine);
    const text = end === 'failed' ? 'failed' : (value ?? '');
    if (text !== '') lines.set(place.endLine, before === undefined ? text : `${before}, ${text}`);
  }
  return lines;
}
