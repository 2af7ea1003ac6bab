// How far back a formula reads each metric. Follows the bounds of every number, interval and instant through
// the program by interval arithmetic; whatever cannot be bounded is taken as anything, so that an answer is
// never too small. Instants are kept as milliseconds from now.

import { CONSTANTS, type FunctionId, type LiveId, MEMBERS, METHODS, type MethodId, type MetricId, OPERATORS } from './catalog/index.ts'; // biome-ignore format: one list
import type { BinaryNode, CallNode, LogicalNode, MethodNode, MetricUse, Node, Step } from './ir.ts';
import { DOUBLE, INTERVAL, TIMESTAMP } from './types.ts';

interface Bounds {
  readonly low: number;
  readonly high: number;
}

const ANY: Bounds = { low: -Infinity, high: Infinity };
const TRUTH: Bounds = { low: 0, high: 1 };

const exactly = (value: number): Bounds => between(value, value);
const between = (low: number, high: number): Bounds => (low <= high ? { low, high } : ANY);
const either = (a: Bounds, b: Bounds): Bounds => between(Math.min(a.low, b.low), Math.max(a.high, b.high));

interface Walk {
  readonly slots: Map<number, Bounds>;
  readonly uses: Map<MetricId | LiveId, MetricUse>;
}

/** The uses of a program's metrics, in the order they are first met, branches that may not run included. */
export function findUses(steps: readonly Step[]): readonly MetricUse[] {
  const walk: Walk = { slots: new Map(), uses: new Map() };
  for (const step of steps) {
    const bounds = boundsOf(walk, step.value);
    if (step.kind === 'assign') walk.slots.set(step.slot, bounds);
  }
  return [...walk.uses.values()];
}

function use(walk: Walk, id: MetricId | LiveId, lookBack: number, newest: number): void {
  const before = walk.uses.get(id) ?? { id, lookBack: 0, newest: 0 };
  walk.uses.set(id, {
    id,
    lookBack: Math.max(before.lookBack, lookBack),
    newest: Math.max(before.newest, newest),
  });
}

function boundsOf(walk: Walk, node: Node): Bounds {
  switch (node.kind) {
    case 'number':
      return exactly(node.value);
    case 'constant':
      return exactly(CONSTANTS[node.id].milliseconds);
    case 'variable':
      return walk.slots.get(node.slot) ?? ANY;
    case 'latest':
      use(walk, node.id, 0, 1);
      return ANY;
    case 'string':
    case 'option':
    case 'target':
    case 'placeholder':
      return ANY;
    case 'unary': {
      const { low, high } = boundsOf(walk, node.operand);
      return node.operator === '!' ? TRUTH : between(-high, -low);
    }
    case 'binary':
    case 'logical':
      return boundsOfChain(walk, node);
    case 'conditional':
      boundsOf(walk, node.condition);
      return either(boundsOf(walk, node.whenTrue), boundsOf(walk, node.whenFalse));
    case 'call':
      return boundsOfCall(walk, node);
    case 'method':
      return boundsOfMethod(walk, node);
    case 'member': {
      boundsOf(walk, node.object);
      const [low, high] = MEMBERS[node.member].range;
      return between(low, high);
    }
    case 'fault':
      for (const part of node.before) boundsOf(walk, part);
      return ANY;
    default:
      return unreachable(node);
  }
}

/** Walks a chain such as `a + b + c` in a loop: a long one is deeper than the stack. */
function boundsOfChain(walk: Walk, node: BinaryNode | LogicalNode): Bounds {
  const chain: (BinaryNode | LogicalNode)[] = [];
  let first: Node = node;
  while (first.kind === 'binary' || first.kind === 'logical') {
    chain.push(first);
    first = first.left;
  }
  return chain.reduceRight(
    (left, link) => {
      const right = boundsOf(walk, link.right);
      return link.kind === 'logical' ? TRUTH : combine(link, left, right);
    },
    boundsOf(walk, first),
  );
}

