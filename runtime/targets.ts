// What an evaluation asks of the pool: the last values of the targets, made whole numbers of nodes, and the
// deallocation option. Where a formula assigns none, the pool keeps what it has and the option is the default.

import { DEFAULT_OPTION, type OptionWord, type Program, type TargetId } from '../compiler/index.ts';
import type { Span } from '../grammar/index.ts';
import { EVALUATION } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type Frame, fail, warn } from './frame.ts';
import { type Option, printValue, type Value } from './value.ts';

export interface Targets {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly nodeDeallocationOption: OptionWord;
}

/** The slots that can hold a target, the one that wins first: the full name before its old one. */
export type TargetSlots = Readonly<Record<TargetId, readonly number[]>>;

/** Where a program keeps its targets. */
export function findTargetSlots({ steps }: Program): TargetSlots {
  const slots: Record<TargetId, number[]> = {
    $TargetDedicatedNodes: [],
    $TargetLowPriorityNodes: [],
    $NodeDeallocationOption: [],
  };
  for (const step of steps) {
    if (step.kind !== 'assign' || step.target === undefined || slots[step.target].includes(step.slot))
      continue;
    if (step.name === step.target) slots[step.target].unshift(step.slot);
    else slots[step.target].push(step.slot);
  }
  return slots;
}

/** The targets the pool has, with the default option: what holds after a failure. */
export const currentTargets = (environment: Environment): Targets => ({
  targetDedicatedNodes: environment.targetDedicatedNodes,
  targetLowPriorityNodes: environment.targetLowPriorityNodes,
  nodeDeallocationOption: DEFAULT_OPTION,
});

/**
 * The targets after the last statement. `places` says where each slot was last assigned. A target that fails
 * belongs to no statement any more, since only its last value counts: the service's place is the formula's start.
 */
export function settleTargets(
  frame: Frame,
  slots: TargetSlots,
  places: readonly (Span | undefined)[],
): Targets {
  const { environment } = frame;
  const settle = (id: TargetId, current: number): number => {
    const slot = slots[id].find((one) => frame.slots[one] !== undefined);
    if (slot === undefined || frame.failure !== undefined) return current;
    return wholeNodes(frame, places[slot]!, { id, value: frame.slots[slot]!, current });
  };
  const targetDedicatedNodes = settle('$TargetDedicatedNodes', environment.targetDedicatedNodes);
  const targetLowPriorityNodes = settle('$TargetLowPriorityNodes', environment.targetLowPriorityNodes);
  const option = slots.$NodeDeallocationOption.map((slot) => frame.slots[slot] as Option | undefined)[0];
  const nodeDeallocationOption = option?.word ?? DEFAULT_OPTION;
  return { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption };
}

interface Asked {
  readonly id: TargetId;
  readonly value: Value;
  readonly current: number;
}

function wholeNodes(frame: Frame, span: Span, { id, value: raw, current }: Asked): number {
  const { decisions } = frame;
  const value = typeof raw === 'number' ? raw : ((raw as readonly number[])[0] ?? Number.NaN);
  const holes = { target: id, value: printValue(value) };
  if (!Number.isFinite(value)) {
    if (decisions.nonFiniteTargets === 'keep') {
      warn(frame, EVALUATION['target-kept'](span, { ...holes, result: current }));
    } else {
      fail(frame, EVALUATION['non-finite-target'](span, holes), 0);
    }
    return current;
  }
  const whole = Math.trunc(value) + 0;
  if (whole < 0) {
    if (decisions.negativeTargets === 'error') {
      fail(frame, EVALUATION['negative-target-refused'](span, holes), 0);
      return current;
    }
    warn(frame, EVALUATION['negative-target'](span, holes));
    return 0;
  }
  if (whole !== value) warn(frame, EVALUATION['fraction-cut'](span, { ...holes, result: whole }));
  return whole;
}
