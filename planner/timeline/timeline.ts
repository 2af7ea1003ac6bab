// The timeline: who ran where and when, as columns that a chart can search and a thread can hand to another.
// Beside the report, which keeps numbers, this keeps places; both come from the same journal.

import type { NODE_STATES } from '../../simulator/index.ts';
import type { TextColumn } from './texts.ts';

/** What a bar is. Only attempts are counted; the others say what else took slots. */
export const BAR = {
  attempt: 0,
  /** Further slots of the attempt before it, where the node's free slots were not side by side. */
  rest: 1,
  /** A further node of a multi-instance task. */
  subtask: 2,
  /** The task has its place and waits for the job preparation task. */
  preparing: 3,
} as const;

/** How a bar ended that had not ended when the run did, or whose end the journal does not tell. */
export const STILL_RUNNING = 255;

/** What charts draw. Times are seconds since `start`; all columns of a group have one length. */
export interface DrawnTimeline {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** When the run ended, or was last heard of. */
  readonly length: number;
  readonly pools: readonly string[];
  readonly jobs: readonly string[];
  readonly bars: BarColumns;
  readonly nodes: NodeColumns;
  readonly targets: TargetColumns;
  readonly evaluations: EvaluationTimes;
  readonly kept: Kept;
}

/** All of it; what evaluations said in words is what a page that has the report beside it can do without. */
export interface Timeline extends DrawnTimeline {
  readonly evaluations: EvaluationColumns;
}

/** What was left out, so that whoever draws can say so. */
export interface Kept {
  /** Attempts that the journal tells of, and those that are here. */
  readonly attempts: number;
  readonly shown: number;
  /** Bars are here for every `every`-th node: 1 unless there were more attempts than the limit. */
  readonly every: number;
  /** From here on nothing more was kept, because one node alone had more attempts than the limit. */
  readonly until: number | null;
}

/**
 * Bars in the order of node, first slot and start: within one first slot of one node no two overlap, so starts and
 * ends both rise and can be searched. No slot of a node is in two bars at once.
 */
export interface BarColumns {
  readonly count: number;
  readonly node: Uint32Array<ArrayBuffer>;
  readonly slot: Uint16Array<ArrayBuffer>;
  readonly slots: Uint16Array<ArrayBuffer>;
  /** A value of `BAR`. */
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly start: Float64Array<ArrayBuffer>;
  /** The end of the run for bars that had not ended. */
  readonly end: Float64Array<ArrayBuffer>;
  /** An index of `ATTEMPT_ENDS`, or `STILL_RUNNING`. */
  readonly how: Uint8Array<ArrayBuffer>;
  /** NaN when no process ended by itself. */
  readonly exitCode: Float64Array<ArrayBuffer>;
  /** Seconds since the task was added, or since its attempt before this one ended. */
  readonly wait: Float64Array<ArrayBuffer>;
  readonly job: Uint32Array<ArrayBuffer>;
  readonly task: TextColumn;
}

/** The nodes that came, in the order in which they were asked for. */
export interface NodeColumns {
  readonly count: number;
  readonly id: readonly string[];
  readonly pool: Uint16Array<ArrayBuffer>;
  readonly isDedicated: Uint8Array<ArrayBuffer>;
  /** Slots, or more where the journal tells of more at once. */
  readonly slots: Uint16Array<ArrayBuffer>;
  readonly came: Float64Array<ArrayBuffer>;
  /** Infinity for a node that was still there. */
  readonly went: Float64Array<ArrayBuffer>;
  /** Whether its bars are here. Of other nodes, moves between `idle` and `running` are not kept either. */
  readonly isKept: Uint8Array<ArrayBuffer>;
  /** The states of node n are the entries from `firstState[n]` to before `firstState[n + 1]`. */
  readonly firstState: Uint32Array<ArrayBuffer>;
  readonly stateTime: Float64Array<ArrayBuffer>;
  /** An index of `NODE_STATES`. */
  readonly state: Uint8Array<ArrayBuffer>;
}

/** What each pool was asked for, in order of time. */
export interface TargetColumns {
  readonly count: number;
  readonly time: Float64Array<ArrayBuffer>;
  readonly pool: Uint16Array<ArrayBuffer>;
  readonly dedicated: Float64Array<ArrayBuffer>;
  readonly lowPriority: Float64Array<ArrayBuffer>;
}

/** When there were evaluations, in order of time. */
export interface EvaluationTimes {
  readonly total: number;
  /** Every `every`-th evaluation is here: 1 unless there were very many. */
  readonly every: number;
  readonly count: number;
  readonly time: Float64Array<ArrayBuffer>;
}

export interface EvaluationColumns extends EvaluationTimes {
  readonly pool: Uint16Array<ArrayBuffer>;
  /** What the pool was asked for before it, both kinds. */
  readonly dedicatedBefore: Float64Array<ArrayBuffer>;
  readonly lowPriorityBefore: Float64Array<ArrayBuffer>;
  /** What the evaluation says; NaN where it does not. */
  readonly dedicated: Float64Array<ArrayBuffer>;
  readonly lowPriority: Float64Array<ArrayBuffer>;
  /** Azure's results text: every name and its value. */
  readonly results: readonly string[];
  /** Azure's code and its detail; empty when it succeeded. */
  readonly errors: readonly string[];
  /** An index of `formulas`. */
  readonly formula: Uint16Array<ArrayBuffer>;
  readonly formulas: readonly string[];
}

export type NodeStateName = (typeof NODE_STATES)[number];

/** Everything of a timeline that can be handed over to another thread instead of being copied. */
export function timelineBuffers({ bars, nodes, targets, evaluations }: Timeline): readonly ArrayBuffer[] {
  const groups = [bars, bars.task, nodes, targets, evaluations];
  return groups.flatMap((group) =>
    Object.values(group).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : [])),
  ) as ArrayBuffer[];
}
