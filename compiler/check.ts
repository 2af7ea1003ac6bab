// AST to IR, complaining. Statements run in order and never branch, so names and types are followed exactly.
// Operators are in check-operations.ts, functions and methods in check-calls.ts.

import type {
  Assignment,
  Diagnostic,
  Expression,
  Formula,
  Name,
  Source,
  Span,
  Statement,
  StringLiteral,
} from '../grammar/index.ts';
import {
  findFunction,
  findName,
  OPTIONS,
  type ServiceName,
  TARGETS,
  type TargetId,
} from './catalog/index.ts';
import { checkCall, checkMember, checkMethod } from './check-calls.ts';
import { checkBinary, checkConditional, checkUnary, warnVector } from './check-operations.ts';
import {
  type Context,
  fault,
  faultUndefined,
  isTemplate,
  isUnknown,
  NUMBERS,
  placeholder,
  quote,
} from './context.ts';
import { complaints } from './diagnostics.ts';
import { notAssignable, targetNotDefined } from './faults.ts';
import type { Node, Program, Step } from './ir.ts';
import { createScope, declare, lookUp } from './scope.ts';
import { nearTarget } from './suggest.ts';
import { DOUBLE, INTERVAL, isWithin, OPTION, STRING, spell, type Type } from './types.ts';
import { findUses } from './uses.ts';

/** The program of a formula and what there is to say about it. Total: a broken formula gives a program too. */
export interface Checked {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a formula. Never throws; where it is wrong the program has a fault, and there is a complaint. */
export function check(source: Source, formula: Formula): Checked {
  const context: Context = {
    source,
    scope: createScope(),
    diagnostics: [],
    assignments: findAssignments(formula),
    reads: new Set(),
    undefinedNames: new Map(),
    check: (expression) => checkExpression(context, expression),
  };
  const steps = formula.statements.map((statement) => checkStatement(context, statement));
  warnTargets(context, formula);
  warnAfterStop(context, formula);
  const program = { source, steps, slots: context.scope.slots, uses: findUses(steps) };
  return { program, diagnostics: context.diagnostics };
}

function findAssignments(formula: Formula): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  for (const statement of formula.statements) {
    if (statement.kind !== 'assignment' || found.has(statement.name.name)) continue;
    found.set(statement.name.name, statement.name.span);
  }
  return found;
}

function checkStatement(context: Context, statement: Statement): Step {
  if (statement.kind === 'assignment') return checkAssignment(context, statement);
  return { kind: 'evaluate', value: context.check(statement.value), span: statement.span };
}

function checkAssignment(context: Context, statement: Assignment): Step {
  const value = context.check(statement.value);
  const { span } = statement;
  const { name, span: nameSpan } = statement.name;
  const meaning = findName(name);
  if (meaning !== undefined && meaning.kind !== 'target') {
    const what = READ_ONLY[meaning.kind];
    const near = meaning.kind === 'live' ? nearTarget(name) : undefined;
    const hint = near === undefined ? 'use a name of your own' : `did you mean \`${near}\`?`;
    context.diagnostics.push(complaints['read-only'](nameSpan, { name, what, hint }));
    return { kind: 'evaluate', value: fault(nameSpan, notAssignable(name), [value]), span };
  }
  if (meaning === undefined) {
    const { slot } = declare(context.scope, name, value.type);
    return { kind: 'assign', name, slot, value, nameSpan, span };
  }
  const fitting = fitTarget(context, statement, meaning.id, value);
  const { slot } = declare(context.scope, name, fitting.type);
  return { kind: 'assign', name, slot, target: meaning.id, value: fitting, nameSpan, span };
}

const READ_ONLY: Readonly<Record<Exclude<ServiceName['kind'], 'target'>, string>> = {
  metric: 'a metric of the service',
  live: 'a count the service keeps',
  constant: 'a named interval',
  option: 'a deallocation option',
};

const isReadOnly = (name: string): boolean => (findName(name)?.kind ?? 'target') !== 'target';
const isOption = (id: TargetId): boolean => TARGETS[id].unit === 'option';

/** The value if the target may hold it, else a fault in its place. */
function fitTarget(context: Context, statement: Assignment, id: TargetId, value: Node): Node {
  const { type } = value;
  const fits: Type = isOption(id) ? OPTION : NUMBERS;
  if (isUnknown(type)) return value;
  const { name, span } = statement.name;
  const expected = isOption(id) ? 'a deallocation option' : 'a number';
  const at = statement.value.span;
  if ((type & fits) === 0) {
    const hint = hintForTarget(context, statement.value, id, type);
    context.diagnostics.push(complaints['wrong-target'](at, { name, expected, type: spell(type), hint }));
    return fault(span, targetNotDefined(name, type), [value]);
  }
  if (!isWithin(type, fits)) {
    const others = spell(type & ~fits);
    context.diagnostics.push(complaints['maybe-wrong-target'](at, { name, expected, type: others }));
  } else {
    warnVector(context, [value], `what \`${name}\` is set to`);
  }
  return value;
}

