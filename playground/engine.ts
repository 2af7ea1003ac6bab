// Scenario and formulas to reports, off the main thread and bit by bit. The worker gives this its messages; it uses
// the doors alone, so that a report here is the report of the command line.

import {
  type Collector,
  createCollector,
  createTimeline,
  type Report,
  type Timeline,
  type TimelineCollector,
} from '../planner/index.ts';
import {
  createSimulation,
  type JournalSink,
  type Names,
  type Scenario,
  type Workload,
} from '../simulator/index.ts';
import { expand } from './expand.ts';
import { type Problem, readValue } from './read-value.ts';
import { hasFormula, scenarioFile } from './scenario-value.ts';
import type { JsonObject, NamedFormula } from './state.ts';
import type { WorkloadShape } from './workload-shape.ts';
import { createWorkloadShelf } from './workload-shelf.ts';

export type { Problem } from './read-value.ts';

/** What is to be simulated: every formula on the same scenario. */
export interface Question {
  readonly title: string;
  readonly formulas: readonly NamedFormula[];
  readonly scenario: JsonObject;
}

/** One formula's run. */
export interface RunEntry {
  readonly name: string;
  /** The formula's text. */
  readonly text: string;
  readonly report: Report;
  /** Who ran where and when, of the same run. */
  readonly timeline: Timeline;
}

export interface Answer {
  /** One for each formula that could run, in their order. */
  readonly entries: readonly RunEntry[];
  readonly problems: readonly Problem[];
  /** What the workload looks like; absent when there is none. */
  readonly shape?: WorkloadShape;
}

/** How one question is worked on. */
export interface Asking {
  /** Told now and then how far it is, 0 to 1. */
  readonly progress: (share: number) => void;
  /** Whether anybody still wants the answer. */
  readonly isWanted: () => boolean;
}

export interface EngineOptions {
  readonly version: string;
  /** A file that scenarios may name, as it was dropped. */
  readonly bytesOf: (name: string) => Uint8Array | undefined;
  /** Gives others their turn. */
  readonly turn: () => Promise<void>;
}

export interface Engine {
  /** Runs every formula of a question; undefined when nobody wanted the answer any more. */
  readonly answer: (question: Question, asking: Asking) => Promise<Answer | undefined>;
}

/** Events between two turns: some milliseconds. */
const SLICE = 10_000;

/** An engine that keeps the last workload. */
export function createEngine({ version, bytesOf, turn }: EngineOptions): Engine {
  const openFile = async (name: string): Promise<Uint8Array> => {
    const bytes = bytesOf(name);
    if (bytes === undefined) throw new Error('it is not in this browser, drop it on the page');
    return expand(bytes);
  };
  const shelf = createWorkloadShelf(openFile, bytesOf);
  return {
    answer: async ({ title, formulas, scenario: value }, asking) => {
      const entries: RunEntry[] = [];
      const problems: Problem[] = [];
      let shape: WorkloadShape | undefined;
      const isScaled = hasFormula(value);
      if (!isScaled) problems.push(UNUSED);
      const tried = isScaled ? formulas : formulas.slice(0, 1);
      for (const [at, formula] of tried.entries()) {
        const reading = await readValue(scenarioFile({ title, scenario: value }, formula), openFile);
        problems.push(...reading.problems.map((problem) => about(problem, formula)));
        if (reading.scenario === undefined) continue;
        const made = await shelf.make(value, reading, reading.scenario);
        problems.push(...made.problems);
        shape ??= made.shape;
        if (made.workload === undefined) break;
        await turn();
        if (!asking.isWanted()) return undefined;
        const progress = (share: number) => asking.progress((at + share) / tried.length);
        const found = await run(reading.scenario, made.workload, { ...asking, progress, version, turn });
        if (found === undefined) return undefined;
        entries.push({ ...formula, ...found });
      }
      return { entries, problems: distinct(problems), ...(shape === undefined ? {} : { shape }) };
    },
  };
}

const UNUSED: Problem = {
  message: 'No pool is scaled by the formula on this page: the run is what the scenario says.',
  hint: 'Turn autoscale on for exactly one pool.',
  path: ['pool', 'enableAutoScale'],
  isWarning: true,
};

/** Problems of a formula say which one. */
function about(problem: Problem, { name }: NamedFormula): Problem {
  const isFormula = problem.path?.at(-1) === 'autoScaleFormula' && problem.isWarning === undefined;
  return isFormula ? { ...problem, formula: name } : problem;
}

/** What is wrong with the scenario is found once for each formula, and told once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const told = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...told.values()];
}

interface RunOptions extends Asking, Pick<EngineOptions, 'version' | 'turn'> {}

async function run(
  scenario: Scenario,
  workload: Workload,
  { version, turn, isWanted, progress }: RunOptions,
): Promise<Pick<RunEntry, 'report' | 'timeline'> | undefined> {
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
  const simulation = createSimulation(scenario, workload, { sinks: [collect, keep], version });
  const { until, start } = scenario;
  for (;;) {
    const end = simulation.advance(SLICE);
    if (end !== undefined) return { report: collector!.report(), timeline: timeline!.timeline() };
    const { time, completed, total } = simulation.progress();
    progress(until === 'drained' ? completed / Math.max(1, total) : (time - start) / until);
    await turn();
    if (!isWanted()) return undefined;
  }
}
