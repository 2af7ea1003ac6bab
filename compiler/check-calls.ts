// Functions, methods and members: AST to IR, complaining about names that do not exist and arguments that
// do not fit.

import type { Call, Expression, Member, Method, Span } from '../grammar/index.ts';
import { type FunctionId, type FunctionRow, findFunction, findMember, findMethod, type LiveId, type MethodRow, type MetricId } from './catalog/index.ts'; // biome-ignore format: one list
import { type Context, fault, isTemplate, isUnknown, placeholder, quote } from './context.ts';
import { complaints } from './diagnostics.ts';
import { callNotDefined, memberNotDefined, methodNotDefined, undefinedSymbol } from './faults.ts';
import type { Node } from './ir.ts';
import { type Candidate, callCandidates, type Resolution, resolve } from './resolve.ts';
import { lookUp } from './scope.ts';
import { suggestFunction, suggestMember, suggestMethod } from './suggest.ts';
import { DOUBLE, isWithin, NOTHING, spell, TIMESTAMP, type Type } from './types.ts';

/** A function call; one of an unknown function, or with arguments it does not take, is a fault at its name. */
export function checkCall(context: Context, node: Call): Node {
  const args = node.arguments.map(context.check);
  const { name, span: nameSpan } = node.name;
  const overloads = findFunction(name);
  if (isTemplate(context.source, name)) return placeholder(context, node.span);
  if (overloads.length === 0) {
    const hint = suggestFunction(name, lookUp(context.scope, name) !== undefined);
    context.diagnostics.push(complaints['undefined-function'](nameSpan, { name, hint }));
    return fault(nameSpan, undefinedSymbol(name));
  }
  const candidates = callCandidates(overloads);
  const rows = overloads.map((overload) => overload.row);
  const resolution = resolveArguments(context, { name, nameSpan, args, candidates, rows });
  if (resolution === undefined) return fault(nameSpan, callNotDefined(name, typesOf(args)), args);
  const chosen = resolution.chosen.map((candidate) => candidate.id);
  return {
    kind: 'call',
    type: resolution.result,
    span: node.span,
    function: name as FunctionId,
    overloads: chosen,
    arguments: args,
    nameSpan,
  };
}

/** A method call; of anything but a metric it is a fault at the method's name. */
export function checkMethod(context: Context, node: Method): Node {
  const metric = metricOf(context, node.object);
  const before = metric === undefined ? [context.check(node.object)] : [];
  const args = node.arguments.map(context.check);
  const { name, span: nameSpan } = node.name;
  const overloads = findMethod(name);
  const known = before.every((object) => !isUnknown(object.type));
  if (isTemplate(context.source, name) || before.some(({ kind }) => kind === 'placeholder'))
    return placeholder(context, node.span);
  if (overloads.length === 0) {
    const hint = suggestMethod(name, quote(context, node.object.span));
    if (known) context.diagnostics.push(complaints['undefined-method'](nameSpan, { name, hint }));
    return fault(nameSpan, undefinedSymbol(name), before);
  }
  if (metric === undefined) {
    if (known) complainNotMetric(context, node, before[0]!);
    return fault(nameSpan, methodNotDefined(name), [...before, ...args]);
  }
  const candidates = callCandidates(overloads);
  const rows = overloads.map((overload) => overload.row);
  const resolution = resolveArguments(context, { name, nameSpan, args, candidates, rows });
  if (resolution === undefined) return fault(nameSpan, callNotDefined(name, typesOf(args)), args);
  const chosen = resolution.chosen.map((candidate) => candidate.id);
  const { open, span } = node;
  return {
    kind: 'method',
    type: resolution.result,
    span,
    metric,
    overloads: chosen,
    arguments: args,
    nameSpan,
    open,
  };
}

/** The metric an expression names, through any parentheses; undefined for every other value. */
function metricOf(context: Context, expression: Expression): MetricId | LiveId | undefined {
  let inner = expression;
  while (inner.kind === 'group') inner = inner.value;
  if (inner.kind !== 'name') return undefined;
  const meaning = lookUp(context.scope, inner.name);
  return meaning?.kind === 'metric' || meaning?.kind === 'live' ? meaning.id : undefined;
}

