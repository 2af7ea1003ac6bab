// The names of a formula as they are written: the program knows variables, not their spellings.

import { childrenOf, type Formula, type Name, type Node } from '../../grammar/index.ts';

/** The names that stand for values, in the order of the text: no names of functions, methods or members. */
export function* namesIn(formula: Formula): Iterable<Name> {
  const waiting: Node[] = [formula];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'name') yield node;
    const parts = childrenOf(node);
    const skipped = node.kind === 'call' ? 0 : node.kind === 'method' || node.kind === 'member' ? 1 : -1;
    for (let index = parts.length - 1; index >= 0; index--) if (index !== skipped) waiting.push(parts[index]!);
  }
} // biome-ignore format: short
