// Overload choice: candidates and argument types to the rows that can apply, or why none can.
// A union type may need several rows; the runtime then picks by the kinds it meets, in the same order.

import type { FunctionRow, MethodRow, OperatorRow, Overload, Parameter } from './catalog/index.ts';
import { ANYTHING, isWithin, join, type Kind, kindsOf, NOTHING, type Type, typeOf } from './types.ts';

/** An overload as resolution sees it. */
export interface Candidate<Id extends string> {
  readonly id: Id;
  readonly accepts: readonly Type[];
  /** The last of `accepts` takes every further argument too. */
  readonly rest: boolean;
  readonly result: Type;
  readonly lenient: false | 'each' | 'single' | 'number';
}

export interface Resolution<Id extends string> {
  /** The overloads that can apply, in the order they are tried. */
  readonly chosen: readonly Candidate<Id>[];
  readonly result: Type;
  /** `all`: every combination of kinds is accepted; `some`: a few are; `none`: no call can succeed. */
  readonly verdict: 'all' | 'some' | 'none';
}

/** Rows of a function or a method as candidates. */
export const callCandidates = remembered((overloads: readonly Overload<string, FunctionRow | MethodRow>[]) =>
  overloads.map(({ id, row }) => ({
    id,
    accepts: row.parameters.map((parameter) => typeOf(...parameter.accepts)),
    rest: row.parameters.some((parameter: Parameter) => parameter.rest === true),
    result: row.result === 'nothing' ? NOTHING : typeOf(row.result),
    lenient: 'lenient' in row && row.lenient === true && 'number',
  })),
);

/** Rows of an operator as candidates. */
export const operatorCandidates = remembered((overloads: readonly Overload<string, OperatorRow>[]) =>
  overloads.map(({ id, row }) => ({
    id,
    accepts: row.operands.map((kind: Kind) => typeOf(kind)),
    rest: false,
    result: typeOf(row.result),
    lenient: row.lenient ?? false,
  })),
);

/** The catalog's rows never change, so what is made of them is made once. */
function remembered<Row>(
  make: (overloads: readonly Overload<string, Row>[]) => readonly Candidate<string>[],
): <Id extends string>(overloads: readonly Overload<Id, Row>[]) => readonly Candidate<Id>[] {
  const known = new WeakMap<readonly unknown[], readonly Candidate<string>[]>();
  return <Id extends string>(overloads: readonly Overload<Id, Row>[]) => {
    const candidates = known.get(overloads) ?? make(overloads);
    known.set(overloads, candidates);
    return candidates as readonly Candidate<Id>[];
  };
}

const acceptedAt = (candidate: Candidate<string>, index: number): Type =>
  candidate.accepts[Math.min(index, candidate.accepts.length - 1)] ?? NOTHING;

const takesCount = (candidate: Candidate<string>, count: number): boolean =>
  candidate.rest ? count >= candidate.accepts.length : count === candidate.accepts.length;

/** What certainly ends before it gives a value may stand anywhere. */
const open = (type: Type): Type => (type === NOTHING ? ANYTHING : type);

/**
 * The overloads that can take arguments of these types. A part whose type is not known, or that never gives
 * a value, makes the result unknown and the verdict `all`, so that no complaint follows from it.
 */
export function resolve<Id extends string>(
  candidates: readonly Candidate<Id>[],
  types: readonly Type[],
): Resolution<Id> {
  const wanted = types.map(open);
  const chosen: Candidate<Id>[] = [];
  let covered = false;
  for (const candidate of candidates) {
    if (!takesCount(candidate, wanted.length)) continue;
    if (!wanted.every((type, index) => (type & acceptedAt(candidate, index)) !== 0)) continue;
    chosen.push(candidate);
    covered = wanted.every((type, index) => isWithin(type, acceptedAt(candidate, index)));
    if (covered) break;
  }
  if (chosen.length === 0) return { chosen, result: ANYTHING, verdict: 'none' };
  if (types.includes(NOTHING)) return { chosen, result: NOTHING, verdict: 'all' };
  if (types.includes(ANYTHING)) return { chosen, result: ANYTHING, verdict: 'all' };
  const result = chosen.reduce((type, candidate) => join(type, candidate.result), NOTHING);
  return { chosen, result, verdict: covered || coversAll(chosen, wanted) ? 'all' : 'some' };
}

/** Only rows of a few parameters share an argument's kinds among them; a list is covered by one row alone. */
const FEW = 3;

function coversAll(chosen: readonly Candidate<string>[], types: readonly Type[]): boolean {
  if (types.length > FEW) return false;
  return combinations(types).every((kinds) =>
    chosen.some((candidate) => kinds.every((kind, index) => isWithin(kind, acceptedAt(candidate, index)))),
  );
}

function combinations(types: readonly Type[]): readonly (readonly Type[])[] {
  return types.reduce<readonly (readonly Type[])[]>(
    (rows, type) => rows.flatMap((row) => kindsOf(type).map((kind) => [...row, typeOf(kind)])),
    [[]],
  );
}
