// One evaluation of a run, computed again with all that it saw: the run is simulated up to it, the same seed and the
// same scenario, and the evaluation is watched. Nothing is guessed from the journal.

import { type LiveId, type Node, nodesIn, type Program } from '../compiler/index.ts';
import { placeAt, type Span } from '../grammar/index.ts';
import {
  createEvaluator, type Environment, type Evaluation, type Evaluator, LIVE_FIELDS, printValue, sampleRequests, type Value,
} from '../runtime/index.ts'; // biome-ignore format: one list
import { createSimulation, type Scenario, SILENCE, UNHEEDED, type Workload } from '../simulator/index.ts';
import { expand } from './expand.ts';
import type {
  Explained,
  ExplainedBranch,
  ExplainedName,
  ExplainedRead,
  ExplainQuestion,
} from './explanation.ts';
import { stateOfMoment } from './moment.ts';
import { readValue } from './read-value.ts';
import { scenarioFile } from './scenario-value.ts';
import { createWorkloadShelf } from './workload-shelf.ts';

export interface ExplainOptions {
  /** A file that the scenario may name, as it was dropped. */
  readonly bytesOf: (name: string) => Uint8Array | undefined;
  /** Gives others their turn. */
  readonly turn: () => Promise<void>;
}

/** Explains an evaluation; undefined when nobody wants it any more. */
export type Explain = (
  question: ExplainQuestion,
  isWanted: () => boolean,
) => Promise<Explained | { readonly problem: string } | undefined>;

/** What an evaluation saw and did. */
interface Watched {
  readonly program: Program;
  readonly environment: Environment;
  readonly evaluation: Evaluation;
  readonly seen: ReadonlyMap<Node, Value>;
  readonly now: Explained['now'];
  readonly leftOut: readonly string[];
}

/** Events between two turns. */
const SLICE = 50_000;
/** Instants nearer than this are one, in milliseconds. */
const SAME = 0.5;

const UNREADABLE = 'The scenario cannot be read any more, so the evaluation cannot be computed again.';
const GONE = 'The run has no evaluation at that time any more.';

/** Simulates up to evaluations and explains them; the last workload is kept. */
export function createExplain({ bytesOf, turn }: ExplainOptions): Explain {
  const openFile = async (name: string): Promise<Uint8Array> => {
    const bytes = bytesOf(name);
    if (bytes === undefined) throw new Error('it is not in this browser');
    return expand(bytes);
  };
  const shelf = createWorkloadShelf(openFile, bytesOf);
  return async (question, isWanted) => {
    const { title, formula, scenario: value } = question;
    const reading = await readValue(scenarioFile({ title, scenario: value }, formula), openFile);
    const { scenario } = reading;
    if (scenario === undefined) return { problem: UNREADABLE };
    const { workload } = await shelf.make(value, reading, scenario);
    if (workload === undefined) return { problem: UNREADABLE };
    const search = searchFor(question, scenario, workload);
    while (search.goesOn()) {
      await turn();
      if (!isWanted()) return undefined;
    }
    const found = search.found();
    return found === undefined ? { problem: GONE } : explained(found, question);
  };
}

/** A run up to an evaluation, bit by bit. */
function searchFor({ poolId, time }: ExplainQuestion, scenario: Scenario, workload: Workload) {
  const due = scenario.start + time * 1000;
  let last: Watched | undefined;
  let found: Watched | undefined;
  const simulation = createSimulation(scenario, workload, {
    sinks: [
      () => ({
        ...SILENCE,
        stretches: UNHEEDED,
        fact: (fact) => {
          const isMeant = fact.event === 'PoolAutoScaleEvent' && fact.id === poolId;
          if (isMeant && Math.abs(fact.time - due) < SAME) found = last;
        },
      }),
    ],
    evaluatorOf: (program) =>
      watchAt(program, due, (watched) => {
        last = watched;
      }),
  });
  return {
    found: () => found,
    /** Runs a bit; whether there is more to run. */
    goesOn(): boolean {
      if (found !== undefined || simulation.kernel.peek() > due + SAME) return false;
      return simulation.advance(SLICE, due + SAME) === undefined;
    },
  };
}

