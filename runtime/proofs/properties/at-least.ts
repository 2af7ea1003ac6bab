// The pool is never told to have fewer nodes of a type than so many.

import type { NodeTargetId } from '../../../compiler/index.ts';
import { counted, NODE_TARGETS, nodesIn, type Property, proved, type Reason } from '../property.ts';
import { unseen, whyBounded, whySummed } from '../reasons.ts';
import { askedTerm, sumAtMost } from '../sums.ts';

/** Each of the targets, or the one that is named, is at least `limit`. */
export function atLeast(limit: number, only?: NodeTargetId): Property {
  const targets = NODE_TARGETS.filter(([id]) => only === undefined || only === id);
  return {
    id: 'at-least',
    claim: `never fewer than ${targets.map(([, words]) => `${limit} ${words}`).join(', nor fewer than ')}`,
    prove: (subject) => {
      const reasons: Reason[] = [];
      for (const [id] of targets) {
        if (subject.ranges.targets[id].nodes.low >= limit) {
          reasons.push(...whyBounded(subject, id, 'low'));
          continue;
        }
        const why = sumAtMost(subject, [[-1, askedTerm(subject, id)]], -limit);
        if (why === undefined) return unseen(subject, id, `be at least ${limit}`);
        reasons.push(...whySummed(why));
      }
      return proved(reasons);
    },
    contradict: ({ evaluate }, state) => {
      const evaluation = evaluate(state);
      if (evaluation.error !== undefined) return undefined;
      const under = targets.find(([id]) => nodesIn(evaluation, id) < limit);
      if (under === undefined) return undefined;
      const [id, words] = under;
      return { says: counted(nodesIn(evaluation, id), words.replace(/s$/, '')), states: [state] };
    },
  };
}