function complainNotMetric(context: Context, node: Method, object: Node): void {
  const hint =
    object.kind === 'variable'
      ? 'call it on the metric itself: a variable holds a value without its history'
      : 'call it on a metric, by its name';
  const quoted = `\`${quote(context, node.object.span)}\``;
  const holes = { name: node.name.name, object: quoted, type: spell(object.type), hint };
  context.diagnostics.push(complaints['not-a-metric'](node.name.span, holes));
}

/** A part of a timestamp; of anything else it is a fault at the member's name. */
export function checkMember(context: Context, node: Member): Node {
  const object = context.check(node.object);
  const { name, span: nameSpan } = node.name;
  const member = findMember(name);
  const quoted = quote(context, node.object.span);
  if (isTemplate(context.source, name)) return placeholder(context, node.span);
  if (member === undefined) {
    const hint = suggestMember(name, quoted);
    if (!isUnknown(object.type)) {
      context.diagnostics.push(complaints['undefined-member'](nameSpan, { name, hint }));
    }
    return fault(nameSpan, undefinedSymbol(name), [object]);
  }
  const { type } = object;
  const holes = { name, object: `\`${quoted}\`` };
  if (type !== NOTHING && (type & TIMESTAMP) === 0) {
    context.diagnostics.push(complaints['not-a-timestamp'](nameSpan, { ...holes, type: spell(type) }));
    return fault(nameSpan, memberNotDefined(name, type), [object]);
  }
  if (!isUnknown(type) && !isWithin(type, TIMESTAMP)) {
    const others = spell(type & ~TIMESTAMP);
    context.diagnostics.push(complaints['maybe-not-a-timestamp'](nameSpan, { ...holes, type: others }));
  }
  return { kind: 'member', type: DOUBLE, span: node.span, member, object, nameSpan };
}

const typesOf = (nodes: readonly Node[]): readonly Type[] => nodes.map((node) => node.type);

interface Invocation<Id extends string> {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Node[];
  readonly candidates: readonly Candidate<Id>[];
  readonly rows: readonly (FunctionRow | MethodRow)[];
}

/** The overloads that apply, with warnings; undefined after an error when none does. */
function resolveArguments<Id extends string>(
  context: Context,
  { name, nameSpan, args, candidates, rows }: Invocation<Id>,
): Resolution<Id> | undefined {
  const types = typesOf(args);
  const resolution = resolve(candidates, types);
  const holes = () => ({ name, given: spellGiven(rows, types), overloads: spellOverloads(rows) });
  if (resolution.verdict === 'none') {
    context.diagnostics.push(complaints['wrong-arguments'](nameSpan, holes()));
    return undefined;
  }
  if (types.some(isUnknown)) return resolution;
  if (resolution.verdict === 'some') {
    context.diagnostics.push(complaints['maybe-wrong-arguments'](nameSpan, holes()));
  } else if (resolution.chosen.some((candidate) => candidate.lenient === 'number')) {
    context.diagnostics.push(complaints['number-as-vector'](args[0]?.span ?? nameSpan, { name }));
  }
  return resolution;
}

function spellGiven(rows: readonly (FunctionRow | MethodRow)[], types: readonly Type[]): string {
  const fits = ({ parameters }: FunctionRow | MethodRow) =>
    parameters.at(-1)?.rest === true ? types.length >= parameters.length : types.length === parameters.length;
  if (types.length === 0) return 'without arguments';
  if (rows.some(fits)) return `with (${types.map(spell).join(', ')})`;
  return types.length === 1 ? 'with 1 argument' : `with ${types.length} arguments`;
}

function spellOverloads(rows: readonly (FunctionRow | MethodRow)[]): string {
  const documented = rows.filter((row) => !('lenient' in row));
  const signatures = documented.map((row) => `\`${spellSignature(row)}\``);
  const last = signatures.pop() ?? '';
  return signatures.length === 0 ? last : `${signatures.join(', ')} or ${last}`;
}

const spellSignature = ({ name, parameters }: FunctionRow | MethodRow): string =>
  `${name}(${parameters.map((parameter) => parameter.name + (parameter.rest === true ? ', ...' : '')).join(', ')})`;
