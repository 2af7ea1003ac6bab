// The report: what a run was like, as numbers and step series, nothing drawn. One JSON value; the text, the
// table, the page and every comparison are made from it. Times are seconds, those of a run since its start.

import type { CodeCount, JobEnds, Troubles } from './troubles.ts';
import type { Uses } from './uses.ts';

/** Version of the shape below; it rises when a field changes its meaning or goes. */
export const REPORT_SCHEMA_VERSION = 1;

export interface Report extends Troubles {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly title: string;
  /** Version of the program that made the run; empty when the journal does not say. */
  readonly version: string;
  /** `null` for a run that was not simulated. */
  readonly seed: number | null;
  /** When the run began, ISO 8601; every other time is seconds since then. */
  readonly start: string;
  readonly end: RunEnd;
  readonly tasks: TaskCounts;
  /** First start minus the time the task was added, over the tasks that started. */
  readonly wait: Spread;
  readonly waitHistogram: Histogram;
  readonly waitCauses: WaitCauses;
  /** Completion minus the time the task was added, over the tasks that ran and completed. */
  readonly turnaround: Spread;
  /** What attempts used; absent unless the run was measured. */
  readonly uses?: Uses;
  /** Length of the last attempt, over the tasks that ran and completed. */
  readonly run: { readonly mean: number };
  /** max(1, turnaround / max(run, 10 s)), over the tasks that ran and completed. Source: Feitelson. */
  readonly boundedSlowdown: { readonly mean: number };
  /** Last completion minus first addition; 0 when nothing completed. */
  readonly makespan: number;
  readonly nodes: NodeCounts;
  /** `null` when some node's size has no price: then `notes` names the size. */
  readonly cost: Cost | null;
  /** The price list that was used, and what was bought at each price. */
  readonly prices: PricesUsed;
  /** Slot time with a task in it, divided by the slot time of billed nodes; 0 when there were none. */
  readonly utilisation: number;
  readonly evaluations: Evaluations;
  readonly resizes: Resizes;
  readonly control: Control;
  /** The jobs that took most slot time, at most `JOBS_LISTED`; and how jobs ended. */
  readonly jobs: { readonly total: number; readonly listed: readonly JobSummary[]; readonly ended: JobEnds };
  /** One section a pool, in order of creation. */
  readonly pools: readonly PoolSummary[];
  readonly series: SeriesSet;
  /** What a reader must know before believing a number: sentences, usually none. */
  readonly notes: readonly string[];
}

export interface RunEnd {
  /** `unknown` when the journal breaks off. */
  readonly reason: 'drained' | 'horizon' | 'stalled' | 'interrupted' | 'unknown';
  readonly message: string;
  readonly time: number;
}

/** `total` = `completed` + `unfinished`; `completed` = `succeeded` + `failed`. */
export interface TaskCounts {
  readonly total: number;
  readonly completed: number;
  readonly succeeded: number;
  /** Completed without success. */
  readonly failed: number;
  readonly unfinished: number;
  /** Part of `unfinished`: their job ended first, so they stay active and will never run. */
  readonly withdrawn: number;
  /** Never had an attempt: part of `unfinished`, but for those that were terminated while they waited. */
  readonly neverStarted: number;
  /** Attempts that were run again after a non-zero exit. */
  readonly retries: number;
  /** Attempts that a user's doing cut short: a resize, a removed node, a disabled job. */
  readonly requeues: number;
  /** Attempts lost with their node: preemption, failure of the host. */
  readonly recoveries: number;
  /** Part of `unfinished`: wait for other tasks at the end. */
  readonly blocked: number;
  /** Tasks that had failed and were made to wait again. */
  readonly reactivations: number;
}

/** Seconds; the percentile at q is `sorted[floor(q * n)]`; all 0 when there is nothing to measure. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** `counts[i]` values lie in [`edges[i]`, `edges[i + 1]`); the first bin holds exactly the values below `edges[1]`. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Task-seconds spent waiting for a first start, by what the task's pool was like meanwhile. As many tasks as the
 * free slots hold were being placed; the rest waited for the first of the others that holds. Tasks that never
 * started are in it up to the end of the run, unless no node could ever take them.
 */
