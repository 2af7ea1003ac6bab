// A property of a formula: what it claims, how it can be shown for every state of a world, and what contradicts
// it in one.

import type { NodeTargetId, Program, ProgramRanges, World } from '../../compiler/index.ts';
import type { Span } from '../../grammar/index.ts';
import type { Evaluation } from '../evaluate.ts';
import type { State } from '../state.ts';
import type { Duration } from '../time.ts';

/** What one hour of one node of each type costs. */
export interface HourlyPrices {
  readonly currency: string;
  readonly dedicated: number;
  readonly lowPriority: number;
}

/** A formula and the world it is asked about. */
export interface Subject {
  readonly program: Program;
  readonly world: World;
  readonly ranges: ProgramRanges;
  /** Evaluates the formula in a state. */
  readonly evaluate: (state: State) => Evaluation;
  /** From one evaluation to the next. */
  readonly interval: Duration;
}

/** A step of a proof: a place in the formula, and what is so there. */
export interface Reason {
  readonly span?: Span;
  readonly says: string;
}

export type Proof =
  | { readonly isProved: true; readonly reasons: readonly Reason[] }
  | { readonly isProved: false; readonly obstacle: Reason };

/** States in which the claim does not hold. */
export interface Contradiction {
  /** What is so in them, in words. */
  readonly says: string;
  /** The last one is where the formula goes wrong. */
  readonly states: readonly State[];
}

export interface Property {
  readonly id: string;
  readonly claim: string;
  readonly prove: (subject: Subject) => Proof;
  /** What contradicts the claim in this state, or in what becomes of it. */
  readonly contradict: (subject: Subject, state: State) => Contradiction | undefined;
}

/** The targets that count nodes, with the words for them. */
export const NODE_TARGETS: readonly (readonly [id: NodeTargetId, words: string])[] = [
  ['$TargetDedicatedNodes', 'dedicated nodes'],
  ['$TargetLowPriorityNodes', 'low-priority nodes'],
];

/** How many nodes of a type an evaluation asks for. */
export const nodesIn = ({ targets }: Evaluation, id: NodeTargetId): number =>
  id === '$TargetDedicatedNodes' ? targets.targetDedicatedNodes : targets.targetLowPriorityNodes;

export const proved = (reasons: readonly Reason[]): Proof => ({ isProved: true, reasons });
export const obstacle = (says: string, span?: Span): Proof => ({
  isProved: false,
  obstacle: { says, ...(span !== undefined && { span }) },
});

/** `1 node`, `3 nodes`. */
export const counted = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`;
