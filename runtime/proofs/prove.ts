// Properties of a formula answered: proved for every state of a world, contradicted by one, or not decided.

import { AZURE, type Node, nodesIn, type Program, rangesOf, type World } from '../../compiler/index.ts';
import { createEvaluator } from '../evaluate.ts';
import { environmentOf } from '../state.ts';
import { type Duration, MINUTE, parseInstant, parseRfc1123 } from '../time.ts';
import type { Contradiction, Property, Reason, Subject } from './property.ts';
import { type SearchOptions, search } from './search.ts';

export type Answer =
  | { readonly property: Property; readonly verdict: 'proved'; readonly reasons: readonly Reason[] }
  | { readonly property: Property; readonly verdict: 'refuted'; readonly contradiction: Contradiction }
  | {
      readonly property: Property;
      readonly verdict: 'undecided';
      /** What stands in the way of a proof. */
      readonly obstacle: Reason;
      /** How many states were tried. */
      readonly tried: number;
    };

export interface ProveOptions extends SearchOptions {
  /** What is taken for granted; what is left out is as in Azure. */
  readonly world?: Partial<World>;
  readonly interval?: Duration;
}

/** Azure's evaluation interval when a pool names none. */
export const DEFAULT_INTERVAL: Duration = 15 * MINUTE;

/** A formula ready to be asked about. */
export function subjectOf(
  program: Program,
  { world, interval = DEFAULT_INTERVAL }: Pick<ProveOptions, 'world' | 'interval'>,
): Subject {
  const whole: World = { ...AZURE, readTime: (text) => parseInstant(text) ?? parseRfc1123(text), ...world };
  const run = createEvaluator(program);
  return {
    program,
    world: whole,
    ranges: rangesOf(program, whole),
    evaluate: (state) => run(environmentOf(state)),
    interval,
  };
}

/** Answers each property. A proof is tried first, then states; the same seed gives the same answers. */
export function prove(
  subject: Subject,
  properties: readonly Property[],
  options: SearchOptions,
): readonly Answer[] {
  const proving = proveInTurns(subject, properties, options);
  let turn = proving.next();
  while (turn.done !== true) turn = proving.next();
  return turn.value;
}

/** The same, with pauses in which whoever waits can give up. */
export function* proveInTurns(
  subject: Subject,
  properties: readonly Property[],
  options: SearchOptions,
): Generator<void, readonly Answer[]> {
  const answers: Answer[] = [];
  for (const property of properties) {
    answers.push(yield* answer(subject, property, options));
    yield;
  }
  return answers;
}

function* answer(subject: Subject, property: Property, options: SearchOptions): Generator<void, Answer> {
  const proof = property.prove(subject);
  if (subject.ranges.interpretation.exits.length === 0 && proof.isProved)
    return {
      property,
      verdict: 'proved',
      reasons: [{ says: 'every evaluation fails, so the formula never asks for anything' }],
    };
  if (proof.isProved) return { property, verdict: 'proved', reasons: proof.reasons };
  const hole = placeholderIn(subject.program);
  if (hole !== undefined) {
    const obstacle = { span: hole.span, says: 'is filled in by a template, so there is nothing to evaluate' };
    return { property, verdict: 'undecided', obstacle, tried: 0 };
  }
  const contradiction = yield* search(subject, property, options);
  if (contradiction !== undefined) return { property, verdict: 'refuted', contradiction };
  return { property, verdict: 'undecided', obstacle: proof.obstacle, tried: options.tries };
}

/** The first part that a template fills in. */
const placeholderIn = ({ steps }: Program): Node | undefined =>
  steps.flatMap(({ value }) => [...nodesIn(value)]).find(({ kind }) => kind === 'placeholder');
