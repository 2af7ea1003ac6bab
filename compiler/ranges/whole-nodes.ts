// Which way a number of nodes goes when demand rises. A target loses its fraction, and cutting goes into extremes:
// `max(0, need - spot)` is as many nodes as the larger of both, cut first. So a target is opened into the sums one of
// which it is, whatever demand is; each must rise to the bit, or be less than one node at all times, as
// `need - (spot + (need - spot))` is, which is nothing but rounding.

import type { Node } from '../ir.ts';
import type { DifferenceScene } from './differences.ts';
import type { Direction } from './directions.ts';

/** A part of a sum, added or taken away. */
interface Addend {
  readonly node: Node;
  readonly sign: 1 | -1;
}
type Sum = readonly Addend[];

/** At most so many sums are looked at, each of at most so many parts. */
const MOST = 64;

/** The direction of what is left of a value when it is cut to whole nodes. */
export function nodesDirection(scene: DifferenceScene, node: Node): Direction {
  const sums = sumsOf({ ...scene, opened: new Map() }, node);
  if (sums === undefined) return 'any';
  return sums.map((sum) => directionOfSum(scene, sum)).reduce<Direction>(scene.combine, 'steady');
}

function directionOfSum(scene: DifferenceScene, sum: Sum): Direction {
  const plain = sum
    .map(({ node, sign }) => (sign > 0 ? scene.directionOf(node) : scene.flip(scene.directionOf(node))))
    .reduce<Direction>(scene.combine, 'steady');
  return plain === 'any' && isLessThanOne(scene, sum) ? 'steady' : plain;
}

interface Opening extends DifferenceScene {
  /** What was opened already: a name may be read often. */
  readonly opened: Map<Node, readonly Sum[] | undefined>;
}

/** The sums of which a value is one, to the bit: rounding never turns two results round. Undefined when they are too many. */
function sumsOf(scene: Opening, written: Node): readonly Sum[] | undefined {
  const node = scene.originOf(written);
  if (scene.opened.has(node)) return scene.opened.get(node);
  const sums = opened(scene, node);
  const isFew = sums !== undefined && sums.length <= MOST && sums.every((sum) => sum.length <= MOST);
  scene.opened.set(node, isFew ? sums : undefined);
  return isFew ? sums : undefined;
}

function opened(scene: Opening, node: Node): readonly Sum[] | undefined {
  const parts = partsOf(scene, node);
  if (parts?.every((part) => sizeOf(scene, part) < Infinity) !== true) return [[{ node, sign: 1 }]];
  const sums: (readonly Sum[])[] = [];
  for (const part of parts) {
    const found = sumsOf(scene, part);
    if (found === undefined) return undefined;
    sums.push(found);
  }
  const [left = [], right = []] = sums;
  if (node.kind === 'unary') return left.map((sum) => signed(sum, -1));
  if (node.kind !== 'binary') return sums.flat();
  const sign = node.operator === '+' ? 1 : -1;
  return left.flatMap((a) => right.map((b) => [...a, ...signed(b, sign)]));
}

const signed = (sum: Sum, by: 1 | -1): Sum =>
  by === 1 ? sum : sum.map(({ node, sign }): Addend => ({ node, sign: sign === 1 ? -1 : 1 }));

/** The parts that a sum adds, or of which an extreme or a choice that demand does not decide is one. */
function partsOf(scene: DifferenceScene, node: Node): readonly Node[] | undefined {
  switch (node.kind) {
    case 'binary':
      return node.operator === '+' || node.operator === '-' ? [node.left, node.right] : undefined;
    case 'unary':
      return node.operator === '-' ? [node.operand] : undefined;
    case 'call':
      return node.function === 'min' || node.function === 'max' ? node.arguments : undefined;
    case 'conditional':
      return scene.directionOf(node.condition) === 'steady' ? [node.whenTrue, node.whenFalse] : undefined;
    default:
      return undefined;
  }
}

/** Up to here all that rounding adds to a sum of this length stays far below one. */
const LARGE = 2 ** 31;
/** Less than one by more than that. */
const LESS_THAN_ONE = 0.99;

/** Whether a sum is always between -1 and 1, once what is added and taken away again is left out. */
function isLessThanOne(scene: DifferenceScene, sum: Sum): boolean {
  if (!sum.every(({ node }) => sizeOf(scene, node) <= LARGE)) return false;
  let [low, high] = [0, 0];
  for (const { node, sign } of withoutPairs(sum)) {
    const numbers = scene.doubleOf(node)!;
    low += sign > 0 ? numbers.low : -numbers.high;
    high += sign > 0 ? numbers.high : -numbers.low;
  }
  return low >= -LESS_THAN_ONE && high <= LESS_THAN_ONE;
}

function withoutPairs(sum: Sum): Sum {
  const left: Addend[] = [];
  for (const one of sum) {
    const at = left.findIndex(({ node, sign }) => sign !== one.sign && sameAs(node) === sameAs(one.node));
    if (at >= 0) left.splice(at, 1);
    else left.push(one);
  }
  return left;
}

/** What makes it certain that two parts have the same value. */
const sameAs = (node: Node): Node | string =>
  node.kind === 'latest' || node.kind === 'target' ? node.id : node;

/** The largest size of what is one number; infinite for everything else. */
function sizeOf({ doubleOf }: DifferenceScene, node: Node): number {
  const numbers = doubleOf(node);
  return numbers === undefined || numbers.nan ? Infinity : Math.max(-numbers.low, numbers.high);
}
