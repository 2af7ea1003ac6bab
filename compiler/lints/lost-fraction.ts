// A share of a node that is cut off: targets are truncated.

import { originOf, sourcesOf } from '../flow.ts';
import type { BinaryNode, Node } from '../ir.ts';
import { decisions, type Facts, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

/** The divisions and products with a fraction that reach a target as they are: nothing rounds them on the way. */
function cutIn(facts: Facts, root: Node): readonly Node[] {
  const found: Node[] = [];
  const seen = new Set<Node>();
  const waiting = [root];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const node = originOf(facts.flow, one);
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'conditional') waiting.push(node.whenFalse, node.whenTrue);
    else if (node.kind === 'call' && (node.function === 'min' || node.function === 'max'))
      waiting.push(...node.arguments.toReversed());
    else if (node.kind === 'binary') {
      if (isCut(facts, node)) found.push(node);
      else if ((node.operator === '+' || node.operator === '-') && !addsShare(facts, node))
        waiting.push(node.right, node.left);
    }
  }
  return found;
}

const TARGETS = sourcesOf('$TargetDedicatedNodes', '$TargetLowPriorityNodes');

function isCut(facts: Facts, node: BinaryNode): boolean {
  const { operator, left, right } = node;
  const isWhole = facts.ranges.nodes.get(node)?.double?.whole ?? true;
  const sources = facts.flow.carries.get(node)!;
  // A target that is halved is meant to shrink.
  if (isWhole || sources === 0 || (sources & TARGETS) !== 0) return false;
  if (operator === '/') return !isRoundedBefore(facts, left);
  if (operator !== '*' || shrinksNodes(facts, node)) return false;
  return [left, right].some((side) => !Number.isInteger(numberOf(facts, side) ?? 0));
}

const NODES = sourcesOf('$CurrentDedicatedNodes', '$CurrentLowPriorityNodes', '$UsableNodeCount');

/** A share of the nodes there are, as in `$CurrentDedicatedNodes * 0.9`: rounded up, a small pool would never shrink. */
const shrinksNodes = (facts: Facts, node: BinaryNode): boolean =>
  (facts.flow.carries.get(node)! & ~NODES) === 0 &&
  [node.left, node.right].some((side) => Math.abs(numberOf(facts, side) ?? 1) < 1);

/** Something is added before the division, as in `(tasks + slots - 1) / slots`. */
function isRoundedBefore(facts: Facts, node: Node): boolean {
  const dividend = originOf(facts.flow, node);
  if (dividend.kind !== 'binary') return false;
  return dividend.operator === '+' || (dividend.operator === '-' && isRoundedBefore(facts, dividend.left));
}

/** Something under one is added to be cut off again, as in `tasks / slots + 0.99`. */
const addsShare = (facts: Facts, { operator, left, right }: BinaryNode): boolean =>
  operator === '+' && [left, right].some((side) => !Number.isInteger(numberOf(facts, side) ?? 0));

export const lostFraction = defineRule(
  'lost-fraction',
  {
    severity: 'warning',
    message: 'the fraction of this is cut off, so {target} can be a node short',
    hint: 'round up with ceil(...)',
    prose:
      'The service cuts the fraction of a target off: 2.9 nodes are 2, and half a node is none, so the last tasks may wait for ever. ceil rounds up; older formulas add something under one before the cut, or one less than the divisor before the division.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, pending / $TaskSlotsPerNode);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending / $TaskSlotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const seen = new Set<Node>();
    for (const { id, definition } of decisions(facts)) {
      for (const node of cutIn(facts, definition.value)) {
        if (seen.has(node)) continue;
        seen.add(node);
        yield make(node.span, { target: id });
      }
    }
  },
);
