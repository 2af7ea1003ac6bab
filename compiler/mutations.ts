// Small changes of a formula that its tests should notice: a table of kinds of change over the nodes of its tree.
// Changes that cannot be noticed for certain, and those that the compiler would notice, are left out.

import { type Call, childrenOf, createSource, type Diagnostic, type Expression, type Formula, type Method, type Source, type Span, type Node as TreeNode } from '../grammar/index.ts'; // biome-ignore format: one list
import { CONSTANTS, OPTIONS } from './catalog/index.ts';
import { compile } from './compile.ts';
import { dump } from './dump.ts';
import type { Node, Program } from './ir.ts';
import { nodesIn } from './parts.ts';
import { DOUBLE } from './types.ts';

/** A change of a formula: what stands at `span` becomes `after`. */
export interface Mutation {
  readonly kind: MutationKind;
  readonly span: Span;
  readonly before: string;
  /** Empty when it is taken away. */
  readonly after: string;
  /** The whole formula with the change in it, compiled. */
  readonly source: Source;
  readonly program: Program;
}

/** What a row is asked about: a node of the tree, where it stands, and its type. */
interface Site {
  readonly node: TreeNode;
  /** The nodes around it, the nearest first. */
  readonly above: readonly TreeNode[];
  readonly text: (span: Span) => string;
  /** The node of the program at the same place. */
  readonly typed: (span: Span) => Node | undefined;
}

interface Change {
  readonly span: Span;
  readonly after: string;
}

interface MutationRow {
  readonly prose: string;
  readonly changes: (site: Site) => readonly Change[];
}

const at = (span: Span, ...texts: readonly string[]): readonly Change[] =>
  texts.map((after) => ({ span, after }));
const swaps =
  (pairs: Readonly<Record<string, readonly string[]>>) =>
  (name: string): readonly string[] =>
    Object.hasOwn(pairs, name) ? pairs[name]! : [];

const comparisons = swaps({ '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'], '==': ['!='], '!=': ['=='] }); // biome-ignore format: a table
const arithmetic = swaps({ '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'] });
const functions = swaps({ min: ['max'], max: ['min'], ceil: ['floor'], floor: ['ceil'], round: ['floor', 'ceil'], avg: ['min', 'max'], sum: ['max'] }); // biome-ignore format: a table
const kinds = swaps({ $TargetDedicatedNodes: ['$TargetLowPriorityNodes'], $TargetLowPriorityNodes: ['$TargetDedicatedNodes'], $CurrentDedicatedNodes: ['$CurrentLowPriorityNodes'], $CurrentLowPriorityNodes: ['$CurrentDedicatedNodes'] }); // biome-ignore format: a table
const metrics = swaps({ $PendingTasks: ['$ActiveTasks', '$RunningTasks'], $ActiveTasks: ['$PendingTasks'], $RunningTasks: ['$ActiveTasks'] }); // biome-ignore format: a table

