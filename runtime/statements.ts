// A statement as a closure: its value, where it is kept, and what a target makes of it.

import { type Step, targetNotDefined } from '../compiler/index.ts';
import { EVALUATION } from './diagnostics.ts';
import type { Assigned } from './evaluate.ts';
import { type Frame, fail } from './frame.ts';
import { singleOf } from './library/operators.ts';
import type { Run } from './run.ts';
import { kindOf, typeOfValue, type Value, type Vector } from './value.ts';

/** Carries out a statement; false when that ended the evaluation. */
export type Statement = (frame: Frame, assignments: Assigned[]) => boolean;

/** Makes the closure of a statement whose value is computed by `run`. */
export function prepareStatement(step: Step, run: Run): Statement {
  if (step.kind === 'evaluate') return (frame) => run(frame) !== undefined;
  const { name, slot, span } = step;
  if (step.target !== undefined) {
    return (frame, assignments) => {
      const raw = run(frame);
      const value = raw === undefined ? undefined : fitTarget(frame, step, raw);
      if (value === undefined) return false;
      frame.slots[slot] = value;
      assignments.push({ name, value, isTarget: true, span });
      return true;
    };
  }
  if (run.known !== undefined) {
    const assigned: Assigned = { name, value: run.known, isTarget: false, span };
    return (frame, assignments) => {
      frame.slots[slot] = assigned.value;
      assignments.push(assigned);
      return true;
    };
  }
  return (frame, assignments) => {
    const value = run(frame);
    if (value === undefined) return false;
    frame.slots[slot] = value;
    assignments.push({ name, value, isTarget: false, span });
    return true;
  };
}

/** The value as a target keeps it; a failure when the target cannot hold it. */
export function fitTarget(
  frame: Frame,
  step: Extract<Step, { kind: 'assign' }>,
  value: Value,
): Value | undefined {
  if (typeof value === 'number' && step.target !== '$NodeDeallocationOption')
    return frame.decisions.targetReadBack === 'as-assigned' ? value : Math.trunc(value);
  const kind = kindOf(value);
  const isOption = step.target === '$NodeDeallocationOption';
  if (isOption && kind === 'option') return value;
  if (isOption || kind !== 'doubleVec') {
    const detail = targetNotDefined(step.name, typeOfValue(value));
    return fail(frame, EVALUATION.fault(step.nameSpan, { detail }));
  }
  const single = singleOf(value as Vector, frame, { name: step.name, span: step.nameSpan });
  if (single === undefined || frame.decisions.targetReadBack === 'as-assigned')
    return single === undefined ? single : value;
  return [Math.trunc(single)];
}
