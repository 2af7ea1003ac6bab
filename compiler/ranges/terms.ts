// Names for values: two parts of a formula that certainly have the same value in one evaluation get the same
// term. So what a condition says of `x` also holds where `x` is written out, or read through a name.

import type { Node } from '../ir.ts';

/** A value of one evaluation, by how it is computed. Numbers grow: a term's parts are numbered before it. */
export interface Term {
  readonly id: number;
  /** What makes it: an operator, `min`, `$PendingTasks.GetSample`, `number`. */
  readonly make: string;
  readonly parts: readonly Term[];
  /** Of a number or an interval that is certain. */
  readonly value?: number;
  /** Where it was first met; absent for what is only known of, such as the count of a metric's samples. */
  readonly node?: Node;
}

export interface Terms {
  readonly known: Map<string, Term>;
  next: number;
}

export const createTerms = (): Terms => ({ known: new Map(), next: 0 });

const COMMUTATIVE: ReadonlySet<string> = new Set(['+', '*', '==', '!=']);
const TURNED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };

/** The term of an operation on terms. */
export function termOf(terms: Terms, make: string, parts: readonly Term[], node?: Node): Term {
  const turned = TURNED[make];
  if (turned !== undefined) return termOf(terms, turned, parts.toReversed(), node);
  const ordered =
    COMMUTATIVE.has(make) && parts.length === 2 && parts[0]!.id > parts[1]!.id ? parts.toReversed() : parts;
  let key = make;
  for (const { id } of ordered) key += ` ${id}`;
  return (
    terms.known.get(key) ?? added(terms, key, { make, parts: ordered, ...(node !== undefined && { node }) })
  );
}

/** The term of a certain number or interval. */
export function termOfValue(terms: Terms, make: 'number' | 'interval', value: number, node: Node): Term {
  const key = `${make} = ${Object.is(value, -0) ? '-0' : value}`;
  return terms.known.get(key) ?? added(terms, key, { make, parts: [], value, node });
}

/** A term like no other, for what is drawn anew each time. */
export const freshTerm = (terms: Terms, make: string, node?: Node): Term => ({
  id: terms.next++,
  make,
  parts: [],
  ...(node !== undefined && { node }),
});

function added(terms: Terms, key: string, made: Omit<Term, 'id'>): Term {
  const term: Term = { id: terms.next++, ...made };
  terms.known.set(key, term);
  return term;
}
