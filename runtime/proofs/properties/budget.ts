// An hour of all the nodes that the pool is told to have never costs more than so much.

import type { Evaluation } from '../../evaluate.ts';
import {
  type HourlyPrices,
  NODE_TARGETS,
  obstacle,
  type Property,
  proved,
  type Reason,
} from '../property.ts';
import { whyBounded, whySummed } from '../reasons.ts';
import { askedTerm, sumAtMost } from '../sums.ts';

/** Sums of money are compared to a millionth of the smallest coin. */
const SAME_MONEY = 1e-8;

/** The cost of an hour is at most `amount`, in the currency of the prices. */
export function budget(amount: number, prices: HourlyPrices): Property {
  const priceOf = [prices.dedicated, prices.lowPriority] as const;
  const costOf = ({ targets }: Evaluation): number =>
    targets.targetDedicatedNodes * prices.dedicated + targets.targetLowPriorityNodes * prices.lowPriority;
  const money = (value: number): string => `${Math.round(value * 1e6) / 1e6} ${prices.currency}`;
  return {
    id: 'budget',
    claim: `an hour never costs more than ${money(amount)} (${money(prices.dedicated)} for a dedicated node, ${money(prices.lowPriority)} for a low-priority one)`,
    prove: (subject) => {
      const highs = NODE_TARGETS.map(([id]) => subject.ranges.targets[id].nodes.high);
      const most = highs.reduce((sum, high, index) => sum + high * priceOf[index]!, 0);
      const bounds = (): readonly Reason[] => NODE_TARGETS.flatMap(([id]) => whyBounded(subject, id, 'high'));
      if (most <= amount + SAME_MONEY / 2)
        return proved([...bounds(), { says: `all of them cost ${money(most)} an hour` }]);
      const parts = NODE_TARGETS.map(([id], index) => [priceOf[index]!, askedTerm(subject, id)] as const);
      const sums = [parts, ...parts.map((part) => [part])].map((some) => sumAtMost(subject, some, amount));
      if (amount >= 0 && sums.every((why) => why !== undefined)) return proved(whySummed(sums[0]!));
      return obstacle(
        `as many nodes as can be seen to be possible cost ${Number.isFinite(most) && most < 1e5 ? money(most) : 'far more'}`,
      );
    },
    contradict: ({ evaluate }, state) => {
      const evaluation = evaluate(state);
      if (evaluation.error !== undefined || costOf(evaluation) <= amount + SAME_MONEY) return undefined;
      const { targetDedicatedNodes, targetLowPriorityNodes } = evaluation.targets;
      return {
        says: `${money(costOf(evaluation))} an hour: ${targetDedicatedNodes} dedicated and ${targetLowPriorityNodes} low-priority nodes`,
        states: [state],
      };
    },
  };
}
