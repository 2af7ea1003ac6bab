// The part of a stretch that is being filled, and how it is told.

import type { JournalSink } from '../journal.ts';
import type { StretchPart } from '../stretch.ts';
import { busyNodesOf, type Lane } from './lane.ts';

/** Rows of a part of a stretch: few enough to stay near the processor between who writes and who reads them. */
export const ROWS = 4096;

/** What a part is made for. */
export interface PartShape {
  readonly job: number;
  readonly node: number;
  readonly rows: number;
  /** Slots of all nodes, and of each. */
  readonly slots: number;
  readonly perNode: number;
}

/** An empty part. */
export function createPart({ job, node, rows, slots, perNode }: PartShape): StretchPart {
  // All that runs may end in one instant.
  const most = rows + slots;
  const running = new Int32Array(rows);
  return {
    job,
    node,
    waitingBefore: 0,
    runningBefore: 0,
    busyBefore: 0,
    instants: {
      length: 0,
      times: new Float64Array(rows),
      waiting: new Int32Array(rows),
      running,
      busyNodes: perNode === 1 ? running : new Int32Array(rows),
      ended: new Int32Array(rows),
    },
    addedFrom: 0,
    added: new Float64Array(0),
    ends: {
      length: 0,
      tasks: new Int32Array(most),
      startedAt: new Float64Array(most),
      endedAt: new Float64Array(most),
    },
  };
}

/** The next part begins where the lane is. */
export function beginPart(part: StretchPart, lane: Lane): void {
  part.waitingBefore = lane.next - lane.queued;
  part.runningBefore = lane.heap.size;
  part.busyBefore = busyNodesOf(lane);
  part.addedFrom = lane.next;
  part.instants.length = 0;
  part.ends.length = 0;
}

/** Tells the part up to where the lane is, and begins the next. */
export function tellPart(journal: JournalSink, part: StretchPart, lane: Lane): void {
  part.added = lane.added.subarray(part.addedFrom, lane.next);
  journal.stretches!.part(part);
  beginPart(part, lane);
}
