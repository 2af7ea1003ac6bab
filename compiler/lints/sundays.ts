// What becomes of conditions on a Sunday: Azure does not say whether its weekday is 0 or 7, so they are worked out
// for both. What does not depend on the weekday alone is unknown, and stays unknown.

import { isComparison, originOf } from '../flow.ts';
import type { BinaryNode, Node } from '../ir.ts';
import { type Facts, numberOf } from './facts.ts';

/** The numbers that a Sunday may have. */
export const SUNDAYS = [0, 7] as const;

type Known = number | undefined;

/** Whether a part is the weekday of some instant. */
export const isWeekday = ({ flow }: Facts, node: Node): boolean => {
  const origin = originOf(flow, node);
  return origin.kind === 'member' && origin.member === 'weekday';
};

/** Whether a comparison of a weekday comes out differently for the two numbers of a Sunday. */
export const isAboutSunday = (facts: Facts, node: Node): boolean => {
  if (!isComparison(node)) return false;
  const [first, last] = SUNDAYS.map((sunday) => compareOn(facts, node, sunday));
  return first !== last;
};

/** A condition with the weekday of a Sunday put in; undefined where something else decides. Nesting is bounded by the grammar. */
export function truthOn(facts: Facts, part: Node, sunday: number): Known {
  const node = originOf(facts.flow, part);
  switch (node.kind) {
    case 'logical':
      return truthOfChain(facts, node, sunday);
    case 'unary': {
      const operand = node.operator === '!' ? truthOn(facts, node.operand, sunday) : undefined;
      return operand === undefined ? undefined : Number(operand === 0);
    }
    case 'binary':
      return isComparison(node) ? compareOn(facts, node, sunday) : undefined;
    default:
      return undefined;
  }
}

/** Walks `a && b && c` in a loop: a long chain is deeper than the stack. */
function truthOfChain(facts: Facts, node: Extract<Node, { kind: 'logical' }>, sunday: number): Known {
  const chain = [node];
  let first: Node = node.left;
  while (first.kind === 'logical') {
    chain.push(first);
    first = first.left;
  }
  return chain.reduceRight(
    (left: Known, link) => {
      const right = truthOn(facts, link.right, sunday);
      // A side that decides does so whatever the other is.
      const deciding = link.operator === '&&' ? 0 : 1;
      if (left === deciding || right === deciding) return deciding;
      return left === undefined || right === undefined ? undefined : 1 - deciding;
    },
    truthOn(facts, first, sunday),
  );
}

function compareOn(facts: Facts, { operator, left, right }: BinaryNode, sunday: number): Known {
  const [a, b] = [left, right].map((side) => (isWeekday(facts, side) ? sunday : numberOf(facts, side)));
  if (!isWeekday(facts, left) && !isWeekday(facts, right)) return undefined;
  return a === undefined || b === undefined ? undefined : Number(COMPARE[operator]?.(a, b));
}

// biome-ignore format: table
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<':  (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>':  (a, b) => a > b,
  '!=': (a, b) => a !== b,
};
