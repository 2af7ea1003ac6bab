// An hour that is meant as an end and lasts to its last minute.

import { originOf } from '../flow.ts';
import type { BinaryNode, Node } from '../ir.ts';
import { type Facts, nodesOfKind, numberOf, textOf } from './facts.ts';
import { defineRule } from './rule.ts';

const isHour = ({ flow }: Facts, node: Node): boolean => {
  const origin = originOf(flow, node);
  return origin.kind === 'member' && origin.member === 'hour';
};

/** The hour that a comparison includes as the last; undefined for every other one. */
function upperHour(facts: Facts, { operator, left, right }: BinaryNode): number | undefined {
  if (operator === '<=' && isHour(facts, left)) return numberOf(facts, right);
  return operator === '>=' && isHour(facts, right) ? numberOf(facts, left) : undefined;
}

const isLowerHour = (facts: Facts, { operator, left, right }: BinaryNode): boolean =>
  (operator.startsWith('>') && isHour(facts, left)) || (operator.startsWith('<') && isHour(facts, right));

export const inclusiveHour = defineRule(
  'inclusive-hour',
  {
    severity: 'info',
    message: '`{condition}` holds until {hour}:59',
    hint: 'write `<` when it shall end at {hour}:00',
    prose:
      'The hour is a whole number: 17 from 17:00 to 17:59. A working day that ends at five is `hour < 17`.',
    example:
      'now = time();\nisOpen = now.hour >= 9 && now.hour <= 17;\n$TargetDedicatedNodes = isOpen ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'now = time();\nisOpen = now.hour >= 9 && now.hour < 17;\n$TargetDedicatedNodes = isOpen ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'binary')) {
      const limit = upperHour(facts, node);
      const { parent } = facts.flow.places.get(node)!;
      if (limit === undefined || limit >= 23 || parent?.kind !== 'logical' || parent.operator !== '&&')
        continue;
      const other = originOf(facts.flow, parent.left === node ? parent.right : parent.left);
      if (other.kind === 'binary' && isLowerHour(facts, other))
        yield make(node.span, { condition: textOf(facts, node), hour: limit });
    }
  },
);
