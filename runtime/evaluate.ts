// A program and an environment to an evaluation: every assignment in order, the targets, and what there is to
// say. The program is prepared once; evaluating it never throws, whatever the formula and the environment.

import { type Decisions, decide, type Program, RECOMMENDED, type Step } from '../compiler/index.ts';
import { type Diagnostic, placeAt, type Span } from '../grammar/index.ts';
import { emit } from './emit.ts';
import type { Environment } from './environment.ts';
import { createFrame, type Failure, type FailureCode, type Frame } from './frame.ts';
import { type Observer, prepare } from './prepare.ts';
import type { Run } from './run.ts';
import { fitTarget, prepareStatement } from './statements.ts';
import { currentTargets, findTargetSlots, settleTargets, type Targets } from './targets.ts';
import type { Instant } from './time.ts';
import type { Value } from './value.ts';

/** One assignment that was carried out. */
export interface Assigned {
  readonly name: string;
  readonly value: Value;
  /** The name is a target, or the old name of one. */
  readonly isTarget: boolean;
  /** The statement. */
  readonly span: Span;
}

/** Why an evaluation failed, in Azure's terms and in ours. */
export interface EvaluationError {
  readonly code: FailureCode;
  /** Azure's detail, with its place: `Line 1, Col 5: Undefined symbol: x`. */
  readonly detail: string;
  readonly diagnostic: Diagnostic;
}

export interface Evaluation {
  /** The time of the evaluation. */
  readonly timestamp: Instant;
  /** In the order they were carried out; those before a failure are here too. */
  readonly assignments: readonly Assigned[];
  /** What the pool shall have; after a failure what it has. */
  readonly targets: Targets;
  /** Whether `stop()` ended it. */
  readonly stopped: boolean;
  readonly warnings: readonly Diagnostic[];
  /** Absent when it succeeded. */
  readonly error?: EvaluationError;
}

/** Evaluates one program, again and again. */
export type Evaluator = (environment: Environment) => Evaluation;

export interface EvaluatorOptions {
  /** Called with each node that is evaluated and its value, children before parents. */
  readonly observer?: Observer;
  /** Called with each statement when it is reached. */
  readonly onStep?: (step: Step) => void;
  /**
   * Runs the program as generated JavaScript: worth its making for many thousands of evaluations. Closures where
   * code may not be made from text, and where somebody wants to observe.
   */
  readonly generated?: boolean;
}

/** Prepares a program for many evaluations. */
export function createEvaluator(program: Program, options: EvaluatorOptions = {}): Evaluator {
  const slots = findTargetSlots(program);
  const run =
    (options.generated === true ? generate(program, options) : undefined) ?? interpret(program, options);
  const decideOnce = createDecider();
  const isStopKept = (frame: Frame): boolean => frame.decisions.afterStop === 'keep';
  return (environment) => {
    const frame = createFrame(program, environment, decideOnce(environment.decisions));
    const assignments: Assigned[] = [];
    const finished = run(frame, assignments);
    let targets: Targets | undefined;
    if (frame.failure === undefined && (finished || !isStopKept(frame)))
      targets = settleTargets(frame, slots, assignments);
    const { warnings, failure } = frame;
    const timestamp = environment.now;
    if (targets === undefined || failure !== undefined) targets = currentTargets(environment);
    const stopped = !finished && failure === undefined;
    if (failure === undefined) return { timestamp, assignments, targets, stopped, warnings };
    return { timestamp, assignments, targets, stopped, warnings, error: errorOf(program, failure) };
  };
}

/** Carries out the statements of a program; whether it came to the end. */
type Course = (frame: Frame, assignments: Assigned[]) => boolean;

/** The program as closures. */
function interpret(program: Program, { observer, onStep }: EvaluatorOptions): Course {
  const statements = program.steps.map((step) =>
    prepareStatement(step, announced(step, prepare(step.value, observer), onStep)),
  );
  return (frame, assignments) => {
    for (const carryOut of statements) if (!carryOut(frame, assignments)) return false;
    return true;
  };
}

/** The program as generated code; nothing where that is not allowed, or somebody looks on. */
function generate(program: Program, { observer, onStep }: EvaluatorOptions): Course | undefined {
  if (observer !== undefined || onStep !== undefined) return undefined;
  const { source, bound } = emit(program, fitTarget);
  try {
    return new Function('bound', source)(bound) as Course;
  } catch (error) {
    // A page may forbid to make code from text.
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

function announced(step: Step, run: Run, onStep: EvaluatorOptions['onStep']): Run {
  if (onStep === undefined) return run;
  return (frame) => {
    onStep(step);
    return run(frame);
  };
}

/** Evaluates a program once; use `createEvaluator` for several times. */
export function evaluate(program: Program, environment: Environment): Evaluation {
  return createEvaluator(program)(environment);
}

function errorOf({ source }: Program, { code, diagnostic, at }: Failure): EvaluationError {
  const { line, column } = placeAt(source, at);
  return { code, detail: `Line ${line}, Col ${column}: ${diagnostic.message}`, diagnostic };
}

// Most callers pass the same decisions each time.
function createDecider(): (some: Partial<Decisions> | undefined) => Decisions {
  let last: Partial<Decisions> | undefined;
  let decided = RECOMMENDED;
  return (some) => {
    if (some !== last) {
      last = some;
      decided = decide(some);
    }
    return decided;
  };
}
