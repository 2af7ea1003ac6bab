// Both types of node together are never more than so many.

import type { Evaluation } from '../../evaluate.ts';
import { counted, NODE_TARGETS, obstacle, type Property, proved } from '../property.ts';
import { unseen, whyBounded, whySummed } from '../reasons.ts';
import { askedTerm, sumAtMost } from '../sums.ts';
import { BELOW_ONE, whyAtMost } from './at-most.ts';

const sumOf = ({ targets }: Evaluation): number =>
  targets.targetDedicatedNodes + targets.targetLowPriorityNodes;

/** The sum of both targets is at most `limit`; so is each of them then. */
export function together(limit: number): Property {
  return {
    id: 'together',
    claim: `never more than ${limit} nodes of both types together`,
    prove: (subject) => {
      const { targets } = subject.ranges;
      const highs = NODE_TARGETS.map(([id]) => targets[id].nodes.high);
      if (highs.reduce((sum, high) => sum + high, 0) <= limit)
        return proved(NODE_TARGETS.flatMap(([id]) => whyBounded(subject, id, 'high')));
      // A negative target becomes 0, so the larger one alone must keep the limit too.
      const alone = NODE_TARGETS.map(([id]) => whyAtMost(subject, id, limit));
      const parts = NODE_TARGETS.map(([id]) => [1, askedTerm(subject, id)] as const);
      const why = alone.includes(undefined) ? undefined : sumAtMost(subject, parts, limit + BELOW_ONE);
      if (why !== undefined) return proved(whySummed(why));
      const at = alone.indexOf(undefined);
      if (at >= 0) return unseen(subject, NODE_TARGETS[at]![0], `be at most ${limit} alone`);
      return obstacle('the sum of both is bounded by nothing that can be seen');
    },
    contradict: ({ evaluate }, state) => {
      const evaluation = evaluate(state);
      if (evaluation.error !== undefined || sumOf(evaluation) <= limit) return undefined;
      const { targetDedicatedNodes, targetLowPriorityNodes } = evaluation.targets;
      return {
        says: `${counted(sumOf(evaluation), 'node')}: ${targetDedicatedNodes} dedicated and ${targetLowPriorityNodes} low-priority`,
        states: [state],
      };
    },
  };
}
