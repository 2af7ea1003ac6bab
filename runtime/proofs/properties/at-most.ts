// The pool is never told to have more nodes of a type than so many.

import type { NodeTargetId } from '../../../compiler/index.ts';
import {
  counted,
  NODE_TARGETS,
  nodesIn,
  type Property,
  proved,
  type Reason,
  type Subject,
} from '../property.ts';
import { unseen, whyBounded, whySummed } from '../reasons.ts';
import { askedTerm, sumAtMost } from '../sums.ts';

/** Fractions are cut off, so a limit of 20 allows everything below 21. */
export const BELOW_ONE = 1 - 2 ** -20;

/** Each of the targets, or the one that is named, is at most `limit`. */
export function atMost(limit: number, only?: NodeTargetId): Property {
  const targets = NODE_TARGETS.filter(([id]) => only === undefined || only === id);
  return {
    id: 'at-most',
    claim: `never more than ${targets.map(([, words]) => `${limit} ${words}`).join(', nor more than ')}`,
    prove: (subject) => {
      const reasons: Reason[] = [];
      for (const [id] of targets) {
        const found = whyAtMost(subject, id, limit);
        if (found === undefined) return unseen(subject, id, `be at most ${limit}`);
        reasons.push(...found);
      }
      return proved(reasons);
    },
    contradict: ({ evaluate }, state) => {
      const evaluation = evaluate(state);
      if (evaluation.error !== undefined) return undefined;
      const over = targets.find(([id]) => nodesIn(evaluation, id) > limit);
      if (over === undefined) return undefined;
      const [id, words] = over;
      return { says: `${counted(nodesIn(evaluation, id), words.replace(/s$/, ''))}`, states: [state] };
    },
  };
}

/** Why a target is at most so many, by its own range or as a sum. */
export function whyAtMost(subject: Subject, id: NodeTargetId, limit: number): readonly Reason[] | undefined {
  if (subject.ranges.targets[id].nodes.high <= limit) return whyBounded(subject, id, 'high');
  const why = limit < 0 ? undefined : sumAtMost(subject, [[1, askedTerm(subject, id)]], limit + BELOW_ONE);
  return why && whySummed(why);
}
