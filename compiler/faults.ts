// The details of evaluation errors that the types of operands decide. The compiler writes them into fault
// nodes and the runtime uses the same words when only running could tell. Only `Undefined symbol` is the
// service's own text; Azure shows no other, so the rest is ours.

import { abbreviate, type Type } from './types.ts';

const list = (types: readonly Type[]): string => types.map(abbreviate).join(',');

/** A name that means nothing where it is read. */
export const undefinedSymbol = (name: string): string => `Undefined symbol: ${name}`;

/** An operator on operands it does not take: `operator - not defined for TS,TI`. */
export const operatorNotDefined = (operator: string, types: readonly Type[]): string =>
  `operator ${operator} not defined for ${list(types)}`;

/** A function or method given the wrong number or kinds of arguments. */
export const callNotDefined = (name: string, types: readonly Type[]): string =>
  `${name} not defined for (${list(types)})`;

/** A method called on something that is not a metric. */
export const methodNotDefined = (name: string): string => `method ${name} is defined for metrics only`;

/** A part of a timestamp asked of something else. */
export const memberNotDefined = (name: string, type: Type): string =>
  `member ${name} not defined for ${abbreviate(type)}`;

/** A condition that is not a number. */
export const conditionNotDefined = (type: Type): string => `condition not defined for ${abbreviate(type)}`;

/** An assignment to a name the service keeps for itself. */
export const notAssignable = (name: string): string => `${name} cannot be assigned`;

/** A target given a value it cannot hold. */
export const targetNotDefined = (name: string, type: Type): string => `${name} cannot be ${abbreviate(type)}`;
