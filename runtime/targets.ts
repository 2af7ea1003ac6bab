// What an evaluation asks of the pool: the last values of the targets, made whole numbers of nodes, and the
// deallocation option. Where a formula assigns none, the pool keeps what it has and the option is the default.

import { DEFAULT_OPTION, type OptionWord, type Program, type TargetId } from '../compiler/index.ts';
import type { Span } from '../grammar/index.ts';
import { EVALUATION } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import type { Assigned } from './evaluate.ts';
import { type Frame, fail, warn } from './frame.ts';
import { type Option, printValue } from './value.ts';

export interface Targets {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly nodeDeallocationOption: OptionWord;
}

/** A slot that can hold a target, and the name that is assigned there. */
interface TargetSlot {
  readonly id: TargetId;
  readonly slot: number;
  readonly name: string;
}

/** The slots that can hold a target, the one that wins first: the full name before its old one. */
export type TargetSlots = Readonly<Record<TargetId, readonly TargetSlot[]>>;

/** Where a program keeps its targets. */
export function findTargetSlots({ steps }: Program): TargetSlots {
  const slots: Record<TargetId, TargetSlot[]> = {
    $TargetDedicatedNodes: [],
    $TargetLowPriorityNodes: [],
    $NodeDeallocationOption: [],
  };
  for (const step of steps) {
    if (step.kind !== 'assign' || step.target === undefined) continue;
    const { target: id, slot, name } = step;
    if (slots[id].some((one) => one.slot === slot)) continue;
    if (name === id) slots[id].unshift({ id, slot, name });
    else slots[id].push({ id, slot, name });
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
 * The targets after the last statement. A target that fails belongs to no statement any more, since only its last
 * value counts: the service's place is the formula's start.
 */
export function settleTargets(frame: Frame, slots: TargetSlots, assignments: readonly Assigned[]): Targets {
  const { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority } = frame.environment;
  const targetDedicatedNodes = settle(frame, slots.$TargetDedicatedNodes, dedicated, assignments);
  const targetLowPriorityNodes = settle(frame, slots.$TargetLowPriorityNodes, lowPriority, assignments);
  const option = slots.$NodeDeallocationOption[0];
  const chosen = option === undefined ? undefined : (frame.slots[option.slot] as Option | undefined);
  const nodeDeallocationOption = chosen?.word ?? DEFAULT_OPTION;
  return { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption };
}

function settle(
  frame: Frame,
  slots: readonly TargetSlot[],
  current: number,
  assignments: readonly Assigned[],
): number {
  if (frame.failure !== undefined) return current;
  for (const target of slots) {
    const raw = frame.slots[target.slot];
    if (raw === undefined) continue;
    const value = typeof raw === 'number' ? raw : ((raw as readonly number[])[0] ?? Number.NaN);
    const whole = Math.trunc(value) + 0;
    if (whole === value && whole >= 0 && whole < Infinity) return whole;
    const { span } = assignments.findLast(({ name }) => name === target.name)!;
    return repairedNodes(frame, span, { id: target.id, value, printed: printValue(raw), current });
  }
  return current;
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
