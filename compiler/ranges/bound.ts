// Proves that a sum of terms never exceeds a limit, where intervals alone cannot: `x - min(x, 5)` is never
// negative, and `min(9, x) + max(0, 9 - min(9, x))` is 9, whatever x is. A sum is opened one term at a time,
// the last one first, by what it is made of; what is the same then cancels out. Conditions are followed into
// both branches. The work is bounded; rounding is paid for.

import { assume } from './assume.ts';
import { goBack, markOf } from './facts.ts';
import { EXACT, hasNumber, NO_NUMBER, type Numbers } from './numbers.ts';
import type { Range } from './range.ts';
import { termRange } from './term-range.ts';
import type { Term } from './terms.ts';
import type { Knowledge } from './walk.ts';

/** So many times of the term. */
export type Part = readonly [times: number, term: Term];

/** Why a bound holds: a part of the formula, and what it adds. */
export interface BoundReason {
  readonly term: Term;
  readonly says: string;
}

interface Sum {
  readonly parts: ReadonlyMap<Term, number>;
  /** What is certain, with the most that rounding can have added. */
  readonly constant: number;
}

/** A proof under way. */
interface Search {
  readonly knowledge: Knowledge;
  readonly limit: number;
  /** How many more sums may be opened. */
  budget: number;
}

const BUDGET = 3000;

/** The reasons why the sum is never above the limit, if that can be shown. Values that are no numbers are left out. */
export function proveAtMost(
  knowledge: Knowledge,
  parts: readonly Part[],
  limit: number,
): readonly BoundReason[] | undefined {
  const isWhole = parts.every(([times, term]) => Number.isInteger(times) && isWholeCount(knowledge, term));
  // A sum of whole numbers that is less than one above a whole limit is not above it, whatever rounding did.
  const search: Search = { knowledge, limit: isWhole ? Math.floor(limit) + 0.5 : limit, budget: BUDGET };
  const mark = markOf(knowledge.facts);
  const sum = parts.reduce<Sum>((all, [times, term]) => add(search, all, times, term), {
    parts: new Map(),
    constant: 0,
  });
  const reasons = prove(search, sum);
  goBack(knowledge.facts, mark);
  return reasons;
}

/** Whether all values of a term are whole numbers so small that sums of them are exact. */
function isWholeCount(knowledge: Knowledge, term: Term): boolean {
  const { double, ...others } = termRange(knowledge, term);
  return double?.whole === true && Object.keys(others).length === 0 && sizeOf(double) <= 2 ** 40;
}

/** The sum with so many more of a term. Where times that are no whole numbers meet, they may be a little off. */
function add(search: Search, { parts, constant }: Sum, times: number, term: Term): Sum {
  if (term.value !== undefined && term.make === 'number')
    return { parts, constant: constant + times * term.value };
  const before = parts.get(term) ?? 0;
  const now = before + times;
  const isExact = Number.isInteger(before) && Number.isInteger(times);
  const off = isExact ? 0 : (Math.abs(before) + Math.abs(times)) * sizeOf(rangeOf(search, term)) * 2 ** -50;
  const changed = new Map(parts);
  if (now === 0) changed.delete(term);
  else changed.set(term, now);
  return { parts: changed, constant: constant + (Number.isFinite(off) ? off : 0) };
}

const sizeOf = ({ low, high }: Numbers): number => (low > high ? 0 : Math.max(Math.abs(low), Math.abs(high)));

const plusConstant = ({ parts, constant }: Sum, more: number): Sum => ({ parts, constant: constant + more });

const numbersOf = ({ double, doubleVec }: Range): Numbers =>
  double === undefined ? (doubleVec?.elements ?? NO_NUMBER) : double;

const rangeOf = ({ knowledge }: Search, term: Term): Numbers => numbersOf(termRange(knowledge, term));

const isBounded = ({ low, high }: Numbers): boolean => Number.isFinite(low) && Number.isFinite(high);

function prove(search: Search, sum: Sum): readonly BoundReason[] | undefined {
  let most = sum.constant;
  let size = Math.abs(sum.constant);
  let isExact = Number.isInteger(sum.constant);
  const reasons: BoundReason[] = [];
  for (const [term, times] of sum.parts) {
    const numbers = rangeOf(search, term);
    // Nothing has this value, so this case does not occur.
    if (!hasNumber(numbers)) return [];
    if (!isBounded(numbers)) return undefined;
    const end = times > 0 ? numbers.high : numbers.low;
    most += times * end;
    size += Math.abs(times * end);
    isExact &&= Number.isInteger(times) && Number.isInteger(end);
    reasons.push({ term, says: `is at ${times > 0 ? 'most' : 'least'} ${short(end)}` });
  }
  const off = isExact && size <= EXACT ? 0 : size * 2 ** -48;
  return most + off <= search.limit ? reasons : open(search, sum);
}

const short = (value: number): string => String(Math.round(value * 1e6) / 1e6 + 0);

/** Opens the terms from the last one on, until one of them gives a proof. */
function open(search: Search, sum: Sum): readonly BoundReason[] | undefined {
  const terms = [...sum.parts.keys()].sort((a, b) => b.id - a.id);
  for (const term of terms.slice(0, 4)) {
    if (search.budget-- <= 0) return undefined;
    const times = sum.parts.get(term)!;
    const rest = add(search, sum, -times, term);
    const opened = OPENINGS[term.make]?.({ search, rest, times, term });
    if (opened !== undefined) return opened;
  }
  return undefined;
}

