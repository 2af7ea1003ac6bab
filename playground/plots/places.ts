// A timeline and what its pictures look up in it. All pictures of a run share them, and each is made once, when the
// first picture asks.

import type { DrawnTimeline } from '../../planner/index.ts';
import { nodePaintKeys } from '../palette.ts';
import { type BerthGroup, berthsOf } from './berths.ts';
import { type Lanes, lanesOf } from './lanes.ts';

export interface Places {
  readonly timeline: DrawnTimeline;
  /** Where nodes stand. */
  readonly berths: () => readonly BerthGroup[];
  /** Which bars a slot of a node has. */
  readonly lanes: () => Lanes;
  /** The keys of the colours that nodes have at one time or another. */
  readonly nodePaints: () => ReadonlySet<string>;
}

/** The places of a timeline. */
export function placesOf(timeline: DrawnTimeline): Places {
  return {
    timeline,
    berths: once(() => berthsOf(timeline)),
    lanes: once(() => lanesOf(timeline)),
    nodePaints: once(() => nodePaintKeys(timeline.nodes)),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