export interface WaitCauses {
  /** A slot was free for it: scheduling latency, or free slots spread over too many nodes. */
  readonly placing: number;
  /** A node was booting. */
  readonly booting: number;
  /** More nodes were asked for than were there: allocation, or an error that keeps it from happening. */
  readonly allocating: number;
  /** Nodes were there, no slot was free, and the pool was as large as asked for. */
  readonly busy: number;
  /** No node was there and none was asked for: the next evaluation had to come. */
  readonly unasked: number;
  /** It waited for other tasks of its job. */
  readonly dependencies: number;
  /** It had a place, and the node ran the job preparation task. */
  readonly preparation: number;
}

export interface NodeCounts {
  /** Most billed nodes at one time. */
  readonly peak: number;
  /** Nodes that came into a pool. */
  readonly started: number;
  /** Billed node hours: every state but `preempted` and `deallocated`, from `creating` until gone. */
  readonly hours: number;
  readonly dedicatedHours: number;
  readonly lowPriorityHours: number;
  readonly preemptions: number;
  /** Node hours by state and kind, billed or not; states that did not occur are left out. */
  readonly byState: readonly StateHours[];
  /** The billed hours, split as the cost is; they add up to `hours`. */
  readonly parts: Parts;
  /** The `lost` hours by how the attempts ended. */
  readonly lostBy: {
    readonly failure: number;
    readonly terminated: number;
    readonly retry: number;
    readonly requeue: number;
    readonly recovery: number;
    readonly notstarted: number;
    readonly notuploaded: number;
  };
  /** Times that a node broke, by the state it entered; a node that only went from one to another counts for both. */
  readonly broken: {
    readonly unusable: number;
    readonly unknown: number;
    readonly starttaskfailed: number;
  };
}

export interface StateHours {
  readonly state: string;
  readonly billed: boolean;
  readonly dedicated: number;
  readonly lowPriority: number;
}

/**
 * Where billed node time went. A node of S slots is S shares; each share is in exactly one part at any time.
 */
export interface Parts {
  /** Slots with an attempt that ended in success, or still runs at the end; on all nodes that it runs on. */
  readonly useful: number;
  /** Free slots of a node that runs nothing: idle, offline, or leaving or deallocating with nothing to wait for. */
  readonly idle: number;
  /**
   * Free slots of a node that cannot work yet or any more: boot, start task, start task failed, unusable, unknown;
   * and slots whose task waits there for the job preparation task.
   */
  readonly boot: number;
  /** Free slots of a node that something holds: other tasks still run on it, or retained data keeps it from leaving. */
  readonly held: number;
  /** Slots with an attempt that came to nothing: every end but success. */
  readonly lost: number;
}

/** Money; the five parts add up to `total`. Hourly price times billed hours; storage and network are not in it. */
export interface Cost extends Parts {
  readonly currency: string;
  readonly total: number;
}

export interface PricesUsed {
  readonly currency: string;
  /** Day of the price list, as it says itself. */
  readonly date: string;
  readonly source: string;
  readonly lines: readonly PriceLine[];
}

/** `amount` = `hourly` times `hours`; both are `null` when the list has no price for the size. */
export interface PriceLine {
  readonly vmSize: string;
  readonly kind: 'dedicated' | 'lowPriority';
  readonly hours: number;
  readonly hourly: number | null;
  readonly amount: number | null;
}

export interface Evaluations {
  readonly total: number;
  readonly failed: number;
  /** Failures by Azure's code, the most frequent first. */
  readonly errors: readonly CodeCount[];
  /** Every `every`-th evaluation is in `list`: 1 unless there were very many. */
  readonly every: number;
  readonly list: readonly EvaluationRecord[];
}

