// Workloads to begin from, each with its story. All are scenario sections, so that they can be taken apart in the
// form and in the text.

import trace from '../../examples/first-steps/jobs.csv?raw';
import renderWeek from '../../examples/render-week/scenario.yaml?raw';
import { createSource } from '../../grammar/index.ts';
import { readDocument } from '../../simulator/index.ts';
import type { Json, JsonObject } from '../state.ts';

export interface WorkloadPreset {
  readonly label: string;
  readonly story: string;
  readonly workload: Json;
  readonly until: string;
  /** A file that the workload names. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** The workload of a scenario file. */
function workloadOf(text: string): Json {
  const { document } = readDocument(createSource('scenario.yaml', text));
  return ((document?.data ?? {}) as JsonObject).workload ?? [];
}

// biome-ignore format: a table
export const WORKLOAD_PRESETS: readonly WorkloadPreset[] = [
  {
    label: 'A studio’s week', until: 'P7D',
    story: 'Test frames by day that artists wait for, and the day’s shots in the evening.',
    workload: workloadOf(renderWeek),
  },
  {
    label: 'Nightly batch', until: 'P7D',
    story: 'Four hundred tasks an hour after midnight, every night, and nothing by day.',
    workload: [{ generate: { arrivals: { bursts: { every: 'P1D', size: { from: 350, to: 450 }, jitter: 'PT10M', spread: 'PT5M' } }, after: 'PT1H', for: 'P7D', durations: { lognormal: { median: 'PT20M', sigma: 0.5 } }, job: { id: 'nightly' } } }],
  },
  {
    label: 'A burst at nine', until: 'P5D',
    story: 'A quiet stream, and at nine in the morning everybody at once.',
    workload: [
      { generate: { arrivals: { poisson: { rate: '20/h' } }, for: 'P5D', durations: { exponential: { mean: 'PT6M' } }, job: { id: 'stream' } } },
      { generate: { arrivals: { bursts: { every: 'P1D', size: 300, spread: 'PT10M' } }, after: 'PT9H', for: 'P5D', durations: { exponential: { mean: 'PT6M' } }, job: { id: 'nine' } } },
    ],
  },
  {
    label: 'A steady stream', until: 'P3D',
    story: 'Tasks at all hours at one rate: what is left to see is the formula.',
    workload: [{ generate: { arrivals: { poisson: { rate: '120/h' } }, for: 'P3D', durations: { exponential: { mean: 'PT5M' } }, job: { id: 'stream' } } }],
  },
  {
    label: 'Builds of a team', until: 'P7D',
    story: 'Every change builds and tests in a few parallel tasks, at office hours; some fail and run again.',
    workload: [{ generate: { arrivals: { diurnal: { mean: '8/h', hours: 'office', weekdays: 'workdays' } }, for: 'P7D', durations: { lognormal: { median: 'PT4M', sigma: 0.7, least: 'PT30S' } }, failures: { probability: 0.05 }, jobs: { tasks: { from: 4, to: 12 } }, job: { id: 'build' }, task: { constraints: { maxTaskRetryCount: 1 } } } }],
  },
  {
    label: 'Genomics fan-out', until: 'P7D',
    story: 'Every second day a batch of samples, each split into hundreds of long tasks.',
    workload: [{ generate: { arrivals: { bursts: { every: 'P2D', size: { from: 2, to: 4 }, spread: 'PT2H' } }, after: 'PT8H', for: 'P7D', durations: { lognormal: { median: 'PT45M', sigma: 0.4, least: 'PT5M' } }, jobs: { tasks: { from: 120, to: 300 } }, job: { id: 'sample' } } }],
  },
  {
    label: 'Month end of a risk desk', until: 'P31D',
    story: 'Little by day for four weeks, then six thousand scenarios that have to be done by morning.',
    workload: [
      { generate: { arrivals: { diurnal: { mean: '6/h', hours: 'office', weekdays: 'workdays' } }, for: 'P31D', durations: { exponential: { mean: 'PT8M' } }, job: { id: 'intraday' } } },
      { generate: { arrivals: { atOnce: { count: 6000 } }, after: 'P28DT20H', durations: { exponential: { mean: 'PT6M' } }, job: { id: 'month-end' } } },
    ],
  },
  {
    label: 'An excerpt of a log', until: 'P1D',
    story: 'A morning of real shape from a CSV file: when each task came, and how long it took.',
    workload: { trace: { file: 'jobs.csv', columns: { submit: 'created', duration: 'seconds' } } },
    file: { name: 'jobs.csv', text: trace },
  },
];
