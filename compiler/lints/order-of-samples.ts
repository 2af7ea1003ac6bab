// An element of a vector of samples, by a position of which nobody knows the age.

import { isSampleRequest, originOf } from '../flow.ts';
import { argumentOf, nodesOfKind, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const orderOfSamples = defineRule(
  'order-of-samples',
  {
    severity: 'info',
    message: 'whether element {index} is the oldest or the newest of these samples is not documented',
    hint: 'ask for one sample, or use what does not depend on the order: avg, max, min',
    prose: 'Samples stand oldest first here. Azure does not say in which order they come.',
    example:
      'newest = val($PendingTasks.GetSample(6), 0);\n$TargetDedicatedNodes = min(9, newest);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'most = max(0, $PendingTasks.GetSample(6));\n$TargetDedicatedNodes = min(9, most);\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'call')) {
      const [vector, position] = node.arguments;
      if (node.function !== 'val' || vector === undefined || position === undefined) continue;
      const samples = originOf(facts.flow, vector);
      const index = numberOf(facts, position);
      if (samples.kind !== 'method' || !isSampleRequest(samples) || index === undefined) continue;
      const count = argumentOf(samples, 'count');
      const isSingle = count !== undefined && (numberOf(facts, count) ?? 2) < 2;
      if (!isSingle) yield make(node.span, { index });
    }
  },
);
