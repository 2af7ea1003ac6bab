// What an operation gives on ranges of any kinds: every overload that can apply is applied to the kinds it
// takes, and what no overload takes is a failure, as in the evaluation itself.

import type { BinaryOperator, UnaryOperator } from '../../grammar/index.ts';
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionId,
  type FunctionOverloadId,
  findFunction,
  findMethod,
  METHOD_NAMES,
  METHODS,
  type MethodId,
  type MethodOverloadId,
  OPERATORS,
  type OperatorOverloadId,
  type Parameter,
} from '../catalog/index.ts';
import { isWithin, KINDS, type Kind, type Type, typeOf } from '../types.ts';
import { FUNCTION_RANGES, type FunctionRange } from './functions.ts';
import { type HistorySite, METHOD_RANGES, type MethodRange } from './methods.ts';
import { OPERATOR_RANGES, type OperatorRange } from './operators.ts';
import { either, isNoValue, NO_VALUE, onlyKind, type Range, typeOfRange } from './range.ts';
import type { RangeSite } from './site.ts';

/** A prefix operator on its operand. */
export function applyPrefix(operator: UnaryOperator, operand: Range, site: RangeSite): Range {
  return eachKind(operand, (kind) => {
    const compute = OPERATORS_OF.get(keyOf(operator, kind));
    const one = onlyKind(operand, kind);
    return compute === undefined ? failed(site) : compute(one, one, site);
  });
}

/** An infix operator on its operands. */
export function applyInfix(
  operator: Exclude<BinaryOperator, '&&' | '||'>,
  left: Range,
  right: Range,
  site: RangeSite,
): Range {
  return eachKind(left, (first) =>
    eachKind(right, (second) => {
      const compute = OPERATORS_OF.get(keyOf(operator, first, second));
      return compute === undefined
        ? failed(site)
        : compute(onlyKind(left, first), onlyKind(right, second), site);
    }),
  );
}

const keyOf = (operator: string, ...kinds: readonly Kind[]): string => `${operator} ${kinds.join(' ')}`;

/** What each operator gives for operands of certain kinds. */
const OPERATORS_OF: ReadonlyMap<string, OperatorRange> = new Map(
  (Object.keys(OPERATOR_RANGES) as OperatorOverloadId[]).map((id) => [
    keyOf(OPERATORS[id].operator, ...OPERATORS[id].operands),
    OPERATOR_RANGES[id],
  ]),
);

function eachKind(range: Range, compute: (kind: Kind) => Range): Range {
  let all = NO_VALUE;
  for (const kind of KINDS) if (range[kind] !== undefined) all = either(all, compute(kind));
  return all;
}

function failed(site: RangeSite): Range {
  site.fail('fault');
  return NO_VALUE;
}

/** A function on its arguments. */
export function applyFunction(name: FunctionId, args: readonly Range[], site: RangeSite): Range {
  return applyRows(FUNCTION_ROWS.get(name)!, args, site);
}

/** A method on its arguments. */
export function applyMethod(name: MethodId, args: readonly Range[], site: HistorySite): Range {
  return applyRows(METHOD_ROWS.get(name)!, args, site);
}

interface Row<Site> {
  readonly accepts: readonly Type[];
  readonly rest: boolean;
  readonly range: (args: readonly Range[], site: Site) => Range;
}

const shape = ({ parameters }: { readonly parameters: readonly Parameter[] }) => ({
  accepts: parameters.map(({ accepts }) => typeOf(...accepts)),
  rest: parameters.some(({ rest }) => rest === true),
});
const functionRow = (id: FunctionOverloadId): Row<RangeSite> => ({
  ...shape(FUNCTIONS[id]),
  range: FUNCTION_RANGES[id] as FunctionRange,
});
const methodRow = (id: MethodOverloadId): Row<HistorySite> => ({
  ...shape(METHODS[id]),
  range: METHOD_RANGES[id] as MethodRange,
});

/** What each function and each method takes and gives, by name, in the order of the catalog. */
const FUNCTION_ROWS = new Map(
  FUNCTION_NAMES.map((name) => [name, findFunction(name).map(({ id }) => functionRow(id))]),
);
const METHOD_ROWS = new Map(
  METHOD_NAMES.map((name) => [name, findMethod(name).map(({ id }) => methodRow(id))]),
);

const acceptedAt = ({ accepts }: Row<never>, index: number): Type =>
  accepts[Math.min(index, accepts.length - 1)] ?? 0;

function applyRows<Site extends RangeSite>(
  rows: readonly Row<Site>[],
  args: readonly Range[],
  site: Site,
): Range {
  if (args.some(isNoValue)) return NO_VALUE;
  const fitting = rows.filter(({ accepts, rest }) =>
    rest ? args.length >= accepts.length : args.length === accepts.length,
  );
  const types = args.map(typeOfRange);
  let result = NO_VALUE;
  for (const row of fitting) {
    const accepted = args.map((arg, index) => onlyKinds(arg, acceptedAt(row, index)));
    if (accepted.some(isNoValue)) continue;
    result = either(result, row.range(accepted, site));
    if (types.every((type, index) => isWithin(type, acceptedAt(row, index)))) return result;
  }
  if (!isCovered(fitting, types)) site.fail('fault');
  return result;
}

const onlyKinds = (range: Range, type: Type): Range =>
  isWithin(typeOfRange(range), type)
    ? range
    : eachKind(range, (kind) => (isWithin(typeOf(kind), type) ? onlyKind(range, kind) : NO_VALUE));

/** Whether together the rows take every combination of kinds, where only one argument has several. */
function isCovered(rows: readonly Row<never>[], types: readonly Type[]): boolean {
  const several = types.filter((type) => KINDS.filter((kind) => isWithin(typeOf(kind), type)).length > 1);
  if (several.length !== 1) return false;
  const at = types.indexOf(several[0]!);
  return KINDS.filter((kind) => isWithin(typeOf(kind), types[at]!)).every((kind) =>
    rows.some((row) =>
      types.every((type, index) => isWithin(index === at ? typeOf(kind) : type, acceptedAt(row, index))),
    ),
  );
}
