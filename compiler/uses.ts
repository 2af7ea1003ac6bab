// How far back a formula reads each metric: the counts and the bounds of its windows as they are written, or, where
// one is not a constant, what they can be in a world of which nothing is known, with every branch followed. So an
// answer is never too small.

import { type LiveId, METHODS, type MetricId } from './catalog/index.ts';
import type { MethodNode, MetricUse, Node, Step } from './ir.ts';
import { interpret } from './ranges/interpret.ts';
import { exactly, hasNumber, type Numbers } from './ranges/numbers.ts';
import { ANY_VALUE, type Range } from './ranges/range.ts';
import { ANY_WORLD } from './ranges/world.ts';
import { type WrittenConstant, writtenConstants } from './written-constants.ts';

type Uses = Map<MetricId | LiveId, MetricUse>;

/** The uses of a program's metrics, in the order they are first met, branches that may not run included. */
export function findUses(steps: readonly Step[]): readonly MetricUse[] {
  const { nodes, constants } = writtenConstants(steps);
  const isWritten = nodes.every(
    (node) => node.kind !== 'method' || reachesOf(node).every(([, one]) => constants.has(one)),
  );
  const ranges = isWritten ? undefined : interpret(steps, ANY_WORLD, { everything: true }).nodes;
  const rangeOf = (node: Node): Range =>
    ranges?.get(node) ?? rangeOfConstant(constants.get(node)) ?? ANY_VALUE;
  const uses: Uses = new Map();
  for (const node of ranges?.keys() ?? nodes) {
    if (node.kind === 'latest') use(uses, node.id, 0, 1);
    else if (node.kind === 'method') useMethod(uses, node, rangeOf);
  }
  return [...uses.values()];
}

const rangeOfConstant = (constant: WrittenConstant | undefined): Range | undefined =>
  constant &&
  (constant.kind === 'number'
    ? { double: exactly(constant.value) }
    : { timeinterval: exactly(constant.value) });

/** The arguments that say how far back a method reads, each with the name of its parameter. */
const reachesOf = ({
  overloads,
  arguments: args,
}: MethodNode): readonly (readonly [name: string, argument: Node])[] =>
  overloads.flatMap((id) =>
    METHODS[id].parameters.flatMap(({ name }, index) => {
      const argument = args[index];
      return name === 'percent' || argument === undefined ? [] : [[name, argument] as const];
    }),
  );

function use(uses: Uses, id: MetricId | LiveId, lookBack: number, newest: number): void {
  const before = uses.get(id) ?? { id, lookBack: 0, newest: 0 };
  uses.set(id, {
    id,
    lookBack: Math.max(before.lookBack, lookBack),
    newest: Math.max(before.newest, newest),
  });
}

function useMethod(uses: Uses, node: MethodNode, rangeOf: (argument: Node) => Range): void {
  use(uses, node.metric, 0, 0);
  for (const [name, argument] of reachesOf(node)) {
    const range = rangeOf(argument);
    if (name === 'count') use(uses, node.metric, 0, Math.max(0, Math.trunc(mostOf(range.double))));
    else use(uses, node.metric, Math.ceil(oldestOf(range)), 0);
  }
}

const mostOf = (numbers: Numbers | undefined): number =>
  numbers === undefined || !hasNumber(numbers) ? 0 : numbers.high;

/** The longest age a bound of a window can have, in milliseconds. */
function oldestOf({ timeinterval, timestamp }: Range): number {
  const since = timestamp === undefined || !hasNumber(timestamp.fromNow) ? 0 : -timestamp.fromNow.low;
  return Math.max(0, mostOf(timeinterval), since);
}
