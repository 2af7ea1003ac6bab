// Ranges of numbers in a graph: a tree over numbered vertices, so that waiting for a wide range is a few edges.

import { connect, type Graph } from './graph.ts';

/** A vertex and its number; each number once. */
export interface Numbered {
  readonly number: number;
  readonly vertex: number;
}

/** The place of the first number that is not below `least`. */
export function firstAtLeast(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A binary tree laid out in a row: the parent of place `p` is `p >> 1`, leaves are the last `size` places. */
export interface RangeTree {
  readonly size: number;
  /** The numbers of the leaves, rising. */
  readonly numbers: Float64Array;
  readonly vertexOf: Uint32Array;
}

/** The tree over these vertices; what it needs is added to the graph. */
export function treeOver(vertices: readonly Numbered[], graph: Graph): RangeTree {
  const leaves = [...vertices].sort((a, b) => a.number - b.number);
  const size = leaves.length;
  const vertexOf = new Uint32Array(2 * size);
  leaves.forEach(({ vertex }, index) => {
    vertexOf[size + index] = vertex;
  });
  for (let place = size - 1; place > 0; place--) {
    vertexOf[place] = graph.vertices++;
    connect(graph.edges, vertexOf[2 * place]!, vertexOf[place]!);
    connect(graph.edges, vertexOf[2 * place + 1]!, vertexOf[place]!);
  }
  return { size, numbers: Float64Array.from(leaves, ({ number }) => number), vertexOf };
}

/** Adds the few vertices that stand for the leaves from `first` up to but not including `end`. */
export function addRange({ size, vertexOf }: RangeTree, first: number, end: number, found: number[]): void {
  let [low, high] = [first + size, end + size];
  for (; low < high; low >>= 1, high >>= 1) {
    if (low % 2 === 1) found.push(vertexOf[low++]!);
    if (high % 2 === 1) found.push(vertexOf[--high]!);
  }
}
