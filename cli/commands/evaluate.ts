// `eval`: a formula against the state of a pool, answered as the service's evaluate request would.

import { compile, type Program } from '../../compiler/index.ts';
import type { Diagnostic, Source } from '../../grammar/index.ts';
import {
  autoScaleRun,
  createEvaluator,
  createTrace,
  type Evaluation,
  type Instant,
  parseInstant,
  plainValue,
  type TracedPart,
  userVariables,
} from '../../runtime/index.ts';
import { type Context, refuse } from '../context.ts';
import { EMPTY_STATE, environmentOf, type State } from '../environment.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readFormula } from '../formulas.ts';
import { diagnosticJson, renderDiagnostic } from '../render/diagnostics.ts';
import { renderEvaluation } from '../render/evaluation.ts';
import { toJson } from '../render/json.ts';
import { renderTrace, traceJson } from '../render/trace.ts';

export interface EvaluateOptions {
  readonly state?: string;
  readonly at?: string;
  readonly trace?: boolean;
  readonly json?: boolean;
}

/** Evaluates one formula; fails as the service would, with exit codes 3 and 4. */
export async function evaluate(file: string, options: EvaluateOptions, context: Context): Promise<ExitCode> {
  if (file === '-' && options.state === '-') {
    return refuse(context, {
      message: 'Both the formula and the state are to come from standard input.',
      hint: 'Put one of them into a file.',
    });
  }
  const at = instantOf(options.at, context);
  if (options.at !== undefined && at === undefined) {
    return refuse(context, {
      message: `--at ${options.at} is not a time.`,
      hint: 'Write it like 2025-03-05T12:00:00Z, or `now`.',
    });
  }
  const reading = await readFormula(context.io, file);
  if ('problem' in reading) return refuse(context, reading.problem);
  const state = await stateOf(options.state, context);
  if (state === undefined) return EXIT.usage;
  const { program, diagnostics } = compile(reading.source);
  if (program === undefined) return refuseFormula(reading.source, diagnostics, options, context);
  return answer({ program, diagnostics, state, ...(at !== undefined && { at }) }, options, context);
}

function instantOf(text: string | undefined, { io }: Context): Instant | undefined {
  if (text === undefined) return undefined;
  return text === 'now' ? io.now() : parseInstant(text);
}

async function stateOf(file: string | undefined, context: Context): Promise<State | undefined> {
  if (file === undefined) return EMPTY_STATE;
  // Reading documents is the larger half of the program; a formula without a state does not wait for it.
  const [{ openDocument, showComplaints }, { readState }] = await Promise.all([
    import('../documents.ts'),
    import('../../simulator/index.ts'),
  ]);
  const document = await openDocument(context, file);
  if (document === undefined) return undefined;
  const { state, complaints } = readState(document);
  showComplaints(context, complaints);
  return state;
}

function refuseFormula(
  source: Source,
  diagnostics: readonly Diagnostic[],
  { json }: EvaluateOptions,
  { io, style }: Context,
): ExitCode {
  if (json === true) io.out(toJson({ diagnostics: diagnostics.map((one) => diagnosticJson(source, one)) }));
  else for (const diagnostic of diagnostics) io.err(renderDiagnostic(source, diagnostic, style.err));
  return EXIT.refused;
}

interface Question {
  readonly program: Program;
  /** What compiling said. */
  readonly diagnostics: readonly Diagnostic[];
  readonly state: State;
  readonly at?: Instant;
}

function answer(
  { program, diagnostics, state, at }: Question,
  options: EvaluateOptions,
  { io, style }: Context,
): ExitCode {
  const parts: TracedPart[] = [];
  const evaluator = createEvaluator(program, options.trace === true ? { observer: createTrace(parts) } : {});
  const evaluation = evaluator(environmentOf(state, at));
  const warnings = warningsOf(evaluation, diagnostics);
  if (options.json === true) {
    const trace = options.trace === true ? { trace: traceJson(program.source, parts) } : {};
    io.out(toJson({ ...evaluationJson(program.source, evaluation, warnings), ...trace }));
  } else {
    const isTimed = at !== undefined || state.now !== undefined;
    io.out(renderEvaluation(evaluation, state, { isTimed, style: style.out }));
    if (options.trace === true) io.out(renderTrace(program.source, parts, style.out));
    const failure = evaluation.error === undefined ? [] : [evaluation.error.diagnostic];
    for (const diagnostic of [...warnings, ...failure])
      io.err(`\n${renderDiagnostic(program.source, diagnostic, style.err)}`);
  }
  return evaluation.error === undefined ? EXIT.fine : EXIT.failed;
}

/** What compiling and evaluating warn of, in the order of the places; the failure itself is not among them. */
function warningsOf({ error, warnings }: Evaluation, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const failing = error?.diagnostic.span.start;
  const compiled = diagnostics.filter(
    ({ severity, span }) => severity === 'warning' || (severity === 'error' && span.start !== failing),
  );
  return [...compiled, ...warnings].sort((a, b) => a.span.start - b.span.start);
}

/** The document of `eval --json`; `results` and `error` are Azure's AutoScaleRun. */
function evaluationJson(
  source: Source,
  evaluation: Evaluation,
  warnings: readonly Diagnostic[],
): Readonly<Record<string, unknown>> {
  const { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption } = evaluation.targets;
  return {
    ...autoScaleRun(evaluation),
    targets: { dedicated: targetDedicatedNodes, lowPriority: targetLowPriorityNodes, nodeDeallocationOption },
    variables: Object.fromEntries(
      [...userVariables(evaluation)].map(([name, value]) => [name, plainValue(value)]),
    ),
    warnings: warnings.map((warning) => {
      const { code, message, line, column, hint } = diagnosticJson(source, warning);
      return { code, message, line, column, hint };
    }),
  };
}
