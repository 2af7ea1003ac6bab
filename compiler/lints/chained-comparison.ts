// Comparisons in a row, which compare the outcome of the first.

import { isComparison } from '../flow.ts';
import { nodesOfKind, textOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const chainedComparison = defineRule(
  'chained-comparison',
  {
    severity: 'warning',
    message: 'this compares the outcome of `{first}`, 1 or 0, with the rest',
    hint: 'compare twice, and join the comparisons with &&',
    prose:
      'Comparisons are worked out from left to right: of `1 < x < 5` first `1 < x`, which is 1 or 0, and that is always below 5.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\nisSmall = 3 > pending > rand();\n$TargetDedicatedNodes = isSmall ? 1 : 4;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\nisSmall = 3 > pending && pending > rand();\n$TargetDedicatedNodes = isSmall ? 1 : 4;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'binary')) {
      const { left, operator } = node;
      const isOrder = (one: string): boolean => one.startsWith('<') || one.startsWith('>');
      // `(a < b) == (c < d)` and the like are meant as they are.
      if (isComparison(node) && isOrder(operator) && isComparison(left) && isOrder(left.operator))
        yield make(node.span, { first: textOf(facts, left) });
    }
  },
);
