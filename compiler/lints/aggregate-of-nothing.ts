// A mean, maximum or the like of samples that may not be there.

import { carryingNodes } from '../flow.ts';
import type { CallNode, Node } from '../ir.ts';
import { decisions, type Facts } from './facts.ts';
import { defineRule } from './rule.ts';

/** Whether a call makes what is not a number of arguments that are all numbers. */
function isOfNothing({ ranges }: Facts, node: CallNode): boolean {
  if (ranges.nodes.get(node)?.double?.nan !== true) return false;
  const parts = node.arguments.map((argument) => ranges.nodes.get(argument) ?? {});
  return (
    parts.some(({ doubleVec }) => doubleVec?.least === 0) && parts.every(({ double }) => double?.nan !== true)
  );
}

/** Whether another number stands beside it in a minimum or a maximum. */
function isCaught({ flow, ranges }: Facts, node: Node): boolean {
  const parent = flow.places.get(node)?.parent;
  return parent?.kind === 'call' && ranges.nodes.get(parent)?.double?.nan === false;
}

export const aggregateOfNothing = defineRule(
  'aggregate-of-nothing',
  {
    severity: 'warning',
    message: '{name} of no samples is not a number, and then the evaluation fails at {target}',
    hint: 'give it a number as well: `max(0, ...)`',
    prose:
      'A request by count, or with percentage 0, can be empty, on a new pool it is. Azure does not document what max, min or avg are of nothing; here they are not a number, which no target can be.',
    example:
      'pending = max($PendingTasks.GetSample(4));\n$TargetDedicatedNodes = pending;\n$NodeDeallocationOption = taskcompletion;\n$TargetDedicatedNodes = $TargetDedicatedNodes > 9 ? 9 : $TargetDedicatedNodes;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = pending;\n$NodeDeallocationOption = taskcompletion;\n$TargetDedicatedNodes = $TargetDedicatedNodes > 9 ? 9 : $TargetDedicatedNodes;',
  },
  function* (facts, make) {
    const said = new Set<Node>();
    for (const { id, definition } of decisions(facts)) {
      if (!facts.ranges.targets[id].asked.nan) continue;
      for (const node of carryingNodes(facts.flow, definition.value)) {
        if (node.kind !== 'call' || said.has(node) || !isOfNothing(facts, node) || isCaught(facts, node))
          continue;
        said.add(node);
        yield make(node.span, { name: node.function, target: id });
      }
    }
  },
);
