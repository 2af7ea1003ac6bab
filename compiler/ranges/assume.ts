// What a condition that holds, or does not, says of its parts: `x > 3` of `x`, `a && b` of both, `x - 1 > 0` of
// `x`. Everything said is also noted of what the parts are made of, to a bounded depth.

import { type Facts, factOf, learn } from './facts.ts';
import {
  ANY_NUMBER,
  between,
  contains,
  EXACT,
  hasNumber,
  minus,
  type Numbers,
  negated,
  nextTo,
  plus,
  singleOf,
  withNan,
  withoutZero,
} from './numbers.ts';
import { isNoValue, type Range } from './range.ts';
import type { Term } from './terms.ts';

/** How deep a condition is followed into what it is made of. */
const DEPTH = 16;

/** Notes that the value of a condition is true, or not. False when that cannot be. */
export function assume(facts: Facts, condition: Term, holds: boolean, depth = DEPTH): boolean {
  const range = factOf(facts, condition) ?? {};
  const { double } = range;
  if (double !== undefined && range.doubleVec === undefined) {
    const left = { double: holds ? withoutZero(double) : between(0, 0) };
    if (depth === 0 || FOLLOWED[condition.make] === undefined) return refine(facts, condition, left, depth);
    if (isNoValue(learn(facts, condition, left))) return false;
  }
  return depth === 0 || follow(facts, condition, holds, depth - 1);
}

type Follow = (facts: Facts, parts: readonly Term[], holds: boolean, depth: number) => boolean;

const every: Follow = (facts, parts, holds, depth) =>
  parts.every((part) => assume(facts, part, holds, depth));

/** Of two that are not both so, the one that is left when the other surely is. */
const oneOf: Follow = (facts, [left, right], holds, depth) => {
  if (isSurely(facts, left!, !holds)) return assume(facts, right!, holds, depth);
  if (isSurely(facts, right!, !holds)) return assume(facts, left!, holds, depth);
  return true;
};

/** Whether a condition is surely true, or surely not. */
function isSurely(facts: Facts, term: Term, holds: boolean): boolean {
  const range = factOf(facts, term);
  if (range?.double === undefined || range.doubleVec !== undefined) return false;
  return holds ? !contains(range.double, 0) : singleOf(range.double) === 0;
}

// biome-ignore format: table
const FOLLOWED: Readonly<Record<string, Follow>> = {
  '!':  (facts, parts, holds, depth) => every(facts, parts, !holds, depth),
  '&&': (facts, parts, holds, depth) => (holds ? every : oneOf)(facts, parts, holds, depth),
  '||': (facts, parts, holds, depth) => (holds ? oneOf : every)(facts, parts, holds, depth),
  '<':  (facts, parts, holds, depth) => ordered(facts, parts, { strict: holds, holds }, depth),
  '<=': (facts, parts, holds, depth) => ordered(facts, parts, { strict: !holds, holds }, depth),
  '==': (facts, parts, holds, depth) => (holds ? same(facts, parts, depth) : different(facts, parts, depth)),
  '!=': (facts, parts, holds, depth) => (holds ? different(facts, parts, depth) : same(facts, parts, depth)),
};

const follow = (facts: Facts, { make, parts }: Term, holds: boolean, depth: number): boolean =>
  FOLLOWED[make]?.(facts, parts, holds, depth) ?? true;

/** The kinds of which conditions say something. */
const ORDERED = ['double', 'timeinterval'] as const;
type Ordered = (typeof ORDERED)[number];

/** The one kind that both have, with what each can be. */
function comparable(facts: Facts, [left, right]: readonly Term[]) {
  const [a, b] = [factOf(facts, left!), factOf(facts, right!)];
  if (a === undefined || b === undefined) return undefined;
  const kind = ORDERED.find(
    (one) => Object.keys(a).length === 1 && Object.keys(b).length === 1 && a[one] && b[one],
  );
  return kind === undefined ? undefined : { kind, a: a[kind]!, b: b[kind]! };
}

/** `left < right` or `left <= right` holds; or it does not, and they are the other way round. */
function ordered(
  facts: Facts,
  parts: readonly Term[],
  { strict, holds }: { readonly strict: boolean; readonly holds: boolean },
  depth: number,
): boolean {
  const found = comparable(facts, parts);
  if (found === undefined) return true;
  const { kind, a, b } = found;
  // A comparison with what is not a number never holds; when it does not, that may be why.
  const [low, high] = holds ? [a, b] : [b, a];
  const unsure = !holds && (a.nan || b.nan);
  const step = (whole: boolean) => (strict ? (whole ? 1 : 0) : 0);
  const top = strict && !low.whole ? nextTo(high.high, -1) : high.high - step(low.whole && high.whole);
  const bottom = strict && !high.whole ? nextTo(low.low, 1) : low.low + step(low.whole && high.whole);
  const lower = between(-Infinity, strict && low.whole && !high.whole ? Math.ceil(high.high) - 1 : top, {
    nan: !holds,
  });
  const upper = between(strict && high.whole && !low.whole ? Math.floor(low.low) + 1 : bottom, Infinity, {
    nan: !holds,
  });
  const [forLeft, forRight] = holds ? [lower, upper] : [upper, lower];
  const [left, right] = parts;
  return (
    refine(facts, left!, ofKind(kind, unsure && b.nan ? ANY_NUMBER : forLeft), depth) &&
    refine(facts, right!, ofKind(kind, unsure && a.nan ? ANY_NUMBER : forRight), depth)
  );
}

const ofKind = (kind: Ordered, numbers: Numbers): Range => ({ [kind]: numbers });