/** Every kind of change, with what it tries. */
export const MUTATIONS = {
  comparison: {
    prose: 'A comparison takes its bound in or leaves it out, or is turned round.',
    changes: ({ node }) => (node.kind === 'binary' ? at(node.operatorSpan, ...comparisons(node.operator)) : []),
  },
  logic: {
    prose: '`&&` and `||` change places, or one of their sides goes.',
    changes: ({ node, text }) =>
      node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')
        ? [...at(node.operatorSpan, node.operator === '&&' ? '||' : '&&'), ...at(node.span, text(node.left.span), text(node.right.span))]
        : [],
  },
  negation: {
    prose: 'A condition is turned round, a sign goes.',
    changes: ({ node, text }) => {
      if (node.kind === 'unary') return at(node.span, text(node.operand.span));
      if (node.kind !== 'conditional') return [];
      const condition = bare(node.condition);
      const isCompared = condition.kind === 'binary' && comparisons(condition.operator).length > 0;
      return isCompared ? [] : at(node.condition.span, `!(${text(node.condition.span)})`);
    },
  },
  branch: {
    prose: 'A condition goes, and one of its branches always counts.',
    changes: ({ node, text }) =>
      node.kind === 'conditional' ? at(node.span, `(${text(node.whenTrue.span)})`, `(${text(node.whenFalse.span)})`) : [],
  },
  arithmetic: {
    prose: '`+` and `-`, `*` and `/` change places.',
    changes: ({ node }) =>
      node.kind === 'binary' && !isNeutral(node.operator, node.right) ? at(node.operatorSpan, ...arithmetic(node.operator)) : [],
  },
  term: {
    prose: 'A term or a factor goes.',
    changes: ({ node, text }) => {
      if (node.kind !== 'binary' || arithmetic(node.operator).length === 0) return [];
      const left = isNeutral(node.operator, node.right) ? [] : at(node.span, text(node.left.span));
      const isLost = node.operator === '+' || node.operator === '*';
      return isLost && !isNeutral(node.operator, node.left) ? [...left, ...at(node.span, text(node.right.span))] : left;
    },
  },
  function: {
    prose: 'A function becomes its counterpart: min and max, ceil and floor, the mean and an extreme.',
    changes: ({ node, typed }) =>
      node.kind === 'call' && !isOfOneNumber(node, typed) ? at(node.name.span, ...functions(node.name.name)) : [],
  },
  rounding: {
    prose: 'ceil, floor or round goes.',
    changes: ({ node, text }) =>
      node.kind === 'call' && /^(ceil|floor|round)$/.test(node.name.name) && node.arguments.length === 1
        ? at(node.span, `(${text(node.arguments[0]!.span)})`)
        : [],
  },
  argument: {
    prose: 'One of several values of a list goes.',
    changes: ({ node, text }) =>
      node.kind === 'call' && LISTS.test(node.name.name) && node.arguments.length > 1
        ? node.arguments.flatMap((_, index) => at(node.span, callOf(node, node.arguments.toSpliced(index, 1), text)))
        : [],
  },
  constant: {
    prose: 'A number is one more, one less, or nothing.',
    changes: (site) => (site.node.kind === 'number' && numberRole(site) === 'plain' ? at(site.node.span, ...around(site.node.value)) : []),
  },
  window: {
    prose: 'A window is half as long, or twice.',
    changes: (site) => {
      const { node, above } = site;
      if (node.kind === 'number' && numberRole(site) === 'interval') return at(node.span, String(node.value * 2), String(node.value / 2));
      const isAlone = node.kind === 'name' && Object.hasOwn(CONSTANTS, node.name) && above[0]?.kind === 'method';
      return isAlone ? at(node.span, `${node.name} * 2`, `${node.name} / 2`) : [];
    },
  },
  percent: {
    prose: 'The share of samples that must be there is nothing, or all.',
    changes: (site) =>
      site.node.kind === 'number' && numberRole(site) === 'percent' ? at(site.node.span, '0', '100') : [],
  },
  option: {
    prose: 'The deallocation option is another one.',
    changes: ({ node, above }) =>
      node.kind === 'name' && Object.hasOwn(OPTIONS, node.name) && above[0]?.kind === 'assignment' && above[0].name !== node
        ? at(node.span, ...Object.keys(OPTIONS))
        : [],
  },
  kind: {
    prose: 'Dedicated and low-priority nodes change places.',
    changes: ({ node }) => (node.kind === 'name' ? at(node.span, ...kinds(node.name)) : []),
  },
  metric: {
    prose: 'Another count of tasks is read.',
    changes: ({ node }) => (node.kind === 'name' ? at(node.span, ...metrics(node.name)) : []),
  },
  statement: {
    prose: 'An assignment goes.',
    changes: ({ node }) => (node.kind === 'assignment' ? at(node.span, '') : []),
  },
} as const satisfies Record<string, MutationRow>; // biome-ignore format: a table

export type MutationKind = keyof typeof MUTATIONS;

const LISTS = /^(min|max|avg|sum|len|norm|std|range)$/;

function bare(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'group') inner = inner.value;
  return inner;
}

/** Whether an operand changes nothing: `+ 0`, `* 1`, `/ 1`. */
function isNeutral(operator: string, operand: Expression): boolean {
  const inner = bare(operand);
  return inner.kind === 'number' && inner.value === (operator === '+' || operator === '-' ? 0 : 1);
}

/** A list of one number has one least, one largest and one mean value. */
function isOfOneNumber({ name, arguments: values, span }: Call, typed: Site['typed']): boolean {
  const call = typed(span);
  return (
    LISTS.test(name.name) &&
    values.length === 1 &&
    call?.kind === 'call' &&
    call.arguments[0]?.type === DOUBLE
  );
}

const callOf = ({ name }: Call, values: readonly Expression[], text: Site['text']): string =>
  `${name.name}(${values.map(({ span }) => text(span)).join(', ')})`;

const around = (value: number): readonly string[] =>
  [...new Set([value + 1, value - 1, 0])]
    .filter((other) => other !== value)
    .map((other) => (other < 0 ? `(${other})` : String(other)));

/** What a number stands for: part of an interval, a share of samples, or itself. */
function numberRole({ node, above }: Site): 'interval' | 'percent' | 'plain' {
  const parent = above.find(({ kind }) => kind !== 'group');
  if (parent?.kind === 'method') return isPercentOf(parent, node) ? 'percent' : 'plain';
  if (parent?.kind !== 'binary') return 'plain';
  const other = bare(parent.left) === node ? bare(parent.right) : bare(parent.left);
  if (parent.operator === '*' && other.kind === 'name' && Object.hasOwn(CONSTANTS, other.name))
    return 'interval';
  return comparisons(parent.operator).length > 0 &&
    other.kind === 'method' &&
    other.name.name === 'GetSamplePercent'
    ? 'percent'
    : 'plain';
}

