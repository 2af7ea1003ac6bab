// What to do about an operator on operands it does not take, by the kinds people try. Rows are tried in
// order; `{left}` and `{right}` stand for the operands as written.

import { type Kind, kindsOf, type Type } from './types.ts';

interface OperandHint {
  /** Absent: any operator. */
  readonly operators?: readonly string[];
  readonly left?: Kind;
  readonly right?: Kind;
  /** Only for an operator in front of its one operand. */
  readonly prefix?: true;
  readonly hint: string;
}

// biome-ignore format: table
const HINTS: readonly OperandHint[] = [
  { operators: ['-'],      left: 'timestamp',    right: 'timeinterval', hint: 'add a negative interval: `{left} + -({right})`' },
  { operators: ['-'],      left: 'timeinterval', right: 'timestamp',    hint: 'subtract the other way round, or add' },
  { operators: ['+'],      left: 'timestamp',    right: 'timestamp',    hint: 'two instants have a difference but no sum; add an interval' },
  { operators: ['/'],      left: 'timeinterval', right: 'timeinterval', hint: 'compare them, or divide by a number' },
  { operators: ['/'],      left: 'double',       right: 'timeinterval', hint: 'an interval can be divided by a number, not a number by an interval' },
  { operators: ['+', '-'], left: 'double',       right: 'timeinterval', hint: 'make the number an interval first: `{left} * TimeInterval_Second`' },
  { operators: ['+', '-'], left: 'timeinterval', right: 'double',       hint: 'make the number an interval first: `{right} * TimeInterval_Second`' },
  { operators: ['+', '-'], left: 'timestamp',    right: 'double',       hint: 'make the number an interval first: `{right} * TimeInterval_Second`' },
  { operators: ['-'],      left: 'doubleVec', prefix: true,             hint: 'multiply by minus one: `{left} * -1`' },
  {                        left: 'option',                              hint: 'the words of the deallocation option can only be assigned to it' },
  {                        right: 'option',                             hint: 'the words of the deallocation option can only be assigned to it' },
  {                        left: 'string',                              hint: 'text is only good for `time("...")`' },
  {                        right: 'string',                             hint: 'text is only good for `time("...")`' },
  { operators: ['<', '<=', '>', '>=', '==', '!='],                      hint: 'compare values of the same type' },
  { operators: ['&&', '||', '!'],                                       hint: 'use a comparison, which gives a number' },
];

/** The hint for an operator on operands of these types and this spelling; empty when there is none. */
export function hintForOperands(operator: string, types: readonly Type[], texts: readonly string[]): string {
  const has = (index: number, kind: Kind | undefined) => {
    const type = types[index];
    return kind === undefined || (type !== undefined && kindsOf(type).includes(kind));
  };
  const row = HINTS.find(
    (hint) =>
      (hint.operators?.includes(operator) ?? true) &&
      has(0, hint.left) &&
      has(1, hint.right) &&
      (hint.prefix !== true || types.length === 1),
  );
  return (row?.hint ?? '').replace(
    /\{(left|right)\}/g,
    (_, side: string) => texts[side === 'left' ? 0 : 1] ?? '',
  );
}
