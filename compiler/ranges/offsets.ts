// Parts that are the same value and a little more or less: `$CurrentDedicatedNodes + 1`, and what it was before.

import type { Node } from '../ir.ts';

/** A value, by what makes it certain that it is the same, and what is added to it. */
interface Offset {
  readonly base: Node | string;
  readonly low: number;
  readonly high: number;
}

/** How deep sums and choices are followed. */
const DEPTH = 16;

/** Whether one part is never above the other, because both are the same value with something added. */
export function isNeverAbove(originOf: (node: Node) => Node, one: Node, other: Node): boolean {
  const [a, b] = [offsetOf(originOf, one, DEPTH), offsetOf(originOf, other, DEPTH)];
  return a !== undefined && b !== undefined && a.base === b.base && a.high <= b.low;
}

/** Adding a larger number gives no smaller sum, however it is rounded; so one number alone may be added. */
function offsetOf(originOf: (node: Node) => Node, written: Node, depth: number): Offset | undefined {
  const node = originOf(written);
  if (depth === 0) return undefined;
  switch (node.kind) {
    case 'latest':
    case 'target':
      return { base: node.id, low: 0, high: 0 };
    case 'conditional': {
      const [a, b] = [node.whenTrue, node.whenFalse].map((part) => offsetOf(originOf, part, depth - 1));
      if (a === undefined || b === undefined || a.base !== b.base) return undefined;
      return { base: a.base, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
    }
    case 'binary': {
      const { operator, right } = node;
      const left = offsetOf(originOf, node.left, depth - 1);
      const isShift = (operator === '+' || operator === '-') && right.kind === 'number';
      if (!isShift || left === undefined || left.low !== 0 || left.high !== 0)
        return { base: node, low: 0, high: 0 };
      const more = operator === '+' ? right.value : -right.value;
      return { base: left.base, low: more, high: more };
    }
    default:
      return { base: node, low: 0, high: 0 };
  }
}