interface Opening {
  readonly search: Search;
  /** The sum without the term. */
  readonly rest: Sum;
  readonly times: number;
  readonly term: Term;
}
type Open = (opening: Opening) => readonly BoundReason[] | undefined;

/** What rounding can have added to so many times of a result. */
function slackOf({ search, times, term }: Opening): number {
  const all = [term, ...term.parts].map((one) => rangeOf(search, one));
  const size = Math.max(...all.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))));
  if (all.every(({ whole }) => whole) && size <= EXACT) return 0;
  return Math.abs(times) * size * 2 ** -51;
}

const isSingle = ({ search }: Opening, term: Term): boolean => {
  const { double, ...others } = termRange(search.knowledge, term);
  return double !== undefined && Object.keys(others).length === 0;
};

const linear =
  (...signs: readonly (1 | -1)[]): Open =>
  (opening) => {
    const { search, rest, times, term } = opening;
    if (!term.parts.every((part) => isSingle(opening, part))) return undefined;
    const opened = term.parts.reduce(
      (all, part, index) => add(search, all, times * signs[index]!, part),
      rest,
    );
    return prove(search, plusConstant(opened, slackOf(opening)));
  };

const product: Open = (opening) => {
  const { search, rest, times, term } = opening;
  const [a, b] = term.parts;
  const [factor, other] = a!.value === undefined ? [b!, a!] : [a!, b!];
  if (factor.value === undefined || factor.make !== 'number' || !isSingle(opening, other)) return undefined;
  return prove(search, plusConstant(add(search, rest, times * factor.value, other), slackOf(opening)));
};

const quotient: Open = (opening) => {
  const { search, rest, times, term } = opening;
  const [over, by] = term.parts;
  if (by!.value === undefined || by!.make !== 'number' || by!.value === 0 || !isSingle(opening, over!))
    return undefined;
  return prove(search, plusConstant(add(search, rest, times / by!.value, over!), slackOf(opening)));
};

/** Rounding up adds less than one, and takes nothing away. */
const moved =
  (up: number, down: number): Open =>
  (opening) => {
    const { search, rest, times, term } = opening;
    const [part] = term.parts;
    if (part === undefined || term.parts.length > 1 || !isSingle(opening, part)) return undefined;
    return prove(
      search,
      plusConstant(add(search, rest, times, part), times > 0 ? times * up : -times * down),
    );
  };

/** `min` and `max`: the result is one of the arguments, and on one side beyond none of them. */
const extreme =
  (side: 'min' | 'max'): Open =>
  (opening) => {
    const { search, rest, times, term } = opening;
    const anyWillDo = side === 'min' ? times > 0 : times < 0;
    if (anyWillDo) {
      const sure = term.parts.filter((part) => isSure(opening, part));
      for (const part of sure) {
        const proof = proveWith(opening, part);
        if (proof !== undefined)
          return [...proof, { term, says: `is ${side === 'min' ? 'at most' : 'at least'} that` }];
      }
      return undefined;
    }
    const isEmptyZero = search.knowledge.world.decisions.emptyAggregate === 'zero';
    if (isEmptyZero && !term.parts.some((part) => isSure(opening, part))) return undefined;
    const proofs = term.parts.map((part) => proveWith(opening, part));
    return proofs.every((proof) => proof !== undefined)
      ? [...proofs.flat(), { term, says: 'is one of these' }]
      : undefined;

    function proveWith(from: Opening, part: Term): readonly BoundReason[] | undefined {
      if (isSingle(from, part)) return prove(search, add(search, rest, times, part));
      const numbers = rangeOf(search, part);
      if (!hasNumber(numbers)) return [];
      if (!isBounded(numbers) || termRange(search.knowledge, part).double !== undefined) return undefined;
      return prove(search, plusConstant(rest, times * (times > 0 ? numbers.high : numbers.low)));
    }
  };

/** Whether a part surely brings a number. */
function isSure({ search }: Opening, part: Term): boolean {
  const { double, doubleVec } = termRange(search.knowledge, part);
  if (double?.nan === true || doubleVec?.elements.nan === true) return false;
  return double !== undefined ? doubleVec === undefined : doubleVec !== undefined && doubleVec.least > 0;
}

const branches: Open = ({ search, rest, times, term }) => {
  const [condition, whenTrue, whenFalse] = term.parts;
  const { knowledge } = search;
  const inBranch = (holds: boolean, branch: Term): readonly BoundReason[] | undefined => {
    const mark = markOf(knowledge.facts);
    termRange(knowledge, condition!);
    const proof = assume(knowledge.facts, condition!, holds)
      ? prove(search, add(search, rest, times, branch))
      : [];
    goBack(knowledge.facts, mark);
    return proof;
  };
  const first = inBranch(true, whenTrue!);
  const second = first === undefined ? undefined : inBranch(false, whenFalse!);
  return first === undefined || second === undefined
    ? undefined
    : [...first, ...second, { term, says: 'holds in both branches' }];
};

// biome-ignore format: table
const OPENINGS: Readonly<Record<string, Open>> = {
  '+':     linear(1, 1),
  '-':     linear(1, -1),
  'neg':   linear(-1),
  '*':     product,
  '/':     quotient,
  'ceil':  moved(1, 0),
  'floor': moved(0, 1),
  'round': moved(0.5, 0.5),
  'min':   extreme('min'),
  'max':   extreme('max'),
  '?:':    branches,
};
