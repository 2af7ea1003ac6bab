// Runs a scenario in slices, so that progress can be shown and Ctrl-C is heard between them.

import { version } from '../package.json';
import { createCollector, type Report } from '../planner/index.ts';
import {
  createSimulation,
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
}

export interface Run {
  readonly end: SimulationEnd;
  readonly report: Report;
}

/** Events between two looks at the clock: a small part of a second. */
const SLICE = 100_000;

/** Runs to the end, or to the first Ctrl-C; the report tells of what there is. */
export async function runScenario(
  { scenario }: OpenScenario,
  workload: Workload,
  options: RunOptions,
  { io }: Context,
): Promise<Run> {
  const { prices, until, start } = scenario;
  let collector: ReturnType<typeof createCollector> | undefined;
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices, names, expectedTasks: workload.count });
    return collector;
  };
  const simulation = createSimulation(scenario, workload, {
    sinks: [collect, ...(options.sinks ?? [])],
    version,
  });
  const progress = createProgress(io);
  let end: SimulationEnd | undefined;
  while (end === undefined) {
    end = io.signal.aborted ? simulation.interrupt() : simulation.advance(SLICE);
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
