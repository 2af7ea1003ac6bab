// The use of processors, compared with a number of which nobody knows the scale.

import { isComparison, sourcesOf } from '../flow.ts';
import { nodesOfKind, numberOf } from './facts.ts';
import { defineRule } from './rule.ts';

export const cpuScale = defineRule(
  'cpu-scale',
  {
    severity: 'info',
    message: '$CPUPercent is compared with {value}: check on a real pool whether it counts to 1 or to 100',
    hint: 'Azure describes a percentage, and its own samples compare with fractions',
    prose:
      'The description of $CPUPercent says percent, the samples of the documentation compare it with 0.7. On one of the two scales the comparison is always true or always false.',
    example:
      'busy = max(0, $CPUPercent.GetSample(4)) > 0.7;\n$TargetDedicatedNodes = busy ? 4 : 2;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'busy = max(0, $CPUPercent.GetSample(4)) > 70;\n$TargetDedicatedNodes = busy ? 4 : 2;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const { carries } = facts.flow;
    const cpu = sourcesOf('$CPUPercent');
    for (const node of nodesOfKind(facts, 'binary')) {
      if (!isComparison(node)) continue;
      const { left, right } = node;
      const other = carries.get(left) === cpu ? right : carries.get(right) === cpu ? left : undefined;
      const value = numberOf(facts, other);
      if (value !== undefined && value > 0 && value <= 1) yield make(node.span, { value });
    }
  },
);
