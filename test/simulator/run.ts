// Runs a scenario given as text, and gives back all that tests look at.

import { createSource } from '../../grammar/index.ts';
import { createCollector, type Report } from '../../planner/index.ts';
import {
  createJournalWriter,
  createSimulation,
  type JournalSink,
  loadScenario,
  type Names,
  type Scenario,
  type Simulation,
  type SimulationEnd,
  simulate,
  type Workload,
} from '../../simulator/index.ts';

export interface Run {
  readonly end: SimulationEnd;
  readonly report: Report;
  readonly journal: string;
  readonly simulation: Simulation;
}

/** Reads a scenario; a complaint of error severity fails the test. */
export async function read(
  text: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<{ scenario: Scenario; workload: Workload }> {
  const loaded = await loadScenario(createSource('scenario.yaml', text), (path) => {
    const bytes = files[path];
    if (bytes === undefined) throw new Error('no such file');
    return bytes;
  });
  if (loaded.scenario === undefined || loaded.workload === undefined) {
    throw new Error(loaded.complaints.map(({ diagnostic }) => diagnostic.message).join('\n'));
  }
  return { scenario: loaded.scenario, workload: loaded.workload };
}

/** A simulation with a report and, when wanted, the journal's text. */
export function start(
  scenario: Scenario,
  workload: Workload,
  more: readonly JournalSink[] = [],
): { simulation: Simulation; report: () => Report; journal: () => string } {
  const { prices } = scenario;
  let collector = createCollector();
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices, names, expectedTasks: workload.count });
    return collector;
  };
  const lines: string[] = [];
  const simulation = createSimulation(scenario, workload, {
    sinks: [collect, createJournalWriter((line) => void lines.push(line)), ...more.map((sink) => () => sink)],
    version: 'test',
  });
  return { simulation, report: () => collector.report(), journal: () => lines.join('') };
}

/** Runs a scenario to its end for its report alone: a journal of many tasks takes longer than the run. */
export async function report(
  text: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<Report> {
  const { scenario, workload } = await read(text, files);
  const { prices } = scenario;
  let collector = createCollector();
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices, names, expectedTasks: workload.count });
    return collector;
  };
  simulate(scenario, workload, { sinks: [collect] });
  return collector.report();
}

/** Runs a scenario to its end. */
export async function run(text: string, files: Readonly<Record<string, Uint8Array>> = {}): Promise<Run> {
  const { scenario, workload } = await read(text, files);
  const { simulation, report, journal } = start(scenario, workload);
  for (;;) {
    const end = simulation.advance(100_000);
    if (end !== undefined) return { end, report: report(), journal: journal(), simulation };
  }
}
