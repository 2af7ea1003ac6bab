// A window of samples that stands behind a guard about another metric or another window.

import { spellSeconds, textOf, windowOf } from './facts.ts';
import { failingRequests, isSameWindow, sampleGuardsOf } from './failing-requests.ts';
import { defineRule, withRelated } from './rule.ts';

export const guardOfOtherSamples = defineRule(
  'guard-of-other-samples',
  {
    severity: 'warning',
    message: 'the guard asks about {guarded}, and these are samples of {asked}',
    hint: 'ask `GetSamplePercent` about the same metric and the same window',
    prose:
      'Samples of one metric and window say nothing of those of another: the guard passes, and the evaluation stops with InsufficientSampleData all the same. With several windows, ask about each of them.',
    example:
      'isKnown = $PendingTasks.GetSamplePercent(5 * TimeInterval_Minute) >= 70;\n$TargetDedicatedNodes = isKnown ? min(9, avg($PendingTasks.GetSample(15 * TimeInterval_Minute))) : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'isKnown = $PendingTasks.GetSamplePercent(15 * TimeInterval_Minute) >= 70;\n$TargetDedicatedNodes = isKnown ? min(9, avg($PendingTasks.GetSample(15 * TimeInterval_Minute))) : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { node } of failingRequests(facts)) {
      const guards = [...sampleGuardsOf(facts, node)];
      const [first] = guards;
      if (first === undefined || guards.some(({ request }) => isSameWindow(facts, request, node))) continue;
      const spell = (request: typeof node): string => {
        const window = windowOf(facts, request);
        return window === undefined
          ? request.metric
          : `${request.metric} over ${spellSeconds(window.far - window.near)}`;
      };
      const complaint = make(node.span, { guarded: spell(first.request), asked: spell(node) });
      yield withRelated(complaint, {
        message: `the guard: ${textOf(facts, first.comparison)}`,
        span: first.comparison.span,
      });
    }
  },
);
