// A request for no samples at all.

import { isSampleRequest } from '../flow.ts';
import { argumentOf, nodesOfKind, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const emptyRequest = defineRule(
  'empty-request',
  {
    severity: 'warning',
    message: 'a request for {count} samples is always empty',
    hint: 'ask for at least one',
    prose: 'The number of samples is cut to a whole one; 0 or less gives a vector without elements.',
    example:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(0.5)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(5)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'method')) {
      const count = isSampleRequest(node) ? numberOf(facts, argumentOf(node, 'count')) : undefined;
      if (count !== undefined && count < 1) yield make(node.span, { count });
    }
  },
);