function same(facts: Facts, parts: readonly Term[], depth: number): boolean {
  const found = comparable(facts, parts);
  if (found === undefined) return true;
  const { kind, a, b } = found;
  return (
    refine(facts, parts[0]!, ofKind(kind, withNan(b, false)), depth) &&
    refine(facts, parts[1]!, ofKind(kind, withNan(a, false)), depth)
  );
}

function different(facts: Facts, parts: readonly Term[], depth: number): boolean {
  const found = comparable(facts, parts);
  if (found === undefined) return true;
  const { kind, a, b } = found;
  return (
    refine(facts, parts[0]!, ofKind(kind, without(a, singleOf(b))), depth) &&
    refine(facts, parts[1]!, ofKind(kind, without(b, singleOf(a))), depth)
  );
}

/** Without one number, where that is an end. */
function without(numbers: Numbers, value: number | undefined): Numbers {
  if (value === undefined || !hasNumber(numbers)) return numbers;
  const { low, high, whole, nan } = numbers;
  if (value === 0) return withoutZero(numbers);
  const step = whole ? 1 : 0;
  return between(low === value ? low + step : low, high === value ? high - step : high, { whole, nan });
}

/** Notes that a term is within a range, and what that says of its parts. False when that cannot be. */
export function refine(facts: Facts, term: Term, range: Range, depth: number): boolean {
  const before = factOf(facts, term);
  const now = learn(facts, term, range);
  if (isNoValue(now)) return false;
  const told = now.double;
  const isNews =
    before === undefined ||
    told === undefined ||
    before.double === undefined ||
    told.low > before.double.low ||
    told.high < before.double.high;
  if (depth === 0 || told === undefined || !isNews || told.nan) return true;
  return REFINED[term.make]?.(facts, term.parts, told, depth - 1) ?? true;
}

type Refine = (facts: Facts, parts: readonly Term[], told: Numbers, depth: number) => boolean;

const numbersOf = (facts: Facts, term: Term): Numbers => {
  const range = factOf(facts, term);
  return range?.double !== undefined && Object.keys(range).length === 1 ? range.double : ANY_NUMBER;
};

const isExact = (...all: readonly Numbers[]): boolean =>
  all.every((one) => one.whole && Math.max(Math.abs(one.low), Math.abs(one.high)) <= EXACT);

/** Room for the rounding of the operation that is undone here. */
function roomy(numbers: Numbers, reach: number, exact: boolean): Range {
  const slack = exact ? 0 : reach * 2 ** -50 + Number.MIN_VALUE;
  return { double: between(numbers.low - slack, numbers.high + slack, { nan: false }) };
}
const reachOf = (...all: readonly Numbers[]): number =>
  all.reduce((most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)), 0);

const isScalar = (facts: Facts, terms: readonly Term[]): boolean =>
  terms.every((term) => {
    const range = factOf(facts, term);
    return range?.double !== undefined && Object.keys(range).length === 1;
  });

// A value is between what the whole is and what the others are.
const sumRefined: Refine = (facts, [a, b], told, depth) => {
  if (!isScalar(facts, [a!, b!])) return true;
  const [left, right] = [numbersOf(facts, a!), numbersOf(facts, b!)];
  const reach = reachOf(told, left, right);
  const exact = isExact(told, left, right);
  return (
    refine(facts, a!, roomy(minus(told, right), reach, exact), depth) &&
    refine(facts, b!, roomy(minus(told, left), reach, exact), depth)
  );
};

const differenceRefined: Refine = (facts, [a, b], told, depth) => {
  if (!isScalar(facts, [a!, b!])) return true;
  const [left, right] = [numbersOf(facts, a!), numbersOf(facts, b!)];
  const reach = reachOf(told, left, right);
  const exact = isExact(told, left, right);
  return (
    refine(facts, a!, roomy(plus(told, right), reach, exact), depth) &&
    refine(facts, b!, roomy(minus(left, told), reach, exact), depth)
  );
};

const listRefined =
  (side: 'low' | 'high'): Refine =>
  (facts, parts, told, depth) =>
    parts.every((part) => {
      const range = factOf(facts, part);
      if (range?.double === undefined || Object.keys(range).length !== 1) return true;
      const bound =
        side === 'high'
          ? between(-Infinity, told.high, { nan: true })
          : between(told.low, Infinity, { nan: true });
      return refine(facts, part, { double: bound }, depth);
    });

const scalarRefined =
  (undo: (told: Numbers) => Numbers): Refine =>
  (facts, [part], told, depth) =>
    isScalar(facts, [part!]) ? refine(facts, part!, { double: undo(told) }, depth) : true;

// biome-ignore format: table
const REFINED: Readonly<Record<string, Refine>> = {
  '+':     sumRefined,
  '-':     differenceRefined,
  'neg':   scalarRefined(negated),
  'max':   listRefined('high'),
  'min':   listRefined('low'),
  'ceil':  scalarRefined(({ low, high }) => between(nextTo(low - 1, -1), high)),
  'floor': scalarRefined(({ low, high }) => between(low, nextTo(high + 1, 1))),
  'round': scalarRefined(({ low, high }) => between(nextTo(low - 0.5, -1), nextTo(high + 0.5, 1))),
  // Where a window has samples, there are samples.
  'GetSamplePercent': (facts, [count], told, depth) =>
    told.low <= 0 || refine(facts, count!, { double: between(1, Infinity, { whole: true }) }, depth),
  'len':   (facts, [vector], told, depth) => {
    const range = vector === undefined ? undefined : factOf(facts, vector);
    if (range?.doubleVec === undefined || Object.keys(range).length !== 1) return true;
    const { least, most, elements } = range.doubleVec;
    const narrowed = { least: Math.max(least, told.low), most: Math.min(most, told.high), elements };
    return refine(facts, vector!, { doubleVec: narrowed }, depth);
  },
};
