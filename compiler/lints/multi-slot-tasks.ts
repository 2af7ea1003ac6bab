// Tasks are counted, not the slots they take.

import { sourcesOf } from '../flow.ts';
import { nodesOfKind } from './facts.ts';
import { defineRule } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$RunningTasks', '$PendingTasks');

export const multiSlotTasks = defineRule(
  'multi-slot-tasks',
  {
    severity: 'info',
    byDefault: 'off',
    message: 'tasks are counted, not slots: when a task takes several slots, this is too few nodes',
    hint: 'multiply by the slots that a task takes on average',
    prose:
      'A task with requiredSlots above one counts once in every metric. A pool of nodes with several slots is then asked for too few nodes, and a task that takes more slots than a node has waits for ever. The rule is off unless it is asked for: a formula cannot see what its tasks take.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending / $TaskSlotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'slotsPerTask = 2;\npending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending * slotsPerTask / $TaskSlotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
    pool: { taskSlotsPerNode: 4 },
  },
  function* (facts, make) {
    if ((facts.pool.taskSlotsPerNode ?? 1) <= 1) return;
    const { carries, places } = facts.flow;
    for (const node of nodesOfKind(facts, 'binary')) {
      const isPerSlot =
        node.operator === '/' && (carries.get(node.right)! & sourcesOf('$TaskSlotsPerNode')) !== 0;
      const isOfTasks = (carries.get(node.left)! & TASKS) !== 0;
      const isMultiplied = [node.left, places.get(node)?.parent].some(
        (one) => one?.kind === 'binary' && one.operator === '*',
      );
      if (isPerSlot && isOfTasks && !isMultiplied) yield make(node.span);
    }
  },
);
