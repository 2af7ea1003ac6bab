// What an evaluation asks of the pool: the last values of the targets, made whole numbers of nodes, and the
// deallocation option. Where a formula assigns none, the pool keeps what it has and the option is the default.

import { DEFAULT_OPTION, type OptionWord, type Program, type TargetId } from '../compiler/index.ts';
import type { Span } from '../grammar/index.ts';
import { EVALUATION } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type Frame, fail, warn } from './frame.ts';
import { type Option, printValue } from './value.ts';

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
 * The targets after the last statement. `placeOf` says where a slot was last assigned. A target that fails
 * belongs to no statement any more, since only its last value counts: the service's place is the formula's start.
 */
export function settleTargets(frame: Frame, slots: TargetSlots, placeOf: (slot: number) => Span): Targets {
  const { environment } = frame;
  const settle = (id: TargetId, current: number): number => {
    const slot = assignedSlot(frame, slots[id]);
    if (slot === undefined || frame.failure !== undefined) return current;
    return wholeNodes(frame, placeOf, { id, slot, current });
  };
  const targetDedicatedNodes = settle('$TargetDedicatedNodes', environment.targetDedicatedNodes);
  const targetLowPriorityNodes = settle('$TargetLowPriorityNodes', environment.targetLowPriorityNodes);
  const option = slots.$NodeDeallocationOption[0];
  const chosen = option === undefined ? undefined : (frame.slots[option] as Option | undefined);
  const nodeDeallocationOption = chosen?.word ?? DEFAULT_OPTION;
  return { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption };
}

function assignedSlot(frame: Frame, slots: readonly number[]): number | undefined {
  for (const slot of slots) if (frame.slots[slot] !== undefined) return slot;
  return undefined;
}

interface Asked {
  readonly id: TargetId;
  readonly slot: number;
  readonly current: number;
}

function wholeNodes(frame: Frame, placeOf: (slot: number) => Span, { id, slot, current }: Asked): number {
  const raw = frame.slots[slot]!;
  const value = typeof raw === 'number' ? raw : ((raw as readonly number[])[0] ?? Number.NaN);
  const whole = Math.trunc(value) + 0;
  if (whole === value && whole >= 0 && whole < Infinity) return whole;
  return repairedNodes(frame, placeOf(slot), { id, value, printed: printValue(raw), current });
}

/** What becomes of a target that is no whole number of nodes, with a failure or a warning. */
function repairedNodes(frame: Frame, span: Span, { id, value, printed, current }: Odd): number {
  const { decisions } = frame;
  const holes = { target: id, value: printed };
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
  warn(frame, EVALUATION['fraction-cut'](span, { ...holes, result: whole }));
  return whole;
}

interface Odd {
  readonly id: TargetId;
  readonly value: number;
  readonly printed: string;
  readonly current: number;
}
