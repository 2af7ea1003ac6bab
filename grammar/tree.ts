// The concrete tree to ours: one function a rule. Where recovery left something out, a `missing` node stands at
// the end of what precedes it, so that spans always nest and follow each other.

import type { IToken } from 'chevrotain';
import type {
  Assignment,
  BinaryOperator,
  Comment,
  Expression,
  Formula,
  Missing,
  Name,
  Statement,
  UnaryOperator,
} from './ast.ts';
import { endOf, spanOf } from './complain.ts';
import type * as Concrete from './cst.d.ts';
import { numberOf } from './numbers.ts';
import { STAND_IN } from './placeholders.ts';
import { PRECEDENCE } from './precedence.ts';
import type { Span } from './source.ts';
import { rowOf, T } from './tokens.ts';

/** The tree of a formula; `span` is that of the whole text. */
export function buildTree(tree: Concrete.FormulaCstNode, comments: readonly Comment[], span: Span): Formula {
  const statements = (tree.children.statement ?? []).flatMap((node) => statement(node) ?? []);
  return { kind: 'formula', statements, comments, span };
}

/** Nothing for a statement of which recovery read not one token. */
function statement({ children }: Concrete.StatementCstNode): Statement | undefined {
  const [assigned] = children.assignment ?? [];
  if (assigned) return assignment(assigned);
  const value = expression(children.expression?.[0], NOWHERE);
  return value.span.start === NOWHERE ? undefined : { kind: 'evaluation', value, span: value.span };
}

/** Where a missing node is that nothing precedes. */
const NOWHERE = -1;

function assignment({ children }: Concrete.AssignmentCstNode): Assignment | undefined {
  const identifier = read(children.Identifier);
  if (identifier === undefined) return undefined;
  const value = expression(children.expression?.[0], endOf(read(children.Assign) ?? identifier));
  return {
    kind: 'assignment',
    name: nameOf(identifier),
    value,
    span: around(spanOf(identifier), value.span),
  };
}

function expression(node: Concrete.ExpressionCstNode | undefined, at: number): Expression {
  const condition = operation(node?.children, at);
  const question = read(node?.children.Question);
  if (question === undefined) return condition;
  const [first, second] = node?.children.expression ?? [];
  const whenTrue = expression(first, endOf(question));
  const colon = read(node?.children.Colon);
  const whenFalse = expression(second, colon === undefined ? whenTrue.span.end : endOf(colon));
  const span = around(condition.span, whenFalse.span);
  return { kind: 'conditional', condition, whenTrue, whenFalse, span };
}

/** Operands with operators between them, the tighter ones joined first and equals from the left. */
function operation(row: Concrete.ExpressionCstChildren | undefined, at: number): Expression {
  const values = [operand(row?.operand?.[0], at)];
  const waiting: IToken[] = [];
  (row?.Infix ?? []).forEach((token, index) => {
    while (waiting.length > 0 && tightness(waiting.at(-1)!) >= tightness(token)) joinLast(values, waiting);
    waiting.push(token);
    values.push(operand(row?.operand?.[index + 1], endOf(token)));
  });
  while (waiting.length > 0) joinLast(values, waiting);
  return values[0]!;
}

function joinLast(values: Expression[], waiting: IToken[]): void {
  const token = waiting.pop()!;
  const right = values.pop()!;
  const left = values.pop()!;
  const span = around(left.span, right.span);
  const operator = operatorOf(token) as BinaryOperator;
  values.push(
    token.tokenType === T.Foreign
      ? { kind: 'missing', parts: [left, right], span }
      : { kind: 'binary', operator, operatorSpan: spanOf(token), left, right, span },
  );
}

/** Operators of other languages are mostly remainders and powers. */
function tightness(token: IToken): number {
  return token.tokenType === T.Foreign ? PRECEDENCE['*'] : PRECEDENCE[operatorOf(token) as BinaryOperator];
}

/** The operator a token stands for, however it was written. */
function operatorOf(token: IToken): string {
  return rowOf(token.tokenType).label.slice(1, -1);
}

function operand(node: Concrete.OperandCstNode | undefined, at: number): Expression {
  const signs = node?.children.Prefix;
  const last = signs?.at(-1);
  const value = postfix(node?.children, last === undefined ? at : endOf(last));
  if (signs === undefined) return value;
  return signs.reduceRight((inner: Expression, token): Expression => {
    const operatorSpan = spanOf(token);
    const span = around(operatorSpan, inner.span);
    return {
      kind: 'unary',
      operator: operatorOf(token) as UnaryOperator,
      operatorSpan,
      operand: inner,
      span,
    };
  }, value);
}

function postfix(parts: Concrete.OperandCstChildren | undefined, at: number): Expression {
  const object = primary(parts, at);
  if (parts?.member === undefined && parts?.index === undefined) return object;
  const steps = [...(parts.member ?? []), ...(parts.index ?? [])].sort((a, b) => startOf(a) - startOf(b));
  return steps.reduce(
    (inner, step) => (step.name === 'member' ? member(inner, step) : indexed(inner, step)),
    object,
  );
}

