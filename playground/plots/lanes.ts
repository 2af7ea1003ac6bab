// The bars of a timeline by lane, a lane being one slot of one node: where each lane begins among the bars, and sums
// that tell how much of a stretch is taken without looking at each bar in it.

import { BAR, type DrawnTimeline } from '../../planner/index.ts';
import { ATTEMPT_ENDS } from '../../simulator/index.ts';

export interface Lanes {
  /** Slot s of node n is lane `firstLane[n]` + s. */
  readonly firstLane: Uint32Array;
  /** The bars that begin in lane l are those from `firstBar[l]` to before `firstBar[l + 1]`. */
  readonly firstBar: Uint32Array;
  /** Seconds taken by all bars before each. */
  readonly busy: Float64Array;
  /** Bars before each that came to a bad end. */
  readonly bad: Uint32Array;
}

const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** Whether a bar's attempt came to nothing: every end but success. */
export const isBad = (how: number): boolean => how < ATTEMPT_ENDS.length && how !== SUCCESS;

/** Made once for a timeline. */
export function lanesOf({ bars, nodes }: DrawnTimeline): Lanes {
  const firstLane = new Uint32Array(nodes.count + 1);
  for (let node = 0; node < nodes.count; node += 1)
    firstLane[node + 1] = firstLane[node]! + nodes.slots[node]!;
  const firstBar = new Uint32Array(firstLane[nodes.count]! + 1);
  const busy = new Float64Array(bars.count + 1);
  const bad = new Uint32Array(bars.count + 1);
  for (let bar = 0; bar < bars.count; bar += 1) {
    const lane = firstLane[bars.node[bar]!]! + bars.slot[bar]!;
    firstBar[lane + 1] = bar + 1;
    busy[bar + 1] = busy[bar]! + bars.end[bar]! - bars.start[bar]!;
    bad[bar + 1] = bad[bar]! + Number(isBad(bars.how[bar]!));
  }
  for (let lane = 0; lane + 1 < firstBar.length; lane += 1)
    firstBar[lane + 1] = Math.max(firstBar[lane + 1]!, firstBar[lane]!);
  return { firstLane, firstBar, busy, bad };
}

/** The first bar from `from` to before `until` that ends after a time; `until` when none does. */
export function firstEndingAfter(
  { bars }: DrawnTimeline,
  { from, until, time }: { readonly from: number; readonly until: number; readonly time: number },
): number {
  // Most often it is near: steps that double find the stretch, halving finds the bar.
  let low = from;
  let step = 1;
  while (low + step < until && bars.end[low + step - 1]! <= time) {
    low += step;
    step *= 2;
  }
  let high = Math.min(until, low + step);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars.end[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bar on a slot of a node at a time; undefined where it is free. */
export function barAt(
  timeline: DrawnTimeline,
  lanes: Lanes,
  place: { readonly node: number; readonly slot: number; readonly time: number },
): number | undefined {
  const { bars } = timeline;
  for (let slot = place.slot; slot >= 0; slot -= 1) {
    const lane = lanes.firstLane[place.node]! + slot;
    const until = lanes.firstBar[lane + 1]!;
    const bar = firstEndingAfter(timeline, { from: lanes.firstBar[lane]!, until, time: place.time });
    if (bar < until && bars.start[bar]! <= place.time && slot + bars.slots[bar]! > place.slot) return bar;
  }
  return undefined;
}

/** How many slots of a node are taken at a time, and how many of them by tasks that are only prepared for. */
export function takenSlots(
  timeline: DrawnTimeline,
  lanes: Lanes,
  node: number,
  time: number,
): { readonly taken: number; readonly preparing: number } {
  const { bars, nodes } = timeline;
  let taken = 0;
  let preparing = 0;
  for (let slot = 0; slot < nodes.slots[node]!; slot += 1) {
    const lane = lanes.firstLane[node]! + slot;
    const until = lanes.firstBar[lane + 1]!;
    const bar = firstEndingAfter(timeline, { from: lanes.firstBar[lane]!, until, time });
    if (bar >= until || bars.start[bar]! > time) continue;
    taken += bars.slots[bar]!;
    if (bars.kind[bar] === BAR.preparing) preparing += bars.slots[bar]!;
  }
  return { taken, preparing };
}
