// A condition that always holds, or never.

import { isComparison, sourcesOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { type Facts, numberOf, textOf } from './facts.ts';
import { defineRule } from './rule.ts';
import { isAboutSunday } from './sundays.ts';

/** Whether a part that asks something of the outside has only one answer. */
function isDecided(facts: Facts, node: Node): boolean {
  const isCondition =
    isComparison(node) || node.kind === 'logical' || (node.kind === 'unary' && node.operator === '!');
  if (!isCondition || numberOf(facts, node) === undefined) return false;
  const sources = facts.flow.depends.get(node)!;
  // That a node has a slot is no news, and asking for it does no harm.
  if (sources === 0 || sources === sourcesOf('$TaskSlotsPerNode')) return false;
  return !isAboutSunday(facts, node);
}

export const constantCondition = defineRule(
  'constant-condition',
  {
    severity: 'warning',
    message: '`{condition}` is always {truth}',
    hint: 'check the limits: whatever the metrics and the time are, the other branch is never taken',
    prose:
      'What is known of the values, and of the conditions around, leaves only one outcome. Often && is written where || is meant, or a limit is on the wrong scale.',
    example:
      'day = time().weekday;\nisWeekend = day < 1 && day > 5;\n$TargetDedicatedNodes = isWeekend ? 0 : 4;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'day = time().weekday;\nisWeekend = day < 1 || day > 5;\n$TargetDedicatedNodes = isWeekend ? 0 : 4;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { node, parent } of facts.flow.places.values()) {
      if (!isDecided(facts, node) || (parent !== undefined && isDecided(facts, parent))) continue;
      yield make(node.span, {
        condition: textOf(facts, node),
        truth: numberOf(facts, node) === 0 ? 'false' : 'true',
      });
    }
  },
);