function hintForTarget(context: Context, value: Expression, id: TargetId, type: Type): string {
  if (isOption(id) && isWithin(type, STRING)) {
    return `write the word without quotes: \`${quote(context, value.span).replaceAll('"', '')}\``;
  }
  if (isOption(id)) return `use one of ${Object.keys(OPTIONS).join(', ')}, without quotes`;
  if (isWithin(type, OPTION))
    return `did you mean \`${(Object.keys(TARGETS) as TargetId[]).find(isOption)}\`?`;
  return isWithin(type, STRING) ? 'write the number without quotes' : 'a target counts nodes';
}

function checkExpression(context: Context, expression: Expression): Node {
  switch (expression.kind) {
    case 'number':
      return { kind: 'number', type: DOUBLE, span: expression.span, value: expression.value };
    case 'string':
      return checkString(context, expression);
    case 'name':
      return checkName(context, expression);
    case 'group':
      return context.check(expression.value);
    case 'unary':
      return checkUnary(context, expression);
    case 'binary':
      return checkBinary(context, expression);
    case 'conditional':
      return checkConditional(context, expression);
    case 'call':
      return checkCall(context, expression);
    case 'method':
      return checkMethod(context, expression);
    case 'member':
      return checkMember(context, expression);
    case 'placeholder':
      return placeholder(context, expression.span);
    case 'missing':
      return fault(expression.span, 'missing expression');
    default:
      return unreachable(expression);
  }
}

/** A text, of which nothing is known but that when a template fills a part of it in. */
function checkString({ source }: Context, { value, span }: StringLiteral): Node {
  return isTemplate(source, value)
    ? { kind: 'placeholder', type: STRING, span, text: value }
    : { kind: 'string', type: STRING, span, value };
}

function checkName(context: Context, { name, span }: Name): Node {
  context.reads.add(name);
  const meaning = lookUp(context.scope, name);
  switch (meaning?.kind) {
    case 'variable':
      return { kind: 'variable', type: meaning.type, span, name: meaning.name, slot: meaning.slot };
    case 'metric':
    case 'live':
      return { kind: 'latest', type: DOUBLE, span, id: meaning.id };
    case 'target':
      return { kind: 'target', type: isOption(meaning.id) ? OPTION : DOUBLE, span, id: meaning.id };
    case 'constant':
      return { kind: 'constant', type: INTERVAL, span, id: meaning.id };
    case 'option':
      return { kind: 'option', type: OPTION, span, word: meaning.id };
    case undefined:
      return faultUndefined(context, name, span);
    default:
      return unreachable(meaning);
  }
}

/** Warns when no node target is assigned: about a name that was probably meant to be one, or in general. */
function warnTargets(context: Context, formula: Formula): void {
  const first = formula.statements[0];
  if (first === undefined) return;
  const names = [...context.assignments.keys()];
  const assigned = new Set(names.map((name) => findName(name)?.id));
  // Who assigned something else by mistake meant to assign a target.
  let near = names.some(isReadOnly);
  for (const name of names) {
    if (findName(name) !== undefined || context.reads.has(name)) continue;
    const target = nearTarget(name, 2);
    if (target === undefined || assigned.has(target)) continue;
    near ||= !isOption(target);
    const span = context.assignments.get(name)!;
    context.diagnostics.push(complaints['near-target'](span, { name, target }));
  }
  const counts = (Object.keys(TARGETS) as TargetId[]).filter((id) => !isOption(id));
  if (near || counts.some((id) => assigned.has(id))) return;
  const targets = counts.map((id) => `\`${id}\``).join(' or ');
  context.diagnostics.push(complaints['no-target'](first.span, { targets }));
}

function warnAfterStop(context: Context, formula: Formula): void {
  const at = formula.statements.findIndex(({ kind, value }) => kind === 'evaluation' && isStop(value));
  const next = at < 0 ? undefined : formula.statements[at + 1];
  if (next !== undefined) context.diagnostics.push(complaints['after-stop'](next.span));
}

function isStop(expression: Expression): boolean {
  if (expression.kind === 'group') return isStop(expression.value);
  if (expression.kind !== 'call' || expression.arguments.length > 0) return false;
  return findFunction(expression.name.name).some(({ row }) => row.result === 'nothing');
}

function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
