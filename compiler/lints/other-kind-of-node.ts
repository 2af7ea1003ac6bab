// A target made of the target of the other kind of node.

import { carryingNodes, originOf, sourcesOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { decisions, type Facts, type NodeTarget, otherTarget } from './facts.ts';
import { defineRule } from './rule.ts';

/** The other target where it stands for the own one: as a branch, or divided. In a sum or a minimum it is counted with. */
function fallbackOf({ flow }: Facts, root: Node, other: NodeTarget): Node | undefined {
  const isOther = (node: Node): boolean => {
    const origin = originOf(flow, node);
    return origin.kind === 'target' && origin.id === other;
  };
  for (const node of carryingNodes(flow, root)) {
    const shares =
      node.kind === 'conditional'
        ? [node.whenTrue, node.whenFalse]
        : node.kind === 'binary' && (node.operator === '/' || node.operator === '*')
          ? [node.left, node.right]
          : node === root
            ? [node]
            : [];
    const found = shares.find(isOther);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const otherKindOfNode = defineRule(
  'other-kind-of-node',
  {
    severity: 'warning',
    message: '{target} is made of {other}, the target of the other kind of node',
    hint: 'did you mean `{target}`?',
    prose:
      'Formulas for low-priority nodes are often copied from one for dedicated nodes, and the fallback keeps reading the old target. A target that the formula does not assign is the size the pool has now.',
    example:
      'pending = $PendingTasks.GetSamplePercent(TimeInterval_Hour) < 70 ? $TargetDedicatedNodes : avg($PendingTasks.GetSample(TimeInterval_Hour));\n$TargetLowPriorityNodes = min(9, ceil(pending));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = $PendingTasks.GetSamplePercent(TimeInterval_Hour) < 70 ? $TargetLowPriorityNodes : avg($PendingTasks.GetSample(TimeInterval_Hour));\n$TargetLowPriorityNodes = min(9, ceil(pending));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { id, definition } of decisions(facts)) {
      const other = otherTarget(id);
      if ((facts.flow.carries.get(definition.value)! & sourcesOf(other)) === 0) continue;
      const node = fallbackOf(facts, definition.value, other);
      if (node !== undefined) yield make(node.span, { target: id, other });
    }
  },
);
