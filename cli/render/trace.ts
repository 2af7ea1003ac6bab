// Every part of a formula with the value it had: what `eval --trace` shows.

import type { Node } from '../../compiler/index.ts';
import { placeAt, type Source } from '../../grammar/index.ts';
import { type Observer, plainValue, printValue, type Value } from '../../runtime/index.ts';
import type { Style } from '../style.ts';

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

interface Row {
  readonly part: TracedPart;
  readonly depth: number;
}

/** Whole before parts, in the order of the text. */
function nest(parts: readonly TracedPart[]): Row[] {
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

const textOf = (source: Source, { node }: TracedPart): string =>
  source.text.slice(node.span.start, node.span.end).replace(/\s+/g, ' ');

/** One line a part, indented below what it is a part of. */
export function renderTrace(source: Source, parts: readonly TracedPart[], style: Style): string {
  const rows = nest(parts).map(({ part, depth }) => {
    const place = style('dim', String(placeAt(source, part.node.span.start).line).padStart(3));
    return `${place}  ${'  '.repeat(depth)}${textOf(source, part)} ${style('dim', '=')} ${style('cyan', printValue(part.value))}\n`;
  });
  return `\n${rows.join('')}`;
}

/** The same, for JSON. */
export function traceJson(
  source: Source,
  parts: readonly TracedPart[],
): readonly Readonly<Record<string, unknown>>[] {
  return nest(parts).map(({ part, depth }) => {
    const { line, column } = placeAt(source, part.node.span.start);
    return { line, column, depth, text: textOf(source, part), value: plainValue(part.value) };
  });
}
