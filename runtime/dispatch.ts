// Overloads to bodies. Where the operands' types leave one overload, its body is called directly; where only
// running can tell, the kinds of the values choose among the program's overloads, in its order.

import {
  callNotDefined,
  FUNCTIONS,
  type FunctionOverloadId,
  isWithin,
  KINDS,
  type Kind,
  METHODS,
  type MethodOverloadId,
  OPERATORS,
  type OperatorOverloadId,
  operatorNotDefined,
  type Parameter,
  type Type,
  typeOf,
} from '../compiler/index.ts';
import { EVALUATION } from './diagnostics.ts';
import { fail } from './frame.ts';
import type { Site } from './library/call.ts';
import { FUNCTION_BODIES, type FunctionBody } from './library/functions.ts';
import { METHOD_BODIES, type MethodBody } from './library/methods.ts';
import { INFIX_BODIES, type InfixBody, PREFIX_BODIES, type PrefixBody } from './library/operators.ts';
import { kindOf, typeOfValue, type Value } from './value.ts';

const certain = (types: readonly Type[], accepted: readonly Type[]): boolean =>
  types.every((type, index) => isWithin(type, accepted[Math.min(index, accepted.length - 1)] ?? 0));

const isPrefix = (id: OperatorOverloadId): id is keyof typeof PREFIX_BODIES => id in PREFIX_BODIES;
const isInfix = (id: OperatorOverloadId): id is keyof typeof INFIX_BODIES => id in INFIX_BODIES;

const operandTypes = (id: OperatorOverloadId): readonly Type[] =>
  OPERATORS[id].operands.map((kind: Kind) => typeOf(kind));

/** The body of a prefix operator for an operand of this type. */
export function choosePrefix(overloads: readonly OperatorOverloadId[], type: Type): PrefixBody {
  const ids = overloads.filter(isPrefix);
  const [only] = ids;
  if (only !== undefined && ids.length === 1 && certain([type], operandTypes(only)))
    return PREFIX_BODIES[only];
  const byKind = new Map<Kind, PrefixBody>(ids.map((id) => [OPERATORS[id].operands[0], PREFIX_BODIES[id]]));
  return (operand, frame, site) => {
    const body = byKind.get(kindOf(operand));
    if (body !== undefined) return body(operand, frame, site);
    return fail(frame, faultAt(site, operatorNotDefined(site.name, [typeOfValue(operand)])));
  };
}

/** The body of an infix operator for operands of these types. */
export function chooseInfix(overloads: readonly OperatorOverloadId[], left: Type, right: Type): InfixBody {
  const ids = overloads.filter(isInfix);
  const [only] = ids;
  if (only !== undefined && ids.length === 1 && certain([left, right], operandTypes(only)))
    return INFIX_BODIES[only];
  const byKinds = new Map<number, InfixBody>();
  for (const id of ids) {
    const [first, second] = OPERATORS[id].operands;
    byKinds.set(keyOf(first, second), INFIX_BODIES[id]);
  }
  return (a, b, frame, site) => {
    const body = byKinds.get(keyOf(kindOf(a), kindOf(b)));
    if (body !== undefined) return body(a, b, frame, site);
    return fail(frame, faultAt(site, operatorNotDefined(site.name, [typeOfValue(a), typeOfValue(b)])));
  };
}

const keyOf = (left: Kind, right: Kind): number => KINDS.indexOf(left) * KINDS.length + KINDS.indexOf(right);

/** The body of a function for arguments of these types. */
export function chooseFunction(
  overloads: readonly FunctionOverloadId[],
  types: readonly Type[],
): FunctionBody {
  const rows = overloads.map((id) => ({
    body: FUNCTION_BODIES[id] as FunctionBody,
    accepts: accepted(FUNCTIONS[id]),
  }));
  const choose = chooseCall(rows, types);
  if (typeof choose === 'object') return choose.body;
  return (values, frame, site) => {
    const row = choose(values);
    return row === undefined ? failCall(values, frame, site) : row.body(values, frame, site);
  };
}

/** The body of a method for arguments of these types. */
export function chooseMethod(overloads: readonly MethodOverloadId[], types: readonly Type[]): MethodBody {
  const rows = overloads.map((id) => ({
    body: METHOD_BODIES[id] as MethodBody,
    accepts: accepted(METHODS[id]),
  }));
  const choose = chooseCall(rows, types);
  if (typeof choose === 'object') return choose.body;
  return (frame, site, first, second, third) => {
    const values = [first, second, third].filter((value) => value !== undefined);
    const row = choose(values);
    return row === undefined ? failCall(values, frame, site) : row.body(frame, site, first, second, third);
  };
}

interface Accepting {
  readonly accepts: readonly Type[];
}

const accepted = (row: { readonly parameters: readonly Parameter[] }): readonly Type[] =>
  row.parameters.map((parameter) => typeOf(...parameter.accepts));

// The one row when the types settle it, else a choice by the values' kinds.
function chooseCall<Row extends Accepting>(
  rows: readonly Row[],
  types: readonly Type[],
): Row | ((values: readonly Value[]) => Row | undefined) {
  const [only] = rows;
  if (only !== undefined && rows.length === 1 && certain(types, only.accepts)) return only;
  return (values) => rows.find(({ accepts }) => certain(values.map(typeOfValue), accepts));
}

const faultAt = (site: Site, detail: string) => EVALUATION.fault(site.span, { detail });

function failCall(values: readonly Value[], frame: Parameters<typeof fail>[0], site: Site): undefined {
  return fail(frame, faultAt(site, callNotDefined(site.name, values.map(typeOfValue))));
}
