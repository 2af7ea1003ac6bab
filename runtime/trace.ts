// Every part of a formula with the value it had: gathered while it is evaluated, and nested as the text nests.

import type { Node } from '../compiler/index.ts';
import type { Observer } from './prepare.ts';
import type { Value } from './value.ts';

export interface TracedPart {
  readonly node: Node;
  readonly value: Value;
}

/** An observer that keeps what it sees, but not the parts whose text is their value. */
export function createTrace(parts: TracedPart[]): Observer {
  return (node, value) => {
    if (node.kind !== 'number' && node.kind !== 'string') parts.push({ node, value });
  };
}

/** A part, and how many parts it is inside. */
export interface TraceRow {
  readonly part: TracedPart;
  readonly depth: number;
}

/** Whole before parts, in the order of the text. */
export function nestTrace(parts: readonly TracedPart[]): readonly TraceRow[] {
  const sorted = [...parts].sort(
    (a, b) => a.node.span.start - b.node.span.start || b.node.span.end - a.node.span.end,
  );
  const open: TracedPart[] = [];
  return sorted.map((part) => {
    while (open.length > 0 && open.at(-1)!.node.span.end < part.node.span.end) open.pop();
    const depth = open.length;
    open.push(part);
    return { part, depth };
  });
}