/** An evaluator that is watched when it is due, and plain before. */
function watchAt(program: Program, due: number, tell: (watched: Watched) => void): Evaluator {
  const plain = createEvaluator(program);
  return (environment) => {
    if (Math.abs(environment.now - due) >= SAME) return plain(environment);
    const seen = new Map<Node, Value>();
    // Samples are read now: the run's own memory of them goes on.
    const moment = stateOfMoment(program, environment);
    const evaluation = createEvaluator(program, { observer: (node, value) => void seen.set(node, value) })(
      environment,
    );
    tell({ program, environment, evaluation, seen, ...moment });
    return evaluation;
  };
}

function explained(watched: Watched, { poolId, time }: ExplainQuestion): Explained {
  const { evaluation, environment, now, leftOut } = watched;
  const { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption } = evaluation.targets;
  return {
    poolId,
    time,
    names: namesOf(watched),
    branches: branchesOf(watched),
    reads: readsOf(watched),
    before: [environment.targetDedicatedNodes, environment.targetLowPriorityNodes],
    after: [targetDedicatedNodes, targetLowPriorityNodes],
    option: nodeDeallocationOption,
    error:
      evaluation.error === undefined ? undefined : `${evaluation.error.code}: ${evaluation.error.detail}`,
    pool: Object.fromEntries(
      Object.entries(environment.live).map(([id, value]) => [LIVE_FIELDS[id as LiveId][0], value]),
    ),
    now,
    leftOut,
  };
}

const LONGEST = 200;

const textOf = ({ source }: Program, { start, end }: Span): string => {
  const text = source.text.slice(start, end).replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};
const lineOf = ({ source }: Program, { start }: Span): number => placeAt(source, start).line;

function namesOf({ program, evaluation }: Watched): readonly ExplainedName[] {
  return evaluation.assignments.map(({ name, value, isTarget, span }) => ({
    name,
    value: printValue(value),
    isTarget,
    line: lineOf(program, span),
    text: textOf(program, span),
  }));
}

/** Every condition that was decided, in the order of the text. */
function branchesOf({ program, seen }: Watched): readonly ExplainedBranch[] {
  return program.steps.flatMap(({ value }) =>
    [...nodesIn(value)].flatMap((node): ExplainedBranch[] => {
      if (node.kind !== 'conditional') return [];
      const condition = seen.get(node.condition) ?? literalOf(node.condition);
      const result = seen.get(node);
      if (condition === undefined || result === undefined) return [];
      const isFirst =
        reached(node.whenTrue, seen) && !reached(node.whenFalse, seen)
          ? true
          : reached(node.whenFalse, seen) && !reached(node.whenTrue, seen)
            ? false
            : isTrue(condition);
      const [taken, other] = isFirst ? [node.whenTrue, node.whenFalse] : [node.whenFalse, node.whenTrue];
      return [
        {
          line: lineOf(program, node.span),
          condition: textOf(program, node.condition.span),
          value: printValue(condition),
          isFirst,
          taken: textOf(program, taken.span),
          other: textOf(program, other.span),
          result: printValue(result),
        },
      ];
    }),
  );
}

const literalOf = (node: Node): Value | undefined =>
  node.kind === 'number' || node.kind === 'string' ? node.value : undefined;
/** Whether something in the branch was evaluated: where it was not, it was not taken. */
const reached = (node: Node, seen: ReadonlyMap<Node, Value>): boolean =>
  [...nodesIn(node)].some((part) => seen.has(part));
const isTrue = (value: Value): boolean =>
  typeof value === 'number' ? value !== 0 : Array.isArray(value) ? value.length > 0 && value[0] !== 0 : true;

function readsOf({ program, seen, environment }: Watched): readonly ExplainedRead[] {
  return sampleRequests(program, seen, environment).map(({ node, metric, covered }) => {
    const value = seen.get(node);
    return {
      line: lineOf(program, node.span),
      text: textOf(program, node.span),
      metric,
      covered,
      value: value === undefined ? undefined : printValue(value),
    };
  });
}
