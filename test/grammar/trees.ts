// What the tests say about trees: how one reads as text, what its spans promise, and when two are the same.

import { expect } from 'vitest';
import {
  childrenOf,
  createSource,
  type Expression,
  type Formula,
  type Node,
  parse,
  type Statement,
} from '../../grammar/index.ts';

/** The tree as text, a statement a line: operators and calls in front of their operands, in parentheses. */
export function writeTree({ statements }: Formula): string {
  return statements.map(writeStatement).join('\n');
}

function writeStatement(statement: Statement): string {
  const value = write(statement.value);
  return statement.kind === 'assignment' ? `${statement.name.name} = ${value}` : value;
}

function write(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'string':
      return `"${node.value}"`;
    case 'name':
      return node.name;
    case 'placeholder':
      return `(placeholder ${node.text})`;
    case 'group':
      return list('group', node.value);
    case 'unary':
      return list(node.operator, node.operand);
    case 'binary':
      return list(node.operator, node.left, node.right);
    case 'conditional':
      return list('?:', node.condition, node.whenTrue, node.whenFalse);
    case 'call':
      return list('call', node.name, ...node.arguments);
    case 'method':
      return list('method', node.object, node.name, ...node.arguments);
    case 'member':
      return list('member', node.object, node.name);
    case 'missing':
      return list('missing', ...node.parts);
  }
}

function list(head: string, ...nodes: readonly Expression[]): string {
  return `(${[head, ...nodes.map(write)].join(' ')})`;
}

/** Children lie inside their parents, one after the other; the formula is the whole text. */
export function expectNested(formula: Formula, text: string): void {
  const wrong: Node[] = [];
  visit(formula, (node) => {
    let at = node.span.start;
    for (const { span } of childrenOf(node)) {
      if (span.start < at || span.end < span.start) wrong.push(node);
      at = span.end;
    }
    if (at > node.span.end) wrong.push(node);
  });
  expect({ span: formula.span, wrong }).toEqual({ span: { start: 0, end: text.length }, wrong: [] });
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const child of childrenOf(node)) visit(child, look);
}

/** Whether something in the tree is missing. */
export function hasMissing(formula: Formula): boolean {
  let found = false;
  visit(formula, ({ kind }) => {
    found ||= kind === 'missing';
  });
  return found;
}

/** The parsed text, and whether the service would take it. */
export function read(text: string) {
  const source = createSource('formula', text);
  const parsed = parse(source);
  return { ...parsed, accepted: parsed.diagnostics.every(({ severity }) => severity !== 'error') };
}
