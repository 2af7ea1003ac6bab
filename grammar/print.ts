// The tree as canonical text: one statement a line, long expressions broken at the operators, comments where
// they were, at most one blank line kept. What it prints parses to the same tree, and prints as itself.

import {
  type Binary,
  type Comment,
  type Conditional,
  childrenOf,
  type Expression,
  type Formula,
  type Node,
  type Statement,
  type Unary,
} from './ast.ts';
import { group, HARD, indent, type Layout, LINE, render, SOFT, sequence } from './layout.ts';
import { LIMITS } from './limits.ts';
import { isLoose } from './placeholders.ts';
import { PRECEDENCE, precedenceOf } from './precedence.ts';
import type { Source, Span } from './source.ts';

const WIDTH = 100;

/**
 * The formula in canonical layout, with a final line break. Written for formulas without errors: a text that has
 * a `missing` node comes back as it is. Parentheses are kept as written, doubled ones once, and added where a tree
 * made by hand needs them. Where breaking lines would carry a formula over the service's limit of length, lines
 * stay long; where even that is too much, the text comes back as it is.
 */
export function print(formula: Formula, source: Source): string {
  if (hasMissing(formula) || isLoose(formula, source)) return source.text;
  const broken = layOut(formula, source.text, WIDTH);
  if (broken.length <= LIMITS.length) return broken;
  const long = layOut(formula, source.text, Number.POSITIVE_INFINITY);
  return long.length <= LIMITS.length || source.text === '' ? long : source.text;
}

function layOut(formula: Formula, text: string, width: number): string {
  let printed = '';
  let last: Statement | Comment | undefined;
  for (const item of itemsOf(formula)) {
    if (last !== undefined) printed += opening(text, last, item);
    printed += isStatement(item) ? render(layStatement(item, formula, text), width) : item.text.trimEnd();
    last = item;
  }
  return printed === '' ? '' : `${printed}\n`;
}

function isStatement(item: Statement | Comment): item is Statement {
  return 'kind' in item;
}

function hasMissing(node: Node): boolean {
  return node.kind === 'missing' || childrenOf(node).some(hasMissing);
}

/** Statements and the comments outside them, in order. */
function itemsOf({ statements, comments }: Formula): readonly (Statement | Comment)[] {
  const outside = comments.filter((comment) => !statements.some((statement) => isInside(comment, statement)));
  return [...statements, ...outside].sort((a, b) => a.span.start - b.span.start);
}

function isInside(comment: Comment, { span }: Statement): boolean {
  return span.start < comment.span.start && comment.span.start < span.end;
}

/** What separates an item from the one before: a blank, a line break, or a line break and a blank line. */
function opening(text: string, last: Statement | Comment, item: Statement | Comment): string {
  if (isStatement(last) && !isStatement(item) && isTrailing(text, item)) return ' ';
  return /\n[ \t\r]*\n/.test(text.slice(last.span.end, item.span.start)) ? '\n\n' : '\n';
}

/** Whether something stands before a comment on its line. */
function isTrailing(text: string, { span }: Comment): boolean {
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return line.trim() !== '';
}

/** A statement being written and the comments inside it; those before `next` are done. */
interface Writing {
  readonly text: string;
  readonly comments: readonly Comment[];
  next: number;
}

function layStatement(statement: Statement, formula: Formula, text: string): Layout {
  const inside = formula.comments.filter((comment) => isInside(comment, statement));
  const writing: Writing = { text, comments: inside, next: 0 };
  if (statement.kind === 'evaluation') return sequence(expression(writing, statement.value), ';');
  const { name, value } = statement;
  const lead = indent(before(writing, ' ', value.span.start));
  return sequence(name.name, ' =', lead, expression(writing, value), ';');
}

/** The comments before an offset, each after what it follows; nothing when there are none. */
function comments(writing: Writing, offset: number): Layout | undefined {
  const parts: Layout[] = [];
  for (
    let comment = writing.comments[writing.next];
    comment !== undefined;
    comment = writing.comments[writing.next]
  ) {
    if (comment.span.start >= offset) break;
    parts.push(parts.length === 0 && isTrailing(writing.text, comment) ? ' ' : HARD, comment.text.trimEnd());
    writing.next++;
  }
  return parts.length === 0 ? undefined : sequence(...parts);
}

/** A separator, or in its place the comments that stand before an offset and the line break that ends them. */
function before(writing: Writing, separator: Layout, offset: number): Layout {
  const found = comments(writing, offset);
  return found === undefined ? separator : sequence(found, HARD);
}

