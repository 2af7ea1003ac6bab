// How far back a formula reads each metric: what the counts and the bounds of its windows can be, in a world of
// which nothing is known, with every branch followed. So an answer is never too small.

import { type LiveId, METHODS, type MetricId } from './catalog/index.ts';
import type { MethodNode, MetricUse, Node, Step } from './ir.ts';
import { interpret } from './ranges/interpret.ts';
import { hasNumber, type Numbers } from './ranges/numbers.ts';
import { ANY_VALUE, type Range } from './ranges/range.ts';
import { ANY_WORLD } from './ranges/world.ts';

type Uses = Map<MetricId | LiveId, MetricUse>;

/** The uses of a program's metrics, in the order they are first met, branches that may not run included. */
export function findUses(steps: readonly Step[]): readonly MetricUse[] {
  const uses: Uses = new Map();
  const { nodes } = interpret(steps, ANY_WORLD, { everything: true });
  for (const node of nodes.keys()) {
    if (node.kind === 'latest') use(uses, node.id, 0, 1);
    else if (node.kind === 'method') useMethod(uses, node, nodes);
  }
  return [...uses.values()];
}

function use(uses: Uses, id: MetricId | LiveId, lookBack: number, newest: number): void {
  const before = uses.get(id) ?? { id, lookBack: 0, newest: 0 };
  uses.set(id, {
    id,
    lookBack: Math.max(before.lookBack, lookBack),
    newest: Math.max(before.newest, newest),
  });
}

function useMethod(uses: Uses, node: MethodNode, nodes: ReadonlyMap<Node, Range>): void {
  use(uses, node.metric, 0, 0);
  for (const id of node.overloads) {
    METHODS[id].parameters.forEach((parameter, index) => {
      const argument = node.arguments[index];
      const range = (argument === undefined ? undefined : nodes.get(argument)) ?? ANY_VALUE;
      if (parameter.name === 'count')
        use(uses, node.metric, 0, Math.max(0, Math.trunc(mostOf(range.double))));
      else if (parameter.name !== 'percent') use(uses, node.metric, Math.ceil(oldestOf(range)), 0);
    });
  }
}

const mostOf = (numbers: Numbers | undefined): number =>
  numbers === undefined || !hasNumber(numbers) ? 0 : numbers.high;

/** The longest age a bound of a window can have, in milliseconds. */
function oldestOf({ timeinterval, timestamp }: Range): number {
  const since = timestamp === undefined || !hasNumber(timestamp.fromNow) ? 0 : -timestamp.fromNow.low;
  return Math.max(0, mostOf(timeinterval), since);
}
