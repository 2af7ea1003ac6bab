// A smallest number above the largest.

import { originOf } from '../flow.ts';
import { nodesOfKind, numberOf } from './facts.ts';
import { defineRule, withRelated } from './rule.ts';

export const limitsCrossed = defineRule(
  'limits-crossed',
  {
    severity: 'warning',
    message: 'this is always {value}: what is inside never gets past it',
    hint: 'a value between two limits is max(smallest, min(largest, value))',
    prose:
      'A maximum whose number is above the cap inside it, or a minimum whose number is below the floor inside it, is that number whatever else happens. Often a constant was changed and its counterpart was not.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = max(10, min(5, pending));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = max(1, min(5, pending));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'call')) {
      if (node.function !== 'min' && node.function !== 'max') continue;
      const limit = node.arguments
        .map((argument) => numberOf(facts, argument))
        .find((one) => one !== undefined);
      if (limit === undefined) continue;
      for (const argument of node.arguments) {
        const inner = originOf(facts.flow, argument);
        const isCounterpart =
          inner.kind === 'call' && inner.function === (node.function === 'min' ? 'max' : 'min');
        const range = facts.ranges.nodes.get(argument)?.double;
        if (!isCounterpart || range === undefined || range.nan || range.low === range.high) continue;
        const isBeyond = node.function === 'max' ? range.high < limit : range.low > limit;
        if (isBeyond)
          yield withRelated(make(node.span, { value: limit }), {
            message: 'never reaches it',
            span: inner.span,
          });
      }
    }
  },
);
