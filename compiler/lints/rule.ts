// The shape of a rule: a row of documentation and a pure function from the facts of a formula to complaints.

import {
  type Correction,
  type Diagnostic,
  type DiagnosticMaker,
  type DiagnosticRow,
  defineDiagnostics,
  type Edit,
  type Related,
} from '../../grammar/index.ts';
import type { PoolContext } from '../pool-context.ts';
import type { Facts } from './facts.ts';

export interface RuleRow extends DiagnosticRow {
  /** A text much like the example that does not provoke the complaint. */
  readonly nearMiss: string;
  /** What the example becomes when the complaint's fix is made; absent when the rule has no fix. */
  readonly fixed?: string;
  /** The pool that the example and the near miss are for; absent when it does not matter. */
  readonly pool?: PoolContext;
  /** The pool of the near miss, where it is the pool that makes the difference. */
  readonly otherPool?: PoolContext;
  /** Said only when a configuration asks for it. */
  readonly byDefault?: 'off';
}

export interface Rule {
  readonly code: string;
  readonly row: RuleRow;
  readonly find: (facts: Facts) => Iterable<Diagnostic>;
}

/** Makes a rule; its code is `lint-` and the name of its file. */
export function defineRule<const Row extends RuleRow>(
  name: string,
  row: Row,
  find: (facts: Facts, make: DiagnosticMaker<Row>) => Iterable<Diagnostic>,
): Rule {
  const make = defineDiagnostics('lint', { [name]: row })[name] as unknown as DiagnosticMaker<Row>;
  return { code: `lint-${name}`, row, find: (facts) => find(facts, make) };
}

/** The complaint with a change that is certain to help. */
export const withFix = (diagnostic: Diagnostic, title: string, ...edits: readonly Edit[]): Diagnostic => {
  const fix: Correction = { title, edits };
  return { ...diagnostic, fix };
};

/** The complaint with other places that belong to it. */
export const withRelated = (diagnostic: Diagnostic, ...related: readonly Related[]): Diagnostic => ({
  ...diagnostic,
  related,
});
