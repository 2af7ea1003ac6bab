// What a value can be: for each kind of value that is possible, which values of it. A kind that is absent is
// impossible; a range without kinds says that there is no value, because the evaluation has ended.

import { OPTIONS, type OptionWord } from '../catalog/index.ts';
import { isWithin, KINDS, type Kind, NOTHING, OPTION, STRING, type Type, typeOf } from '../types.ts';
import { ANY_NUMBER, between, bothOf, eitherOf, isNothing, type Numbers } from './numbers.ts';

/** The lengths and the elements a vector can have. */
export interface VectorRange {
  readonly least: number;
  readonly most: number;
  readonly elements: Numbers;
}

/** An instant, in milliseconds since the epoch and, for what follows `time()`, in milliseconds from now. */
export interface InstantRange {
  readonly instant: Numbers;
  readonly fromNow: Numbers;
}

export interface Range {
  readonly double?: Numbers;
  readonly doubleVec?: VectorRange;
  /** The texts it can be: a formula has only those that are written in it. */
  readonly string?: ReadonlySet<string>;
  readonly timestamp?: InstantRange;
  /** In milliseconds. */
  readonly timeinterval?: Numbers;
  readonly option?: ReadonlySet<OptionWord>;
}

/** No value: what was evaluated has ended the evaluation. */
export const NO_VALUE: Range = {};

export const isNoValue = (range: Range): boolean => typeOfRange(range) === NOTHING;

export const ofNumbers = (double: Numbers): Range => (isNothing(double) ? NO_VALUE : { double });
export const ofInterval = (timeinterval: Numbers): Range =>
  isNothing(timeinterval) ? NO_VALUE : { timeinterval };
const isPossible = ({ instant, fromNow }: InstantRange): boolean =>
  !isNothing(instant) && !isNothing(fromNow);
export const ofInstant = (timestamp: InstantRange): Range =>
  isPossible(timestamp) ? { timestamp } : NO_VALUE;
export const ofVector = (doubleVec: VectorRange): Range =>
  doubleVec.least > doubleVec.most ? NO_VALUE : { doubleVec };

/** Any value at all. Texts and words it leaves out: no operation makes them. */
export const ANY_VALUE: Range = {
  double: ANY_NUMBER,
  doubleVec: { least: 0, most: Infinity, elements: ANY_NUMBER },
  timestamp: { instant: ANY_NUMBER, fromNow: ANY_NUMBER },
  timeinterval: ANY_NUMBER,
};

/** Stands for a text of which nothing is known: what a template fills in. */
export const ANY_TEXT = '\u0000';

/** What a template may fill in: any value of these kinds. */
export const anyOf = (type: Type): Range =>
  build({
    ...Object.fromEntries(Object.entries(ANY_VALUE).filter(([kind]) => isWithin(typeOf(kind as Kind), type))),
    ...(isWithin(STRING, type) && { string: new Set([ANY_TEXT]) }),
    ...(isWithin(OPTION, type) && { option: new Set(Object.keys(OPTIONS) as OptionWord[]) }),
  } as Parts);

/** The same of what people fill in: no vector, and numbers as they can be written. */
export function plainOf(type: Type): Range {
  const { doubleVec: _, ...range } = anyOf(type);
  if (range.double === undefined) return range;
  const { MAX_VALUE } = Number;
  return { ...range, double: between(-MAX_VALUE, MAX_VALUE) };
}

/** The kinds it can have. */
export function typeOfRange(range: Range): Type {
  let type = NOTHING;
  for (let bit = 0; bit < KINDS.length; bit++) if (range[KINDS[bit]!] !== undefined) type |= 1 << bit;
  return type;
}

/** Only the values of one kind. */
export function onlyKind(range: Range, kind: Kind): Range {
  if (range[kind] === undefined) return NO_VALUE;
  return typeOfRange(range) === typeOf(kind) ? range : { [kind]: range[kind] };
}

const vectorEither = (a: VectorRange, b: VectorRange): VectorRange => ({
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
  elements: eitherOf(a.elements, b.elements),
});
const vectorBoth = (a: VectorRange, b: VectorRange): VectorRange => {
  const elements = bothOf(a.elements, b.elements);
  const most = isNothing(elements) ? 0 : Math.min(a.most, b.most);
  return { least: Math.max(a.least, b.least), most, elements };
};
const instantEither = (a: InstantRange, b: InstantRange): InstantRange => ({
  instant: eitherOf(a.instant, b.instant),
  fromNow: eitherOf(a.fromNow, b.fromNow),
});
const instantBoth = (a: InstantRange, b: InstantRange): InstantRange => ({
  instant: bothOf(a.instant, b.instant),
  fromNow: bothOf(a.fromNow, b.fromNow),
});
const setEither = <One>(a: ReadonlySet<One>, b: ReadonlySet<One>): ReadonlySet<One> => new Set([...a, ...b]);
const setBoth = <One>(a: ReadonlySet<One>, b: ReadonlySet<One>): ReadonlySet<One> =>
  new Set([...a].filter((one) => b.has(one)));

const merge = <Part>(
  a: Part | undefined,
  b: Part | undefined,
  combine: (a: Part, b: Part) => Part,
): Part | undefined => (a === undefined ? b : b === undefined ? a : combine(a, b));
const share = <Part>(
  a: Part | undefined,
  b: Part | undefined,
  combine: (a: Part, b: Part) => Part,
): Part | undefined => (a === undefined || b === undefined ? undefined : combine(a, b));

/** A value of one or of the other. */
export function either(a: Range, b: Range): Range {
  if (a === b || isNoValue(b)) return a;
  if (isNoValue(a)) return b;
  return build({
    double: merge(a.double, b.double, eitherOf),
    doubleVec: merge(a.doubleVec, b.doubleVec, vectorEither),
    string: merge(a.string, b.string, setEither),
    timestamp: merge(a.timestamp, b.timestamp, instantEither),
    timeinterval: merge(a.timeinterval, b.timeinterval, eitherOf),
    option: merge(a.option, b.option, setEither),
  });
}

/** A value that is in both. */
export function both(a: Range, b: Range): Range {
  if (a === b) return a;
  return build({
    double: share(a.double, b.double, bothOf),
    doubleVec: share(a.doubleVec, b.doubleVec, vectorBoth),
    string: share(a.string, b.string, setBoth),
    timestamp: share(a.timestamp, b.timestamp, instantBoth),
    timeinterval: share(a.timeinterval, b.timeinterval, bothOf),
    option: share(a.option, b.option, setBoth),
  });
}

type Parts = { readonly [Kind in keyof Range]: Range[Kind] | undefined };

/** Leaves out what turned out to be impossible. */
function build({ double, doubleVec, string, timestamp, timeinterval, option }: Parts): Range {
  const range: { -readonly [Kind in keyof Range]: Range[Kind] } = {};
  if (double !== undefined && !isNothing(double)) range.double = double;
  if (doubleVec !== undefined && doubleVec.least <= doubleVec.most) range.doubleVec = doubleVec;
  if (string !== undefined && string.size > 0) range.string = string;
  if (timestamp !== undefined && isPossible(timestamp)) range.timestamp = timestamp;
  if (timeinterval !== undefined && !isNothing(timeinterval)) range.timeinterval = timeinterval;
  if (option !== undefined && option.size > 0) range.option = option;
  return range;
}
