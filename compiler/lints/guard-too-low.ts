// A guard that lets fewer samples pass than the request behind it asks for.

import { failingRequests, isSameWindow, sampleGuardsOf } from './failing-requests.ts';
import { defineRule, withFix, withRelated } from './rule.ts';

export const guardTooLow = defineRule(
  'guard-too-low',
  {
    severity: 'warning',
    message: 'the guard passes from {passes} % of the samples on, and the request fails below {wanted} %',
    hint: 'compare with {wanted}, or give the request the percentage of the guard',
    prose:
      'Between the two percentages the guard lets the request through and the request fails the whole evaluation. A window without a percentage asks for 70.',
    example:
      'window = 5 * TimeInterval_Minute;\nfew = $PendingTasks.GetSamplePercent(window) < 50;\n$TargetDedicatedNodes = few ? 1 : min(9, avg($PendingTasks.GetSample(window)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'window = 5 * TimeInterval_Minute;\nfew = $PendingTasks.GetSamplePercent(window) < 50;\n$TargetDedicatedNodes = few ? 1 : min(9, avg($PendingTasks.GetSample(window, 50)));\n$NodeDeallocationOption = taskcompletion;',
    fixed:
      'window = 5 * TimeInterval_Minute;\nfew = $PendingTasks.GetSamplePercent(window) < 50;\n$TargetDedicatedNodes = few ? 1 : min(9, avg($PendingTasks.GetSample(window, 50)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { node, isByDefault, wanted } of failingRequests(facts)) {
      const guards = [...sampleGuardsOf(facts, node)];
      const guard = guards.find(({ request }) => isSameWindow(facts, request, node));
      if (guard === undefined || wanted === undefined) continue;
      const { passes, comparison } = guard;
      // Nobody can tell the windows apart, or another rule says that the number is no percentage.
      if (passes >= wanted || (passes > 0 && passes < 1)) continue;
      const complaint = make(node.span, { passes, wanted });
      const related = withRelated(complaint, { message: 'the guard', span: comparison.span });
      const last = node.arguments.at(-1);
      const isSound = isByDefault && last !== undefined && passes > 0 && passes <= 100;
      // Past the last argument's closing parentheses stands the request's own.
      const end = node.span.end - 1;
      if (isSound)
        yield withFix(related, `Ask for ${passes} %`, { span: { start: end, end }, text: `, ${passes}` });
      else yield related;
    }
  },
);
