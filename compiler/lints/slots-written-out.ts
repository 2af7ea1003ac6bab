// Tasks divided by a number that the pool itself knows.

import { originOf, sourcesOf } from '../flow.ts';
import { constantOf, nodesOfKind } from './facts.ts';
import { defineRule, withFix } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$RunningTasks', '$PendingTasks');
/** How people name the slots of a node. */
const SLOTS = /slot|per_?(node|vm)|cores|cpus/i;

export const slotsWrittenOut = defineRule(
  'slots-written-out',
  {
    severity: 'info',
    message: 'tasks are divided by {value}, which looks like the task slots of a node',
    hint: 'use $TaskSlotsPerNode: it follows the pool when its slots change',
    prose:
      'A number of slots that is written out is wrong as soon as the pool, or the next pool with this formula, has another one. Told of the pool, this rule speaks only of its own number of slots, and can put the name in its place.',
    example:
      'slotsPerNode = 4;\npending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending / slotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, ceil(pending / $TaskSlotsPerNode));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const { flow, pool } = facts;
    for (const node of nodesOfKind(facts, 'binary')) {
      const { left, right } = node;
      if (node.operator !== '/' || (flow.carries.get(left)! & TASKS) === 0) continue;
      const value = constantOf(facts, right);
      if (value === undefined || value <= 1 || !Number.isInteger(value)) continue;
      const isOwn = value === pool.taskSlotsPerNode;
      const isNamed = right.kind === 'variable' && SLOTS.test(right.name);
      if (pool.taskSlotsPerNode === undefined ? !isNamed : !isOwn) continue;
      const complaint = make(right.span, { value });
      if (isOwn && originOf(flow, right).kind === 'number')
        yield withFix(complaint, 'Write `$TaskSlotsPerNode`', {
          span: right.span,
          text: '$TaskSlotsPerNode',
        });
      else yield complaint;
    }
  },
);
