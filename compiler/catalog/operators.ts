// The operators, one row for each combination of operand kinds. Source: the autoscale article, "Operations"
// (https://learn.microsoft.com/azure/batch/batch-automatic-scaling#operations). The rows marked lenient are
// not in Azure's table; we accept them and warn.

import type { BinaryOperator, UnaryOperator } from '../../grammar/index.ts';
import type { Kind } from '../types.ts';

/** An operator on operands of certain kinds: one operand for a prefix, two for an infix. */
export interface OperatorRow {
  readonly operator: UnaryOperator | Exclude<BinaryOperator, '&&' | '||'>;
  readonly operands: readonly [Kind] | readonly [left: Kind, right: Kind];
  readonly result: Kind;
  /**
   * Not documented, but accepted here. `each`: works on each element. `single`: a vector must have exactly
   * one element, or the evaluation fails.
   */
  readonly lenient?: 'each' | 'single';
  readonly prose: string;
}

// biome-ignore format: table
export const OPERATORS = {
  'double + double':                { operator: '+',  operands: ['double', 'double'],              result: 'double',       prose: 'The sum of two numbers.' },
  'double - double':                { operator: '-',  operands: ['double', 'double'],              result: 'double',       prose: 'The difference of two numbers.' },
  'double * double':                { operator: '*',  operands: ['double', 'double'],              result: 'double',       prose: 'The product of two numbers.' },
  'double / double':                { operator: '/',  operands: ['double', 'double'],              result: 'double',       prose: 'The quotient of two numbers, with its fraction; a division by zero gives an infinity, which a target refuses.' },
  'doubleVec + double':             { operator: '+',  operands: ['doubleVec', 'double'],           result: 'doubleVec',    prose: 'Adds the number to each element.' },
  'doubleVec - double':             { operator: '-',  operands: ['doubleVec', 'double'],           result: 'doubleVec',    prose: 'Subtracts the number from each element.' },
  'doubleVec * double':             { operator: '*',  operands: ['doubleVec', 'double'],           result: 'doubleVec',    prose: 'Multiplies each element by the number.' },
  'doubleVec / double':             { operator: '/',  operands: ['doubleVec', 'double'],           result: 'doubleVec',    prose: 'Divides each element by the number.' },
  'doubleVec + doubleVec':          { operator: '+',  operands: ['doubleVec', 'doubleVec'],        result: 'doubleVec',    prose: 'Adds element by element; vectors of different length fail.' },
  'doubleVec - doubleVec':          { operator: '-',  operands: ['doubleVec', 'doubleVec'],        result: 'doubleVec',    prose: 'Subtracts element by element; vectors of different length fail.' },
  'doubleVec * doubleVec':          { operator: '*',  operands: ['doubleVec', 'doubleVec'],        result: 'doubleVec',    prose: 'Multiplies element by element; vectors of different length fail.' },
  'doubleVec / doubleVec':          { operator: '/',  operands: ['doubleVec', 'doubleVec'],        result: 'doubleVec',    prose: 'Divides element by element; vectors of different length fail.' },
  'double * timeinterval':          { operator: '*',  operands: ['double', 'timeinterval'],        result: 'timeinterval', prose: 'That many times the interval.' },
  'timeinterval * double':          { operator: '*',  operands: ['timeinterval', 'double'],        result: 'timeinterval', prose: 'That many times the interval.' },
  'timeinterval / double':          { operator: '/',  operands: ['timeinterval', 'double'],        result: 'timeinterval', prose: 'That part of the interval.' },
  'timeinterval + timeinterval':    { operator: '+',  operands: ['timeinterval', 'timeinterval'],  result: 'timeinterval', prose: 'Both intervals together.' },
  'timeinterval - timeinterval':    { operator: '-',  operands: ['timeinterval', 'timeinterval'],  result: 'timeinterval', prose: 'One interval less the other; may be negative.' },
  'timeinterval + timestamp':       { operator: '+',  operands: ['timeinterval', 'timestamp'],     result: 'timestamp',    prose: 'The instant that much later.' },
  'timestamp + timeinterval':       { operator: '+',  operands: ['timestamp', 'timeinterval'],     result: 'timestamp',    prose: 'The instant that much later; add a negative interval to go back.' },
  'timestamp - timestamp':          { operator: '-',  operands: ['timestamp', 'timestamp'],        result: 'timeinterval', prose: 'How long from the right instant to the left one.' },
  '-double':                        { operator: '-',  operands: ['double'],                        result: 'double',       prose: 'The number with the other sign.' },
  '-timeinterval':                  { operator: '-',  operands: ['timeinterval'],                  result: 'timeinterval', prose: 'The interval with the other sign.' },
  '!double':                        { operator: '!',  operands: ['double'],                        result: 'double',       prose: '1 for zero, 0 for anything else.' },
  'double < double':                { operator: '<',  operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number is smaller, else 0.' },
  'double <= double':               { operator: '<=', operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number is smaller or equal, else 0.' },
  'double == double':               { operator: '==', operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number is equal, else 0.' },
  'double >= double':               { operator: '>=', operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number is larger or equal, else 0.' },
  'double > double':                { operator: '>',  operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number is larger, else 0.' },
  'double != double':               { operator: '!=', operands: ['double', 'double'],              result: 'double',       prose: '1 if the left number differs, else 0.' },
  'string < string':                { operator: '<',  operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text sorts before, else 0.' },
  'string <= string':               { operator: '<=', operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text sorts before or is equal, else 0.' },
  'string == string':               { operator: '==', operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text is equal, else 0.' },
  'string >= string':               { operator: '>=', operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text sorts after or is equal, else 0.' },
  'string > string':                { operator: '>',  operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text sorts after, else 0.' },
  'string != string':               { operator: '!=', operands: ['string', 'string'],              result: 'double',       prose: '1 if the left text differs, else 0.' },
  'timestamp < timestamp':          { operator: '<',  operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant is earlier, else 0.' },
  'timestamp <= timestamp':         { operator: '<=', operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant is earlier or equal, else 0.' },
  'timestamp == timestamp':         { operator: '==', operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant is equal, else 0.' },
  'timestamp >= timestamp':         { operator: '>=', operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant is later or equal, else 0.' },
  'timestamp > timestamp':          { operator: '>',  operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant is later, else 0.' },
  'timestamp != timestamp':         { operator: '!=', operands: ['timestamp', 'timestamp'],        result: 'double',       prose: '1 if the left instant differs, else 0.' },
  'timeinterval < timeinterval':    { operator: '<',  operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval is shorter, else 0.' },
  'timeinterval <= timeinterval':   { operator: '<=', operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval is shorter or equal, else 0.' },
  'timeinterval == timeinterval':   { operator: '==', operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval is equal, else 0.' },
  'timeinterval >= timeinterval':   { operator: '>=', operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval is longer or equal, else 0.' },
  'timeinterval > timeinterval':    { operator: '>',  operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval is longer, else 0.' },
  'timeinterval != timeinterval':   { operator: '!=', operands: ['timeinterval', 'timeinterval'],  result: 'double',       prose: '1 if the left interval differs, else 0.' },
  'double + doubleVec':             { operator: '+',  operands: ['double', 'doubleVec'],           result: 'doubleVec',    lenient: 'each', prose: 'Adds the number to each element. Azure documents only the vector on the left.' },
  'double - doubleVec':             { operator: '-',  operands: ['double', 'doubleVec'],           result: 'doubleVec',    lenient: 'each', prose: 'Subtracts each element from the number. Azure documents only the vector on the left.' },
  'double * doubleVec':             { operator: '*',  operands: ['double', 'doubleVec'],           result: 'doubleVec',    lenient: 'each', prose: 'Multiplies each element by the number. Azure documents only the vector on the left.' },
  'double / doubleVec':             { operator: '/',  operands: ['double', 'doubleVec'],           result: 'doubleVec',    lenient: 'each', prose: 'Divides the number by each element. Azure documents only the vector on the left.' },
  'doubleVec < double':             { operator: '<',  operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec <= double':            { operator: '<=', operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec == double':            { operator: '==', operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec >= double':            { operator: '>=', operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec > double':             { operator: '>',  operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec != double':            { operator: '!=', operands: ['doubleVec', 'double'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double < doubleVec':             { operator: '<',  operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double <= doubleVec':            { operator: '<=', operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double == doubleVec':            { operator: '==', operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double >= doubleVec':            { operator: '>=', operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double > doubleVec':             { operator: '>',  operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'double != doubleVec':            { operator: '!=', operands: ['double', 'doubleVec'],           result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec < doubleVec':          { operator: '<',  operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec <= doubleVec':         { operator: '<=', operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec == doubleVec':         { operator: '==', operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec >= doubleVec':         { operator: '>=', operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec > doubleVec':          { operator: '>',  operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  'doubleVec != doubleVec':         { operator: '!=', operands: ['doubleVec', 'doubleVec'],        result: 'double',       lenient: 'single', prose: 'Each vector must have exactly one element, which is compared; otherwise it fails.' },
  '!doubleVec':                     { operator: '!',  operands: ['doubleVec'],                     result: 'double',       lenient: 'single', prose: 'The vector must have exactly one element, which is negated; otherwise it fails.' },
} as const satisfies Record<string, OperatorRow>;

/** One operator on certain operand kinds, spelt as it is written: `double + double`, `-timeinterval`. */
export type OperatorOverloadId = keyof typeof OPERATORS;

/** What decides which part is evaluated next; the operand must be a number, or a vector of exactly one. */
export interface LogicRow {
  readonly written: string;
  readonly prose: string;
}

/** Operators that do not evaluate all their operands, so the program has nodes of their own for them. */
// biome-ignore format: table
export const LOGIC = {
  '&&': { written: 'a && b',    prose: '1 if both are other than zero, else 0. The right side is evaluated only when the left is not zero.' },
  '||': { written: 'a || b',    prose: '1 if either is other than zero, else 0. The right side is evaluated only when the left is zero.' },
  '?:': { written: 'a ? b : c', prose: 'The second value if the first is other than zero, else the third. Only the chosen one is evaluated, so a sample request that may fail can hide behind a test.' },
} as const satisfies Record<string, LogicRow>;
