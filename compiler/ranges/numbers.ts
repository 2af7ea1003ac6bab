// Which numbers a value can be: an interval of doubles with both ends, whether all of them are whole, and
// whether it can be what is not a number. Ends are computed by the same arithmetic as values are: rounding
// never turns the order of two results round, so an end is never passed.

/** `low` above `high` means that no number is possible. Infinite ends are possible values. */
export interface Numbers {
  readonly low: number;
  readonly high: number;
  /** Every finite value is a whole number. */
  readonly whole: boolean;
  /** It can be what is not a number. */
  readonly nan: boolean;
}

export const NO_NUMBER: Numbers = { low: Infinity, high: -Infinity, whole: true, nan: false };
export const ANY_NUMBER: Numbers = { low: -Infinity, high: Infinity, whole: false, nan: true };
export const TRUTH: Numbers = { low: 0, high: 1, whole: true, nan: false };
const ONLY_NAN: Numbers = { ...NO_NUMBER, nan: true };

/** The largest whole number up to which every whole number is a double. */
export const EXACT = 2 ** 53;

export const hasNumber = ({ low, high }: Numbers): boolean => low <= high;
export const isNothing = (one: Numbers): boolean => !hasNumber(one) && !one.nan;
export const contains = ({ low, high }: Numbers, value: number): boolean => low <= value && value <= high;
export const hasInfinity = (one: Numbers): boolean => one.low === -Infinity || one.high === Infinity;

/** Whether a concrete value is one of these numbers. */
export const admits = (one: Numbers, value: number): boolean =>
  Number.isNaN(value)
    ? one.nan
    : contains(one, value) && (!one.whole || !Number.isFinite(value) || Number.isInteger(value));

/** The numbers between two ends; an end that is not a number says nothing. */
export function between(low: number, high: number, { whole = false, nan = false } = {}): Numbers {
  const least = Number.isNaN(low) ? -Infinity : whole ? Math.ceil(low) : low;
  const most = Number.isNaN(high) ? Infinity : whole ? Math.floor(high) : high;
  if (least > most) return nan ? ONLY_NAN : NO_NUMBER;
  return { low: least, high: most, whole: whole || (least === most && Number.isInteger(least)), nan };
}

export const exactly = (value: number): Numbers =>
  Number.isNaN(value) ? ONLY_NAN : between(value, value, { whole: Number.isInteger(value) });

/** The one number it can be; undefined when there are several, or none. */
export const singleOf = ({ low, high, nan }: Numbers): number | undefined =>
  low === high && !nan ? low : undefined;

/** Whatever is in one or the other. */
export function eitherOf(a: Numbers, b: Numbers): Numbers {
  const nan = a.nan || b.nan;
  if (!hasNumber(a)) return nan === b.nan ? b : { ...b, nan };
  if (!hasNumber(b)) return nan === a.nan ? a : { ...a, nan };
  return between(Math.min(a.low, b.low), Math.max(a.high, b.high), { whole: a.whole && b.whole, nan });
}

/** What is in both. */
export function bothOf(a: Numbers, b: Numbers): Numbers {
  const whole = a.whole || b.whole;
  return between(Math.max(a.low, b.low), Math.min(a.high, b.high), { whole, nan: a.nan && b.nan });
}

export const withNan = (one: Numbers, nan: boolean): Numbers => (one.nan === nan ? one : { ...one, nan });

export const negated = ({ low, high, whole, nan }: Numbers): Numbers => ({
  low: -high,
  high: -low,
  whole,
  nan,
});

type Arithmetic = (a: Numbers, b: Numbers) => Numbers;

/** No result has numbers when an operand has none. */
const strict =
  (operate: Arithmetic): Arithmetic =>
  (a, b) =>
    hasNumber(a) && hasNumber(b) ? operate(a, b) : a.nan || b.nan ? ONLY_NAN : NO_NUMBER;

export const plus: Arithmetic = strict((a, b) =>
  between(a.low + b.low, a.high + b.high, {
    whole: a.whole && b.whole,
    nan:
      a.nan ||
      b.nan ||
      (a.low === -Infinity && b.high === Infinity) ||
      (a.high === Infinity && b.low === -Infinity),
  }),
);

export const minus: Arithmetic = (a, b) => plus(a, negated(b));

export const times: Arithmetic = strict((a, b) => {
  const nan = a.nan || b.nan || (contains(a, 0) && hasInfinity(b)) || (hasInfinity(a) && contains(b, 0));
  // Zero times an infinity is what is not a number; close to it the product is zero or anything, as the other corners say.
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((one) =>
    Number.isNaN(one) ? 0 : one,
  );
  return between(Math.min(...corners), Math.max(...corners), { whole: a.whole && b.whole, nan });
});

export const dividedBy: Arithmetic = strict((a, b) => {
  const nan = a.nan || b.nan || (hasInfinity(a) && hasInfinity(b)) || (contains(a, 0) && contains(b, 0));
  // A zero may be a negative one, so dividing by it gives either infinity.
  if (contains(b, 0)) return between(-Infinity, Infinity, { nan });
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high].filter(
    (one) => !Number.isNaN(one),
  );
  if (corners.length === 0) return ONLY_NAN;
  // Where an infinity is divided by another, values that are only large give anything from zero on.
  if (corners.length < 4) corners.push(0, a.low > 0 === b.low > 0 ? Infinity : -Infinity);
  return between(Math.min(...corners), Math.max(...corners), {
    whole: a.whole && b.low === b.high && Math.abs(b.low) === 1,
    nan,
  });
});

/** The numbers a rising function gives. It must not turn two values round. */
export function rising(one: Numbers, compute: (value: number) => number, whole: boolean): Numbers {
  if (!hasNumber(one)) return one;
  return between(compute(one.low), compute(one.high), { whole, nan: one.nan });
}

/** A little more on both sides: `share` of the larger end, and whatever rounding leaves next to zero. */
export function widened(one: Numbers, share: number): Numbers {
  if (!hasNumber(one)) return one;
  const slack = (end: number) => Math.abs(end) * share + Number.MIN_VALUE;
  const { low, high } = one;
  return between(
    Number.isFinite(low) ? low - slack(low) : low,
    Number.isFinite(high) ? high + slack(high) : high,
    { nan: one.nan },
  );
}

/** Without zero, as far as an interval can say that. */
export function withoutZero(one: Numbers): Numbers {
  const step = one.whole ? 1 : Number.MIN_VALUE;
  const low = one.low === 0 ? step : one.low;
  const high = one.high === 0 ? -step : one.high;
  return between(low, high, one);
}

/** The double next above a finite one; below with `-1`. */
export function nextTo(value: number, direction: 1 | -1): number {
  if (!Number.isFinite(value)) return value;
  // Between half a step and one and a half: the sum is rounded to the neighbour.
  const step = Math.max(Number.MIN_VALUE, Math.abs(value) * 2 ** -53 * 1.001);
  return value + direction * step;
}
