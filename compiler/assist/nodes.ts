// Walking the typed program for an editor: every node with the statement it is in.

import type { Span } from '../../grammar/index.ts';
import type { Node, Program } from '../ir.ts';
import { nodesIn, partsOf } from '../parts.ts';

/** Calls `visit` with each node and the number of its statement. */
export function eachNode({ steps }: Program, visit: (node: Node, step: number) => void): void {
  steps.forEach(({ value }, index) => {
    for (const node of nodesIn(value)) visit(node, index);
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
