// Tasks that are taken for nodes although a node takes several at a time.

import { decidingNodes, sourcesOf } from '../flow.ts';
import { decisions } from './facts.ts';
import { defineRule } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$RunningTasks', '$PendingTasks');

export const slotsIgnored = defineRule(
  'slots-ignored',
  {
    severity: 'warning',
    message: '{target} is a number of tasks, and each node of this pool takes {slots} at a time',
    hint: 'divide by $TaskSlotsPerNode and round up with ceil(...)',
    prose: 'With several task slots per node, one node for each task is several times too many.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, pending);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending / $TaskSlotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
    pool: { taskSlotsPerNode: 4 },
  },
  function* (facts, make) {
    const slots = facts.pool.taskSlotsPerNode ?? 1;
    if (slots <= 1) return;
    for (const { id, definition } of decisions(facts)) {
      const { value } = definition;
      if ((facts.flow.carries.get(value)! & TASKS) === 0) continue;
      const isDivided = decidingNodes(facts.flow, value).some(
        (node) =>
          (node.kind === 'binary' && (node.operator === '/' || node.operator === '*')) ||
          (node.kind === 'latest' && node.id === '$TaskSlotsPerNode'),
      );
      if (!isDivided) yield make(value.span, { target: id, slots });
    }
  },
);
