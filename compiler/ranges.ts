// What each name and each target of a program can be, and how it can fail: for any history, any time, and any
// state of the pool within a world.

import type { Span } from '../grammar/index.ts';
import type { OptionWord, TargetId } from './catalog/index.ts';
import { DEFAULT_OPTION } from './catalog/index.ts';
import type { Node, Program } from './ir.ts';
import { type Interpretation, interpret } from './ranges/interpret.ts';
import { between, eitherOf, hasNumber, NO_NUMBER, type Numbers } from './ranges/numbers.ts';
import { either, NO_VALUE, type Range } from './ranges/range.ts';
import type { Exit, PossibleFailure, Seen } from './ranges/walk.ts';
import { AZURE, type NodeTargetId, type World } from './ranges/world.ts';

/** What a target can be. */
export interface TargetRange {
  /** What the formula asks for, or the pool has where it asks for nothing: fractions and negative numbers too. */
  readonly asked: Numbers;
  /** The whole numbers of nodes the pool can be told. */
  readonly nodes: Numbers;
  /** Whether some evaluation asks for something. */
  readonly isAssigned: boolean;
}

export interface ProgramRanges {
  /** What each name holds when the evaluation ends, in the order of first assignment; targets and aliases included. */
  readonly names: ReadonlyMap<string, Range>;
  readonly targets: Readonly<Record<NodeTargetId, TargetRange>>;
  readonly option: ReadonlySet<OptionWord>;
  /** What each statement gives; no value where it is never carried out. */
  readonly steps: readonly Range[];
  /** What each part can be; a part that is absent is never evaluated. */
  readonly nodes: ReadonlyMap<Node, Range>;
  /** Every way the evaluation can fail; empty when it never does. */
  readonly failures: readonly PossibleFailure[];
  readonly interpretation: Interpretation;
}

/** Finds the ranges of a program; what `world` leaves out is as in Azure. Never throws, linear in the program. */
export function rangesOf(program: Program, world: Partial<World> = {}): ProgramRanges {
  const interpretation = interpret(program.steps, { ...AZURE, ...world });
  const { exits, steps, nodes } = interpretation;
  const failures = [...interpretation.failures];
  const targetOf = (id: NodeTargetId): TargetRange => settle(program, interpretation, id, failures);
  const targets = {
    $TargetDedicatedNodes: targetOf('$TargetDedicatedNodes'),
    $TargetLowPriorityNodes: targetOf('$TargetLowPriorityNodes'),
  };
  const names = new Map(
    program.slots.map((name, slot) => [
      name,
      exits.reduce((all, exit) => either(all, exit.slots[slot]?.range ?? NO_VALUE), NO_VALUE),
    ]),
  );
  const ranges = steps.map(({ range }) => range);
  return {
    names,
    targets,
    option: optionOf(program, interpretation),
    steps: ranges,
    nodes,
    failures,
    interpretation,
  };
}

/** The slots that can hold a target, the one that wins first: the full name before its old one. */
export function slotsOfTarget({ steps }: Program, id: TargetId): readonly number[] {
  const slots: number[] = [];
  for (const step of steps) {
    if (step.kind !== 'assign' || step.target !== id || slots.includes(step.slot)) continue;
    if (step.name === id) slots.unshift(step.slot);
    else slots.push(step.slot);
  }
  return slots;
}

/** What the pool is told when the evaluation ends here; undefined when it keeps what it has. */
export function assignedAt(
  slots: readonly number[],
  { how, slots: values }: Exit,
  { decisions }: World,
): Seen | undefined {
  if (how === 'stop' && decisions.afterStop === 'keep') return undefined;
  return slots.map((slot) => values[slot]).find((seen) => seen !== undefined);
}

function optionOf(program: Program, { exits, world }: Interpretation): ReadonlySet<OptionWord> {
  const slots = slotsOfTarget(program, '$NodeDeallocationOption');
  return new Set(
    exits.flatMap((exit) => [...(assignedAt(slots, exit, world)?.range.option ?? [DEFAULT_OPTION])]),
  );
}

function settle(
  program: Program,
  { exits, world }: Interpretation,
  id: NodeTargetId,
  failures: PossibleFailure[],
): TargetRange {
  const slots = slotsOfTarget(program, id);
  const span = lastAssignment(program, slots);
  let asked = NO_NUMBER;
  let nodes = NO_NUMBER;
  let isAssigned = false;
  for (const exit of exits) {
    const seen = assignedAt(slots, exit, world);
    const { double, doubleVec } = seen?.range ?? {};
    const numbers =
      seen === undefined
        ? world.targets[id]
        : eitherOf(double ?? NO_NUMBER, doubleVec?.elements ?? NO_NUMBER);
    isAssigned ||= seen !== undefined;
    asked = eitherOf(asked, numbers);
    nodes = eitherOf(
      nodes,
      seen === undefined ? numbers : nodesOf(numbers, world, id, (kind) => failures.push({ kind, span })),
    );
  }
  return { asked, nodes, isAssigned };
}

function lastAssignment({ steps }: Program, slots: readonly number[]): Span {
  const last = steps.findLast((step) => step.kind === 'assign' && step.slot === slots[0]);
  return last?.span ?? { start: 0, end: 0 };
}

/** The whole numbers of nodes that become of what is asked for. */
function nodesOf(
  asked: Numbers,
  { decisions, targets }: World,
  id: NodeTargetId,
  fail: (kind: PossibleFailure['kind']) => void,
): Numbers {
  const isOdd = asked.nan || asked.low === -Infinity || asked.high === Infinity;
  if (isOdd && decisions.nonFiniteTargets === 'error') fail('non-finite-target');
  const kept = isOdd && decisions.nonFiniteTargets === 'keep' ? targets[id] : NO_NUMBER;
  if (!hasNumber(asked)) return kept;
  const low = Math.trunc(Math.max(asked.low, -Number.MAX_VALUE)) + 0;
  const high = Math.trunc(Math.min(asked.high, Number.MAX_VALUE)) + 0;
  const refuses = decisions.negativeTargets === 'error';
  if (low < 0 && refuses) fail('negative-target-refused');
  if (high < 0 && refuses) return kept;
  return eitherOf(between(Math.max(0, low), Math.max(0, high), { whole: true }), kept);
}