function startOf(node: Concrete.MemberCstNode | Concrete.IndexCstNode): number {
  const token = node.name === 'member' ? read(node.children.Dot) : read(node.children.LeftBracket);
  return token?.startOffset ?? Number.POSITIVE_INFINITY;
}

function member(object: Expression, { children }: Concrete.MemberCstNode): Expression {
  const dot = read(children.Dot);
  const identifier = read(children.Identifier);
  const span = around(object.span, dot === undefined ? object.span : spanOf(dot));
  if (identifier === undefined) return { kind: 'missing', parts: [object], span };
  const name = nameOf(identifier);
  const called = list(children);
  if (called === undefined) return { kind: 'member', object, name, span: around(span, name.span) };
  return { kind: 'method', object, name, ...called.parts, span: around(span, called.span) };
}

function indexed(object: Expression, node: Concrete.IndexCstNode): Expression {
  const inside = bracketed(node);
  return { kind: 'missing', parts: [object, ...inside.parts], span: around(object.span, inside.span) };
}

function primary(parts: Concrete.OperandCstChildren | undefined, at: number): Expression {
  if (parts === undefined) return missing(at);
  const literal = read(parts.Number) ?? read(parts.String) ?? read(parts.Placeholder);
  if (literal !== undefined) return literalOf(literal);
  const identifier = read(parts.Identifier);
  if (identifier !== undefined) return reference(nameOf(identifier), parts);
  const open = read(parts.LeftParenthesis);
  if (open !== undefined) return group(open, parts);
  return parts.values?.[0] ? bracketed(parts.values[0]) : missing(at);
}

function literalOf(token: IToken): Expression {
  const span = spanOf(token);
  if (token.tokenType === T.Number)
    return { kind: 'number', value: numberOf(token.image), text: token.image, span };
  if (token.tokenType === T.String) return { kind: 'string', value: unquote(token.image), span };
  return STAND_IN.test(token.image)
    ? { kind: 'placeholder', text: token.image, span }
    : { kind: 'missing', parts: [], span };
}

/** The text between the quotes, whatever quotes they are; the closing one may be missing. */
function unquote(text: string): string {
  const quotes = '(?:\\\\*["\'`“”„‟«»″＂‘’‚‛‹›′]|&quot;)';
  return text.replace(new RegExp(`^${quotes}`), '').replace(new RegExp(`${quotes}$`), '');
}

function reference(name: Name, parts: Concrete.OperandCstChildren): Expression {
  const called = list(parts);
  return called === undefined
    ? name
    : { kind: 'call', name, ...called.parts, span: around(name.span, called.span) };
}

function group(open: IToken, parts: Concrete.OperandCstChildren): Expression {
  const value = expression(parts.expression?.[0], endOf(open));
  const close = read(parts.RightParenthesis);
  const last = close === undefined ? value.span : spanOf(close);
  return { kind: 'group', value, span: around(spanOf(open), last) };
}

interface Called {
  readonly parts: { readonly arguments: readonly Expression[]; readonly open: Span };
  readonly span: Span;
}

/** The parenthesised arguments of a call; nothing when there are none. */
function list(parts: Concrete.OperandCstChildren | Concrete.MemberCstChildren): Called | undefined {
  const open = read(parts.LeftParenthesis);
  if (open === undefined) return undefined;
  const values = separated(open, parts.expression, parts.Comma);
  return {
    parts: { arguments: values, open: spanOf(open) },
    span: enclose(open, values, read(parts.RightParenthesis)),
  };
}

function bracketed({ children }: Concrete.IndexCstNode): Missing {
  const open = read(children.LeftBracket)!;
  const parts = separated(open, children.expression, children.Comma);
  return { kind: 'missing', parts, span: enclose(open, parts, read(children.RightBracket)) };
}

function separated(
  open: IToken,
  nodes: readonly Concrete.ExpressionCstNode[] | undefined,
  commas: readonly IToken[] | undefined,
): readonly Expression[] {
  return (nodes ?? []).map((node, index) => expression(node, endOf(commas?.[index - 1] ?? open)));
}

function enclose(open: IToken, inside: readonly Expression[], close: IToken | undefined): Span {
  const end = close === undefined ? (inside.at(-1)?.span.end ?? endOf(open)) : endOf(close);
  return { start: open.startOffset, end };
}

function nameOf(token: IToken): Name {
  return { kind: 'name', name: token.image, span: spanOf(token) };
}

function missing(at: number): Missing {
  return { kind: 'missing', parts: [], span: { start: at, end: at } };
}

/** The first token, unless recovery invented it: an invented token has no place. */
function read(tokens: readonly IToken[] | undefined): IToken | undefined {
  const token = tokens?.[0];
  return token === undefined || Number.isNaN(token.startOffset) ? undefined : token;
}

function around(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}
