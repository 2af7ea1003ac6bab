// How a value changes when more tasks wait and run, and everything else stays as it is: not at all, only upwards,
// only downwards, or in any way. Samples of the same instants are there, with the same values or larger ones.

import { type FunctionId, METRICS, type MetricId } from '../catalog/index.ts';
import type { BinaryNode, CallNode, ConditionalNode, Node, Program } from '../ir.ts';
import { type DifferenceScene, differenceDirection } from './differences.ts';
import { contains, hasInfinity, type Numbers } from './numbers.ts';
import { isNeverAbove } from './offsets.ts';
import type { Range } from './range.ts';
import { nodesDirection } from './whole-nodes.ts';

/** What becomes of a value when there is more demand. */
export type Direction = 'steady' | 'up' | 'down' | 'any';

/** The metrics that are demand: tasks that are not finished. */
export const DEMAND: readonly MetricId[] = ['$ActiveTasks', '$RunningTasks', '$PendingTasks'];

interface Scene {
  readonly ranges: ReadonlyMap<Node, Range>;
  /** The direction of each name, and the part it stands for, by the program's slots. */
  readonly slots: { readonly direction: Direction; readonly origin: Node }[];
  /** The parts that names stand for where they are read. */
  readonly origins: Map<Node, Node>;
  /** What was found of each part where it stands: later a name in it may stand for something else. */
  readonly found: Map<Node, Direction>;
}

/** The direction of what each statement gives, and the first part that goes in any. */
export interface Directions {
  readonly steps: readonly Direction[];
  /** The direction of what is left when that is cut to whole nodes. */
  readonly nodes: readonly Direction[];
  readonly culprit?: Node;
}

/** Follows demand through a program. `ranges` says what each part can be. */
export function directionsOf({ steps }: Program, ranges: ReadonlyMap<Node, Range>): Directions {
  const scene: Scene = { ranges, slots: [], origins: new Map(), found: new Map() };
  const found: Direction[] = [];
  const nodes: Direction[] = [];
  let culprit: Node | undefined;
  for (const step of steps) {
    const direction = directionOf(scene, step.value);
    if (step.kind === 'assign') scene.slots[step.slot] = { direction, origin: originOf(scene, step.value) };
    if (direction === 'any') culprit ??= step.value;
    found.push(direction);
    nodes.push(direction === 'any' ? nodesDirection(differenceScene(scene), step.value) : direction);
  }
  return { steps: found, nodes, ...(culprit !== undefined && { culprit }) };
}

const originOf = ({ origins }: Scene, node: Node): Node => origins.get(node) ?? node;

const FLIPPED: Readonly<Record<Direction, Direction>> = {
  steady: 'steady',
  up: 'down',
  down: 'up',
  any: 'any',
};
const flip = (direction: Direction): Direction => FLIPPED[direction];

/** Of what rises and falls with both. */
function combine(a: Direction, b: Direction): Direction {
  if (a === 'steady' || a === b) return b;
  return b === 'steady' ? a : 'any';
}

const numbersOf = ({ ranges }: Scene, node: Node): Numbers | undefined => {
  const range = ranges.get(node);
  if (range === undefined || Object.keys(range).length !== 1) return undefined;
  return range.double ?? range.doubleVec?.elements;
};

/** The numbers of a part that is one number, whatever happens. */
const doubleOf = ({ ranges }: Scene, node: Node): Numbers | undefined => {
  const range = ranges.get(node);
  return range !== undefined && Object.keys(range).length === 1 ? range.double : undefined;
};

// What is not a number is so with more demand as well: it comes of samples that are not there, and those do not come
// with demand. So it changes no direction, but for choices that demand decides.
const isNeverNegative = (numbers: Numbers | undefined): boolean => numbers !== undefined && numbers.low >= 0;
const isNeverPositive = (numbers: Numbers | undefined): boolean => numbers !== undefined && numbers.high <= 0;

/** Which way a part goes. Where infinities are possible, so are differences of them, which go no way. */
function directionOf(scene: Scene, node: Node): Direction {
  const known = scene.found.get(node);
  if (known !== undefined) return known;
  const direction = isBoundless(scene, node) ? computedOrAny(scene, node) : computed(scene, node);
  scene.found.set(node, direction);
  return direction;
}

function computedOrAny(scene: Scene, node: Node): Direction {
  return computed(scene, node) === 'steady' ? 'steady' : 'any';
}

function isBoundless(scene: Scene, node: Node): boolean {
  if (!scene.ranges.has(node)) return false;
  const numbers = numbersOf(scene, node);
  return numbers === undefined || hasInfinity(numbers);
}

function computed(scene: Scene, node: Node): Direction {
  switch (node.kind) {
    case 'latest':
      return isDemand(node.id) ? 'up' : 'steady';
    case 'method': {
      const args = all(scene, node.arguments);
      if (args !== 'steady') return 'any';
      return isDemand(node.metric) && node.overloads.some((id) => id.startsWith('GetSample('))
        ? 'up'
        : 'steady';
    }
    case 'variable': {
      const slot = scene.slots[node.slot];
      if (slot !== undefined) scene.origins.set(node, slot.origin);
      return slot?.direction ?? 'any';
    }
    case 'unary':
      return directionOfUnary(scene, node.operator, node.operand);
    case 'binary':
      return directionOfBinary(scene, node);
    case 'logical':
      return combine(truthDirection(scene, node.left), truthDirection(scene, node.right));
    case 'conditional':
      return directionOfConditional(scene, node);
    case 'call':
      return directionOfCall(scene, node);
    case 'member':
      return directionOf(scene, node.object) === 'steady' ? 'steady' : 'any';
    case 'fault':
      return all(scene, node.before) === 'steady' ? 'steady' : 'any';
    default:
      return 'steady';
  }
}

