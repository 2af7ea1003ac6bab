// Find by name, and the unions of ids the runtime must answer for.

import { CONSTANTS, type ConstantId, MEMBERS, type MemberId } from './constants.ts';
import { FUNCTIONS, type FunctionId, type FunctionOverloadId, type FunctionRow } from './functions.ts';
import { METHODS, type MethodId, type MethodOverloadId, type MethodRow } from './methods.ts';
import { LOGIC, OPERATORS, type OperatorOverloadId, type OperatorRow } from './operators.ts';
import {
  ALIASES,
  LIVE,
  type LiveId,
  METRICS,
  type MetricId,
  OPTIONS,
  type OptionWord,
  TARGETS,
  type TargetId,
} from './variables.ts';

export type { ConstantId, ConstantRow, MemberId, MemberRow } from './constants.ts';
export { EXAMPLE_STATE, type Example, type ExampleState } from './example.ts';
export type { FunctionId, FunctionOverloadId, FunctionRow, Parameter } from './functions.ts';
export type { MethodId, MethodOverloadId, MethodRow } from './methods.ts';
export type { LogicRow, OperatorOverloadId, OperatorRow } from './operators.ts';
export type { AliasName, LiveId, MetricId, OptionWord, TargetId, VariableRow } from './variables.ts';
export { ALIASES, CONSTANTS, FUNCTIONS, LIVE, LOGIC, MEMBERS, METHODS, METRICS, OPERATORS, OPTIONS, TARGETS };

/** The option a formula that assigns none gets. */
export const DEFAULT_OPTION: OptionWord = 'requeue';

/** What a name means before any assignment. `alias` has been followed: `id` is always the full name. */
export type ServiceName =
  | { readonly kind: 'metric'; readonly id: MetricId }
  | { readonly kind: 'live'; readonly id: LiveId }
  | { readonly kind: 'target'; readonly id: TargetId }
  | { readonly kind: 'constant'; readonly id: ConstantId }
  | { readonly kind: 'option'; readonly id: OptionWord };

const own = <Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> =>
  Object.hasOwn(table, name);

/** What the service defines under exactly this name; undefined for every other name. */
export function findName(name: string): ServiceName | undefined {
  const full = own(ALIASES, name) ? ALIASES[name].of : name;
  if (own(METRICS, full)) return { kind: 'metric', id: full };
  if (own(LIVE, full)) return { kind: 'live', id: full };
  if (own(TARGETS, full)) return { kind: 'target', id: full };
  if (own(CONSTANTS, full)) return { kind: 'constant', id: full };
  if (own(OPTIONS, full)) return { kind: 'option', id: full };
  return undefined;
}

/** An overload and the id the runtime knows it by. */
export interface Overload<Id, Row> {
  readonly id: Id;
  readonly row: Row;
}

function groupBy<Id extends string, Row>(
  table: Readonly<Record<Id, Row>>,
  key: (row: Row) => string,
): ReadonlyMap<string, readonly Overload<Id, Row>[]> {
  const groups = new Map<string, Overload<Id, Row>[]>();
  for (const [id, row] of Object.entries(table) as [Id, Row][]) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [{ id, row }]);
    else group.push({ id, row });
  }
  return groups;
}

const functions = groupBy<FunctionOverloadId, FunctionRow>(FUNCTIONS, (row) => row.name);
const methods = groupBy<MethodOverloadId, MethodRow>(METHODS, (row) => row.name);
const operators = groupBy<OperatorOverloadId, OperatorRow>(
  OPERATORS,
  (row) => `${row.operator}/${row.operands.length}`,
);

/** The names of all functions, in the order of the catalog. */
export const FUNCTION_NAMES = [...functions.keys()] as readonly FunctionId[];
/** The names of all methods, in the order of the catalog. */
export const METHOD_NAMES = [...methods.keys()] as readonly MethodId[];

/** The overloads of a function, in the order they are tried; none for an unknown name. */
export const findFunction = (name: string): readonly Overload<FunctionOverloadId, FunctionRow>[] =>
  functions.get(name) ?? [];

/** The overloads of a method, in the order they are tried; none for an unknown name. */
export const findMethod = (name: string): readonly Overload<MethodOverloadId, MethodRow>[] =>
  methods.get(name) ?? [];

/** The overloads of an operator with one or two operands. */
export const findOperator = (
  operator: OperatorRow['operator'],
  operands: 1 | 2,
): readonly Overload<OperatorOverloadId, OperatorRow>[] => operators.get(`${operator}/${operands}`) ?? [];

/** The part of a timestamp with exactly this name. */
export const findMember = (name: string): MemberId | undefined => (own(MEMBERS, name) ? name : undefined);

/** Every name the service defines, aliases included. */
export const SERVICE_NAMES: readonly string[] = [METRICS, LIVE, TARGETS, ALIASES, CONSTANTS, OPTIONS].flatMap(
  (table) => Object.keys(table),
);
