// Which way a difference goes whose two sides both rise with demand. `a - min(b, c)` is the larger of `a - b` and
// `a - c`, to the bit, because rounding never turns two results round; and a value that rises at most as fast as
// another never overtakes it.

import type { BinaryNode, CallNode, Node } from '../ir.ts';
import type { Direction } from './directions.ts';
import { contains, type Numbers } from './numbers.ts';

/** What is known of the parts of a program. */
export interface DifferenceScene {
  /** The part that a name stands for; any other part is itself. */
  readonly originOf: (node: Node) => Node;
  readonly directionOf: (node: Node) => Direction;
  /** The numbers a part can be; undefined for what may be something else than one number. */
  readonly doubleOf: (node: Node) => Numbers | undefined;
  readonly combine: (a: Direction, b: Direction) => Direction;
  readonly flip: (direction: Direction) => Direction;
}

/** How often sides are opened. */
const DEPTH = 8;

/** The direction of `left - right`. */
export function differenceDirection(
  scene: DifferenceScene,
  left: Node,
  right: Node,
  depth = DEPTH,
): Direction {
  const plain = scene.combine(scene.directionOf(left), scene.flip(scene.directionOf(right)));
  if (plain !== 'any' || depth === 0) return plain;
  const [a, b] = [scene.originOf(left), scene.originOf(right)];
  if (a === b && isFiniteNumber(scene, a)) return 'steady';
  if (risesNoFaster(scene, b, a)) return 'up';
  if (risesNoFaster(scene, a, b)) return 'down';
  const openedRight = openings(scene, b);
  if (openedRight !== undefined)
    return together(
      scene,
      openedRight.map((part) => differenceDirection(scene, a, part, depth - 1)),
    );
  const openedLeft = openings(scene, a);
  if (openedLeft === undefined) return 'any';
  return together(
    scene,
    openedLeft.map((part) => differenceDirection(scene, part, b, depth - 1)),
  );
}

const together = ({ combine }: DifferenceScene, directions: readonly Direction[]): Direction =>
  directions.reduce<Direction>(combine, 'steady');

const isFiniteNumber = ({ doubleOf }: DifferenceScene, node: Node): boolean => {
  const numbers = doubleOf(node);
  return numbers !== undefined && !numbers.nan && Math.max(-numbers.low, numbers.high) < Infinity;
};

/** The parts of which one is the value, whatever demand is: of an extreme, and of a choice it does not decide. */
function openings(scene: DifferenceScene, node: Node): readonly Node[] | undefined {
  const parts =
    node.kind === 'call' && (node.function === 'min' || node.function === 'max')
      ? node.arguments
      : node.kind === 'conditional' && scene.directionOf(node.condition) === 'steady'
        ? [node.whenTrue, node.whenFalse]
        : undefined;
  return parts?.every((part) => isFiniteNumber(scene, part)) === true ? parts : undefined;
}

/** Up to here whole numbers are far from where rounding matters. */
const LARGE = 2 ** 31;
/** Slower by this much is slower in spite of rounding. */
const MARGIN = 0.999;

const isSmall = (numbers: Numbers | undefined): boolean =>
  numbers !== undefined && !numbers.nan && -LARGE <= numbers.low && numbers.high <= LARGE;

/** Whether a part rises at most as fast as a whole number does. */
function risesNoFaster(scene: DifferenceScene, node: Node, base: Node): boolean {
  const [numbers, whole] = [scene.doubleOf(node), scene.doubleOf(base)];
  if (!isSmall(numbers) || !isSmall(whole) || !whole!.whole || scene.directionOf(base) !== 'up') return false;
  const growth = growthOf(scene, node, base);
  return growth !== undefined && growth <= (numbers!.whole ? 1 : MARGIN);
}

/**
 * How much a part rises, at most, for one more of a whole number, when nothing else changes; undefined where nobody
 * can tell. Rounding is left out: who asks leaves room for it.
 */
function growthOf(scene: DifferenceScene, written: Node, base: Node): number | undefined {
  const node = scene.originOf(written);
  if (node === base) return 1;
  if (scene.directionOf(node) === 'steady') return 0;
  if (!isSmall(scene.doubleOf(node))) return undefined;
  if (node.kind === 'binary') return growthOfBinary(scene, node, base);
  return node.kind === 'call' ? growthOfCall(scene, node, base) : undefined;
}

function growthOfBinary(
  scene: DifferenceScene,
  { operator, left, right }: BinaryNode,
  base: Node,
): number | undefined {
  const [a, b] = [growthOf(scene, left, base), growthOf(scene, right, base)];
  if (a === undefined || b === undefined) return undefined;
  const [low, high] = [scene.doubleOf(left), scene.doubleOf(right)];
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return b === 0 ? a : undefined;
    case '*':
      if (b === 0 && isFactor(high)) return a * high!.high;
      return a === 0 && isFactor(low) ? b * low!.high : undefined;
    case '/':
      return b === 0 && isFactor(high) && !contains(high!, 0) ? a / high!.low : undefined;
    default:
      return undefined;
  }
}

const isFactor = (numbers: Numbers | undefined): boolean => isSmall(numbers) && numbers!.low >= 0;

function growthOfCall(
  scene: DifferenceScene,
  { function: name, arguments: args }: CallNode,
  base: Node,
): number | undefined {
  const growths = args.map((one) => growthOf(scene, one, base));
  if (growths.some((one) => one === undefined)) return undefined;
  const most = Math.max(...(growths as number[]));
  if (name === 'min' || name === 'max') return most;
  const isRounding = name === 'floor' || name === 'ceil' || name === 'round';
  // One more of the whole number makes at most so many steps of one.
  return isRounding && args.length === 1 && (most <= MARGIN || most === 0) ? Math.ceil(most) : undefined;
}
