// A window of samples that fails the evaluation when too few of them are there, and nobody asked first.

import { assumptionsAt, decidingNodes } from '../flow.ts';
import { percentRequestOf, spellSeconds, windowOf } from './facts.ts';
import { failingRequests } from './failing-requests.ts';
import { defineRule } from './rule.ts';

export const unguardedWindow = defineRule(
  'unguarded-window',
  {
    severity: 'warning',
    message: 'the whole evaluation fails while fewer than 70 % of the samples of {window} are there',
    hint: 'ask `{metric}.GetSamplePercent` of the same window first, or say which percentage is enough; 0 asks for none',
    prose:
      'A request for a window without a percentage asks for 70 % of the expected samples. On a new pool, and whenever samples come late, there are fewer: then the evaluation stops with InsufficientSampleData and the pool keeps its size.',
    example:
      '$TargetDedicatedNodes = min(9, avg($PendingTasks.GetSample(5 * TimeInterval_Minute)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'window = 5 * TimeInterval_Minute;\nisKnown = $PendingTasks.GetSamplePercent(window) >= 70;\n$TargetDedicatedNodes = isKnown ? min(9, avg($PendingTasks.GetSample(window))) : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { node, isByDefault } of failingRequests(facts)) {
      if (!isByDefault) continue;
      const isAsked = [...assumptionsAt(facts.flow, node)].some(({ condition }) =>
        decidingNodes(facts.flow, condition).some((one) => percentRequestOf(facts, one) !== undefined),
      );
      if (isAsked) continue;
      const window = windowOf(facts, node);
      const spelt = window === undefined ? 'its window' : spellSeconds(window.far - window.near);
      yield make(node.span, { window: spelt, metric: node.metric });
    }
  },
);