/** The last argument of `GetSample` after a window is a share; a lone number is a count. */
const isPercentOf = ({ name, arguments: values }: Method, node: TreeNode): boolean =>
  name.name === 'GetSample' && values.length > 1 && bare(values.at(-1)!) === node;

export interface MutationChoice {
  /** At most so many; all of them unless set. */
  readonly most?: number;
  /** Draws from [0, 1), to choose among more. */
  readonly draw: () => number;
}

/** Changes of a formula, and how many there were to choose from before those without effect were left out. */
export interface Mutations {
  readonly mutations: readonly Mutation[];
  readonly candidates: number;
}

/**
 * Changes of a formula that the service would still take and that may come to something else, in the order of the
 * text; no two give the same text. None for a formula that does not compile.
 */
export function mutationsOf(source: Source, { most = Infinity, draw }: MutationChoice): Mutations {
  const { formula, program, diagnostics } = compile(source);
  if (program === undefined) return { mutations: [], candidates: 0 };
  const errors = countErrors(diagnostics);
  const meaning = dump(program);
  const candidates = new Map<string, Found>();
  for (const found of changesOf(source, formula, program)) {
    const text = changedText(source, found.change);
    if (text !== source.text && !candidates.has(text)) candidates.set(text, found);
  }
  const order = [...candidates];
  const mutations: Mutation[] = [];
  // Chosen one by one, so that nothing is compiled in vain.
  while (order.length > 0 && mutations.length < most) {
    const [[text, { kind, change }]] = order.splice(candidates.size > most ? Math.floor(draw() * order.length) : 0, 1) as [[string, Found]]; // biome-ignore format: one draw
    const changed = createSource(source.name, text);
    const compiled = compile(changed);
    const isRefused = compiled.program === undefined || countErrors(compiled.diagnostics) > errors;
    if (isRefused || dump(compiled.program) === meaning) continue;
    const { span, after } = change;
    const before = source.text.slice(span.start, span.end);
    mutations.push({ kind, span, before, after, source: changed, program: compiled.program });
  }
  return { mutations: mutations.sort(byPlace), candidates: candidates.size };
}

const byPlace = (a: Mutation, b: Mutation): number => a.span.start - b.span.start || a.span.end - b.span.end;

const countErrors = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;

const changedText = (source: Source, { span, after }: Change): string =>
  source.text.slice(0, span.start) + after + source.text.slice(after === '' ? endOf(source, span) : span.end);

/** A statement goes with its semicolon. */
const endOf = ({ text }: Source, { end }: Span): number =>
  end + (/^\s*;/.exec(text.slice(end))?.[0].length ?? 0);

interface Found {
  readonly kind: MutationKind;
  readonly change: Change;
}

function changesOf(source: Source, formula: Formula, program: Program): readonly Found[] {
  const typed = new Map(
    program.steps.flatMap(({ value }) =>
      [...nodesIn(value)].map((node) => [keyOf(node.span), node] as const),
    ),
  );
  const found: Found[] = [];
  const waiting: { readonly node: TreeNode; readonly above: readonly TreeNode[] }[] = reached(formula).map(
    (node) => ({ node, above: [] }),
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const site: Site = {
      ...next,
      text: ({ start, end }) => source.text.slice(start, end),
      typed: (span) => typed.get(keyOf(span)),
    };
    for (const [kind, { changes }] of Object.entries(MUTATIONS) as [MutationKind, MutationRow][])
      found.push(...changes(site).map((change) => ({ kind, change })));
    const above = [next.node, ...next.above.slice(0, 4)];
    waiting.push(
      ...childrenOf(next.node)
        .filter(isMutable(next.node))
        .map((node) => ({ node, above })),
    );
  }
  return found.sort(
    (a, b) => a.change.span.start - b.change.span.start || a.change.span.end - b.change.span.end,
  );
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

/** Names of functions and methods have rows of their own. */
const isMutable =
  (parent: TreeNode) =>
  (node: TreeNode): boolean =>
    !(
      (parent.kind === 'call' || parent.kind === 'method' || parent.kind === 'member') &&
      parent.name === node
    );

/** The statements up to the first `stop()`: nothing behind it is ever noticed. */
function reached({ statements }: Formula): Formula['statements'] {
  const stop = statements.findIndex(({ kind, value }) => kind === 'evaluation' && value.kind === 'call' && value.name.name === 'stop'); // biome-ignore format: a condition
  return stop < 0 ? statements : statements.slice(0, stop);
}

/** The most letters of a part that are told. */
const LONGEST = 60;

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return `\`${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}\``;
};

/** A change in words: `10` becomes `11`. */
export const describeChange = ({ before, after }: Pick<Mutation, 'before' | 'after'>): string =>
  after === '' ? `${short(before)} goes` : `${short(before)} becomes ${short(after)}`;
