// Why a target is bounded, as a chain of places: from its assignment down to the part that sets the bound.

import {
  type BoundReason,
  type Node,
  type NodeTargetId,
  type Numbers,
  type ProgramRanges,
  printNumbers,
  type Range,
  slotsOfTarget,
} from '../../compiler/index.ts';
import type { Span } from '../../grammar/index.ts';
import { obstacle, type Proof, type Reason, type Subject } from './property.ts';

type Side = 'low' | 'high';

const MOST_REASONS = 6;

/** The last assignment of a target and the parts that bound it from one side. */
export function whyBounded({ program, ranges }: Subject, id: NodeTargetId, side: Side): readonly Reason[] {
  const [slot] = slotsOfTarget(program, id);
  const step = program.steps.findLast((one) => one.kind === 'assign' && one.slot === slot);
  if (step === undefined || slot === undefined) {
    return [
      {
        says: `the formula never assigns ${id}, so the pool keeps what it has: ${printNumbers(ranges.targets[id].nodes)}`,
      },
    ];
  }
  const spans: { readonly span: Span; readonly node: Node }[] = [];
  let next: Node | undefined = step.value;
  while (next !== undefined && spans.length < MOST_REASONS) {
    spans.push({ span: next.span, node: next });
    next = bounding({ program, ranges }, next, side);
  }
  return spans.map(({ span, node }) => ({
    span,
    says: saysOf(ranges.nodes.get(node), side, node.kind === 'number'),
  }));
}

function saysOf(range: Range | undefined, side: Side, isLiteral: boolean): string {
  const numbers = range === undefined ? undefined : numbersOf(range);
  if (numbers === undefined) return 'has no numbers';
  if (numbers.low === numbers.high && !numbers.nan)
    return isLiteral ? 'is the bound' : `is ${numbers.low + 0}`;
  return side === 'high' ? `is at most ${round(numbers.high)}` : `is at least ${round(numbers.low)}`;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

const numbersOf = ({ double, doubleVec }: Range): Numbers | undefined => double ?? doubleVec?.elements;

/** The part of a node that has its bound. */
function bounding(subject: Pick<Subject, 'program' | 'ranges'>, node: Node, side: Side): Node | undefined {
  const end = endOf(subject.ranges, node, side);
  const candidates = partsOf(subject, node);
  return end === undefined ? undefined : candidates.find((part) => endOf(subject.ranges, part, side) === end);
}

const endOf = (ranges: ProgramRanges, node: Node, side: Side): number | undefined => {
  const range = ranges.nodes.get(node);
  return range === undefined ? undefined : numbersOf(range)?.[side];
};

function partsOf({ program }: Pick<Subject, 'program'>, node: Node): readonly Node[] {
  switch (node.kind) {
    case 'conditional':
      return [node.whenTrue, node.whenFalse];
    case 'call':
      return node.function === 'min' || node.function === 'max' ? node.arguments : [];
    case 'variable': {
      const before = program.steps.filter(
        (step) => step.kind === 'assign' && step.slot === node.slot && step.span.end <= node.span.start,
      );
      return before.slice(-1).map((step) => step.value);
    }
    default:
      return [];
  }
}

/** That a target is not seen to be so, with the place of its last assignment. */
export function unseen(subject: Subject, id: NodeTargetId, says: string): Proof {
  const { nodes, isAssigned } = subject.ranges.targets[id];
  if (!isAssigned)
    return obstacle(`the formula never assigns ${id}, and the pool may have ${printNumbers(nodes)}`);
  return obstacle(`is not seen to ${says}`, whyBounded(subject, id, 'high')[0]?.span);
}

/** The steps of a proof about sums, the same one once. */
export function whySummed(reasons: readonly BoundReason[]): readonly Reason[] {
  const seen = new Map<string, Reason>();
  for (const { term, says } of reasons) {
    const span = term.node?.span;
    seen.set(`${span?.start} ${span?.end} ${says}`, { says, ...(span !== undefined && { span }) });
  }
  return [...seen.values()].slice(-MOST_REASONS);
}
