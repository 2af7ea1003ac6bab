// An evaluation in Azure's own form: the results text and the AutoScaleRun of a pool.
// Source: https://learn.microsoft.com/rest/api/batchservice/pool/evaluate-auto-scale

import type { TargetId } from '../compiler/index.ts';
import type { Evaluation } from './evaluate.ts';
import type { FailureCode } from './frame.ts';
import type { Targets } from './targets.ts';
import { printInstant } from './time.ts';
import { printValue, type Value } from './value.ts';

/** Azure's message of each code, verbatim. */
export const AUTOSCALE_MESSAGES: Readonly<Record<FailureCode, string>> = {
  InsufficientSampleData: 'Autoscale evaluation failed due to insufficient sample data',
  AutoScalingFormulaEvaluationError: 'The specified auto-scaling formula has evaluation error',
};

export interface AutoScaleRunError {
  readonly code: string;
  readonly message: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** The record of an evaluation that a pool keeps and the evaluate request answers. */
export interface AutoScaleRun {
  /** ISO 8601. */
  readonly timestamp: string;
  readonly results: string;
  readonly error?: AutoScaleRunError;
}

/** The last value of each variable of the user, by name in ordinal order; none after a failure. */
export function userVariables(evaluation: Evaluation): ReadonlyMap<string, Value> {
  const last = lastValues(evaluation);
  return new Map(inOrder(last).map((name) => [name, last.get(name)!]));
}

function lastValues({ assignments, error }: Evaluation): ReadonlyMap<string, Value> {
  const last = new Map<string, Value>();
  if (error !== undefined) return last;
  for (const { name, value, isTarget } of assignments) if (!isTarget) last.set(name, value);
  return last;
}

/** The names in ordinal order, which is what sorting does unasked. */
const inOrder = (values: ReadonlyMap<string, Value>): string[] => [...values.keys()].sort();

// What the results text calls each target, in its order.
const SYSTEM_ENTRIES = {
  $TargetDedicatedNodes: ({ targetDedicatedNodes }) => String(targetDedicatedNodes),
  $TargetLowPriorityNodes: ({ targetLowPriorityNodes }) => String(targetLowPriorityNodes),
  $NodeDeallocationOption: ({ nodeDeallocationOption }) => nodeDeallocationOption,
} satisfies Record<TargetId, (targets: Targets) => string>;
const SYSTEM_NAMES = Object.keys(SYSTEM_ENTRIES) as readonly TargetId[];

/** Azure's results text: the targets and the option, then the user's variables, joined by `;`. */
export function resultsText(evaluation: Evaluation): string {
  // Simulations write many: no list is made of what becomes one text.
  let text = '';
  for (const name of SYSTEM_NAMES) {
    if (text !== '') text += ';';
    text += `${name}=${SYSTEM_ENTRIES[name](evaluation.targets)}`;
  }
  const last = lastValues(evaluation);
  for (const name of inOrder(last)) text += `;${name}=${printValue(last.get(name)!)}`;
  return text;
}

/** The evaluation as a pool's `autoScaleRun`. */
export function autoScaleRun(evaluation: Evaluation): AutoScaleRun {
  const run = { timestamp: printInstant(evaluation.timestamp), results: resultsText(evaluation) };
  if (evaluation.error === undefined) return run;
  const { code, detail } = evaluation.error;
  return {
    ...run,
    error: { code, message: AUTOSCALE_MESSAGES[code], values: [{ name: 'Message', value: detail }] },
  };
}
