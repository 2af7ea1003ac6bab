// A target that follows the queue alone, while tasks run.

import { decidingNodes, sourcesOf } from '../flow.ts';
import { decisionOf, decisions } from './facts.ts';
import { defineRule } from './rule.ts';

/** What else says that nodes are at work. */
const OTHERS = sourcesOf(
  '$RunningTasks',
  '$PendingTasks',
  '$CurrentDedicatedNodes',
  '$CurrentLowPriorityNodes',
  '$UsableNodeCount',
  '$TargetDedicatedNodes',
  '$TargetLowPriorityNodes',
  '$CPUPercent',
);

export const activeTasksOnly = defineRule(
  'active-tasks-only',
  {
    severity: 'warning',
    message: '$ActiveTasks counts only tasks that wait: {target} falls while tasks still run',
    hint: 'use $PendingTasks, which counts waiting and running tasks, or let nodes finish with `$NodeDeallocationOption = taskcompletion`',
    prose:
      'A task that starts leaves $ActiveTasks. When the last one has started, the formula asks for no nodes, and those that work are taken away; with the default option their tasks go back to the queue, and it begins anew.',
    example:
      'waiting = max(0, $ActiveTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, waiting);\n$NodeDeallocationOption = requeue;',
    nearMiss:
      'unfinished = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, unfinished);\n$NodeDeallocationOption = requeue;',
  },
  function* (facts, make) {
    const option = decisionOf(facts, '$NodeDeallocationOption')?.value;
    const isPatient =
      option?.kind === 'option' && (option.word === 'taskcompletion' || option.word === 'retaineddata');
    if (isPatient) return;
    for (const { id, definition } of decisions(facts)) {
      const sources = facts.flow.depends.get(definition.value)!;
      if ((sources & sourcesOf('$ActiveTasks')) === 0 || (sources & OTHERS) !== 0) continue;
      const at = decidingNodes(facts.flow, definition.value)
        .filter(
          (node) =>
            (node.kind === 'method' ? node.metric : node.kind === 'latest' ? node.id : '') === '$ActiveTasks',
        )
        .reduce((a, b) => (a.span.start <= b.span.start ? a : b));
      yield make(at.span, { target: id });
    }
  },
);
