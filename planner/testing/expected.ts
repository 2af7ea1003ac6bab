// What a test expects of a value, read from a file: the value itself, a comparison such as `>= 3`, a range such as
// `3..5`, a value with a tolerance, or a list of these.

import { parseDuration, parseInstant, printValue, type Value } from '../../runtime/index.ts';
import {
  type At, byKind, flag, list, mapped, number, outOfRange, type RecordOf, record, required, type Shape, text,
} from '../../simulator/index.ts'; // biome-ignore format: one list

/** An expectation: how it was written, and whether a value meets it. */
export interface Expected {
  readonly says: string;
  readonly accepts: (value: Value) => boolean;
}

/** Numbers this near to each other, relative to their size, are the same. */
const NEAR = 1e-9;
const isNear = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b));

const nearTo = (wanted: number): Expected => ({
  says: String(wanted),
  accepts: (value) => typeof value === 'number' && isNear(value, wanted),
});

type Compare = (value: number, wanted: number) => boolean;
const COMPARISONS: Readonly<Record<string, Compare>> = {
  '<=': (value, wanted) => value <= wanted || isNear(value, wanted),
  '>=': (value, wanted) => value >= wanted || isNear(value, wanted),
  '==': isNear,
  '!=': (value, wanted) => !isNear(value, wanted),
  '<': (value, wanted) => value < wanted && !isNear(value, wanted),
  '>': (value, wanted) => value > wanted && !isNear(value, wanted),
};

/** What stands beside a comparison: a number, a duration or an instant; the last two in milliseconds. */
interface Operand {
  readonly kind: 'number' | 'duration' | 'instant';
  readonly size: number;
}

/** An interval as results print it: `[-][d.]hh:mm:ss[.fff]`. */
const INTERVAL = /^(-)?(?:(\d+)\.)?(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/;

function durationOf(written: string): number | undefined {
  const match = INTERVAL.exec(written);
  if (match === null) return parseDuration(written);
  const [, sign, days, hours, minutes, seconds] = match;
  const size =
    (((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === undefined ? size : -size;
}

function operandOf(written: string): Operand | undefined {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written)) return { kind: 'number', size: Number(written) };
  const duration = durationOf(written);
  if (duration !== undefined) return { kind: 'duration', size: duration };
  const instant = parseInstant(written);
  return instant === undefined ? undefined : { kind: 'instant', size: instant };
}

/** The value in the unit of the operand; a number beside a duration is seconds, as reports have them. */
function sizeOf(value: Value, { kind }: Operand): number | undefined {
  if (typeof value === 'number')
    return kind === 'number' ? value : kind === 'duration' ? value * 1000 : undefined;
  if (typeof value !== 'object' || !('kind' in value)) return undefined;
  if (value.kind === 'timeinterval' && kind === 'duration') return value.duration;
  return value.kind === 'timestamp' && kind === 'instant' ? value.instant : undefined;
}

const compared = (says: string, operand: Operand, compare: Compare): Expected => ({
  says,
  accepts: (value) => {
    const size = sizeOf(value, operand);
    return size !== undefined && compare(size, operand.size);
  },
});

const EXAMPLES = 'a value, a comparison such as `>= 3`, or a range such as `3..5`';

/** One comparison, one range, or a text that the value prints as. */
function simple(says: string): Expected | undefined {
  const comparison = /^(<=|>=|==|!=|<|>)\s*(.*)$/s.exec(says);
  if (comparison !== null) {
    const operand = operandOf(comparison[2]!.trim());
    return operand && compared(says, operand, COMPARISONS[comparison[1]!]!);
  }
  const range = /^(\S+?)\s*\.\.\s*(\S+)$/.exec(says);
  const [least, most] = range === null ? [] : [operandOf(range[1]!), operandOf(range[2]!)];
  if (least !== undefined && most !== undefined)
    return both(says, [compared(says, least, COMPARISONS['>=']!), compared(says, most, COMPARISONS['<=']!)]);
  const operand = operandOf(says);
  return {
    says,
    accepts: (value) =>
      printValue(value) === says || (operand !== undefined && compared(says, operand, isNear).accepts(value)),
  };
}

const both = (says: string, parts: readonly Expected[]): Expected => ({
  says,
  accepts: (value) => parts.every((part) => part.accepts(value)),
});

function written(says: string, at: At): Expected | undefined {
  const parts = says.split(/\s+and\s+/).map((part) => simple(part.trim()));
  return parts.every((part) => part !== undefined)
    ? both(says, parts)
    : outOfRange(at, says, EXAMPLES, 'a comparison ends in a number, a duration such as PT5M, or a time');
}

const TOLERANCE = { about: required(number()), within: required(number({ least: 0 })) } as const;

const tolerant = ({ about, within }: RecordOf<typeof TOLERANCE>): Expected => ({
  says: `${about} ± ${within}`,
  accepts: (value) => typeof value === 'number' && Math.abs(value - about) <= within + NEAR * Math.abs(about),
});

const single: Shape<Expected> = byKind<Expected>({
  number: mapped(number(), nearTo),
  text: mapped(text, written),
  flag: mapped(flag, (truth) => nearTo(truth ? 1 : 0)),
  mapping: mapped(record(TOLERANCE, { what: 'a value with a tolerance' }), tolerant),
});

/** An expectation of one value of a formula or of a report. */
export const expected: Shape<Expected> = {
  ...byKind<Expected>({
    number: single,
    text: single,
    flag: single,
    mapping: single,
    list: mapped(list(single), (items) => ({
      says: `[${items.map(({ says }) => says).join(', ')}]`,
      accepts: (value) =>
        Array.isArray(value) &&
        value.length === items.length &&
        items.every((item, at) => item.accepts(value[at] as number)),
    })),
  }),
  expected: EXAMPLES,
};
