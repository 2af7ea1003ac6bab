// A window of samples that lies in the future.

import { nodesOfKind, windowOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const futureWindow = defineRule(
  'future-window',
  {
    severity: 'warning',
    message: 'this window reaches into the future, where there are no samples',
    hint: 'a look-back is a positive interval: 5 minutes ago is 5 * TimeInterval_Minute',
    prose:
      'Ends of windows are ages, or instants. A negative age, or an instant after time(), is taken as now.',
    example:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(TimeInterval_Minute * -5, 0)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(TimeInterval_Minute * 5, 0)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'method'))
      if ((windowOf(facts, node)?.near ?? 0) < 0) yield make(node.span);
  },
);
