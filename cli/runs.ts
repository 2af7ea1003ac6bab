// Runs a scenario in slices, so that progress can be shown and Ctrl-C is heard between them.

import { version } from '../package.json';
import { createCollector, type Report } from '../planner/index.ts';
import type { Instant } from '../runtime/index.ts';
import {
  createSimulation,
  type EvaluatorOf,
  type JournalSink,
  type Names,
  type SimulationEnd,
  type Workload,
} from '../simulator/index.ts';
import type { Context } from './context.ts';
import { createProgress } from './progress.ts';
import type { OpenScenario } from './scenarios.ts';

export interface RunOptions {
  /** What the progress line says. */
  readonly label: string;
  /** Hear the run besides the report. */
  readonly sinks?: readonly ((names: Names) => JournalSink)[];
  /** Makes the evaluators of formulas; see the simulation's option. */
  readonly evaluatorOf?: EvaluatorOf;
  /** A saved run of this scenario to go on with; see `openSavedRun`. */
  readonly resume?: Uint8Array<ArrayBuffer>;
  /** Whether a run that is interrupted, or has come to `stopAt`, is saved and not ended. */
  readonly isSaved?: boolean;
  readonly stopAt?: Instant;
}

export interface Run {
  readonly end: SimulationEnd;
  readonly report: Report;
}

/** A run that was stopped before its end, as bytes, and when. */
export interface StoppedRun {
  readonly saved: Uint8Array<ArrayBuffer>;
  readonly time: Instant;
  readonly isInterrupted: boolean;
}

/** Events until Ctrl-C is heard for the first time; then as many as take about so long, in milliseconds. */
const FIRST_SLICE = 100_000;
const SLICE_TIME = 60;

/** The next slice after one of so many events, which took so long: up to eight times as many, if it was over soon. */
const nextSlice = (slice: number, took: number): number =>
  Math.max(FIRST_SLICE, Math.round(slice * Math.min(8, SLICE_TIME / Math.max(1, took))));

/** Runs to the end, or to the first Ctrl-C; the report tells of what there is. */
export async function runScenario(
  open: OpenScenario,
  workload: Workload,
  options: Omit<RunOptions, 'isSaved' | 'stopAt'>,
  context: Context,
): Promise<Run> {
  return (await runOrStop(open, workload, options, context)) as Run;
}

/** Runs to the end, or to where it is to be stopped and saved. */
export async function runOrStop(
  { scenario }: OpenScenario,
  workload: Workload,
  options: RunOptions,
  { io }: Context,
): Promise<Run | StoppedRun> {
  const { prices, until, start } = scenario;
  let collector: ReturnType<typeof createCollector> | undefined;
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices, names, expectedTasks: workload.count });
    return collector;
  };
  const simulation = createSimulation(scenario, workload, {
    sinks: [collect, ...(options.sinks ?? [])],
    version,
    ...(options.resume === undefined ? {} : { resume: options.resume }),
    ...(options.evaluatorOf === undefined ? {} : { evaluatorOf: options.evaluatorOf }),
  });
  const { isSaved = false, stopAt = Number.POSITIVE_INFINITY } = options;
  const progress = createProgress(io);
  let end: SimulationEnd | undefined;
  let slice = FIRST_SLICE;
  while (end === undefined) {
    const isInterrupted = io.signal.aborted;
    if (isSaved && (isInterrupted || simulation.kernel.now >= stopAt)) {
      progress.clear();
      return { saved: simulation.save(), time: simulation.kernel.now, isInterrupted };
    }
    const began = performance.now();
    end = isInterrupted ? simulation.interrupt() : simulation.advance(slice, stopAt);
    slice = nextSlice(slice, performance.now() - began);
    const { time, completed, total } = simulation.progress();
    const share = until === 'drained' ? completed / Math.max(1, total) : (time - start) / until;
    progress.show(`${options.label}: ${completed} of ${total} tasks`, share);
    await turn();
  }
  progress.clear();
  return { end, report: collector!.report() };
}

/** Lets signals and outputs have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
