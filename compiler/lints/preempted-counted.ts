// Low-priority nodes counted with those that are pre-empted.

import { defineRule } from './rule.ts';

export const preemptedCounted = defineRule(
  'preempted-counted',
  {
    severity: 'warning',
    message: '$CurrentLowPriorityNodes counts pre-empted nodes, which cannot work, as well',
    hint: 'subtract $PreemptedNodeCount for those that work',
    prose:
      'A pre-empted node stays a member of the pool and of the count, and waits for capacity. A formula that takes the count for working nodes asks for too few.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetLowPriorityNodes = min(9, pending);\n$TargetDedicatedNodes = $CurrentLowPriorityNodes > 3 ? 0 : 2;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetLowPriorityNodes = min(9, pending);\n$TargetDedicatedNodes = $CurrentLowPriorityNodes - $PreemptedNodeCount > 3 ? 0 : 2;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* ({ flow }, make) {
    let counted: { readonly start: number; readonly end: number } | undefined;
    for (const node of flow.places.keys()) {
      const id = node.kind === 'method' ? node.metric : node.kind === 'latest' ? node.id : undefined;
      if (id === '$PreemptedNodeCount') return;
      if (id === '$CurrentLowPriorityNodes') counted ??= node.span;
    }
    if (counted !== undefined) yield make(counted);
  },
);
