// The parts of a program's nodes, and a walk over them that no formula is too deep for.

import type { Node } from './ir.ts';

/** The nodes directly inside a node, in the order they are evaluated. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'call':
    case 'method':
      return node.arguments;
    case 'member':
      return [node.object];
    case 'fault':
      return node.before;
    default:
      return [];
  }
}

/** A node and everything inside it, each before its parts, in the order of the text. */
export function* nodesIn(root: Node): Iterable<Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...partsOf(node).toReversed());
  }
}
