// A pool that shrinks by requeueing running tasks, because nobody said otherwise.

import { originOf, sourcesOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { decisionOf, decisions, type Facts, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

/** Whether a target is not always the same, and not only ever raised. */
function canShrink(facts: Facts, value: Node): boolean {
  if (numberOf(facts, value) !== undefined || facts.flow.depends.get(value) === 0) return false;
  const node = originOf(facts.flow, value);
  if (node.kind !== 'call' || node.function !== 'max') return true;
  return !node.arguments.some((argument) => KEPT.includes(facts.flow.carries.get(argument)!));
}

const KEPT: readonly number[] = (
  ['$TargetDedicatedNodes', '$TargetLowPriorityNodes', '$CurrentDedicatedNodes', '$CurrentLowPriorityNodes'] as const
).map((id) => sourcesOf(id)); // biome-ignore format: one list

export const defaultDeallocation = defineRule(
  'default-deallocation',
  {
    severity: 'info',
    message:
      'when {target} falls, tasks that run are stopped and queued again: the deallocation option is left at its default, requeue',
    hint: 'let nodes finish with `$NodeDeallocationOption = taskcompletion;`, or assign requeue to say that it is meant',
    prose:
      'The default option stops the tasks of the nodes that leave, and what they did is lost. The option holds for one evaluation, so a formula has to assign it each time.',
    example: 'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, pending);',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, pending);\n$NodeDeallocationOption = requeue;',
  },
  function* (facts, make) {
    if (decisionOf(facts, '$NodeDeallocationOption') !== undefined) return;
    for (const { id, definition } of decisions(facts)) {
      if (!canShrink(facts, definition.value)) continue;
      yield make(definition.nameSpan, { target: id });
      return;
    }
  },
);
