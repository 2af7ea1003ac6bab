// Which names mean what at this point. Statements never branch, so a scope is exact: a name is assigned
// here or it is not.

import { ALIASES, findName, type ServiceName } from './catalog/index.ts';
import { ANYTHING, type Type } from './types.ts';

/** A name that was assigned. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly slot: number;
  readonly type: Type;
}

/** The assigned names, growing statement by statement. */
export interface Scope {
  /** One name for each slot, in order of first assignment. */
  readonly slots: string[];
  readonly variables: Map<string, Variable>;
}

export const createScope = (): Scope => ({ slots: [], variables: new Map() });

/** Assigns a name, keeping its slot when it has one; its type from here on is the value's. */
export function declare(scope: Scope, name: string, type: Type = ANYTHING): Variable {
  const slot = scope.variables.get(name)?.slot ?? scope.slots.push(name) - 1;
  const variable: Variable = { kind: 'variable', name, slot, type };
  scope.variables.set(name, variable);
  return variable;
}

/**
 * What a name read here means; undefined for a name that means nothing. A target and its old name are one:
 * the spelling that is read comes first, then the full name, then the old one, whichever was assigned.
 */
export function lookUp(scope: Scope, name: string): Variable | ServiceName | undefined {
  const assigned = scope.variables.get(name);
  if (assigned !== undefined) return assigned;
  const meaning = findName(name);
  if (meaning?.kind !== 'target') return meaning;
  for (const spelling of spellings(meaning.id)) {
    const other = scope.variables.get(spelling);
    if (other !== undefined) return other;
  }
  return meaning;
}

const spellings = (id: string): readonly string[] => [
  id,
  ...Object.entries(ALIASES).flatMap(([alias, row]) => (row.of === id ? [alias] : [])),
];
