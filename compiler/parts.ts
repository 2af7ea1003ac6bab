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

/** A node and everything inside it, each before its parts; those in the order of the text, or the last of them first. */
export function* nodesIn(root: Node, order: 'first-first' | 'last-first' = 'first-first'): Iterable<Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const parts = partsOf(node);
    if (order === 'last-first') for (const part of parts) waiting.push(part);
    else for (let index = parts.length - 1; index >= 0; index--) waiting.push(parts[index]!);
  }
}
