// A minimum that is its own cap while there are no samples.

import type { Node } from '../ir.ts';
import { type Facts, nodesOfKind, numberOf, textOf } from './facts.ts';
import { defineRule } from './rule.ts';

/** Whether a part can be an empty vector, or not a number. */
function mayBeMissing({ ranges }: Facts, node: Node): boolean {
  const { double, doubleVec } = ranges.nodes.get(node) ?? {};
  return double?.nan === true || doubleVec?.least === 0;
}

export const capOfNothing = defineRule(
  'cap-of-nothing',
  {
    severity: 'warning',
    message: 'while there are no samples this is {cap}: `{samples}` then adds nothing to the minimum',
    hint: 'write `max(0, {samples})` in its place',
    prose:
      'Of an empty vector, or of what is not a number, min takes the other arguments: the cap. A new pool has no samples and jumps to its largest size. Azure does not document this; it is what is seen.',
    example:
      '$TargetDedicatedNodes = min(9, $PendingTasks.GetSample(4));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(4)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'call')) {
      if (node.function !== 'min') continue;
      const missing = node.arguments.filter((argument) => mayBeMissing(facts, argument));
      const caps = node.arguments
        .filter((argument) => !missing.includes(argument))
        .map((cap) => numberOf(facts, cap));
      const [first] = missing;
      if (first === undefined || caps.length === 0 || caps.some((cap) => cap === undefined || cap <= 0))
        continue;
      yield make(node.span, { cap: Math.min(...(caps as number[])), samples: textOf(facts, first) });
    }
  },
);
