// A stretch of a run, told in columns: plain tasks of one job came, started and succeeded on nodes that stayed, and
// nothing else happened. Whoever hears it learns what the events one by one would have told, in a few tight loops.

/**
 * The instants of a part of a stretch; only the first `length` of each column count. Times rise; only the first may be
 * that with which the part before ended, and then counts in its stead.
 */
export interface StretchInstants {
  length: number;
  readonly times: Float64Array;
  /** Tasks of the stretch that wait and that run, and nodes that run some, once the instant is settled for good. */
  readonly waiting: Int32Array;
  /** The same column as `busyNodes` where nodes have one slot. */
  readonly running: Int32Array;
  readonly busyNodes: Int32Array;
  /** Attempts of this part that ended up to then. */
  readonly ended: Int32Array;
}

/** Attempts that succeeded, in the order in which they ended; only the first `length` of each column count. */
export interface StretchEnds {
  length: number;
  readonly tasks: Int32Array;
  readonly startedAt: Float64Array;
  readonly endedAt: Float64Array;
}

/** The next piece of a stretch. The columns are used again for the one after it. */
export interface StretchPart {
  /** The job's index in order of addition; every task is one of its, takes one slot and had no attempt before. */
  readonly job: number;
  /** One of the nodes, which are all of one pool and kind; -1 where tasks come and none is concerned. */
  node: number;
  /** The counts before the first instant. */
  waitingBefore: number;
  runningBefore: number;
  busyBefore: number;
  readonly instants: StretchInstants;
  /** The tasks that came: handles from `addedFrom`, and as many in `added`, with the time of each. */
  addedFrom: number;
  added: Float64Array;
  readonly ends: StretchEnds;
}

/** How things stand after the last part of a stretch. */
export interface StretchEnd {
  /** Tasks that run and did not before the stretch, in the order in which they started. */
  readonly tasks: Int32Array;
  readonly startedAt: Float64Array;
  /** Nodes on which something started or ended, and how many tasks run there. */
  readonly nodes: Int32Array;
  readonly tasksOn: Int32Array;
}

/** Hears stretches: the parts of one in order, then its end. */
export interface StretchSink {
  part(part: StretchPart): void;
  end(end: StretchEnd): void;
}
