// A formula in one state, as the page shows it: compiled once a text, evaluated at every change. It takes
// microseconds, so the page does it itself.

import {
  compile,
  LIVE,
  type LiveId,
  type Node,
  nodesIn,
  type Program,
  type TargetId,
} from '../compiler/index.ts';
import { createSource, type Diagnostic, type Source, type Span } from '../grammar/index.ts';
import {
  autoScaleRun, createEvaluator, EMPTY_STATE, type Evaluation, type Evaluator, environmentOf, LIVE_FIELDS,
  nestTrace, type PoolCounts, printValue, type State, sampleRequests, type TraceRow, type Value,
} from '../runtime/index.ts'; // biome-ignore format: one list
import { documentOf, readState } from '../simulator/index.ts';
import type { Evaluated, EvaluatedPart, EvaluatedStatement, Outcome, Reads, Remark } from './evaluated.ts'; // biome-ignore format: one list
import { placeOf } from './formula-place.ts';
import type { JsonObject, NamedFormula } from './state.ts';

interface Ready {
  readonly program: Program;
  readonly evaluator: Evaluator;
  /** What the last evaluation saw and reached. */
  readonly seen: Map<Node, Value>;
  readonly reached: Set<Span>;
}

interface Prepared {
  readonly text: string;
  /** Absent when the service would refuse the text. */
  readonly ready?: Ready;
  readonly errors: readonly Remark[];
}

/** An evaluator that remembers the last text and the last state that could be read. */
export function createNowEvaluator(): (formula: NamedFormula, now: JsonObject) => Outcome {
  let prepared: Prepared | undefined;
  let state: State = EMPTY_STATE;
  return (formula, now) => {
    if (prepared?.text !== formula.text) prepared = prepareFormula(formula);
    const reading = readState(documentOf('state', now));
    state = reading.state ?? state;
    const problems = reading.complaints.map(({ diagnostic }) => remarkOf(diagnostic));
    const { ready, errors, text } = prepared;
    return ready === undefined
      ? { kind: 'refused', text, problems: errors }
      : evaluateIn(state, ready, problems);
  };
}

function prepareFormula({ name, text }: NamedFormula): Prepared {
  const source = createSource(name, text);
  const { program, diagnostics } = compile(source);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((one) => remarkOf(one, source));
  if (program === undefined) return { text, errors };
  const seen = new Map<Node, Value>();
  const reached = new Set<Span>();
  const evaluator = createEvaluator(program, {
    observer: (node, value) => void seen.set(node, value),
    onStep: ({ span }) => void reached.add(span),
  });
  return { text, errors, ready: { program, evaluator, seen, reached } };
}

function evaluateIn(
  state: State,
  { program, evaluator, seen, reached }: Ready,
  problems: readonly Remark[],
): Evaluated {
  seen.clear();
  reached.clear();
  const environment = environmentOf(state);
  const evaluation = evaluator(environment);
  const { source } = program;
  const { error } = evaluation;
  const failing = error?.diagnostic.span.start ?? -1;
  return {
    kind: 'evaluated',
    text: source.text,
    statements: statementsOf(program, evaluation, { seen, reached }),
    targets: evaluation.targets,
    before: {
      dedicated: environment.targetDedicatedNodes,
      lowPriority: environment.targetLowPriorityNodes,
    },
    run: autoScaleRun(evaluation),
    ...(error !== undefined && { error: { ...remarkOf(error.diagnostic, source), code: error.code } }),
    isStopped: evaluation.stopped,
    warnings: evaluation.warnings.map((one) => remarkOf(one, source)),
    requests: sampleRequests(program, seen, environment).map(({ node, metric, covered }) => ({
      place: placeOf(source, node.span),
      text: excerpt(source, node.span),
      metric,
      ...(covered !== undefined && { covered }),
      isFailing:
        node.span.start <= failing && failing < node.span.end && error?.code === 'InsufficientSampleData',
    })),
    reads: readsOf(program),
    time: evaluation.timestamp,
    stateProblems: problems,
  };
}

interface Seen {
  readonly seen: ReadonlyMap<Node, Value>;
  readonly reached: ReadonlySet<Span>;
}

function statementsOf(
  program: Program,
  evaluation: Evaluation,
  { seen, reached }: Seen,
): readonly EvaluatedStatement[] {
  const { source, steps } = program;
  const last = steps.findLastIndex(({ span }) => reached.has(span));
  const rows = nestTrace(
    [...seen]
      .filter(([{ kind }]) => kind !== 'number' && kind !== 'string')
      .map(([node, value]) => ({ node, value })),
  );
  return steps.map((step, at) => {
    const done = evaluation.assignments.find(({ span }) => span === step.span);
    const isFailed = evaluation.error !== undefined && at === last && done === undefined;
    return {
      place: placeOf(source, step.span),
      text: excerpt(source, step.span),
      ...(step.kind === 'assign' && { name: step.name }),
      isTarget: step.kind === 'assign' && step.target !== undefined,
      outcome: isFailed ? 'failed' : reached.has(step.span) ? 'done' : 'unreached',
      ...(done !== undefined && { value: printValue(done.value) }),
      parts: partsIn(rows, step.value, source),
    };
  });
}

function partsIn(rows: readonly TraceRow[], { span }: Node, source: Source): readonly EvaluatedPart[] {
  return rows
    .filter(({ part: { node } }) => span.start <= node.span.start && node.span.end <= span.end)
    .map(({ part: { node, value }, depth }) => ({
      place: placeOf(source, node.span),
      text: excerpt(source, node.span),
      value: printValue(value),
      depth,
    }));
}

/** The fields of a state that hold the targets a formula reads before it sets them. */
const TARGET_FIELDS: Readonly<Partial<Record<TargetId, keyof PoolCounts>>> = {
  $TargetDedicatedNodes: 'targetDedicatedNodes',
  $TargetLowPriorityNodes: 'targetLowPriorityNodes',
};

function readsOf({ steps, uses }: Program): Reads {
  const nodes = steps.flatMap(({ value }) => [...nodesIn(value)]);
  const fields = nodes.flatMap((node) => {
    if (node.kind === 'target') return TARGET_FIELDS[node.id] ?? [];
    return node.kind === 'latest' && isLive(node.id) ? LIVE_FIELDS[node.id][0] : [];
  });
  const sampled = new Set(nodes.flatMap((node) => (node.kind === 'method' ? [node.metric as string] : [])));
  const calls = (name: string): boolean =>
    nodes.some((node) => node.kind === 'call' && node.function === name && node.arguments.length === 0);
  return {
    metrics: uses
      .filter(({ id }) => !isLive(id) || sampled.has(id))
      .map(({ id, lookBack, newest }) => ({ metric: id, lookBack, newest })),
    poolFields: [...new Set(fields)],
    isTimed: calls('time'),
    isRandom: calls('rand'),
  };
}

const isLive = (id: string): id is LiveId => Object.hasOwn(LIVE, id);

/** The most letters of a part of the formula that are shown. */
const LONGEST = 160;

function excerpt({ text }: Source, { start, end }: Span): string {
  const part = text.slice(start, end).replace(/\s+/g, ' ');
  return part.length > LONGEST ? `${part.slice(0, LONGEST - 1)}…` : part;
}

/** What is said of a place; without a source, of the whole. */
const remarkOf = ({ message, hint, span }: Diagnostic, source?: Source): Remark => ({
  message,
  ...(hint !== undefined && { hint }),
  ...(source !== undefined && { place: placeOf(source, span) }),
});
