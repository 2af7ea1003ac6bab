// A date in the formula that lies ever further back.

import { isComparison, originOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { type Facts, nodesOfKind } from './facts.ts';
import { defineRule } from './rule.ts';

/** The text of an instant that is written out. */
function dateOf({ flow }: Facts, node: Node): string | undefined {
  const origin = originOf(flow, node);
  const text = origin.kind === 'call' && origin.function === 'time' ? origin.arguments[0] : undefined;
  return text?.kind === 'string' ? text.value : undefined;
}

const isNow = ({ flow }: Facts, node: Node): boolean => {
  const origin = originOf(flow, node);
  return origin.kind === 'call' && origin.function === 'time' && origin.arguments.length === 0;
};

const ADVICE = {
  subtracted: 'meant for the age of the pool? Then put its date of creation here whenever a pool is made',
  compared: 'for what comes every year or every month, compare the month and the day of time()',
} as const;

export const fixedDate = defineRule(
  'fixed-date',
  {
    severity: 'info',
    message: 'the time since "{date}" only grows: once it is past the limit, nothing changes any more',
    hint: '{advice}',
    prose:
      'Formulas that treat a young pool specially hold its date of creation as text. Copied to the next pool the date is stale, and the special case never comes.',
    example:
      'age = time() - time("2024-10-30T00:00:00Z");\n$TargetDedicatedNodes = age < TimeInterval_Hour ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'age = time() - $PendingTasks.HistoryBeginTime();\n$TargetDedicatedNodes = age < TimeInterval_Hour ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'binary')) {
      const { left, right } = node;
      const date = dateOf(facts, right) ?? dateOf(facts, left);
      if (date === undefined || !(isNow(facts, left) || isNow(facts, right))) continue;
      yield make(node.span, { date, advice: ADVICE[isComparison(node) ? 'compared' : 'subtracted'] });
    }
  },
);
