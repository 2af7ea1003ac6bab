// A percentage of samples that is taken for a fraction.

import { isComparison } from '../flow.ts';
import type { Node } from '../ir.ts';
import { argumentOf, type Facts, nodesOfKind, numberOf, percentRequestOf } from './facts.ts';
import { defineRule, withFix } from './rule.ts';

/** What is compared with a share of samples, and what requests ask for. */
function* percentagesIn(facts: Facts): Iterable<Node> {
  for (const node of nodesOfKind(facts, 'binary')) {
    if (!isComparison(node)) continue;
    if (percentRequestOf(facts, node.left) !== undefined) yield node.right;
    else if (percentRequestOf(facts, node.right) !== undefined) yield node.left;
  }
  for (const node of nodesOfKind(facts, 'method')) {
    const percent = argumentOf(node, 'percent');
    if (percent !== undefined) yield percent;
  }
}

export const percentAsFraction = defineRule(
  'percent-as-fraction',
  {
    severity: 'warning',
    message: '{value} is less than one percent: shares of samples are numbers from 0 to 100',
    hint: 'write {percent} for {percent} %',
    prose:
      'GetSamplePercent gives 70 for seventy percent, and requests take percentages in the same way. Compared with 0.7, a single sample in an hour is enough, and the guard guards nothing.',
    example:
      'window = 5 * TimeInterval_Minute;\nisKnown = $PendingTasks.GetSamplePercent(window) >= 0.7;\n$TargetDedicatedNodes = isKnown ? min(9, max(0, $PendingTasks.GetSample(window, 0))) : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'window = 5 * TimeInterval_Minute;\nisKnown = $PendingTasks.GetSamplePercent(window) >= 1;\n$TargetDedicatedNodes = isKnown ? min(9, max(0, $PendingTasks.GetSample(window, 0))) : 1;\n$NodeDeallocationOption = taskcompletion;',
    fixed:
      'window = 5 * TimeInterval_Minute;\nisKnown = $PendingTasks.GetSamplePercent(window) >= 70;\n$TargetDedicatedNodes = isKnown ? min(9, max(0, $PendingTasks.GetSample(window, 0))) : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of percentagesIn(facts)) {
      const value = numberOf(facts, node);
      if (value === undefined || value <= 0 || value >= 1) continue;
      const percent = Number((value * 100).toPrecision(12));
      const complaint = make(node.span, { value, percent });
      if (node.kind === 'number')
        yield withFix(complaint, `Write \`${percent}\``, { span: node.span, text: String(percent) });
      else yield complaint;
    }
  },
);
