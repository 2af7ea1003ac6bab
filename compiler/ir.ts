// The program: what a formula means once every name is resolved and every overload chosen. It exists for
// every text the service would accept, and is total: what the service refuses only when it evaluates is a
// `fault` node that carries the service's own error. Spans point into the formula's source.

import type { BinaryOperator, Source, Span, UnaryOperator } from '../grammar/index.ts';
import type {
  ConstantId,
  FunctionId,
  FunctionOverloadId,
  LiveId,
  MemberId,
  MethodOverloadId,
  MetricId,
  OperatorOverloadId,
  OptionWord,
  TargetId,
} from './catalog/index.ts';
import type { Type } from './types.ts';

/** A node and what it can be. Evaluation order is left to right, children before parents. */
export type Node =
  | NumberNode
  | StringNode
  | ConstantNode
  | OptionNode
  | VariableNode
  | TargetNode
  | LatestNode
  | UnaryNode
  | BinaryNode
  | LogicalNode
  | ConditionalNode
  | CallNode
  | MethodNode
  | MemberNode
  | PlaceholderNode
  | FaultNode;

interface Common {
  readonly type: Type;
  readonly span: Span;
}

export interface NumberNode extends Common {
  readonly kind: 'number';
  readonly value: number;
}
export interface StringNode extends Common {
  readonly kind: 'string';
  readonly value: string;
}
/** A named interval such as `TimeInterval_Minute`. */
export interface ConstantNode extends Common {
  readonly kind: 'constant';
  readonly id: ConstantId;
}
/** A bare word of `$NodeDeallocationOption`. */
export interface OptionNode extends Common {
  readonly kind: 'option';
  readonly word: OptionWord;
}
/** A name that was certainly assigned before: statements never branch, so this is always known. */
export interface VariableNode extends Common {
  readonly kind: 'variable';
  readonly name: string;
  /** Index into `Program.slots`. */
  readonly slot: number;
}
/** A target read before any assignment: the pool's current target (or `requeue` for the option). */
export interface TargetNode extends Common {
  readonly kind: 'target';
  readonly id: TargetId;
}
/** A service variable used bare as a number: the live value of a node count, else the newest sample. */
export interface LatestNode extends Common {
  readonly kind: 'latest';
  readonly id: MetricId | LiveId;
}
export interface UnaryNode extends Common {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  /** Every overload that can apply, by operand kind; one unless the operand's type is a union. */
  readonly overloads: readonly OperatorOverloadId[];
  readonly operand: Node;
  readonly operatorSpan: Span;
}
export interface BinaryNode extends Common {
  readonly kind: 'binary';
  readonly operator: Exclude<BinaryOperator, '&&' | '||'>;
  readonly overloads: readonly OperatorOverloadId[];
  readonly left: Node;
  readonly right: Node;
  readonly operatorSpan: Span;
}
/** `&&` or `||`: evaluates the right side only when it decides. */
export interface LogicalNode extends Common {
  readonly kind: 'logical';
  readonly operator: '&&' | '||';
  readonly left: Node;
  readonly right: Node;
  readonly operatorSpan: Span;
}
/** Evaluates only the chosen branch. */
export interface ConditionalNode extends Common {
  readonly kind: 'conditional';
  readonly condition: Node;
  readonly whenTrue: Node;
  readonly whenFalse: Node;
}
export interface CallNode extends Common {
  readonly kind: 'call';
  readonly function: FunctionId;
  /** Every overload that can apply; one unless an argument's type is a union. */
  readonly overloads: readonly FunctionOverloadId[];
  readonly arguments: readonly Node[];
  /** The function's name: where its failures are placed. */
  readonly nameSpan: Span;
}
export interface MethodNode extends Common {
  readonly kind: 'method';
  readonly metric: MetricId | LiveId;
  /** Every overload that can apply; one unless an argument's type is a union. */
  readonly overloads: readonly MethodOverloadId[];
  readonly arguments: readonly Node[];
  readonly nameSpan: Span;
  /** The opening parenthesis: where the service places a failing sample request. */
  readonly open: Span;
}
/** A part of a timestamp, such as `time().hour`. */
export interface MemberNode extends Common {
  readonly kind: 'member';
  readonly member: MemberId;
  readonly object: Node;
  readonly nameSpan: Span;
}
/** What a template fills in before the service sees the formula: anything of its type. It cannot be evaluated. */
export interface PlaceholderNode extends Common {
  readonly kind: 'placeholder';
  /** As it stands in the source, with the characters of its placeholders. */
  readonly text: string;
}
/** Evaluates `before` in order, then fails with the service's AutoScalingFormulaEvaluationError at `span`. */
export interface FaultNode extends Common {
  readonly kind: 'fault';
  /** The detail after `Line L, Col C: `, for instance `Undefined symbol: x`. */
  readonly detail: string;
  readonly before: readonly Node[];
}

export type Step =
  | {
      readonly kind: 'assign';
      readonly name: string;
      readonly slot: number;
      /** Set when the name is a target or its alias. */
      readonly target?: TargetId;
      readonly value: Node;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'evaluate'; readonly value: Node; readonly span: Span };

/**
 * How far back a formula reads the values of one metric. `Count()` and `HistoryBeginTime()` read no values:
 * alone they give 0 and 0.
 */
export interface MetricUse {
  readonly id: MetricId | LiveId;
  /** The longest age of a window, in milliseconds; `Infinity` when it cannot be bounded. */
  readonly lookBack: number;
  /** The most newest samples asked for by count; `Infinity` when it cannot be bounded; 1 for a bare read. */
  readonly newest: number;
}

export interface Program {
  readonly source: Source;
  readonly steps: readonly Step[];
  /** One slot for each distinct name that is assigned, in order of first assignment. */
  readonly slots: readonly string[];
  readonly uses: readonly MetricUse[];
}
