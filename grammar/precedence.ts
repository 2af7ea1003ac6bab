// How tightly operators bind: the levels of the grammar as a table, for whoever writes formulas.

import type { BinaryOperator, Expression } from './ast.ts';

/** Higher binds tighter; all levels group from the left, a condition from the right. */
// biome-ignore format: a table
export const PRECEDENCE = {
  conditional: 1,
  '||': 2,
  '&&': 3,
  '==': 4, '!=': 4,
  '<': 5, '<=': 5, '>': 5, '>=': 5,
  '+': 6, '-': 6,
  '*': 7, '/': 7,
  unary: 8,
  postfix: 9,
} as const satisfies Readonly<Record<BinaryOperator | 'conditional' | 'unary' | 'postfix', number>>;

/** How tightly an expression holds together as an operand. */
export function precedenceOf(expression: Expression): number {
  if (expression.kind === 'conditional' || expression.kind === 'unary') return PRECEDENCE[expression.kind];
  return expression.kind === 'binary' ? PRECEDENCE[expression.operator] : PRECEDENCE.postfix;
}
