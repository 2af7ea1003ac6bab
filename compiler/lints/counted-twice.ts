// Pending tasks with tasks added that are among them.

import { sourcesOf } from '../flow.ts';
import { nodesOfKind } from './facts.ts';
import { defineRule } from './rule.ts';

export const countedTwice = defineRule(
  'counted-twice',
  {
    severity: 'warning',
    message: '{metric} is part of $PendingTasks: these tasks are counted twice',
    hint: 'use $PendingTasks alone, or add $ActiveTasks and $RunningTasks',
    prose: '$PendingTasks is the sum of $ActiveTasks and $RunningTasks.',
    example:
      'all = max(0, $PendingTasks.GetSample(4)) + max(0, $RunningTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, all);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'all = max(0, $ActiveTasks.GetSample(4)) + max(0, $RunningTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, all);\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const { carries } = facts.flow;
    const pending = sourcesOf('$PendingTasks');
    for (const node of nodesOfKind(facts, 'binary')) {
      if (node.operator !== '+') continue;
      const [left, right] = [carries.get(node.left)!, carries.get(node.right)!];
      for (const metric of ['$RunningTasks', '$ActiveTasks'] as const) {
        const part = sourcesOf(metric);
        const isMixed = (left === pending && right === part) || (left === part && right === pending);
        if (isMixed) yield make(node.span, { metric });
      }
    }
  },
);
