// One evaluation changes a target by at most so many nodes.

import { NODE_TARGETS, nodesIn, type Property, proved, type Reason } from '../property.ts';
import { unseen, whySummed } from '../reasons.ts';
import { askedTerm, currentTerm, sumAtMost } from '../sums.ts';
import { BELOW_ONE } from './at-most.ts';

/** From one evaluation to the next no target changes by more than `limit`. */
export function step(limit: number): Property {
  return {
    id: 'step',
    claim: `no evaluation changes a target by more than ${limit}`,
    prove: (subject) => {
      const reasons: Reason[] = [];
      for (const [id] of NODE_TARGETS) {
        if (!subject.ranges.targets[id].isAssigned) continue;
        const [asked, current] = [askedTerm(subject, id), currentTerm(subject, id)];
        const up = sumAtMost(
          subject,
          [
            [1, asked],
            [-1, current],
          ],
          limit + BELOW_ONE,
        );
        const down = sumAtMost(
          subject,
          [
            [1, current],
            [-1, asked],
          ],
          limit,
        );
        if (up === undefined || down === undefined) {
          const way = up === undefined ? 'grow' : 'shrink';
          return unseen(subject, id, `${way} by at most ${limit}`);
        }
        reasons.push(...whySummed([...up, ...down]));
      }
      return proved(reasons);
    },
    contradict: ({ evaluate }, state) => {
      const evaluation = evaluate(state);
      if (evaluation.error !== undefined) return undefined;
      const before = [state.pool.targetDedicatedNodes ?? 0, state.pool.targetLowPriorityNodes ?? 0];
      const at = NODE_TARGETS.findIndex(
        ([id], index) => Math.abs(nodesIn(evaluation, id) - before[index]!) > limit,
      );
      if (at < 0) return undefined;
      const [id, words] = NODE_TARGETS[at]!;
      return {
        says: `${before[at]} ${words} become ${nodesIn(evaluation, id)}`,
        states: [state],
      };
    },
  };
}
