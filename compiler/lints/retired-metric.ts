// A metric that the service no longer feeds.

import { METRICS, type VariableRow } from '../catalog/index.ts';
import { defineRule } from './rule.ts';

export const retiredMetric = defineRule(
  'retired-metric',
  {
    severity: 'warning',
    message: '{metric} is not fed since {when}: it has no samples',
    hint: 'scale by task counts such as $PendingTasks',
    prose:
      'The resource metrics of nodes are retired. A window of them fails the evaluation, and a request by count is empty.',
    example:
      'busy = max(0, $MemoryBytes.GetSample(4)) > 2000;\n$TargetDedicatedNodes = busy ? 4 : 2;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'busy = max(0, $PendingTasks.GetSample(4)) > 2000;\n$TargetDedicatedNodes = busy ? 4 : 2;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const rows: Readonly<Record<string, VariableRow>> = METRICS;
    const said = new Set<string>();
    for (const node of facts.flow.places.keys()) {
      const metric = node.kind === 'method' ? node.metric : node.kind === 'latest' ? node.id : undefined;
      const when = metric === undefined ? undefined : rows[metric]?.retired;
      if (metric === undefined || when === undefined || said.has(metric)) continue;
      said.add(metric);
      yield make(node.span, { metric, when });
    }
  },
);
