// A target that follows the queue without a limit.

import { carryingNodes, sourcesOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { decisions, type Facts } from './facts.ts';
import { defineRule } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$RunningTasks', '$PendingTasks');
/** Nobody means a larger cap than this. */
const MOST_NODES = 1e5;

/** Whether a count of tasks gets into a value by a way on which nothing caps it. */
function growsWithTasks({ flow, ranges }: Facts, root: Node): boolean {
  const isOpen = (node: Node): boolean => {
    const { double, doubleVec } = ranges.nodes.get(node) ?? {};
    const sources = flow.carries.get(node)!;
    if ((sources & TASKS) === 0 || (flow.depends.get(node)! & sourcesOf('template')) !== 0) return false;
    return Math.max(double?.high ?? 0, doubleVec?.elements.high ?? 0) > MOST_NODES;
  };
  return carryingNodes(flow, root, isOpen).some(({ kind }) => kind === 'method' || kind === 'latest');
}

export const noCap = defineRule(
  'no-cap',
  {
    severity: 'warning',
    message: '{target} grows with the queue without a limit',
    hint: 'cap it: min(20, ...)',
    prose:
      'Somebody submits ten thousand tasks, and the formula asks for ten thousand nodes. Only the quota stops it, and the bill comes later.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = pending;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(20, pending);\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { id, definition } of decisions(facts)) {
      const { low, high } = facts.ranges.targets[id].asked;
      if (low <= high && high > MOST_NODES && growsWithTasks(facts, definition.value))
        yield make(definition.value.span, { target: id });
    }
  },
);
