// The tree of a formula: plain readonly nodes with spans. It exists for broken text too, with `missing`
// nodes where recovery had to guess. The tree stays in grammar and compiler; the runtime sees only the program.

import type { Span } from './source.ts';

/** A `//` comment; the span includes the slashes and excludes the line break. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

export interface Formula {
  readonly kind: 'formula';
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly span: Span;
}

export type Statement = Assignment | Evaluation;

/** `name = value`. */
export interface Assignment {
  readonly kind: 'assignment';
  readonly name: Name;
  readonly value: Expression;
  readonly span: Span;
}

/** A bare expression as a statement. */
export interface Evaluation {
  readonly kind: 'evaluation';
  readonly value: Expression;
  readonly span: Span;
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | Name
  | Group
  | Unary
  | Binary
  | Conditional
  | Call
  | Method
  | Member
  | Placeholder
  | Missing;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

export interface StringLiteral {
  readonly kind: 'string';
  /** Without the quotes; the language has no escapes. */
  readonly value: string;
  readonly span: Span;
}

/** An identifier as written, `$` included. */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

/** Parentheses around an expression; meaningless, kept for the printer. */
export interface Group {
  readonly kind: 'group';
  readonly value: Expression;
  readonly span: Span;
}

export type UnaryOperator = '-' | '!';

export interface Unary {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operatorSpan: Span;
  readonly operand: Expression;
  readonly span: Span;
}

// biome-ignore format: one list
export type BinaryOperator =
  | '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '&&' | '||';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}

/** `name(arguments)`. */
export interface Call {
  readonly kind: 'call';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  /** The opening parenthesis. */
  readonly open: Span;
  readonly span: Span;
}

/** `object.name(arguments)`. */
export interface Method {
  readonly kind: 'method';
  readonly object: Expression;
  readonly name: Name;
  readonly arguments: readonly Expression[];
  /** The opening parenthesis: where the service places a failing sample request. */
  readonly open: Span;
  readonly span: Span;
}

/** `object.name`. */
export interface Member {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: Name;
  readonly span: Span;
}

/** A value that a template fills in before the service sees the formula: it may be anything. */
export interface Placeholder {
  readonly kind: 'placeholder';
  /** As it stands in the text: the character that stands for it, and letters and digits that touch it. */
  readonly text: string;
  readonly span: Span;
}

/**
 * What recovery put where something was expected, or around what is not in the language (`a % b`, `v[0]`);
 * silences every complaint that would only follow from it. `parts` are the expressions that could be read inside.
 */
export interface Missing {
  readonly kind: 'missing';
  readonly parts: readonly Expression[];
  readonly span: Span;
}

export type Node = Formula | Statement | Expression;

/** The nodes directly inside a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'formula':
      return node.statements;
    case 'assignment':
      return [node.name, node.value];
    case 'evaluation':
    case 'group':
      return [node.value];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'call':
      return [node.name, ...node.arguments];
    case 'method':
      return [node.object, node.name, ...node.arguments];
    case 'member':
      return [node.object, node.name];
    case 'missing':
      return node.parts;
    case 'number':
    case 'string':
    case 'name':
    case 'placeholder':
      return [];
  }
}

/**
 * The nodes around an offset, outermost first; the last is the innermost. A node holds the offset just after it,
 * too, so that a cursor at the end of a name is in the name; where two nodes touch, the later one is taken.
 */
export function nodesAt(formula: Formula, offset: number): readonly Node[] {
  const path: Node[] = [];
  let next: Node | undefined = formula;
  while (next !== undefined) {
    path.push(next);
    next = childrenOf(next).findLast(({ span }) => span.start <= offset && offset <= span.end);
  }
  return path;
}