function combine(node: BinaryNode, left: Bounds, right: Bounds): Bounds {
  const onVectors = node.overloads.some((id) => OPERATORS[id].result === 'doubleVec');
  switch (node.operator) {
    case '+':
      return onVectors ? ANY : between(left.low + right.low, left.high + right.high);
    case '-':
      return onVectors ? ANY : between(left.low - right.high, left.high - right.low);
    case '*':
      return onVectors ? ANY : spread(left, right, (a, b) => a * b);
    case '/':
      return onVectors || (right.low <= 0 && right.high >= 0) ? ANY : spread(left, right, (a, b) => a / b);
    default:
      return TRUTH;
  }
}

/** The bounds of an operation that takes its extremes at the corners; anything when a corner is undefined. */
function spread(left: Bounds, right: Bounds, operate: (a: number, b: number) => number): Bounds {
  const corners = [left.low, left.high].flatMap((a) => [operate(a, right.low), operate(a, right.high)]);
  return between(Math.min(...corners), Math.max(...corners));
}

/** An argument of a call: its bounds, and whether it is certainly one number. */
interface Argument extends Bounds {
  readonly single: boolean;
}

const everyNumber = (args: readonly Argument[]): readonly Argument[] => args.filter(({ single }) => single);
const monotone =
  (operate: (value: number) => number) =>
  ([only, ...more]: readonly Argument[]): Bounds =>
    only?.single === true && more.length === 0 ? between(operate(only.low), operate(only.high)) : ANY;

// biome-ignore format: table
const CALLS: { readonly [Id in FunctionId]?: (args: readonly Argument[]) => Bounds } = {
  // A vector may be empty and then takes no part, so only numbers bound the result from their side.
  min:   (args) => between(Math.min(...args.map(({ low }) => low)), Math.min(...everyNumber(args).map(({ high }) => high))),
  max:   (args) => between(Math.max(...everyNumber(args).map(({ low }) => low)), Math.max(...args.map(({ high }) => high))),
  len:   () => between(0, Infinity),
  rand:  () => TRUTH,
  time:  (args) => (args.length === 0 ? exactly(0) : ANY),
  ceil:  monotone(Math.ceil),
  floor: monotone(Math.floor),
  // Half away from zero lies between these two.
  round: ([only, ...more]) => (only?.single === true && more.length === 0 ? between(Math.floor(only.low), Math.ceil(only.high)) : ANY),
};

function boundsOfCall(walk: Walk, node: CallNode): Bounds {
  const args = node.arguments.map((argument) => {
    const single = argument.type === DOUBLE;
    return { ...boundsOf(walk, argument), single };
  });
  return CALLS[node.function]?.(args) ?? ANY;
}

// biome-ignore format: table
const METHOD_BOUNDS: { readonly [Id in MethodId]: Bounds } = {
  GetSample:        ANY,
  GetSamplePercent: { low: 0, high: 100 },
  GetSamplePeriod:  { low: 0, high: Infinity },
  Count:            { low: 0, high: Infinity },
  HistoryBeginTime: { low: -Infinity, high: 0 },
};

function boundsOfMethod(walk: Walk, node: MethodNode): Bounds {
  const args = node.arguments.map((argument) => ({ ...boundsOf(walk, argument), type: argument.type }));
  use(walk, node.metric, 0, 0);
  for (const id of node.overloads) {
    METHODS[id].parameters.forEach((parameter, index) => {
      const argument = args[index] ?? { ...ANY, type: DOUBLE };
      if (parameter.name === 'count') {
        use(walk, node.metric, 0, Math.max(0, Math.trunc(argument.high)));
      } else if (parameter.name !== 'percent') {
        const age = (argument.type & INTERVAL) !== 0 ? argument.high : 0;
        const sinceInstant = (argument.type & TIMESTAMP) !== 0 ? -argument.low : 0;
        use(walk, node.metric, Math.ceil(Math.max(0, age, sinceInstant)), 0);
      }
    });
  }
  const [id] = node.overloads;
  return id === undefined ? ANY : METHOD_BOUNDS[METHODS[id].name];
}

function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
