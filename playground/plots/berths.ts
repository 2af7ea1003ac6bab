// Where nodes stand in a picture: a berth each, and when a node has gone, the next that comes takes the lowest free
// berth of its pool and kind. So a week of coming and going needs no more berths than nodes were there at once.

import type { DrawnTimeline } from '../../planner/index.ts';

/** Nodes of one pool and kind. */
export interface BerthGroup {
  readonly pool: number;
  readonly isDedicated: boolean;
  /** The nodes of each berth in the order in which they came; their times do not overlap. */
  readonly berths: readonly (readonly number[])[];
  /** The slots that the rows of each berth need. */
  readonly slots: readonly number[];
}

/** The nodes of a timeline in groups: pools in order, dedicated ones first. */
export function berthsOf({ nodes, pools }: DrawnTimeline): readonly BerthGroup[] {
  return pools.flatMap((_, pool) =>
    [true, false].flatMap((isDedicated) => {
      const members: number[] = [];
      for (let node = 0; node < nodes.count; node += 1)
        if (nodes.pool[node] === pool && (nodes.isDedicated[node] === 1) === isDedicated) members.push(node);
      members.sort((one, other) => nodes.came[one]! - nodes.came[other]! || one - other);
      if (members.length === 0) return [];
      const berths = placed(members, nodes);
      const slots = berths.map((berth) => Math.max(1, ...berth.map((node) => nodes.slots[node]!)));
      return [{ pool, isDedicated, berths, slots }];
    }),
  );
}

function placed(
  members: readonly number[],
  { came, went }: DrawnTimeline['nodes'],
): readonly (readonly number[])[] {
  const berths: number[][] = [];
  const free: number[] = [];
  /** Nodes that are there, the one that goes first at the front. */
  const there = new Departures();
  for (const node of members) {
    for (;;) {
      const first = there.first();
      if (first === undefined || first.time > came[node]!) break;
      there.drop();
      insertSorted(free, first.berth);
    }
    const berth = free.shift() ?? berths.push([]) - 1;
    berths[berth]!.push(node);
    there.add({ time: went[node]!, berth });
  }
  return berths;
}

interface Departure {
  readonly time: number;
  readonly berth: number;
}

/** A heap of departures by time. */
class Departures {
  private readonly heap: Departure[] = [];

  first(): Departure | undefined {
    return this.heap[0];
  }

  add(departure: Departure): void {
    const { heap } = this;
    let place = heap.push(departure) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (heap[parent]!.time <= departure.time) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = departure;
  }

  drop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.time < heap[child]!.time) child += 1;
      if (heap[child]!.time >= last.time) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
  }
}

function insertSorted(list: number[], value: number): void {
  let place = list.length;
  while (place > 0 && list[place - 1]! > value) place -= 1;
  list.splice(place, 0, value);
}

/** The node that stands in a berth at a time; undefined while it is empty. */
export function nodeAt(berth: readonly number[], { nodes }: DrawnTimeline, time: number): number | undefined {
  let low = 0;
  let high = berth.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes.came[berth[middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  const node = berth[low - 1];
  return node !== undefined && time < nodes.went[node]! ? node : undefined;
}

/** The place of a node's state at a time among all states; -1 before its first. */
export function stateAt({ nodes }: DrawnTimeline, node: number, time: number): number {
  let low = nodes.firstState[node]!;
  let high = nodes.firstState[node + 1]!;
  const first = low;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes.stateTime[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low === first ? -1 : low - 1;
}
