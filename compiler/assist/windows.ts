// How much time a sample request covers, where the formula says so in constants.

import { CONSTANTS, METHODS } from '../catalog/index.ts';
import type { MethodNode, Node, Program } from '../ir.ts';
import { DOUBLE, INTERVAL } from '../types.ts';

/** Samples are taken this often, in milliseconds. Source: the autoscale article, "sample data". */
const PERIOD = 30_000;

/** The time between the two ends of a request, and how many samples are expected in it. */
export interface Window {
  /** Milliseconds. */
  readonly length: number;
  readonly samples: number;
}

/** The constant value of every slot, by the assignments before a place. */
export type Constants = ReadonlyMap<number, number>;

/** The values of names that are constant, as they are before each statement. */
export function constantsBefore({ steps }: Program): readonly Constants[] {
  let known: ReadonlyMap<number, number> = new Map();
  return steps.map((step) => {
    const before = known;
    if (step.kind === 'assign') {
      const value = constantOf(step.value, known);
      const next = new Map(known);
      if (value === undefined) next.delete(step.slot);
      else next.set(step.slot, value);
      known = next;
    }
    return before;
  });
}

/** What a request covers; undefined when its bounds are not constant, or are instants. */
export function windowOf({ overloads, arguments: args }: MethodNode, known: Constants): Window | undefined {
  const [id] = overloads;
  if (id === undefined || overloads.length > 1) return undefined;
  const values = args.map((node) => constantOf(node, known));
  const [first, second] = values;
  if (METHODS[id].parameters[0]?.name === 'count') {
    const count = first === undefined ? undefined : Math.max(0, Math.trunc(first));
    return count === undefined || !Number.isFinite(count)
      ? undefined
      : { length: count * PERIOD, samples: count };
  }
  const bounds = METHODS[id].parameters.filter(({ name }) => name === 'from' || name === 'to').length;
  if (bounds === 0 || args.slice(0, bounds).some(({ type }) => type !== INTERVAL)) return undefined;
  const other = bounds === 1 ? 0 : second;
  if (first === undefined || other === undefined) return undefined;
  const length = Math.abs(Math.max(0, first) - Math.max(0, other));
  return Number.isFinite(length) ? { length, samples: Math.max(1, Math.floor(length / PERIOD)) } : undefined;
}

/** The value of a number or of an interval (in milliseconds) that is the same at every evaluation. */
function constantOf(node: Node, known: Constants): number | undefined {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'constant':
      return CONSTANTS[node.id].milliseconds;
    case 'variable':
      return known.get(node.slot);
    case 'unary': {
      const operand = constantOf(node.operand, known);
      return operand === undefined || node.operator === '!' ? undefined : -operand;
    }
    case 'binary':
      return constantOfChain(node, known);
    default:
      return undefined;
  }
}

/** A chain such as `a + b + c` in a loop: a long one is deeper than the stack. */
function constantOfChain(node: Extract<Node, { kind: 'binary' }>, known: Constants): number | undefined {
  const links: Extract<Node, { kind: 'binary' }>[] = [];
  let first: Node = node;
  while (first.kind === 'binary') {
    links.push(first);
    first = first.left;
  }
  let value = constantOf(first, known);
  for (const { operator, right, type } of links.reverse()) {
    if (value === undefined || (type !== DOUBLE && type !== INTERVAL)) return undefined;
    const other = constantOf(right, known);
    const operate = ARITHMETIC[operator];
    value = other === undefined || operate === undefined ? undefined : operate(value, other);
  }
  return value;
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
