// What evaluations reach of a formula: statements, both ways of each condition, both sides of each `&&` and `||`.
// It listens to the prepared closures, so an evaluator that nobody covers pays nothing.

import { type LogicalNode, type Node, nodesIn, type Program, type Step } from '../compiler/index.ts';
import { fileOf, type Source, type Span, spanInFileOf } from '../grammar/index.ts';
import type { EvaluatorOptions } from './evaluate.ts';
import type { Value } from './value.ts';

/** One way out of a decision, and how often it was taken. */
export interface Branch {
  /** The part of the formula that stands for it. */
  readonly span: Span;
  /** What is wrong when it was never taken: `x > 3` is never true. */
  readonly missing: string;
  readonly hits: number;
}

/** A place where an evaluation goes one way or another. */
export interface BranchDecision {
  readonly kind: '?:' | '&&' | '||';
  readonly span: Span;
  readonly branches: readonly [Branch, Branch];
}

/** What was reached of one formula; `hits` count evaluations. */
export interface Coverage {
  readonly source: Source;
  readonly statements: readonly { readonly span: Span; readonly hits: number }[];
  /** In the order of the text. */
  readonly decisions: readonly BranchDecision[];
}

export interface CoverageCounts {
  readonly statements: { readonly reached: number; readonly total: number };
  readonly branches: { readonly reached: number; readonly total: number };
}

/** The options that make an evaluator tell what it reaches, and what it told so far. */
export interface CoverageRecorder extends Required<Pick<EvaluatorOptions, 'observer' | 'onStep'>> {
  readonly read: () => Coverage;
}

interface Tally {
  readonly node: Extract<Node, { kind: 'conditional' | 'logical' }>;
  /** How often its condition, or its left side, was true and was false. */
  readonly hits: { true: number; false: number };
}

/** Counts what evaluations of a program reach; several evaluators of this very program may share it. */
export function createCoverage(program: Program): CoverageRecorder {
  const reached = new Map<Step, number>();
  const tallies = program.steps.flatMap(({ value }) =>
    [...nodesIn(value)].flatMap((node): Tally[] =>
      node.kind === 'conditional' || node.kind === 'logical' ? [{ node, hits: { true: 0, false: 0 } }] : [],
    ),
  );
  const deciders = new Map(
    tallies.map(({ node, hits }) => [node.kind === 'conditional' ? node.condition : node.left, hits]),
  );
  return {
    onStep: (step) => void reached.set(step, (reached.get(step) ?? 0) + 1),
    observer: (node, value) => {
      const hits = deciders.get(node);
      const truth = hits === undefined ? undefined : truthOf(value);
      if (hits !== undefined && truth !== undefined) hits[truth ? 'true' : 'false']++;
    },
    read: () => ({
      source: program.source,
      statements: program.steps.map((step) => ({ span: step.span, hits: reached.get(step) ?? 0 })),
      decisions: tallies.map((tally) => decisionOf(program.source, tally)),
    }),
  };
}

/** Anything else fails where it is met, and goes no way. */
function truthOf(value: Value): boolean | undefined {
  if (typeof value === 'number') return value !== 0;
  return Array.isArray(value) && value.length === 1 ? value[0] !== 0 : undefined;
}

function decisionOf(source: Source, { node, hits }: Tally): BranchDecision {
  const { span } = node;
  if (node.kind === 'conditional') {
    const condition = quote(source, node.condition.span);
    const branchOf = (part: Node, truth: 'true' | 'false'): Branch => ({
      span: part.span,
      missing: `${condition} is never ${truth}`,
      hits: hits[truth],
    });
    return {
      kind: '?:',
      span,
      branches: [branchOf(node.whenTrue, 'true'), branchOf(node.whenFalse, 'false')],
    };
  }
  const deciding = settling(node);
  const other = deciding === 'true' ? 'false' : 'true';
  const [left, right] = [node.left.span, node.right.span];
  return {
    kind: node.operator,
    span,
    branches: [
      { span: left, missing: `${quote(source, left)} is never ${deciding}`, hits: hits[deciding] },
      { span: right, missing: `${quote(source, right)} never decides`, hits: hits[other] },
    ],
  };
}

/** What the left side of a logical operator must be to decide alone. */
const settling = ({ operator }: LogicalNode): 'true' | 'false' => (operator === '||' ? 'true' : 'false');

const MOST_QUOTED = 60;

function quote(source: Source, { start, end }: Span): string {
  const text = source.text.slice(start, end).replace(/\s+/g, ' ');
  return `\`${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}\``;
}

/** What was reached of one formula on two occasions. */
export function joinCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    source: a.source,
    statements: a.statements.map(({ span, hits }, at) => ({ span, hits: hits + b.statements[at]!.hits })),
    decisions: a.decisions.map((decision, at) => {
      const [left, right] = decision.branches;
      const [otherLeft, otherRight] = b.decisions[at]!.branches;
      return {
        ...decision,
        branches: [
          { ...left, hits: left.hits + otherLeft.hits },
          { ...right, hits: right.hits + otherRight.hits },
        ],
      };
    }),
  };
}

/** How much of it was reached. */
export function countCoverage({ statements, decisions }: Coverage): CoverageCounts {
  const branches = decisions.flatMap((decision) => decision.branches);
  const reached = (parts: readonly { readonly hits: number }[]) =>
    parts.filter(({ hits }) => hits > 0).length;
  return {
    statements: { reached: reached(statements), total: statements.length },
    branches: { reached: reached(branches), total: branches.length },
  };
}

/** The coverage with the places of the file that the formula was cut out of. */
export function coverageInFile({ source, statements, decisions }: Coverage): Coverage {
  const moved = <One extends { readonly span: Span }>(one: One): One => ({
    ...one,
    span: spanInFileOf(source, one.span),
  });
  return {
    source: fileOf(source),
    statements: statements.map(moved),
    decisions: decisions.map((decision) => ({
      ...moved(decision),
      branches: [moved(decision.branches[0]), moved(decision.branches[1])],
    })),
  };
}
