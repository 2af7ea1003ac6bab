// Tasks that are taken for nodes although a node takes several at a time.

import { decidingNodes, sourcesOf } from '../flow.ts';
import type { BinaryNode } from '../ir.ts';
import { decisions, type Facts } from './facts.ts';
import { defineRule } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$RunningTasks', '$PendingTasks');

/** Whether a number of tasks is multiplied or divided; windows of time are, too, and say nothing of slots. */
const isScaled = ({ flow }: Facts, node: BinaryNode): boolean =>
  (node.operator === '/' || node.operator === '*') && (flow.carries.get(node)! & TASKS) !== 0;

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
          (node.kind === 'binary' && isScaled(facts, node)) ||
          (node.kind === 'latest' && node.id === '$TaskSlotsPerNode'),
      );
      if (!isDivided) yield make(value.span, { target: id, slots });
    }
  },
);
