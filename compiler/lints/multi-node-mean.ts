// A mean that keeps a task of several nodes waiting.

import { carryingNodes, sourcesOf } from '../flow.ts';
import { decisions } from './facts.ts';
import { defineRule } from './rule.ts';

const TASKS = sourcesOf('$ActiveTasks', '$PendingTasks');

export const multiNodeMean = defineRule(
  'multi-node-mean',
  {
    severity: 'info',
    message: 'a task over several nodes starts when all of them are there, and {name} gets there slowly',
    hint: 'use the largest sample of the window: max(...)',
    prose:
      'Each instance of a multi-instance task counts in $ActiveTasks, and the task needs all its nodes at once. A mean over a window reaches that number only when the window is full of it.',
    example:
      'window = 5 * TimeInterval_Minute;\n$TargetDedicatedNodes = min(9, max(0, avg($PendingTasks.GetSample(window, 0))));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'window = 5 * TimeInterval_Minute;\n$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(window, 0)));\n$NodeDeallocationOption = taskcompletion;',
    pool: { enableInterNodeCommunication: true },
  },
  function* (facts, make) {
    if (facts.pool.enableInterNodeCommunication !== true) return;
    const said = new Set<unknown>();
    for (const { definition } of decisions(facts)) {
      for (const node of carryingNodes(facts.flow, definition.value)) {
        if (node.kind !== 'call' || (node.function !== 'avg' && node.function !== 'percentile')) continue;
        if ((facts.flow.carries.get(node)! & TASKS) === 0 || said.has(node)) continue;
        said.add(node);
        yield make(node.span, { name: node.function });
      }
    }
  },
);
