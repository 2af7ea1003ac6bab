// What went wrong in a run, and what never got anywhere: the part of the report that is short when all is well.
// Times are seconds since the run's start; lists are bounded, what they count is not.

/** Empty lists and zeros when all went well. */
export interface Troubles {
  readonly unschedulable: Unschedulable;
  /** What was found at the end to be unable to run for ever, the largest groups first. */
  readonly neverRun: NeverRun;
  /** Pools that held nodes at the end with nothing to run on them. */
  readonly idlePools: readonly StuckPool[];
  readonly failures: Failures;
  readonly nodeErrors: NodeErrors;
  /** Start, job preparation and job release tasks, by type; types that did not occur are left out. */
  readonly specialTasks: readonly SpecialTasks[];
  readonly refusals: Refusals;
  readonly schedules: readonly ScheduleSummary[];
}

/** Codes are Azure's; the most frequent first. */
export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

/** Tasks that no node of their pool could take when they were looked at. */
export interface Unschedulable {
  readonly total: number;
  readonly listed: readonly UnschedulableTask[];
  /** Times that one node could not take a task, such as for its failed job preparation; it went on waiting. */
  readonly onNodes: readonly CodeCount[];
}

export interface UnschedulableTask {
  readonly time: number;
  readonly jobId: string;
  readonly id: string;
  readonly requiredSlots: number;
  readonly code: string;
  readonly message: string;
}

/** `causes` is how many there are, of which the first are listed. */
export interface NeverRun {
  readonly tasks: number;
  readonly causes: number;
  readonly listed: readonly NeverRunCause[];
}

/** Tasks of one job that can never run as things are, all for one reason. */
export interface NeverRunCause {
  readonly jobId: string;
  readonly code: string;
  readonly message: string;
  readonly tasks: number;
  readonly firstTaskId: string;
  readonly since: number;
}

/** A pool that has held so many nodes since some time with nothing to run. */
export interface StuckPool {
  readonly poolId: string;
  readonly nodes: number;
  readonly since: number;
  readonly message: string;
}

/**
 * Attempts that failed: by an exit code, run again or not, by an error before the start or after the end, or
 * because they were ended. What a resize or a lost node cut short is not in it.
 */
export interface Failures {
  readonly total: number;
  readonly byCode: readonly CodeCount[];
  /** Of those that a process ended with, the most frequent 20. */
  readonly byExitCode: readonly { readonly exitCode: number; readonly count: number }[];
  /** Nodes on which an attempt failed, and the 20 with most failures. */
  readonly nodes: number;
  readonly byNode: readonly { readonly poolId: string; readonly nodeId: string; readonly count: number }[];
}

/** Errors that nodes told of, the first of them listed. */
export interface NodeErrors {
  readonly total: number;
  readonly byCode: readonly CodeCount[];
  readonly listed: readonly {
    readonly time: number;
    readonly poolId: string;
    readonly nodeId: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** How special tasks of one type ended on their nodes, and how long their last runs took together. */
export interface SpecialTasks {
  readonly type: 'StartTask' | 'JobPrep' | 'JobRelease';
  readonly runs: number;
  readonly failures: number;
  readonly hours: number;
  readonly byCode: readonly CodeCount[];
}

/** What users asked of the service and were refused, the first of it listed. */
export interface Refusals {
  readonly total: number;
  readonly byCode: readonly CodeCount[];
  readonly listed: readonly {
    readonly time: number;
    readonly operation: string;
    readonly id: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Jobs that ended, by Azure's terminate reason; and those that were deleted. */
export interface JobEnds {
  readonly byReason: readonly { readonly reason: string; readonly count: number }[];
  readonly deleted: number;
}

/** A job schedule: its last state, the jobs it made, the due times for which it made none. */
export interface ScheduleSummary {
  readonly id: string;
  readonly state: string;
  readonly jobs: number;
  readonly misses: number;
}
