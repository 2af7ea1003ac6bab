// What waits for what, as numbers: an order in which each stands after all it waits for, and the longest chain up to
// each. Both in one pass over the edges, however many there are.

/** Edges between vertices numbered from 0: the vertex in `to` waits for the one in `from`. */
export interface Edges {
  readonly from: number[];
  readonly to: number[];
}

/** A graph that grows. */
export interface Graph {
  vertices: number;
  readonly edges: Edges;
}

/** Lets the vertex `after` wait for `before`. */
export function connect({ from, to }: Edges, before: number, after: number): void {
  from.push(before);
  to.push(after);
}

export interface Chains {
  /** Each vertex after all it waits for; those in a circle, or waiting for one, are not in it. */
  readonly order: Uint32Array;
  /** The weight of the heaviest chain that ends with each vertex. */
  readonly weight: Float64Array;
  /** The vertex before each on that chain; -1 at its beginning. */
  readonly before: Int32Array;
}

/** The heaviest chains through a graph whose vertices have these weights. */
export function heaviestChains(weights: Float64Array, edges: Edges): Chains {
  const count = weights.length;
  const { firsts, targets } = outgoing(count, edges);
  const waitsFor = new Uint32Array(count);
  for (const vertex of edges.to) waitsFor[vertex]!++;
  const order = new Uint32Array(count);
  let found = 0;
  for (let vertex = 0; vertex < count; vertex++) if (waitsFor[vertex] === 0) order[found++] = vertex;
  const weight = new Float64Array(count);
  const before = new Int32Array(count).fill(-1);
  for (let at = 0; at < found; at++) {
    const vertex = order[at]!;
    weight[vertex]! += weights[vertex]!;
    for (let edge = firsts[vertex]!; edge < firsts[vertex + 1]!; edge++) {
      const next = targets[edge]!;
      // Until its own turn, a vertex holds the heaviest of what comes before it.
      if (before[next] === -1 || weight[vertex]! > weight[next]!) {
        weight[next] = weight[vertex]!;
        before[next] = vertex;
      }
      if (--waitsFor[next]! === 0) order[found++] = next;
    }
  }
  return { order: order.subarray(0, found), weight, before };
}

/** The vertices of one circle, each waiting for the one before it and the first for the last; empty without one. */
export function findCircle(count: number, edges: Edges): readonly number[] {
  const { order } = heaviestChains(new Float64Array(count), edges);
  if (order.length === count) return [];
  const isStuck = new Uint8Array(count).fill(1);
  for (const vertex of order) isStuck[vertex] = 0;
  // Whoever is stuck waits for another that is: walking back must come round.
  const blocker = new Int32Array(count).fill(-1);
  for (let edge = 0; edge < edges.to.length; edge++) {
    const [from, to] = [edges.from[edge]!, edges.to[edge]!];
    if (isStuck[from] === 1 && blocker[to] === -1) blocker[to] = from;
  }
  const seen = new Uint8Array(count);
  let vertex = isStuck.indexOf(1);
  for (; seen[vertex] === 0; vertex = blocker[vertex]!) seen[vertex] = 1;
  const circle = [vertex];
  for (let next = blocker[vertex]!; next !== vertex; next = blocker[next]!) circle.push(next);
  return circle.reverse();
}

/** The edges sorted by where they begin: those of a vertex are `targets` from its place in `firsts` to the next. */
function outgoing(count: number, { from, to }: Edges) {
  const firsts = new Uint32Array(count + 2);
  for (const vertex of from) firsts[vertex + 2]!++;
  for (let vertex = 2; vertex < count + 2; vertex++) firsts[vertex]! += firsts[vertex - 1]!;
  const targets = new Uint32Array(to.length);
  for (let edge = 0; edge < to.length; edge++) targets[firsts[from[edge]! + 1]!++] = to[edge]!;
  return { firsts, targets };
}
