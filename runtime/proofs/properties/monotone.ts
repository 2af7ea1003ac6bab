// More demand never lowers a target: with the same samples at the same times, and more tasks in them.

import { DEMAND, directionsOf } from '../../../compiler/index.ts';
import type { AgedValue, State } from '../../state.ts';
import { NODE_TARGETS, nodesIn, obstacle, type Property, proved, type Subject } from '../property.ts';

/** When more tasks wait or run, no target is lower than it would have been. */
export const monotone: Property = {
  id: 'monotone',
  claim: 'more demand never lowers a target',
  prove: ({ program, ranges }) => {
    if (ranges.interpretation.exits.length > 1)
      return obstacle('stop() ends the evaluation in some states and not in others');
    const { nodes } = directionsOf(program, ranges.nodes);
    const at = program.steps.findIndex(
      (step, index) =>
        step.kind === 'assign' && step.target !== undefined && step.target !== '$NodeDeallocationOption' &&
        nodes[index] !== 'up' && nodes[index] !== 'steady',
    ); // biome-ignore format: one condition
    if (at >= 0)
      return obstacle(
        nodes[at] === 'down' ? 'falls when demand rises' : 'is not seen to rise with demand',
        program.steps[at]!.value.span,
      );
    const spans = program.steps.filter((step) => step.kind === 'assign' && step.target !== undefined);
    return proved(
      spans.map(({ value }) => ({
        span: value.span,
        says: 'only rises with the counts of tasks, or does not depend on them',
      })),
    );
  },
  contradict: (subject, state) => {
    const less = subject.evaluate(state);
    if (less.error !== undefined) return undefined;
    for (const raised of raisedStates(subject, state)) {
      const more = subject.evaluate(raised);
      if (more.error !== undefined) continue;
      const found = NODE_TARGETS.find(([id]) => nodesIn(more, id) < nodesIn(less, id));
      if (found === undefined) continue;
      const [id, words] = found;
      return {
        says: `${nodesIn(less, id)} ${words} become ${nodesIn(more, id)} when there is more demand`,
        states: [state, raised],
      };
    }
    return undefined;
  },
};

/** A sample with more tasks in it, by its place among `count` of them, the newest first. */
type Raise = (value: number, index: number, count: number) => number;
const RAISES: readonly Raise[] = [
  (value) => value + 1,
  (value) => value * 2 + 1,
  (value) => value + 100,
  (value, index) => (index === 0 ? value + 1 : value),
  (value, index) => (index === 0 ? value + 10 : value),
  (value, index) => (index > 0 ? value + 10 : value),
  // A trend falls when more was there before.
  (value, index, count) => (index >= count / 2 ? value + 10 : value),
];

/** The state with more tasks, in a few ways, as far as the world has so many. */
function raisedStates({ world }: Subject, state: State): readonly State[] {
  const demand = DEMAND.filter((id) => (state.samples[id] ?? []).length > 0);
  if (demand.length === 0) return [];
  return RAISES.map((raise) => ({
    ...state,
    samples: {
      ...state.samples,
      ...Object.fromEntries(
        demand.map((id) => [
          id,
          state.samples[id]!.map(
            ([age, value], index, all): AgedValue => [
              age,
              Math.max(value, Math.min(world.values[id].high, raise(value, index, all.length))),
            ],
          ),
        ]),
      ),
    },
  }));
}
