// What a trace format is: a name, a way to recognise it, and a reader from bytes to a workload.

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
}

export interface TraceFormat {
  readonly name: string;
  readonly prose: string;
  /** Whether a file is of this format, by its name in lower case without `.gz` and its first characters. */
  readonly recognises: (name: string, head: string) => boolean;
  readonly read: (file: TraceFile, section: TraceSection, making: MakingOf) => TraceReading;
}
