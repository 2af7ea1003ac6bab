// What is known of each term at this point of the evaluation, and how to forget what only held in a branch.

import { both, type Range } from './range.ts';
import type { Term } from './terms.ts';

/** Known ranges by term, with the way back. */
export interface Facts {
  readonly known: Map<number, Range>;
  readonly trail: (readonly [term: number, before: Range | undefined])[];
}

export const createFacts = (): Facts => ({ known: new Map(), trail: [] });

export const factOf = ({ known }: Facts, term: Term): Range | undefined => known.get(term.id);

/** From here on the term has this range. */
export function note({ known, trail }: Facts, term: Term, range: Range): void {
  trail.push([term.id, known.get(term.id)]);
  known.set(term.id, range);
}

/** Adds to what is known of a term. Gives what is known then; no value when that cannot be. */
export function learn(facts: Facts, term: Term, range: Range): Range {
  const before = factOf(facts, term);
  const now = before === undefined ? range : both(before, range);
  note(facts, term, now);
  return now;
}

/** Where facts can be gone back to. */
export const markOf = ({ trail }: Facts): number => trail.length;

/** Forgets everything learnt since the mark. */
export function goBack({ known, trail }: Facts, mark: number): void {
  while (trail.length > mark) {
    const [term, before] = trail.pop()!;
    if (before === undefined) known.delete(term);
    else known.set(term, before);
  }
}