/** What stands before a closing parenthesis: its comments go with what is inside. */
function closing(writing: Writing, separator: Layout, close: number): Layout {
  const found = comments(writing, close);
  return found === undefined ? separator : sequence(indent(found), HARD);
}

function expression(writing: Writing, node: Expression): Layout {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'string':
      return `"${node.value}"`;
    case 'name':
      return node.name;
    case 'group':
      return parenthesised(writing, node.value, node.span.end - 1);
    case 'unary':
      return unary(writing, node);
    case 'binary':
      return chain(writing, node);
    case 'conditional':
      return conditional(writing, node);
    case 'call':
      return sequence(node.name.name, list(writing, node));
    case 'method':
      return sequence(
        operand(writing, node.object, PRECEDENCE.postfix),
        '.',
        named(writing, node.name),
        list(writing, node),
      );
    case 'member':
      return sequence(operand(writing, node.object, PRECEDENCE.postfix), '.', named(writing, node.name));
    case 'placeholder':
      return node.text;
    case 'missing':
      return '';
  }
}

function named(
  writing: Writing,
  name: { readonly name: string; readonly span: { readonly start: number } },
): Layout {
  return sequence(before(writing, '', name.span.start), name.name);
}

/** Parentheses around a value; `close` is the offset of the closing one. Parentheses directly inside are dropped. */
function parenthesised(writing: Writing, value: Expression, close: number): Layout {
  let inner = value;
  while (inner.kind === 'group') inner = inner.value;
  return group(
    '(',
    indent(before(writing, SOFT, inner.span.start), expression(writing, inner)),
    closing(writing, SOFT, close),
    ')',
  );
}

/** An operand, in parentheses when it holds together less than its place asks for. */
function operand(writing: Writing, node: Expression, tightness: number): Layout {
  return precedenceOf(node) < tightness
    ? parenthesised(writing, node, node.span.end)
    : expression(writing, node);
}

function list(
  writing: Writing,
  called: { readonly arguments: readonly Expression[]; readonly open: Span; readonly span: Span },
): Layout {
  const open = sequence(before(writing, '', called.open.start), '(');
  const close = called.span.end - 1;
  const parts = called.arguments.map((argument, index) => {
    const separator = before(writing, index === 0 ? SOFT : LINE, argument.span.start);
    return sequence(index === 0 ? '' : ',', separator, expression(writing, argument));
  });
  if (parts.length === 0) return sequence(open, closing(writing, '', close), ')');
  return group(open, indent(...parts), closing(writing, SOFT, close), ')');
}

function unary(writing: Writing, { operator, operand: value }: Unary): Layout {
  const lead = before(writing, '', value.span.start);
  return sequence(operator, lead, operand(writing, value, PRECEDENCE.unary));
}

/** Operators of one level in a row: broken before each operator, or not at all. */
function chain(writing: Writing, node: Binary): Layout {
  const level = PRECEDENCE[node.operator];
  const links: Binary[] = [];
  let first: Expression = node;
  while (first.kind === 'binary' && PRECEDENCE[first.operator] === level) {
    links.unshift(first);
    first = first.left;
  }
  const start = operand(writing, first, level);
  const rest = links.map(({ operator, operatorSpan, right }) => {
    const lead = before(writing, LINE, operatorSpan.start);
    const gap = before(writing, ' ', right.span.start);
    return sequence(lead, operator, gap, operand(writing, right, level + 1));
  });
  return group(start, indent(...rest));
}

/** A choice; choices in the last branch stand one under the other. */
function conditional(writing: Writing, node: Conditional): Layout {
  const parts: Layout[] = [];
  let rest: Expression = node;
  const chained = node.whenFalse.kind === 'conditional';
  while (rest.kind === 'conditional') {
    const lead = parts.length === 0 ? '' : sequence(before(writing, LINE, rest.span.start), ': ');
    const condition = operand(writing, rest.condition, PRECEDENCE['||']);
    const gap = before(writing, LINE, rest.whenTrue.span.start);
    const result = sequence(gap, '? ', expression(writing, rest.whenTrue));
    parts.push(
      sequence(lead, chained ? group(condition, indent(result)) : sequence(condition, indent(result))),
    );
    rest = rest.whenFalse;
  }
  const last = sequence(before(writing, LINE, rest.span.start), ': ', expression(writing, rest));
  return group(parts[0]!, indent(...parts.slice(1), last));
}
