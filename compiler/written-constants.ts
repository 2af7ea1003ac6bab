// What parts of a formula are written as constants: numbers, named intervals, and arithmetic of these, through
// names. Whoever needs no more of a formula is spared its interpretation on ranges.

import { CONSTANTS } from './catalog/index.ts';
import { RECOMMENDED } from './decisions.ts';
import type { BinaryNode, Node, Step } from './ir.ts';
import { nodesIn } from './parts.ts';

/** A number, or an interval in milliseconds. */
export interface WrittenConstant {
  readonly kind: 'number' | 'interval';
  readonly value: number;
}

const DAY = 86_400_000;

/** The nodes of a program, children before parents, and those that are constants with their values. */
export function writtenConstants(steps: readonly Step[]): {
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<Node, WrittenConstant>;
} {
  const nodes: Node[] = [];
  const constants = new Map<Node, WrittenConstant>();
  const slots: (WrittenConstant | undefined)[] = [];
  for (const { value, ...step } of steps) {
    for (const node of childrenFirst(value)) {
      nodes.push(node);
      const constant = node.kind === 'variable' ? slots[node.slot] : constantOf(node, constants);
      if (constant !== undefined) constants.set(node, constant);
    }
    // What a target keeps of its value is a decision.
    if (step.kind === 'assign')
      slots[step.slot] = step.target === undefined ? constants.get(value) : undefined;
  }
  return { nodes, constants };
}

/** A node and everything inside it in the order of evaluation. */
function childrenFirst(root: Node): readonly Node[] {
  // Read backwards, a node before its parts, the last of these first, is the order wanted.
  return [...nodesIn(root, 'last-first')].reverse();
}

function constantOf(node: Node, constants: ReadonlyMap<Node, WrittenConstant>): WrittenConstant | undefined {
  switch (node.kind) {
    case 'number':
      return { kind: 'number', value: node.value };
    case 'constant':
      return { kind: 'interval', value: millisecondsOf(node.id) };
    case 'unary': {
      const operand = constants.get(node.operand);
      return operand && node.operator === '-' ? { ...operand, value: -operand.value } : undefined;
    }
    case 'binary': {
      const [left, right] = [constants.get(node.left), constants.get(node.right)];
      return left && right && ARITHMETIC[node.operator]?.(left, right);
    }
    default:
      return undefined;
  }
}

const millisecondsOf = (id: keyof typeof CONSTANTS): number =>
  id === 'TimeInterval_Year' ? RECOMMENDED.yearDays * DAY : CONSTANTS[id].milliseconds;

type Fold = (left: WrittenConstant, right: WrittenConstant) => WrittenConstant | undefined;

const alike =
  (compute: (left: number, right: number) => number): Fold =>
  (left, right) =>
    left.kind === right.kind ? { kind: left.kind, value: compute(left.value, right.value) } : undefined;

// biome-ignore format: table
const ARITHMETIC: Readonly<Partial<Record<BinaryNode['operator'], Fold>>> = {
  '+': alike((left, right) => left + right),
  '-': alike((left, right) => left - right),
  '*': ({ kind, value }, right) =>
    kind === 'interval' && right.kind === 'interval' ? undefined
      : { kind: kind === 'number' ? right.kind : kind, value: value * right.value },
  '/': ({ kind, value }, right) => (right.kind === 'number' ? { kind, value: value / right.value } : undefined),
};
