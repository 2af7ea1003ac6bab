// What a trace format is: a name, a way to recognise it, and a reader from bytes to a workload.

import type { Duration } from '../../../runtime/index.ts';
import type { Complaint } from '../../diagnostics.ts';
import type { MakingOf } from '../generate.ts';
import type { TraceSection } from '../source.ts';
import type { Workload } from '../workload.ts';

export interface TraceFile {
  readonly name: string;
  /** The bytes, no longer compressed. */
  readonly bytes: Uint8Array;
  /** The id of the job that tasks are put in when the trace names none. */
  readonly jobId: string;
}

export interface TraceReading {
  /** Absent when there are errors. */
  readonly workload?: Workload;
  readonly complaints: readonly Complaint[];
  /** How long the recorded run took from beginning to end, where the trace says so. */
  readonly makespan?: Duration;
}

export interface TraceFormat {
  readonly name: string;
  readonly prose: string;
  /** How the names of its files end, in lower case and without `.gz`; absent when names do not tell. */
  readonly ending?: RegExp;
  /** Whether the first characters of a file look like it; asked when no name ends as expected, or names do not tell. */
  readonly looksLike: (head: string) => boolean;
  readonly read: (file: TraceFile, section: TraceSection, making: MakingOf) => TraceReading;
}
