// `eval`: a formula against the state of a pool, answered as the service's evaluate request would.

import { compile, diagnosticInFile, type Program, sourceInFile, withoutMarks } from '../../compiler/index.ts';
import type { Diagnostic, Source } from '../../grammar/index.ts';
import {
  autoScaleRun,
  createEvaluator,
  createTrace,
  type Evaluation,
  type Instant,
  inPool,
  parseInstant,
  plainValue,
  type TracedPart,
  userVariables,
} from '../../runtime/index.ts';
import { type Context, refuse } from '../context.ts';
import { EMPTY_STATE, environmentOf, type State } from '../environment.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Problem } from '../files.ts';
import { type FindOptions, type FoundFormula, findFormulas } from '../find-formulas.ts';
import { diagnosticJson, renderDiagnostic } from '../render/diagnostics.ts';
import { renderEvaluation } from '../render/evaluation.ts';
import { toJson } from '../render/json.ts';
import { renderTrace, traceJson } from '../render/trace.ts';

export interface EvaluateOptions extends FindOptions {
  readonly state?: string;
  readonly at?: string;
  readonly trace?: boolean;
  readonly json?: boolean;
}

/** Evaluates one formula, alone or where it stands; fails as the service would, with exit codes 3 and 4. */
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
  const found = await findFormulas(file, options, context);
  if ('code' in found) return found.code;
  const [only, another] = found.formulas;
  if (only === undefined || another !== undefined) return refuse(context, several(file, found.formulas));
  const left = Object.values(only.formula.placeholders);
  if (left.length > 0) return refuse(context, notFilledIn(left));
  const state = await stateOf(options.state, context);
  if (state === undefined) return EXIT.usage;
  const { program, diagnostics } = compile(sourceInFile(only.file, only.formula));
  const question = {
    found: only,
    diagnostics,
    state: inPool(state, only.formula.pool),
    ...(at !== undefined && { at }),
  };
  return program === undefined
    ? refuseFormula(question, options, context)
    : answer({ ...question, program }, options, context);
}

const several = (file: string, found: readonly FoundFormula[]): Problem => ({
  message: `${file} has ${found.length} formulas, and one can be evaluated.`,
  hint: `--place says which; the places are ${found.map(({ formula }) => formula.path.join('.')).join('; ')}.`,
});

function notFilledIn(names: readonly string[]): Problem {
  const [first = ''] = names.map(withoutMarks);
  const filling = `${first}=20`;
  return {
    message: `A template fills in ${[...new Set(names)].join(', ')}, and nobody knows with what.`,
    hint: `--fill says it, such as --fill ${/^[\w.=-]+$/.test(filling) ? filling : `'${filling}'`}`,
  };
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

interface Question {
  readonly found: FoundFormula;
  /** What compiling said. */
  readonly diagnostics: readonly Diagnostic[];
  readonly state: State;
  readonly at?: Instant;
}

function refuseFormula(
  { found: { file, formula }, diagnostics }: Question,
  { json }: EvaluateOptions,
  { io, style }: Context,
): ExitCode {
  const told = diagnostics.map((one) => diagnosticInFile(formula, one));
  if (json === true) io.out(toJson({ diagnostics: told.map((one) => diagnosticJson(file, one)) }));
  else for (const diagnostic of told) io.err(renderDiagnostic(file, diagnostic, style.err));
  return EXIT.refused;
}

function answer(
  { found: { file, formula }, program, diagnostics, state, at }: Question & { readonly program: Program },
  options: EvaluateOptions,
  { io, style }: Context,
): ExitCode {
  const parts: TracedPart[] = [];
  const evaluator = createEvaluator(program, options.trace === true ? { observer: createTrace(parts) } : {});
  const evaluation = evaluator(environmentOf(state, at));
  const warnings = warningsOf(evaluation, diagnostics).map((one) => diagnosticInFile(formula, one));
  if (options.json === true) {
    const trace = options.trace === true ? { trace: traceJson(program.source, parts) } : {};
    io.out(toJson({ ...evaluationJson(file, evaluation, warnings), ...trace }));
  } else {
    const isTimed = at !== undefined || state.now !== undefined;
    io.out(renderEvaluation(evaluation, state, { isTimed, style: style.out }));
    if (options.trace === true) io.out(renderTrace(program.source, parts, style.out));
    const failure =
      evaluation.error === undefined ? [] : [diagnosticInFile(formula, evaluation.error.diagnostic)];
    for (const diagnostic of [...warnings, ...failure])
      io.err(`\n${renderDiagnostic(file, diagnostic, style.err)}`);
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
