// No target is asked to be below zero, where the service would have to make 0 of it.

import { NODE_TARGETS, type Property, proved, type Reason } from '../property.ts';
import { unseen, whyBounded, whySummed } from '../reasons.ts';
import { askedTerm, sumAtMost } from '../sums.ts';
import { lastNumber } from './values.ts';

/** What is assigned to a target is never negative. */
export const neverNegative: Property = {
  id: 'never-negative',
  claim: 'no target is ever negative before it is clamped',
  prove: (subject) => {
    const reasons: Reason[] = [];
    for (const [id] of NODE_TARGETS) {
      const { asked, isAssigned } = subject.ranges.targets[id];
      if (!isAssigned) continue;
      if (asked.low >= 0) {
        reasons.push(...whyBounded(subject, id, 'low'));
        continue;
      }
      const why = sumAtMost(subject, [[-1, askedTerm(subject, id)]], 0);
      if (why === undefined) return unseen(subject, id, 'be 0 or more');
      reasons.push(...whySummed(why));
    }
    return proved(reasons);
  },
  contradict: (subject, state) => {
    const evaluation = subject.evaluate(state);
    if (evaluation.error !== undefined) return undefined;
    for (const [id] of NODE_TARGETS) {
      const value = lastNumber(subject.program, evaluation, id);
      if (value !== undefined && value < 0) return { says: `${id} is ${value}`, states: [state] };
    }
    return undefined;
  },
};
