// The state of one evaluation while it runs. A node that gives no value (undefined) has ended the evaluation,
// and the frame says why: it failed, or it was stopped.

import type { Decisions, Program } from '../compiler/index.ts';
import type { Diagnostic } from '../grammar/index.ts';
import type { Environment } from './environment.ts';
import type { Value, Vector } from './value.ts';

/** Azure's codes for an evaluation that fails. */
export type FailureCode = 'InsufficientSampleData' | 'AutoScalingFormulaEvaluationError';

export interface Failure {
  readonly code: FailureCode;
  readonly diagnostic: Diagnostic;
  /** The offset Azure would name. */
  readonly at: number;
}

export interface Frame {
  readonly environment: Environment;
  readonly decisions: Decisions;
  /** The value of each assigned name, by the program's slots. */
  readonly slots: (Value | undefined)[];
  readonly warnings: Diagnostic[];
  failure: Failure | undefined;
  /** The window that was read last: formulas mostly ask for its percentage first and then for its samples. */
  reading: Reading | undefined;
}

/** A window of samples: its ages in milliseconds, and what was found. */
export interface Reading {
  readonly metric: string;
  readonly newer: number;
  readonly older: number;
  readonly values: Vector;
  /** The share of the expected samples that exist, whole, 0 to 100. */
  readonly percent: number;
}

/** The state before the first statement. */
export function createFrame(program: Program, environment: Environment, decisions: Decisions): Frame {
  const slots: (Value | undefined)[] = [];
  for (let slot = 0; slot < program.slots.length; slot++) slots.push(undefined);
  return { environment, decisions, slots, warnings: [], failure: undefined, reading: undefined };
}

/** Ends the evaluation with Azure's evaluation error; the place Azure names is `at`, else where the span starts. */
export function fail(frame: Frame, diagnostic: Diagnostic, at = diagnostic.span.start): undefined {
  frame.failure = { code: 'AutoScalingFormulaEvaluationError', diagnostic, at };
  return undefined;
}

/** Ends the evaluation because a window holds too few samples. */
export function failForSamples(frame: Frame, diagnostic: Diagnostic): undefined {
  frame.failure = { code: 'InsufficientSampleData', diagnostic, at: diagnostic.span.start };
  return undefined;
}

/** Notes something the evaluation goes on after. */
export function warn(frame: Frame, diagnostic: Diagnostic): void {
  frame.warnings.push(diagnostic);
}
