// Walking the typed program for an editor: every node with the statement it is in.

import type { Span } from '../../grammar/index.ts';
import type { Node, Program } from '../ir.ts';

/** The nodes directly inside a node, in the order of the text. */
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

/** Calls `visit` with each node and the number of its statement. A loop: a chain is deeper than the stack. */
export function eachNode({ steps }: Program, visit: (node: Node, step: number) => void): void {
  steps.forEach((step, index) => {
    const waiting: Node[] = [step.value];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      visit(node, index);
      waiting.push(...partsOf(node));
    }
  });
}

/** The innermost node that holds a span, and the number of its statement. */
export function nodeAround(
  program: Program,
  { start, end }: Span,
): { readonly node: Node; readonly step: number } | undefined {
  const step = program.steps.findIndex(({ span }) => span.start <= start && end <= span.end);
  let node = program.steps[step]?.value;
  let found: Node | undefined;
  while (node !== undefined) {
    if (node.span.start <= start && end <= node.span.end) found = node;
    node = partsOf(node).find(({ span }) => span.start <= start && end <= span.end);
  }
  return found === undefined ? undefined : { node: found, step };
}
