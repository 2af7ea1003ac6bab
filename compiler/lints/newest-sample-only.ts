// A target that hangs on one sample.

import { LIVE } from '../catalog/index.ts';
import { carryingNodes, isSampleRequest } from '../flow.ts';
import type { Node } from '../ir.ts';
import { argumentOf, decisions, type Facts, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

type Read = Extract<Node, { readonly kind: 'method' | 'latest' }>;

/** Whether a part reads values of a metric, not of what the pool counts itself. */
const isMetricRead = (node: Node): node is Read =>
  (node.kind === 'method' && isSampleRequest(node) && !Object.hasOwn(LIVE, node.metric)) ||
  (node.kind === 'latest' && !Object.hasOwn(LIVE, node.id));

const isNewest = (facts: Facts, node: Read): boolean => {
  if (node.kind === 'latest') return true;
  const count = argumentOf(node, 'count');
  return count !== undefined && Math.trunc(numberOf(facts, count) ?? 0) === 1;
};

const metricOf = (node: Read): string => (node.kind === 'method' ? node.metric : node.id);

export const newestSampleOnly = defineRule(
  'newest-sample-only',
  {
    severity: 'info',
    message: '{target} hangs on the newest sample of {metric} alone',
    hint: 'take the largest or the mean of a window, and the newest sample when the window is not there',
    prose:
      'A single sample may be late, missing, or from a moment between two tasks. The documentation advises against relying on it: the pool then follows every flicker.',
    example:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(1)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(6)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const said = new Set<Node>();
    for (const { id, definition } of decisions(facts)) {
      const reads = carryingNodes(facts.flow, definition.value)
        .filter(isMetricRead)
        .sort((a, b) => a.span.start - b.span.start);
      const [first] = reads;
      if (first === undefined || said.has(first) || !reads.every((node) => isNewest(facts, node))) continue;
      said.add(first);
      yield make(first.span, { target: id, metric: [...new Set(reads.map(metricOf))].join(' and ') });
    }
  },
);
