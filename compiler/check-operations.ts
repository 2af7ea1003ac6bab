// Operators, logic and conditions: AST to IR, complaining about operands that do not fit.

import type { Binary, Conditional, Expression, Unary } from '../grammar/index.ts';
import { findOperator, type OperatorOverloadId } from './catalog/index.ts';
import { type Context, fault, isUnknown, NUMBERS, quote } from './context.ts';
import { complaints } from './diagnostics.ts';
import { conditionNotDefined, operatorNotDefined } from './faults.ts';
import type { FaultNode, Node } from './ir.ts';
import { hintForOperands } from './operand-hints.ts';
import { operatorCandidates, type Resolution, resolve } from './resolve.ts';
import { DOUBLE, isWithin, join, kindsOf, NOTHING, spell, type Type, VECTOR } from './types.ts';

/** An operator as it stands in the formula, with its operands' nodes. */
interface Operation {
  readonly written: Unary | Binary;
  readonly texts: readonly Expression[];
  readonly operands: readonly Node[];
}

/** A prefix operator; on an operand it does not take it is a fault at the operator. */
export function checkUnary(context: Context, node: Unary): Node {
  const operand = context.check(node.operand);
  const { operator, operatorSpan, span } = node;
  const resolution = resolve(operatorCandidates(findOperator(operator, 1)), [operand.type]);
  const operation = { written: node, texts: [node.operand], operands: [operand] };
  if (resolution.verdict === 'none') return refuseOperands(context, operation);
  warnOperands(context, operation, resolution);
  const overloads = resolution.chosen.map((candidate) => candidate.id);
  return { kind: 'unary', type: resolution.result, span, operator, overloads, operand, operatorSpan };
}

/**
 * An infix operator; on operands it does not take it is a fault at the operator. A chain such as `a + b + c`
 * is walked in a loop: a long one is deeper than the stack.
 */
export function checkBinary(context: Context, node: Binary): Node {
  const chain: Binary[] = [];
  let first: Expression = node;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  return chain.reduceRight((left, link) => checkLink(context, link, left), context.check(first));
}

function checkLink(context: Context, node: Binary, left: Node): Node {
  const right = context.check(node.right);
  const { operator, operatorSpan, span } = node;
  if (operator === '&&' || operator === '||') return checkLogical(context, node, left, right);
  const candidates = operatorCandidates(findOperator(operator, 2));
  const resolution = resolve(candidates, [left.type, right.type]);
  const operation = { written: node, texts: [node.left, node.right], operands: [left, right] };
  if (resolution.verdict === 'none') return refuseOperands(context, operation);
  warnOperands(context, operation, resolution);
  const overloads = resolution.chosen.map((candidate) => candidate.id);
  return { kind: 'binary', type: resolution.result, span, operator, overloads, left, right, operatorSpan };
}

const typesOf = (nodes: readonly Node[]): readonly Type[] => nodes.map((node) => node.type);

/** Gives the node that evaluates `before` and fails; complains unless an operand is already wrong itself. */
function refuseOperands(context: Context, operation: Operation, before = operation.operands): FaultNode {
  const { written, texts, operands } = operation;
  const { operator, operatorSpan } = written;
  const types = typesOf(operands);
  if (!types.some(isUnknown)) {
    const quoted = texts.map((text) => quote(context, text.span));
    const holes = { operator, operands: spellAll(types), hint: hintForOperands(operator, types, quoted) };
    context.diagnostics.push(complaints['wrong-operands'](operatorSpan, holes));
  }
  return fault(operatorSpan, operatorNotDefined(operator, types), before);
}

const spellAll = (types: readonly Type[]): string =>
  types.map((type) => (kindsOf(type).length > 1 ? `(${spell(type)})` : spell(type))).join(' and ');

function warnOperands(
  context: Context,
  { written, texts, operands }: Operation,
  resolution: Resolution<OperatorOverloadId>,
): void {
  const { operator, operatorSpan } = written;
  const types = typesOf(operands);
  if (types.some(isUnknown)) return;
  if (resolution.verdict === 'some') {
    const holes = { operator, operands: spellAll(types) };
    context.diagnostics.push(complaints['maybe-wrong-operands'](operatorSpan, holes));
    return;
  }
  const lenient = resolution.chosen.map((candidate) => candidate.lenient);
  if (lenient.includes('single')) {
    warnVector(context, operands, `an operand of \`${operator}\``);
  } else if (lenient.includes('each')) {
    const [left = '', right = ''] = texts.map((text) => quote(context, text.span));
    const swaps = operator === '+' || operator === '*';
    const hint = swaps ? `write \`${right} ${operator} ${left}\`` : 'put the vector on the left';
    context.diagnostics.push(complaints['vector-second'](operatorSpan, { operator, hint }));
  }
}

/** Warns about the first operand that is, or may be, a vector where a number belongs. */
export function warnVector(context: Context, nodes: readonly Node[], place: string): void {
  const vector = nodes.find(({ type }) => !isUnknown(type) && (type & VECTOR) !== 0);
  if (vector === undefined) return;
  const verb = isWithin(vector.type, VECTOR) ? 'is' : 'may be';
  context.diagnostics.push(complaints['vector-as-number'](vector.span, { place: `${place} ${verb}` }));
}

function checkLogical(context: Context, node: Binary, left: Node, right: Node): Node {
  const { operatorSpan, span } = node;
  const operator = node.operator as '&&' | '||';
  const operation = { written: node, texts: [node.left, node.right], operands: [left, right] };
  const isWrong = ({ type }: Node) => type !== NOTHING && (type & NUMBERS) === 0;
  if (isWrong(left)) return refuseOperands(context, operation, [left]);
  if (isWrong(right)) {
    // It fails only when it is evaluated, so its fault stands in its place.
    const refused = refuseOperands(context, operation, [right]);
    return { kind: 'logical', type: DOUBLE, span, operator, left, right: refused, operatorSpan };
  }
  warnLogical(context, operation);
  return { kind: 'logical', type: DOUBLE, span, operator, left, right, operatorSpan };
}

function warnLogical(context: Context, { written, operands }: Operation): void {
  const { operator, operatorSpan } = written;
  const partly = operands.some(({ type }) => !isUnknown(type) && !isWithin(type, NUMBERS));
  if (partly) {
    const holes = { operator, operands: spellAll(typesOf(operands)) };
    context.diagnostics.push(complaints['maybe-wrong-operands'](operatorSpan, holes));
  } else {
    warnVector(context, operands, `an operand of \`${operator}\``);
  }
}

/** A ternary; its type is that of either branch. With a condition that is no number it is a fault. */
export function checkConditional(context: Context, node: Conditional): Node {
  const condition = context.check(node.condition);
  const whenTrue = context.check(node.whenTrue);
  const whenFalse = context.check(node.whenFalse);
  const { type } = condition;
  const at = node.condition.span;
  if (type !== NOTHING && (type & NUMBERS) === 0) {
    context.diagnostics.push(complaints['wrong-condition'](at, { type: spell(type) }));
    return fault(at, conditionNotDefined(type), [condition]);
  }
  if (!isUnknown(type) && !isWithin(type, NUMBERS)) {
    context.diagnostics.push(complaints['maybe-wrong-condition'](at, { type: spell(type & ~NUMBERS) }));
  } else {
    warnVector(context, [condition], 'the condition');
  }
  const result = join(whenTrue.type, whenFalse.type);
  return { kind: 'conditional', type: result, span: node.span, condition, whenTrue, whenFalse };
}
