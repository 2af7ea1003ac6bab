// A division by something that can be zero.

import { sourcesOf } from '../flow.ts';
import { nodesOfKind, textOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const zeroDivisor = defineRule(
  'zero-divisor',
  {
    severity: 'warning',
    message: '`{divisor}` can be 0: the quotient is then infinite, or not a number',
    hint: 'ask first: {divisor} > 0 ? ... : ..., or divide by max(1, {divisor})',
    prose:
      'Dividing by zero does not fail by itself, but a target that is infinite or not a number does, and the pool keeps its size.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\nperNode = pending / $CurrentDedicatedNodes;\n$TargetDedicatedNodes = perNode > 4 ? 9 : 3;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\nperNode = $CurrentDedicatedNodes > 0 ? pending / $CurrentDedicatedNodes : 0;\n$TargetDedicatedNodes = perNode > 4 ? 9 : 3;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'binary')) {
      if (node.operator !== '/') continue;
      const { double, doubleVec } = facts.ranges.nodes.get(node.right) ?? {};
      const divisor = doubleVec?.elements ?? double;
      const isFilledIn = (facts.flow.depends.get(node.right)! & sourcesOf('template')) !== 0;
      if (
        isFilledIn ||
        divisor === undefined ||
        divisor.low > 0 ||
        divisor.high < 0 ||
        divisor.low > divisor.high
      )
        continue;
      yield make(node.right.span, { divisor: textOf(facts, node.right) });
    }
  },
);