export interface EvaluationRecord {
  readonly time: number;
  readonly poolId: string;
  /** `null` when the results do not say. */
  readonly dedicated: number | null;
  readonly lowPriority: number | null;
  /** The formula's own variables, in the order of the results. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** The results as Azure's AutoScaleRun has them. */
  readonly results: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface Resizes {
  readonly total: number;
  /** Ended with an error. */
  readonly failed: number;
  readonly errors: readonly CodeCount[];
  /** Node hours by which the pool was smaller than its target, allocation and boot not held against it. */
  readonly hoursShort: number;
  /** The part of `hoursShort` after a resize that ended in an error, until the next resize starts. */
  readonly hoursShortAfterError: number;
  readonly every: number;
  readonly list: readonly ResizeRecord[];
}

export interface ResizeRecord {
  readonly poolId: string;
  readonly start: number;
  /** `null` when the run ended first, or another resize took its place. */
  readonly end: number | null;
  readonly dedicated: number;
  readonly lowPriority: number;
  readonly option: string;
  /** `Success`, or the code of the first error; empty while the resize goes on. */
  readonly code: string;
  readonly message: string;
}

/**
 * How well supply followed demand, in nodes. Demand is the fewest nodes whose slots hold every task that waits
 * or runs and could run here at all; supply is the nodes that can take tasks or run one.
 */
export interface Control {
  readonly meanDemand: number;
  readonly meanSupply: number;
  /** Mean nodes missing: (1/T) times the integral of max(0, demand - supply). Source: BUNGEE. */
  readonly underAccuracy: number;
  /** Mean nodes too many. */
  readonly overAccuracy: number;
  /** Share of the time with too few nodes. */
  readonly underTimeshare: number;
  /** Share of the time with too many. */
  readonly overTimeshare: number;
  /** (steps of supply - steps of demand) / T, per hour; above 0 is nervous, below 0 sluggish. */
  readonly jitterPerHour: number;
  /** Share of 5-minute intervals over which supply and demand did not move in the same direction. */
  readonly instability: number;
}

export interface JobSummary {
  readonly id: string;
  readonly tasks: number;
  readonly completed: number;
  readonly failed: number;
  /** Hours of slots taken by its attempts that have ended. */
  readonly slotHours: number;
  readonly wait: { readonly mean: number; readonly p95: number; readonly max: number };
  readonly firstAdded: number;
  /** `null` while nothing of it has completed. */
  readonly lastCompleted: number | null;
}

export interface PoolSummary {
  readonly id: string;
  readonly vmSize: string;
  readonly taskSlotsPerNode: number;
  readonly enableAutoScale: boolean;
  /** The formula of the last evaluation; empty without autoscale. */
  readonly formula: string;
  readonly tasks: { readonly total: number };
  readonly nodes: {
    readonly peak: number;
    readonly hours: number;
    readonly parts: Parts;
    readonly preemptions: number;
  };
  readonly cost: Cost | null;
  readonly utilisation: number;
  readonly evaluations: { readonly total: number; readonly failed: number };
  readonly control: Control;
  readonly waitCauses: WaitCauses;
  readonly series: PoolSeries;
}

/**
 * A step function of time. Without `width` it is exact: `values[i]` holds from `times[i]` until the next time.
 * With `width` it is in buckets of that many seconds from each time on: `values` are the values at their ends,
 * beside the least, most and time-weighted mean.
 */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly width?: number;
  readonly least?: readonly number[];
  readonly most?: readonly number[];
  readonly mean?: readonly number[];
}

export interface PoolSeries {
  /** Nodes asked for, both kinds. */
  readonly target: Series;
  readonly demand: Series;
  readonly supply: Series;
}

export interface SeriesSet {
  readonly tasks: { readonly active: Series; readonly running: Series; readonly completed: Series };
  /** Nodes by state; states that did not occur are left out. */
  readonly nodes: Readonly<Record<string, Series>>;
  readonly nodesByKind: { readonly dedicated: Series; readonly lowPriority: Series };
  readonly targets: { readonly dedicated: Series; readonly lowPriority: Series };
  /** In nodes, over all pools; see `Control`. */
  readonly demand: Series;
  readonly supply: Series;
  readonly slots: { readonly total: Series; readonly used: Series };
  /** What the billed nodes cost an hour; `null` when a price is missing. */
  readonly hourlyCost: Series | null;
}