const isDemand = (id: string): boolean =>
  Object.hasOwn(METRICS, id) && (DEMAND as readonly string[]).includes(id);

const all = (scene: Scene, nodes: readonly Node[]): Direction =>
  nodes.reduce<Direction>((direction, node) => combine(direction, directionOf(scene, node)), 'steady');

/** Which way the truth of a value goes: with the value, as long as that is not negative. */
function truthDirection(scene: Scene, node: Node): Direction {
  const direction = directionOf(scene, node);
  return direction === 'steady' || isNeverNegative(numbersOf(scene, node)) ? direction : 'any';
}

function directionOfUnary(scene: Scene, operator: '-' | '!', operand: Node): Direction {
  return operator === '-' ? flip(directionOf(scene, operand)) : flip(truthDirection(scene, operand));
}

function directionOfBinary(scene: Scene, node: BinaryNode): Direction {
  const [left, right] = [directionOf(scene, node.left), directionOf(scene, node.right)];
  if (left === 'steady' && right === 'steady') return 'steady';
  const [a, b] = [numbersOf(scene, node.left), numbersOf(scene, node.right)];
  if (a === undefined || b === undefined) return 'any';
  switch (node.operator) {
    case '+':
      return combine(left, right);
    case '-':
      return directionOfDifference(scene, node);
    case '>':
    case '>=':
      return combine(left, flip(right));
    case '<':
    case '<=':
      return combine(flip(left), right);
    case '==':
      return directionOfEquality({ left, right }, a, b);
    case '!=':
      return flip(directionOfEquality({ left, right }, a, b));
    case '*':
      return combine(times(left, b), times(right, a));
    case '/':
      return contains(b, 0) ? 'any' : combine(times(left, b), flip(times(right, a)));
    default:
      return 'any';
  }
}

const directionOfDifference = (scene: Scene, { left, right }: BinaryNode): Direction =>
  differenceDirection(differenceScene(scene), left, right);

const differenceScene = (scene: Scene): DifferenceScene => ({
  originOf: (node) => originOf(scene, node),
  directionOf: (node) => directionOf(scene, node),
  doubleOf: (node) => doubleOf(scene, node),
  combine,
  flip,
});

/** A value that is never below a fixed one leaves it when it rises; one that is never above it comes to it. */
function directionOfEquality(
  { left, right }: { readonly left: Direction; readonly right: Direction },
  a: Numbers,
  b: Numbers,
): Direction {
  const [moving, values, fixed] = right === 'steady' ? [left, a, b] : [right, b, a];
  if (left !== 'steady' && right !== 'steady') return 'any';
  if (values.low >= fixed.high) return flip(moving);
  return values.high <= fixed.low ? moving : 'any';
}

/** The direction of something times a factor. */
function times(direction: Direction, factor: Numbers | undefined): Direction {
  if (direction === 'steady' || isNeverNegative(factor)) return direction;
  return isNeverPositive(factor) ? flip(direction) : 'any';
}

/** A condition that demand can change must lead to more where it leads. */
function directionOfConditional(scene: Scene, node: ConditionalNode): Direction {
  const condition = truthDirection(scene, node.condition);
  const branches = [node.whenTrue, node.whenFalse].filter((branch) => scene.ranges.has(branch));
  const inBranches = all(scene, branches);
  if (condition === 'steady' || branches.length < 2) return inBranches;
  // Where demand chooses between vectors, it decides how many values there are.
  const [whenTrue, whenFalse] = [doubleOf(scene, node.whenTrue), doubleOf(scene, node.whenFalse)];
  if (condition === 'any' || whenTrue === undefined || whenFalse === undefined) return 'any';
  if (whenTrue.nan || whenFalse.nan) return 'any';
  const rises = condition === 'up' ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  const nodes = condition === 'up' ? [node.whenFalse, node.whenTrue] : [node.whenTrue, node.whenFalse];
  const [before, after] = rises as [Numbers, Numbers];
  const [nodeBefore, nodeAfter] = nodes as [Node, Node];
  const origin = (one: Node): Node => originOf(scene, one);
  if (before.high <= after.low || isNeverAbove(origin, nodeBefore, nodeAfter))
    return combine('up', inBranches);
  return before.low >= after.high || isNeverAbove(origin, nodeAfter, nodeBefore)
    ? combine('down', inBranches)
    : 'any';
}

/** Functions that rise with every one of their values. */
const RISING: ReadonlySet<FunctionId> = new Set(['avg', 'max', 'min', 'sum', 'ceil', 'floor', 'round']);

function directionOfCall(scene: Scene, node: CallNode): Direction {
  if (node.function === 'rand') return 'any';
  // How many values there are does not depend on how large they are.
  if (node.function === 'len')
    return node.arguments.some((one) => directionOf(scene, one) === 'any') ? 'any' : 'steady';
  const direction = all(scene, node.arguments);
  if (direction === 'steady' || RISING.has(node.function)) return direction;
  const [first, second] = node.arguments;
  const isElement = node.function === 'val' && first !== undefined && second !== undefined;
  return isElement && directionOf(scene, second) === 'steady' ? directionOf(scene, first) : 'any';
}
