// What the page and the worker of proofs and tests say to each other: plain values both ways.

import type { FormulaCoverage } from './coverage.ts';
import type { FormulaPlace } from './evaluated.ts';
import type { FilePlace } from './file-place.ts';
import type { JsonObject, NamedFormula } from './state.ts';

export interface ProofQuestion {
  readonly kind: 'prove';
  readonly formula: NamedFormula;
  /** The text of a file of properties; empty for the usual ones. */
  readonly properties: string;
  /** What the scenario says of the pool; the text has the last word. */
  readonly pool: JsonObject;
  readonly tries: number;
  readonly seed: number;
}

export interface TestQuestion {
  readonly kind: 'test';
  readonly tests: string;
  readonly formulas: readonly NamedFormula[];
  readonly active: number;
  readonly scenario: JsonObject;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Whether the tests notice small changes of the formulas. */
export interface ChangesQuestion extends Omit<TestQuestion, 'kind'> {
  readonly kind: 'changes';
  /** At most so many of each formula. */
  readonly most: number;
  readonly seed: number;
}

export type TrialQuestion = ProofQuestion | TestQuestion | ChangesQuestion;

/** A change of a formula that no case notices. */
export interface UnnoticedChange {
  /** The formula's text. */
  readonly formula: string;
  readonly place: FormulaPlace;
  /** What becomes of what. */
  readonly change: string;
  /** What such a change means. */
  readonly why: string;
}

/** How many changes of a formula were tried, of so many that there are. */
export interface TriedChanges {
  readonly name: string;
  readonly tried: number;
  readonly unnoticed: number;
  readonly candidates: number;
}

/** A complaint about a file, with its place where it has one. */
export interface FileRemark extends Partial<FilePlace> {
  readonly message: string;
  readonly hint?: string;
  /** The file it is about: what is being written, or one that it names. */
  readonly file?: string;
}

/** A step of a proof, or what stands in its way. */
export interface ProofReason {
  readonly says: string;
  readonly place?: FormulaPlace;
  readonly text?: string;
}

export type ProofAnswer = { readonly claim: string } & (
  | { readonly verdict: 'proved'; readonly reasons: readonly ProofReason[] }
  | { readonly verdict: 'refuted'; readonly says: string; readonly states: readonly JsonObject[] }
  | { readonly verdict: 'undecided'; readonly obstacle: ProofReason; readonly tried: number }
);

/** What a name or a target can be, for every history. */
export interface Bound {
  readonly name: string;
  readonly range: string;
  readonly isTarget: boolean;
}

/** Something that did not come as expected, with the statements that decided it. */
export interface CaseFailure {
  readonly text: string;
  readonly hint: string;
  readonly deciding: readonly { readonly line: number; readonly text: string; readonly value?: string; readonly because: readonly string[] }[]; // biome-ignore format: one list
}

export interface CaseResult {
  readonly name: string;
  /** In the test file. */
  readonly line: number;
  readonly failures: readonly CaseFailure[];
}

export type TrialNews =
  /** The question cannot be answered: why. */
  | { readonly kind: 'refused'; readonly remarks: readonly FileRemark[] }
  /** What is asked: the bounds are there at once, and so many answers will follow. */
  | { readonly kind: 'bounds'; readonly bounds: readonly Bound[]; readonly total: number; readonly isUsual: boolean; readonly remarks: readonly FileRemark[] } // biome-ignore format: one shape
  | { readonly kind: 'answer'; readonly answer: ProofAnswer }
  | { readonly kind: 'cases'; readonly total: number; readonly remarks: readonly FileRemark[]; readonly standIns: readonly string[] } // biome-ignore format: one shape
  | { readonly kind: 'case'; readonly result?: CaseResult; readonly remarks: readonly FileRemark[] }
  | { readonly kind: 'coverage'; readonly coverage: FormulaCoverage | undefined }
  /** How far the changes of a formula are, 0 to 1. */
  | { readonly kind: 'changing'; readonly share: number }
  | { readonly kind: 'unnoticed'; readonly change: UnnoticedChange }
  | { readonly kind: 'changed'; readonly formulas: readonly TriedChanges[] }
  | { readonly kind: 'done' }
  /** It broke off: why, as the end of a sentence. */
  | { readonly kind: 'broken'; readonly message: string };
