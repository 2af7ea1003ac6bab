// A target that is divided anew at each evaluation.

import { carryingNodes, sourcesOf } from '../flow.ts';
import { decisions, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

/** Evaluations until 64 nodes are none; fractions are cut off each time. */
function stepsToZero(factor: number): number {
  let [nodes, steps] = [64, 0];
  for (; nodes > 0; steps++) nodes = Math.floor(nodes * factor);
  return steps;
}

export const halving = defineRule(
  'halving',
  {
    severity: 'info',
    message:
      '{target} shrinks by one step at each evaluation: 64 nodes need {evaluations} of them to be gone',
    hint: 'assign 0 when nothing is pending, or bound the steps with the evaluation interval in mind',
    prose:
      'A target that is made of itself divided by something shrinks once per evaluation, every fifteen minutes by default, and an idle pool is paid for meanwhile. The cut of fractions ends it: 1 / 2 is 0.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = pending > 0 ? min(9, pending) : $TargetDedicatedNodes / 2;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = pending > 0 ? min(9, pending) : 0;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { id, definition } of decisions(facts)) {
      for (const node of carryingNodes(facts.flow, definition.value)) {
        if (node.kind !== 'binary' || facts.flow.carries.get(node.left) !== sourcesOf(id)) continue;
        const value = numberOf(facts, node.right);
        if (value === undefined) continue;
        const factor = node.operator === '/' ? 1 / value : node.operator === '*' ? value : 1;
        if (factor <= 0 || factor >= 1) continue;
        yield make(node.span, { target: id, evaluations: stepsToZero(factor) });
      }
    }
  },
);
