// What verifying a log found: a plain value that every output is made from.

import { type Compilation, compile } from '../compiler/index.ts';
import { createSource, refusalOf, type Source } from '../grammar/index.ts';
import { type Compared, type Replay, replay, resultEntries } from '../runtime/index.ts';
import type { AutoscaleLog, LoggedEvaluation } from './autoscale-log.ts';

export interface Verified {
  readonly evaluation: LoggedEvaluation;
  readonly source: Source;
  readonly compared: Replay;
}

/** Compares every evaluation of a log, in its order. */
export function verifyLog({ evaluations, slots }: AutoscaleLog): readonly Verified[] {
  // A pool has the same formula for a long time.
  const compiled = new Map<string, { readonly source: Source; readonly compilation: Compilation }>();
  return evaluations.map((evaluation): Verified => {
    const { pool, formula } = evaluation;
    const known = compiled.get(formula) ?? compileOnce(formula);
    compiled.set(formula, known);
    return { evaluation, source: known.source, compared: compare(evaluation, known, slots.get(pool)) };
  });
}

function compileOnce(formula: string): { readonly source: Source; readonly compilation: Compilation } {
  const source = createSource('formula', formula);
  return { source, compilation: compile(source) };
}

function compare(
  evaluation: LoggedEvaluation,
  { source, compilation }: { readonly source: Source; readonly compilation: Compilation },
  taskSlotsPerNode: number | undefined,
): Replay {
  const { program, diagnostics } = compilation;
  const { timestamp: now, results, error } = evaluation;
  if (program === undefined) {
    const refusal = refusalOf(source, diagnostics);
    const span = diagnostics.find(({ severity }) => severity === 'error')?.span ?? { start: 0, end: 0 };
    const ours = `${refusal?.code}: ${refusal?.detail}`;
    return [{ name: 'formula', verdict: 'different', logged: 'accepted', ours, span }];
  }
  const rest = {
    ...(error !== undefined && { error }),
    ...(taskSlotsPerNode !== undefined && { taskSlotsPerNode }),
  };
  return replay(program, { now, entries: new Map(resultEntries(results)), ...rest });
}

/** How many values there are of each verdict. */
export function countVerdicts(verified: readonly Verified[]): Readonly<Record<Compared['verdict'], number>> {
  const counts = { same: 0, different: 0, given: 0 };
  for (const { compared } of verified) for (const { verdict } of compared) counts[verdict]++;
  return counts;
}
