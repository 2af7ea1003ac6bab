// Scenario and formulas to reports, off the main thread and bit by bit. The worker gives this its messages; it uses
// the doors alone, so that a report here is the report of the command line.

import { createSource, placeAt } from '../grammar/index.ts';
import {
  type Collector,
  createCollector,
  createTimeline,
  type Report,
  type Timeline,
  type TimelineCollector,
} from '../planner/index.ts';
import {
  type Complaint,
  createSimulation,
  hasErrors,
  type JournalSink,
  loadScenario,
  type Names,
  printYaml,
  type ReadFile,
  type Scenario,
  type Workload,
} from '../simulator/index.ts';
import { withFormula } from './scenario-value.ts';
import type { JsonObject, NamedFormula } from './state.ts';

/** What is to be simulated: every formula on the same scenario. */
export interface Question {
  readonly formulas: readonly NamedFormula[];
  readonly scenario: JsonObject;
}

/** Something that is wrong with the question, in words for people. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
  /** The formula it is about; a problem of the scenario has none. */
  readonly formula?: string;
}

/** One formula's run. */
export interface RunEntry {
  readonly name: string;
  readonly report: Report;
  /** Who ran where and when, of the same run. */
  readonly timeline: Timeline;
}

export interface Answer {
  readonly entries: readonly RunEntry[];
  readonly problems: readonly Problem[];
}

export interface EngineOptions {
  readonly version: string;
  readonly readFile: ReadFile;
  /** Told now and then how far it is, 0 to 1. */
  readonly progress: (share: number) => void;
  /** Gives others their turn. */
  readonly turn: () => Promise<void>;
  /** Whether anybody still wants the answer. */
  readonly isWanted: () => boolean;
}

/** Events between two turns: some tens of milliseconds. */
const SLICE = 50_000;

/** Runs every formula of a question; undefined when it was told to stop. */
export async function answer(question: Question, options: EngineOptions): Promise<Answer | undefined> {
  const entries: RunEntry[] = [];
  const problems: Problem[] = [];
  for (const [at, formula] of question.formulas.entries()) {
    const text = printYaml(withFormula(question.scenario, formula));
    const { scenario, workload, complaints } = await loadScenario(
      createSource('scenario.yaml', text),
      options.readFile,
    );
    if (hasErrors(complaints.map(({ diagnostic }) => diagnostic)))
      problems.push(...complaints.map((complaint) => problemOf(complaint, formula)));
    if (scenario === undefined || workload === undefined) continue;
    const progress = (share: number) => options.progress((at + share) / question.formulas.length);
    const found = await run(scenario, workload, { ...options, progress });
    if (found === undefined) return undefined;
    entries.push({ name: formula.name, ...found });
  }
  return { entries, problems };
}

const problemOf = ({ source, diagnostic }: Complaint, { name }: NamedFormula): Problem => {
  const { line } = placeAt(source, diagnostic.span.start);
  const { message, hint, code } = diagnostic;
  return {
    message: `${message} (line ${line} of ${source.name})`,
    ...(hint === undefined ? {} : { hint }),
    ...(code === 'scenario-formula-refused' ? { formula: name } : {}),
  };
};

async function run(
  scenario: Scenario,
  workload: Workload,
  options: EngineOptions,
): Promise<Omit<RunEntry, 'name'> | undefined> {
  let collector: Collector | undefined;
  let timeline: TimelineCollector | undefined;
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
    return collector;
  };
  const keep = (names: Names): JournalSink => {
    timeline = createTimeline({ names });
    return timeline;
  };
  const simulation = createSimulation(scenario, workload, {
    sinks: [collect, keep],
    version: options.version,
  });
  for (;;) {
    const end = simulation.advance(SLICE);
    if (end !== undefined) return { report: collector!.report(), timeline: timeline!.timeline() };
    const { time, completed, total } = simulation.progress();
    const { until, start } = scenario;
    options.progress(until === 'drained' ? completed / Math.max(1, total) : (time - start) / until);
    await options.turn();
    if (!options.isWanted()) return undefined;
  }
}
